"""I/O: putting one file in its place whole or not at all, also when the machine stops."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

_PREFIX, _SUFFIX = ".paperlist-", ".part"
LEFTOVERS = f"{_PREFIX}????????{_SUFFIX}"  # mkstemp's eight characters; what a dead run leaves behind


def stage(path: Path, data: bytes) -> Path:
    """Write the bytes beside `path`, safe on disk and with its rights. Raises OSError, leaving nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def replace(path: Path, data: bytes) -> None:
    """Put the bytes in the place of `path`. Raises OSError; then the old file stands."""
    beside = stage(path, data)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make renames and removals in a folder safe on disk, where the system can do that.

    https://man7.org/linux/man-pages/man2/fsync.2.html: fsync of a file does not cover its entry in the folder.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows, or a folder that may not be listed
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network file systems
            raise
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
