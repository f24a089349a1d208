"""Settings: the environment wins over pyproject.toml, and a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import InputError
from pipeline.sources import arxiv, semantic_scholar


def project(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text)
    return folder


def test_without_a_project_file_there_are_defaults(tmp_path: Path) -> None:
    chosen = settings.load(tmp_path, {})
    assert (chosen.lists, chosen.out, chosen.library) == (("raw/*.md",), "enriched", None)


def test_the_environment_wins(tmp_path: Path) -> None:
    folder = project(tmp_path, '[tool.pipeline]\nmailto = "a@example.org"\nout = "o"\n')
    chosen = settings.load(folder, {"ENRICH_MAILTO": "b@example.org", "ENRICH_CACHE_DIR": str(tmp_path / "c")})
    assert (chosen.mailto, chosen.out, chosen.cache) == ("b@example.org", "o", tmp_path / "c")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.pipeline]\nlist = []\n", "no setting 'list'"),
        ("[tool.pipeline]\nlists = 'raw'\n", "lists must be a list of texts"),
        ("[tool.pipeline]\nout = 3\n", "out must be a text"),
        ("[tool.pipeline\n", "cannot be read"),
    ],
)
def test_a_mistake_in_the_project_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"pyproject\.toml: .*{message}"):
        settings.load(project(tmp_path, text), {})


def test_the_terms_of_each_source_are_the_default(tmp_path: Path) -> None:
    chosen = settings.load(tmp_path, {})
    pace = [settings.service(s, chosen, {}).interval for s in (arxiv, semantic_scholar)]
    assert pace == [3.0, 1.0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("ENRICH_S2_URL", "ftp://x"), ("ENRICH_S2_INTERVAL", "soon"), ("ENRICH_DEADLINE", "-1"), ("S2_API_KEY", "a\nb")],
)
def test_a_value_that_cannot_be_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InputError, match=name):
        settings.service(semantic_scholar, settings.load(tmp_path, {}), {name: value})


def test_the_key_goes_to_its_own_source_and_is_never_shown(tmp_path: Path) -> None:
    environ = {"S2_API_KEY": "very-secret"}
    chosen = settings.load(tmp_path, environ)
    own, other = (settings.service(s, chosen, environ) for s in (semantic_scholar, arxiv))
    assert own.headers["x-api-key"] == "very-secret"
    assert "very-secret" not in str(other.headers)
    assert "very-secret" not in repr(own)
