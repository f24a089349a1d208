"""Pure: what changed between two runs, in the list's terms, and the file that keeps it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.model import WRONG_LINK, Paper, Status
from pipeline.render.escape import escaped, web_url
from pipeline.titles import Agreement, compare, squash

Row = Mapping[str, Any]
Papers = Mapping[str, Paper]

ROUND = (1, 2, 5)  # times a power of ten, from 100
FIRST_ROUND = 100
LEAST_GAIN = 10
MOST = {"citations": 20}  # lines of a kind
MOST_OTHERS = 50  # a pull request holds 65,536 characters
MOST_PAIRS = 10_000  # titles compared for a mended slip; where nearly everything is new, it is new
LONGEST = 300  # characters of a title

_KINDS = (
    "newly listed",
    "listed again",
    "removed",
    "newly matched",
    "matched to another paper",
    "no longer matched",
    "link mended",
    "now published",
    "venue changed",
    "retitled",
    "withdrawn",
    "title corrected",
    "citations",
)
_HEADER = "# Changes\n\nWhat changed in the lists and in what is known of their papers, newest first.\n"
_DAY = re.compile(r"^## (\d{4}-\d\d-\d\d)[ \t]*\r?$", re.MULTILINE)
_SECTION = re.compile(r"^#{1,2} ", re.MULTILINE)
_BULLET = re.compile(r"^- .*(?:\n(?!- |#|[ \t\r]*$).+)*\n?", re.MULTILINE)


def report(old_rows: Iterable[Row], old_papers: Papers, rows: Iterable[Row], papers: Papers) -> list[str]:
    """Give what a reader of the lists wants to know as Markdown bullets, a line a change; `[]` where there is nothing.

    An entry that moved, within a list or to another, is no change. The papers go by their `paper_id`.
    """
    old, new = _ordered(old_rows), _ordered(rows)
    if not old:
        counts = Counter(str(r["status"]) for r in new)
        told = ", ".join(f"{counts[s]:,} {s}" for s in Status if counts[s] or s is Status.MATCHED)
        return [f"- first run: {_count(len(new), 'mention')}, {told}"] if new else []
    pairs, gone, come = _pair(old, new)
    lines: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    before, now = ({_key(r["title"]) for r in x} for x in (old, new))
    for row in come:
        again = _key(row["title"]) in before
        lines["listed again" if again else "newly listed"].append(_listed(row, papers, again=again))
    for row in gone:
        still = f" in {escaped(row['list'])}, still listed elsewhere" if _key(row["title"]) in now else ""
        lines["removed"].append(f"{_quoted(row['title'])}{still}")
    for was, row in pairs:
        for kind, text in _verdict(was, row, old_papers, papers):
            lines[kind].append(text)
    for kind, text in _papers(new, old_papers, papers):
        lines[kind].append(text)
    return [line for kind in _KINDS for line in _bullets(kind, list(dict.fromkeys(lines[kind])))]


def prepend(text: str | None, day: date, lines: Sequence[str]) -> str:
    """Put a report into the file of changes, under its day, newest first; all other text stays as it is.

    A second report of one day joins the first one, without the lines that are there already.
    """
    if not lines:
        return text or ""
    if not (text and text.strip()):
        return "\n".join([_HEADER, f"## {day.isoformat()}", "", *lines, ""])
    end = "\r\n" if "\r\n" in text else "\n"
    days = list(_DAY.finditer(text))
    same = next((d for d in days if d[1] == day.isoformat()), None)
    if same:
        return _join(text, same.end(), lines, end)
    section = end.join([f"## {day.isoformat()}", "", *lines, ""])
    if older := next((d for d in days if d[1] < day.isoformat()), None):
        return text[: older.start()] + section + end + text[older.start() :]
    gap = end if text.endswith("\n") else end * 2
    return text + gap + section


def _join(text: str, start: int, lines: Sequence[str], end: str) -> str:
    """Add lines behind the last bullet of the section that begins at `start`."""
    start = text.find("\n", start) + 1 or len(text)
    following = _SECTION.search(text, start)
    stop = following.start() if following else len(text)
    section = text[start:stop]
    there = {line.rstrip("\r") for line in section.split("\n")}
    new = [line for line in dict.fromkeys(lines) if line not in there]
    if not new:
        return text
    bullets = list(_BULLET.finditer(section))
    at = start + bullets[-1].end() if bullets else start
    before = "" if bullets else end
    if text[:at] and not text[:at].endswith("\n"):
        before = end + before
    after = "" if bullets or not text[at:] or text[at] in "\r\n" else end
    return text[:at] + before + end.join([*new, ""]) + after + text[at:]


def _ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(
        rows,
        key=lambda r: (
            r["list"],
            r["line"],
            r["title"],
            *map(str, (*_link(r), r["paper_id"], r["status"], r["reasons"])),
        ),
    )


def _key(title: str) -> str:
    """Give what makes a title itself; of signs alone (`???`) it is all of it."""
    return squash(title) or title


def _link(row: Row) -> tuple[str | None, str | None, str | None]:
    return row["url"], row["arxiv_id"], row["doi"]


def _pair(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Find each entry of today among those of the last run: the surest sign first, each entry once."""
    pairs: list[tuple[Row, Row]] = []
    signs: tuple[Callable[[Row], Hashable], ...] = (
        lambda r: (r["list"], r["title"], _link(r)),
        lambda r: (r["list"], _key(r["title"])),
        lambda r: (_key(r["title"]), _link(r)),
        lambda r: _key(r["title"]),
        lambda r: (r["list"], r["paper_id"]) if r["paper_id"] else None,
        lambda r: r["paper_id"],
    )
    for sign in signs:
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in reversed(old):
            waiting[sign(row)].append(row)
        rest = []
        for row in new:
            key = sign(row)
            if key is not None and waiting.get(key):
                pairs.append((waiting[key].pop(), row))
            else:
                rest.append(row)
        taken = {id(was) for was, _ in pairs}
        old, new = [r for r in old if id(r) not in taken], rest
    if old and new and len(old) * len(new) <= MOST_PAIRS:
        for row in new:
            near = (r for r in old if compare(row["title"], r["title"]).agreement >= Agreement.TYPO)
            if was := next(near, None):
                pairs.append((was, row))
                old = [r for r in old if r is not was]
        found = {id(row) for _, row in pairs}
        new = [r for r in new if id(r) not in found]
    return sorted(pairs, key=lambda p: (p[1]["list"], p[1]["line"])), list(old), list(new)


