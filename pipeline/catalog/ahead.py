"""I/O: making batches ready in a second process, for dumps large enough that it pays to start one."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from pipeline.catalog import keys
from pipeline.catalog.keys import Batch
from pipeline.catalog.records import Record

_ALONE = 6  # batches that are made ready here: starting a process takes as long as these
_AHEAD = 3  # batches that wait, so that memory does not grow


def ready(batches: Iterator[list[Record]]) -> Iterator[Batch]:
    """Make batches ready, in their order; empty ones are passed over."""
    whole = filter(None, batches)
    yield from map(keys.batch, islice(whole, _ALONE))
    if (first := next(whole, None)) is None:
        return
    waiting: deque[Future[Batch]] = deque()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _end_with_parent) as pool:
        waiting.append(pool.submit(keys.batch, first))
        for batch in whole:
            waiting.append(pool.submit(keys.batch, batch))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _end_with_parent() -> None:
    """End when the build is killed; a worker would wait for it forever: https://github.com/python/cpython/issues/111873."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
