"""The servers that the tests of this folder share, without faults at the start of each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import (
    Record,
    Servers,
    World,
    serve,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANY = [Record(f"Paper Number {n} of Many", arxiv=f"2001.{n:05}") for n in range(2500)]


@pytest.fixture(scope="session")
def _small() -> Iterator[Servers]:
    with serve(world()) as running:
        yield running


@pytest.fixture(scope="session")
def _large() -> Iterator[Servers]:
    with serve(World(_MANY)) as running:
        yield running


@pytest.fixture
def servers(_small: Servers) -> Servers:
    """Serve the hand-made papers."""
    _small.faults = {}
    return _small


@pytest.fixture
def many(_large: Servers) -> Servers:
    """Serve 2,500 papers of nearly one title."""
    _large.faults = {}
    return _large
