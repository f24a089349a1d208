"""I/O: reading the pieces of a dump in other processes, where it is large enough that it pays to start them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import NamedTuple

from pipeline.catalog import keys
from pipeline.catalog.keys import Batch
from pipeline.catalog.readers import Broken, Task
from pipeline.catalog.records import Record
from pipeline.errors import InputError

_ALONE = 4  # pieces that are read here: starting a process takes as long as these
_MOST = 4  # processes; the one that writes can feed no more


class Ready(NamedTuple):
    """A piece of a dump, read: its records, ready to be put into a part, what was broken, and why no more follows."""

    batch: Batch | None
    broken: list[Broken]
    broke_off: str | None = None


def ready(tasks: Iterator[Task]) -> Iterator[tuple[int, Ready]]:
    """Read the pieces and make them ready, in their order; with each comes the number of its dump."""
    yield from ((task.of, _ready(task)) for task in islice(tasks, _ALONE))
    if (first := next(tasks, None)) is None:
        return
    workers = min(os.cpu_count() or 1, _MOST)
    waiting: deque[tuple[int, Future[Ready]]] = deque()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _end_with_parent) as pool:
        for task in chain([first], tasks):
            waiting.append((task.of, pool.submit(_ready, task)))
            if len(waiting) > workers + 1:  # more would only take memory
                of, oldest = waiting.popleft()
                yield of, oldest.result()
        while waiting:
            of, oldest = waiting.popleft()
            yield of, oldest.result()


def _ready(task: Task) -> Ready:
    found: list[Record] = []
    broken: list[Broken] = []
    broke_off = None
    try:
        for one in task.read(task.piece):
            (found if isinstance(one, Record) else broken).append(one)  # type: ignore[arg-type]
    except InputError as error:
        broke_off = str(error)
    return Ready(keys.batch(found) if found else None, broken, broke_off)


def _end_with_parent() -> None:
    """End when the build is killed: a worker that waits for work would never learn of it. Ctrl-C is the build's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