def _listed(row: Row, papers: Papers, *, again: bool) -> str:
    where = f" in {escaped(row['list'])}" if again else ""
    if row["status"] != Status.MATCHED:
        return f"{_quoted(row['title'])}{where}, open ({row['status']})"
    return f"{_quoted(row['title'])}{where}{_matched_to(row, papers)}"


def _matched_to(row: Row, papers: Papers) -> str:
    paper = papers.get(row["paper_id"] or "")
    if not paper:
        return ""
    facts = _published(paper) + (", withdrawn" if paper.withdrawn else "")
    if _key(paper.title) == _key(row["title"]):
        return f", {_linked('matched', paper)} ({facts})"
    return f", matched to {_linked(_quoted(paper.title), paper)} ({facts})"


def _verdict(was: Row, row: Row, old_papers: Papers, papers: Papers) -> Iterable[tuple[str, str]]:
    """Say what became of one entry."""
    title = _quoted(row["title"])
    matched, had = (r["status"] == Status.MATCHED for r in (row, was))
    if matched and not had:
        yield "newly matched", f"{title} ({was['status']} → matched){_matched_to(row, papers)}"
    elif had and not matched:
        yield "no longer matched", f"{title} (matched → {row['status']})"
    elif had and not _same(old_papers.get(was["paper_id"]), papers.get(row["paper_id"]), was, row):
        other = old_papers.get(was["paper_id"])
        before = _linked(_quoted(other.title), other) if other else escaped(str(was["paper_id"]))
        yield "matched to another paper", f"{title}: no longer {before}{_matched_to(row, papers)}"
    if _link(was) != _link(row) and _is_wrong(was) and not _is_wrong(row):
        yield "link mended", title
    if _key(was["title"]) != _key(row["title"]):
        yield "title corrected", f"{_quoted(was['title'])} → {title}"


