"""I/O: handing lists out to workers, with Dask: plain functions, local or on a cluster that is there already.

https://distributed.dask.org/en/stable/resilience.html: what a lost worker had in hand is given to another.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipeline.bulk.resolve import AT_ONCE, Job, Outcome, resolve
from pipeline.errors import InputError

_ALONE = threading.Lock()  # a worker may have threads, and a catalogue that is open is for one
_LOSSES = 20  # workers that a task may outlive; each task that waits for a lost one counts it


def spread(job: Job, paths: Sequence[Path], cluster: str | None, workers: int | None) -> Iterator[Outcome]:
    """Resolve lists on a cluster, or on so many processes of this machine; gives them as they are done.

    Raises InputError where Dask is missing or the cluster does not answer.
    """
    try:
        from dask import distributed  # noqa: PLC0415  # an extra
    except ImportError:
        raise InputError('bulk needs Dask; install it with: pip install "paperlist[bulk]"') from None
    parts = [list(paths[n : n + AT_ONCE]) for n in range(0, len(paths), AT_ONCE)]
    with _client(cluster, workers or min(os.cpu_count() or 1, len(parts))) as client:
        futures = client.map(_work, [job] * len(parts), parts, pure=False)
        for future in distributed.as_completed(futures):  # type: ignore[no-untyped-call]
            yield from future.result()
            future.release()


def _work(job: Job, paths: Sequence[Path]) -> list[Outcome]:
    """Resolve lists where a worker is: paths are relative to where the job was started."""
    with _ALONE:
        os.chdir(job.folder)
        return resolve(job, paths)


@contextmanager
def _client(cluster: str | None, workers: int) -> Iterator[Any]:
    import dask  # noqa: PLC0415
    from dask import distributed  # noqa: PLC0415

    settings = {"distributed.scheduler.allowed-failures": _LOSSES, "distributed.admin.log-format": "%(message)s"}
    with dask.config.set(settings), ExitStack() as stack:
        local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        where = cluster or stack.enter_context(distributed.LocalCluster(**local))  # type: ignore[no-untyped-call]
        try:
            client = stack.enter_context(distributed.Client(where, timeout="20s"))  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise InputError(f"{cluster}: no cluster answers there ({error})") from None
        yield client
