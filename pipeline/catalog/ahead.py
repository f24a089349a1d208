"""I/O: reading the pieces of a dump in other processes, where it is large enough that it pays to start them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Any, NamedTuple

from pipeline.catalog import keys
from pipeline.catalog.keys import Batch
from pipeline.catalog.readers import Broken
from pipeline.catalog.records import Record
from pipeline.errors import InputError

_ALONE = 4  # pieces that are read here: starting a process takes as long as these
_MOST = 4  # processes; the one that writes can feed no more


class Ready(NamedTuple):
    """A piece of a dump, read: its records, ready to be put into a part, and what was broken."""

    batch: Batch | None
    broken: list[Broken]


Read = Callable[[Any], Iterable[Record | Broken]]
"""Reads a piece; a function of a module, so that another process finds it."""


def ready(read: Read, pieces: Iterator[Any]) -> Iterator[Ready]:
    """Read the pieces and make them ready, in their order. An InputError of the pieces comes after all before it."""
    yield from (_ready(read, piece) for piece in islice(pieces, _ALONE))
    if (first := next(pieces, None)) is None:
        return
    workers = min(os.cpu_count() or 1, _MOST)
    waiting: deque[Future[Ready]] = deque()
    broken: InputError | None = None
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _end_with_parent) as pool:
        try:
            for piece in chain([first], pieces):
                waiting.append(pool.submit(_ready, read, piece))
                if len(waiting) > workers + 1:  # more would only take memory
                    yield waiting.popleft().result()
        except InputError as error:
            broken = error
        while waiting:
            yield waiting.popleft().result()
    if broken:
        raise broken


def _ready(read: Read, piece: Any) -> Ready:
    found = list(read(piece))
    records = [one for one in found if isinstance(one, Record)]
    return Ready(keys.batch(records) if records else None, [one for one in found if isinstance(one, Broken)])


def _end_with_parent() -> None:
    """End when the build is killed: a worker that waits for work would never learn of it. Ctrl-C is the build's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
