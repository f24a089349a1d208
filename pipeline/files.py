"""I/O: reading lists, and writing files so that they are there whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import atomic
from pipeline.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa  # loading it takes half a second, which most commands can do without


def read_text(path: Path) -> str:
    """Read a UTF-8 text with its line endings and its BOM as they are.

    Raises InputError that says what the file is instead, and what to do.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}: this is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        kind = "a binary file" if b"\0" in data[:8192] else "not UTF-8"
        where = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(f"{path}:{line}: this is {kind} ({where}); save it as UTF-8 text") from None


def write_text(path: Path, text: str) -> bool:
    """Write a text as UTF-8, nothing added or changed; an equal file is left alone. Returns whether it changed."""
    data = text.encode("utf-8")
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        atomic.replace(path, data)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    return True


def parquet(table: pa.Table) -> bytes:
    """Give a table as the bytes of a Parquet file; equal tables give equal bytes."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", store_schema=True)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def read_parquet(path: Path) -> pa.Table | None:
    """Read a table, or None where there is no such file. Raises InputError where it cannot be read."""
    if not path.exists():
        return None
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        return pq.ParquetFile(path).read()
    except (pa.ArrowInvalid, OSError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path}: cannot be read ({reason}); restore it from git, or move it away") from None