def _same(old: Paper | None, new: Paper | None, was: Row, row: Row) -> bool:
    if was["paper_id"] == row["paper_id"] or old is None or new is None:
        return bool(was["paper_id"] == row["paper_id"])
    return bool({old.paper_id, *old.aliases} & {new.paper_id, *new.aliases})


def _is_wrong(row: Row) -> bool:
    return any(reason.startswith(WRONG_LINK) for reason in row["reasons"] or ())


def _papers(rows: Sequence[Row], old_papers: Papers, papers: Papers) -> Iterable[tuple[str, str]]:
    """Say what is new of the papers that both runs know; each is called what the list calls it."""
    called: dict[str, str] = {}
    for row in rows:
        if row["paper_id"]:
            called.setdefault(row["paper_id"], row["title"])
    by_alias = {alias: p for p in old_papers.values() for alias in p.aliases} | dict(old_papers)
    gains: list[tuple[int, str]] = []
    for paper_id, title in called.items():
        new = papers.get(paper_id)
        old = next((by_alias[k] for k in (paper_id, *(new.aliases if new else ())) if k in by_alias), None)
        if not (old and new):
            continue
        yield from _facts(old, new, _quoted(title))
        gain = (new.citation_count or 0) - (old.citation_count or 0)
        if text := _cited(old.citation_count, new.citation_count):
            gains.append((-gain, f"{_quoted(title)} {text}"))
    yield from (("citations", text) for _, text in sorted(gains))


def _facts(old: Paper, new: Paper, title: str) -> Iterable[tuple[str, str]]:
    before, after = _published(old), _published(new)
    if before != after:
        yield "venue changed" if old.venue else "now published", f"{title}: {before} → {after}"
    if _key(old.title) != _key(new.title):
        yield "retitled", f"{_quoted(old.title)} → {_quoted(new.title)}"
    if new.withdrawn and not old.withdrawn:
        yield "withdrawn", title


def _published(paper: Paper) -> str:
    """Say where a paper appeared: "ICLR 2023"; the year of a preprint says nothing."""
    if not paper.venue:
        return "preprint"
    return escaped(paper.venue) + (f" {paper.year}" if paper.year and str(paper.year) not in paper.venue else "")


def _cited(old: int | None, new: int | None) -> str:
    """Say that a count passed a round number or rose by more than a tenth; "" otherwise, and where one is missing."""
    if old is None or new is None or new <= old:
        return ""
    if passed := _round_below(new, above=old):
        return f"passed {passed:,} ({new:,})"
    if new - old >= LEAST_GAIN and 10 * (new - old) > old:
        return f"rose from {old:,} to {new:,}"
    return ""


def _round_below(count: int, above: int) -> int | None:
    """Give the highest round number up to `count`, if it is greater than `above`."""
    best, power = None, FIRST_ROUND
    while power <= count:
        best = max(power * n for n in ROUND if power * n <= count)
        power *= 10
    return best if best and best > above else None


def _bullets(kind: str, lines: Sequence[str]) -> list[str]:
    most = MOST.get(kind, MOST_OTHERS)
    shown = [f"- {kind}: {line}" for line in lines[:most]]
    return shown + ([f"- {kind}: and {len(lines) - most:,} more"] if len(lines) > most else [])


def _quoted(title: str) -> str:
    return f"“{_short(title)}”"


def _linked(text: str, paper: Paper) -> str:
    url = web_url(paper.url)
    return f"[{text}](<{url}>)" if url else text


def _short(title: str) -> str:
    return escaped(title if len(title) <= LONGEST else title[: LONGEST - 1] + "…") or "(no title)"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
