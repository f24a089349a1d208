"""What the README shows is there, and what it says to type works."""

from __future__ import annotations

import re

import pytest

from tests.conftest import HERE

README = HERE.parent / "README.md"


def test_pictures_are_there_and_light_enough_for_git() -> None:
    names = re.findall(r'(?:src|srcset)="([^"]+)"', README.read_text("utf-8"))
    assert names
    assert {name: (README.parent / name).stat().st_size < 150_000 for name in names} == dict.fromkeys(names, True)


def test_python_in_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        exec(example, {})
