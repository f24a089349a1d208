"""Pure: which entries name a paper, and which stretch is its title, decided with an eye on their peers."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.parse.judging.attach import attach
from pipeline.parse.judging.case import Peers, case_of
from pipeline.parse.judging.columns import announced_tables, headed_columns, mark_heads, read_columns, title_columns
from pipeline.parse.judging.judge import Judge, Seen
from pipeline.parse.judging.leads import above_headings, leading
from pipeline.parse.judging.learn import count_peers, mark_holders, read_names_below, read_names_first, skip_file_names
from pipeline.parse.judging.levels import Level, give_to_headings, titled_levels
from pipeline.parse.judging.paperish import is_paperish
from pipeline.parse.judging.parents import nick_parents
from pipeline.parse.judging.prefixes import read_prefixes, read_years_behind
from pipeline.parse.judging.proof import TOOLS, strength
from pipeline.parse.judging.records import mark_fields
from pipeline.parse.judging.stands import (
    behind_names,
    behind_term,
    between_dashes,
    describes,
    is_named,
    labels_next,
    spells_out,
    told_from,
)
from pipeline.parse.judging.tags import mark_contents, mark_others, mark_recurring, mark_sessions
from pipeline.parse.judging.topics import pseudo_topics, whole_frame
from pipeline.parse.judging.whole_titles import fill
from pipeline.parse.lexicon.headers import PAPER_HEADER, TITLE_HEADER
from pipeline.parse.lexicon.headings import Topic
from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.reading.entry import Cell, Entry
from pipeline.parse.reading.runs import Run

_MARKUP = {"link": 0.3, "strong": 0.3, "quote": 0.4, "book": 0.5, "slant": -0.05, "plain": 0.05}
_GOAL = {Target.PAPER: 0.3, Target.PDF: 0.25} | dict.fromkeys(TOOLS, -0.1)
_HABIT = 0.5
"""What it is worth that peers have their titles in the same markup."""


def choose(entries: list[Entry], *, tell: bool = False) -> list[Seen]:
    """Decide on every entry and give what was seen. Sets `best`, `score`, `accepted` and, with `tell`, `why`."""
    whole_frame(entries)
    skip_file_names(entries)
    read_names_first(entries)
    read_names_below(entries)
    read_prefixes(entries)
    read_years_behind(entries)
    fill(entries)
    mark_heads(entries)
    read_columns(entries)
    columns = title_columns(entries)
    for entry in entries:
        entry.best = _best(entry, columns, None)
    _keep_columns(entries, columns)
    attach(entries)
    mark_holders(entries)
    mark_fields(entries)
    mark_others(entries)
    mark_contents(entries)
    mark_sessions(entries)
    mark_recurring(entries)
    topics = [entry.topic for entry in entries]
    pseudo_topics(entries)
    paperish, peers = is_paperish(entries), count_peers(entries)
    papers, titles = headed_columns(entries, PAPER_HEADER), headed_columns(entries, TITLE_HEADER)
    announced = announced_tables(entries)
    levels = titled_levels(entries)
    give_to_headings(entries, levels)
    leads = leading(entries) | {*announced.values()} | above_headings(entries, levels)
    heading: Entry | None = None
    judge = Judge(len(entries), paperish=paperish, tell=tell)
    for index, entry in enumerate(entries):
        if entry.owner is None:
            if entry.open or entry.topic != topics[index] or (entry.extra and entry.topic < Topic.OPEN):
                near, wide = peers[entry.key], peers[entry.key[:2]]
                habit = wide if entry.block.kind == "item" and near.titled < 4 and wide.agree else near
                entry.best = _best(entry, columns, habit, _share_linked(wide))
            if entry.best and entry.block.kind == "row":
                column = (entry.block.table, entry.best[0].column)
                entry.headed = column in papers
                entry.titled = column in titles or entry.block.table in announced
            entry.headed = entry.headed or _is_headed(entry, next(iter(entries[index + 1 : index + 2]), None), levels)
            entry.leads = index in leads
            entry.subtitle = index == 1 and _is_subtitle(entries[0], entry)
            above = None if entry.block.kind == "heading" else _above(entries, entry, heading)
            groups = (peers[entry.key], peers[entry.key[:2]], peers[()])
            if entry.best:
                judge.see(case_of(entry, *entry.best), above, groups)
            if entry.block.kind == "heading":
                heading = entry if entry.accepted else None
    judge.decide()
    nick_parents(entries)
    return judge.seen


def _keep_columns(entries: list[Entry], columns: dict[tuple[int, int], float]) -> None:
    """Let the titles of a table stand in the column where most of its rows have theirs."""
    tables: dict[int, Counter[int]] = defaultdict(Counter)
    rows = [e for e in entries if e.block.kind == "row" and e.best]
    for entry in rows:
        if entry.best and entry.best[1].shape >= 0.75:
            tables[entry.block.table][entry.best[0].column] += 1
    usual = {t: n.most_common(1)[0][0] for t, n in tables.items() if max(n.values()) >= max(4, 0.7 * n.total())}
    for place in usual.items():
        columns[place] = columns.get(place, 0.0) + _HABIT
    for entry in rows:
        if entry.best and usual.get(entry.block.table, entry.best[0].column) != entry.best[0].column:
            entry.best = _best(entry, columns, None)


def _is_headed(entry: Entry, below: Entry | None, levels: dict[int, Level]) -> bool:
    """Say whether a heading looks enough like a title where headings of its level are the entries.

    Where nearly all of them have links, one with no link, nor anything below it that is its own, only divides them;
    where nearly all have lines below, so does one that has but another heading.
    """
    level = levels.get(entry.block.level) if entry.block.kind == "heading" else None
    if level is None or entry.best is None:
        return False
    own = entry.extra or entry.cells[0].links or entry.text.startswith("[")
    bare = below is not None and below.block.kind == "heading"
    return entry.best[1].shape >= level.least and bool(own or not level.linked) and not (bare and level.over)


def _is_subtitle(title: Entry, entry: Entry) -> bool:
    """Say whether the first line below the list's own title only goes on with that."""
    if title.block.kind != "heading" or title.block.level > 1 or entry.topic == Topic.PAPERS:
        return False
    return strength(entry.cells) < 2


