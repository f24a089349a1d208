"""I/O: work on numbered parts done by several processes at a time."""

from __future__ import annotations

import copyreg
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

_MOST = 4
"""Children at a time: each takes memory of its own."""


def send_as_calls(*kinds: Any) -> None:
    """Have values of data classes with slots sent as the calls that make them: we read these in half the time."""
    for kind in kinds:
        copyreg.pickle(kind, partial(_call, attrgetter(*kind.__slots__)))


def _call(fields: Callable[[Any], tuple[object, ...]], value: Any) -> tuple[type, tuple[object, ...]]:
    return type(value), fields(value)


def usable() -> int:
    """Say how many children may work at a time; 1 where forking is not to be had, or is not safe beside threads."""
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if not forks or multiprocessing.current_process().daemon:
        return 1
    return min(_MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def in_parts(work: Callable[[int], T], count: int, cores: int) -> Iterator[T]:
    """Give what `work` gives for 0, 1, … `count` - 1. What a child that died did not give is done here.

    Each part has a child of its own that knows what we know, so that only results have to be sent.
    """
    done = _by_children(work, count, cores) if min(cores, count) > 1 else {}
    for number in range(count):
        yield done.pop(number) if number in done else work(number)


def _by_children(work: Callable[[int], T], count: int, cores: int) -> dict[int, T]:
    done: dict[int, T] = {}
    running: dict[Connection, tuple[int, ForkProcess]] = {}
    left = list(range(count))
    try:
        while left or running:
            while left and len(running) < cores:
                _start(work, left.pop(0), running)
            for pipe in wait(list(running)):
                if isinstance(pipe, Connection):
                    number, child = running[pipe]
                    with suppress(EOFError, OSError, pickle.UnpicklingError):  # it was killed
                        done[number] = pipe.recv()
                    del running[pipe]
                    child.join()
    except OSError:  # no more processes or memory to be had: what is left is done here
        pass
    finally:
        for _, child in running.values():
            child.kill()
            child.join()
    return done


def _start(work: Callable[[int], T], number: int, running: dict[Connection, tuple[int, ForkProcess]]) -> None:
    """Start a child, which is deaf to Ctrl-C from its first moment: it is ended by us."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    told = (work, number, theirs, [*running, ours])
    child = multiprocessing.get_context("fork").Process(target=_send, args=told, daemon=True)
    deaf = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child.start()
        running[ours] = number, child
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, deaf)
        theirs.close()


def _send(work: Callable[[int], T], number: int, pipe: Connection, ends: list[Connection]) -> None:
    """Send what a part gives. The other `ends` are closed, so that nothing waits for a reader that was killed."""
    for end in ends:
        end.close()
    with suppress(Exception):  # it comes again, and is told of, where the part is done once more
        pipe.send(work(number))
