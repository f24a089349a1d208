"""Reading lists as they are, and writing files whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import files
from pipeline.errors import InputError


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "\ufeffa", "", "no end", "\u2028 \x0b \x85"], ids=repr)
def test_a_text_is_read_and_written_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    files.write_text(path, text)
    assert path.read_bytes() == text.encode()
    assert files.read_text(path) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("名".encode("utf-16"), "UTF-16; save it as UTF-8"),
        (b"a\nb \xff\n", r"a\.md:2: this is not UTF-8 \(byte 0xff at offset 4\)"),
        (b"\x89PNG\r\n\x00\x00", "a binary file"),
    ],
    ids=["utf-16", "latin-1", "binary"],
)
def test_what_is_no_utf8_text_is_named(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        files.read_text(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.md: no such file"):
        files.read_text(tmp_path / "none.md")


def test_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert files.write_text(path, "x")
    before = path.stat().st_mtime_ns
    assert not files.write_text(path, "x")
    assert path.stat().st_mtime_ns == before


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    files.write_text(path, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match=r"a\.md: cannot be written: No space left on device"):
        files.write_text(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert path.read_text() == "old"


def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    files.write_text(tmp_path / "ours", "x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_table_comes_back(tmp_path: Path) -> None:
    table = pa.table({"a": [1, None]})
    (tmp_path / "t.parquet").write_bytes(files.parquet(table))
    assert files.read_parquet(tmp_path / "t.parquet") == table
    assert files.read_parquet(tmp_path / "none.parquet") is None