def _above(entries: list[Entry], entry: Entry, heading: Entry | None) -> Entry | None:
    """Give what an entry hangs under: the nearest item that is a paper, the heading that is one, or the next item."""
    parent = first = entries[entry.parent] if entry.parent is not None else None
    while parent is not None and not parent.accepted and parent.parent is not None:
        parent = entries[parent.parent]
    if parent is not None and parent.accepted and parent.block.kind != "heading":
        return parent
    return heading if heading or first is None or first.block.kind == "heading" else first


def _share_linked(peers: Peers) -> float:
    """Say how many of a form have their titles in links."""
    return peers.kinds["link"] / peers.titled if peers.titled >= 4 else 0.0


def _best(
    entry: Entry, columns: dict[tuple[int, int], float], peers: Peers | None, linking: float = 0.0
) -> tuple[Cell, Run] | None:
    """Choose the stretch that looks most like the title, by its form, its markup and what the peers do.

    Without peers, say of the entry whether they could change the choice. `linking` is the share of the form's titles
    that are links; where nearly all are, what stands behind one describes it.
    """
    best: tuple[float, Cell, Run] | None = None
    second = float("-inf")
    if (entry.block.kind == "row" and entry.block.head) or (entry.block.kind == "heading" and not entry.block.level):
        return None
    for cell in entry.cells:
        extra = columns.get((entry.block.table, cell.column), 0.0) if entry.block.kind == "row" else 0.0
        first, told = True, None
        for run in cell.reading.runs:
            value = run.shape + _MARKUP[run.segment.kind] + extra + 0.05 * first - 0.9 * run.aside
            value -= 0.3 * (told is not None and run.start > told)
            text = cell.flow.text[run.start : run.end]
            apart = cell.named or run.segment.kind in {"quote", "slant"}
            stands = apart and (behind_names(cell, run) or between_dashes(cell, run))
            named = is_named(cell, run)
            value += 0.7 * (stands or named or behind_term(cell, run))
            if entry.block.kind == "row":
                value -= 1.2 * (extra < 0.5 and is_person(text))
                value += 1.2 * (extra >= 0.5 and spells_out(cell, run))
            value -= 0.5 * (" / " in text and not first)  # "Slow Ponds · Lake Lab · Deep Ice / Frozen Ponds"
            value -= 0.9 * (run.segment.kind == "quote" and text.islower() and run.shape == 1)  # what it does
            if run.segment.kind == "plain" and not named and (linked := describes(cell, run, entry.everything)):
                low = entry.topic < (Topic.MIXED if strength(entry.cells) >= 3 and text[0].isupper() else Topic.OPEN)
                value -= 1.3 if low or linked > 2 else 0.6 * (linked > 1 or linking > 0.85)
            if run.segment.link:
                goal = run.segment.link.goal
                value += _GOAL.get(goal, 0.0)
                value += 0.6 * (goal == Target.PAPER and cell.flow.text.startswith(" by ", run.end))
                value -= 0.9 * labels_next(cell, run)
            if peers and peers.titled:
                value += _HABIT * peers.kinds[run.segment.kind] / peers.titled
            if best is None or value > best[0] + 1e-9:
                second = best[0] if best else second
                best = (value, cell, run)
            else:
                second = max(second, value)
            first = first and run.shape < 0.5
            if told is None and run.shape >= 0.45:
                told = told_from(cell, run)
    entry.open = best is not None and second >= best[0] - _HABIT - 1e-6
    return (best[1], best[2]) if best else None
