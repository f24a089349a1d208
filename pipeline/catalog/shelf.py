"""I/O: a catalogue as a whole: which parts count, and what they know of a title or an id."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.catalog import keys
from pipeline.catalog.near import OFFERED, near
from pipeline.catalog.part import Part
from pipeline.catalog.records import Record, candidate
from pipeline.errors import InputError
from pipeline.model import Answered, Query
from pipeline.titles import squash

MANIFEST = "catalog.json"
VERSION = 2
_AT_ONCE = 10_000  # questions; their records are in memory together
_ROUNDS = 2  # ids lead to records, and their ids to others: more is a chain of wrong ids
_SHARED = 50  # records that one number leads to; `Introduction` and the DOI of a whole volume say nothing

Ref = tuple[int, int]
"""A record: number of its part, and row in it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts of a catalogue's folder: for each part its file of dead rows, if any; what was read, and when."""

    parts: Mapping[str, str | None] = field(default_factory=dict)
    dumps: tuple[Mapping[str, Any], ...] = ()
    builds: int = 0


def read_manifest(folder: Path) -> Manifest | None:
    """Read what counts; None where there is no catalogue yet. Raises InputError for one that cannot be read."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text("utf-8"))
        version, found = raw["version"], Manifest(raw["parts"], tuple(raw["dumps"]), raw["builds"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); build the catalogue again, in another folder") from None
    if version != VERSION:
        raise InputError(f"{path}: written by another version of this program (form {version}); build it again")
    return found


def open_parts(folder: Path, manifest: Manifest) -> list[Part]:
    """Open the parts that count. Raises InputError where one is damaged."""
    parts = []
    for name, dead in manifest.parts.items():
        try:
            parts.append(Part(folder / name, np.load(folder / dead) if dead else None))
        except (OSError, ValueError) as error:
            raise InputError(f"{folder / name}: is damaged ({error}); build the catalogue again") from None
    return parts


class Catalog:
    """A catalogue that is asked. Raises InputError where there is none in the folder."""

    def __init__(self, folder: Path) -> None:
        manifest = read_manifest(folder)
        if manifest is None:
            raise InputError(f"{folder}: no catalogue here; make one with `catalog build {folder} --from FILE…`")
        self.manifest = manifest
        self.parts = open_parts(folder, manifest)
        self._indexes = [p.titles for p in self.parts]
        self.holdings = sum(len(p.contents) - len(p.dead) for p in self.parts)

    def search(self, queries: Iterable[Query]) -> dict[Query, Answered]:
        """Give all records that a question may mean. A question that none fits gets no answer: other places may know.

        A title is looked for exactly first; what is only like it is looked for where it is not there.
        """
        asked = list(dict.fromkeys(queries))
        found: dict[Query, Answered] = {}
        for start in range(0, len(asked), _AT_ONCE):
            found |= self._search(asked[start : start + _AT_ONCE])
        return found

    def _search(self, queries: Sequence[Query]) -> dict[Query, Answered]:
        lookup = _Lookup(self.parts)
        titled = {q: keys.of_title(q.title) for q in queries if squash(q.title)}
        exact = lookup.rows(titled.values())
        left = [q for q, number in titled.items() if number not in exact]
        heads = lookup.rows(n for q in left for n in (keys.as_head(q.title), keys.of_head(q.title)) if n is not None)
        wanted: dict[Query, set[int]] = {q: set(keys.of_ids(q.ids)) for q in queries}
        capped = set[Query]()
        for query, number in titled.items():
            head = keys.as_head(query.title)
            if len(exact.get(number, ())) > _SHARED or len(heads.get(head, ())) > _SHARED:
                capped.add(query)
            wanted[query].add(number)
        for query in left:
            wanted[query] |= {keys.as_head(query.title), *map(keys.of_title, near(query.title, self._indexes))}
            named = keys.of_head(query.title)  # `KNIFE: …`
            if named is not None and len(heads.get(named, ())) <= OFFERED:
                wanted[query].add(named)
        works = lookup.works(wanted)
        return {
            q: Answered(tuple(map(candidate, found)), q in capped, self.holdings) for q, found in works.items() if found
        }


class _Lookup:
    """Follows numbers to records, and records to others of the same work, for many questions at once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._rows: dict[int, list[Ref]] = {}
        self._records: dict[Ref, Record] = {}

    def rows(self, numbers: Iterable[int]) -> dict[int, list[Ref]]:
        """Give the records that each number leads to, if any."""
        wanted = set(numbers)
        new = sorted(wanted - self._rows.keys())
        self._rows.update((n, []) for n in new)
        table = np.array(new, np.uint64)
        for name, part in enumerate(self._parts):
            for at, rows in part.find(table):
                self._rows[new[at]] += [(name, row) for row in rows]
        return {n: self._rows[n] for n in wanted if self._rows[n]}

    def works(self, wanted: Mapping[Query, set[int]]) -> dict[Query, list[Record]]:
        """Give the records of each question's numbers, and those that share an id or a title with them."""
        refs: dict[Query, set[Ref]] = {q: set() for q in wanted}
        open_numbers = dict(wanted)
        for turn in range(_ROUNDS + 1):
            found = self.rows({n for numbers in open_numbers.values() for n in numbers})
            fresh: dict[Query, set[Ref]] = {}
            for query, numbers in open_numbers.items():
                led = {r for n in numbers if n in found for r in _telling(found[n], asked=not turn)}
                fresh[query] = led - refs[query]
                refs[query] |= led
            self._read({r for led in fresh.values() for r in led})
            open_numbers = {
                q: {n for r in led for n in keys.of_record(self._records[r])} for q, led in fresh.items() if led
            }
        return {q: [self._records[r] for r in sorted(own)] for q, own in refs.items()}

    def _read(self, refs: Iterable[Ref]) -> None:
        rows: dict[int, list[int]] = defaultdict(list)
        for part, row in refs:
            if (part, row) not in self._records:
                rows[part].append(row)
        for part, wanted in rows.items():
            self._records |= {(part, row): r for row, r in self._parts[part].read(wanted).items()}


def _telling(found: Sequence[Ref], *, asked: bool) -> Sequence[Ref]:
    """Leave out what hangs together by a number that too many share; of what was asked for, give some of it."""
    return found[:_SHARED] if asked or len(found) <= _SHARED else ()
