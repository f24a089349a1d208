"""Pure: what one sees of an entry that may name a paper, under the names by which its weights were learned.

Each piece of evidence has a name, "links: proof 4", and says how much of it there is; what is not there is left out.
"""

from __future__ import annotations

from pipeline.parse.judging.case import Case, Peers, in_prose, own_topic
from pipeline.parse.judging.proof import links_of
from pipeline.parse.lexicon.languages import is_foreign
from pipeline.parse.lexicon.links import is_label, is_paper_label
from pipeline.parse.lexicon.names import is_person
from pipeline.parse.lexicon.words import has_cjk, is_prose, is_speech, is_title_case, words
from pipeline.parse.reading.entry import Entry

Evidence = list[tuple[str, float]]

_SHARES = ("strong", "known", "titled", "marked", "tools", "books", "printed", "whole", "spoken", "announced")
_FLAGS = ("holds", "headed", "titled", "leads", "subtitle", "of_record", "said", "other", "tagged")
_SIGNS = frozenset(".,:;([-–—|/?!。：（")
_OPENS = frozenset("\"'“«《「『([*")
_ENDS = frozenset(".?:!")


def of_entry(case: Case, above: Entry | None) -> Evidence:
    """Give what is seen of an entry itself; `above` is what it hangs under."""
    return _present(_title(case)) + _present(_line(case)) + _links(case) + _told(case) + _present(_block(case, above))


def of_peers(name: str, peers: Peers, kind: str) -> Evidence:
    """Give what is seen of a group of entries; `kind` is the markup of a title among them."""
    count = max(1, peers.count)
    found = [
        (f"{name}: {min(6, count.bit_length())} doublings", 1.0),
        (f"{name}: {min(6, peers.strong.bit_length())} doublings strong", 1.0),
        (f"{name}: {min(6, peers.known.bit_length())} doublings known", 1.0),
        (f"{name}: same markup", peers.kinds[kind] / max(1, peers.titled)),
        (f"{name}: prose", float(peers.prose)),
        (f"{name}: plain", float(peers.plain)),
        (f"{name}: foreign", peers.foreign / max(1, peers.told)),
    ]
    return _present(found + [(f"{name}: {share}", getattr(peers, share) / count) for share in _SHARES])


def _present(found: Evidence) -> Evidence:
    return [each for each in found if each[1]]


def _title(case: Case) -> Evidence:
    """Give the form of what may be the title."""
    title, shape = case.title, case.run.shape
    count, last = len(words(title)), title[-1:]
    size = str(count) if count < 8 else "8 to 12" if count < 13 else "13 to 20" if count < 21 else "more"
    return [
        (f"title: {size} words", 1.0),
        ("title: shape", shape),
        ("title: shape whole", shape == 1),
        ("title: shape poor", shape < 0.4),
        ("title: in lower case", title[:1].islower()),
        ("title: in capitals", is_title_case(title)),
        ("title: speaks", is_speech(title)),
        ("title: East Asian", has_cjk(title)),
        ("title: not English", is_foreign(title)),
        ("title: a person's name", is_person(title)),
        ("title: has a colon", ": " in title),
        (f"title: ends with {last}", last in _ENDS),
    ]


def _line(case: Case) -> Evidence:
    """Give where in its line the title stands, and how the line speaks."""
    text, start, end = case.cell.flow.text, case.run.start, case.run.end
    rest = len(words(case.text)) - len(words(case.title))
    behind, before = text[end : end + 2].strip()[:1], text[max(0, start - 1) : start]
    return [
        (f"line: {min(5, rest // 3)} times three words more", 1.0),
        ("line: much more", rest > 25),
        ("line: opens with it", not words(text[case.cell.start : start])),
        ("line: ends with it", not words(text[end : case.cell.end])),
        (f"line: {behind} behind", behind in _SIGNS),
        ("line: a word behind", behind.isalnum()),
        (f"line: {before} before", before in _OPENS),
        (f"markup: {case.run.segment.kind} in {case.entry.block.kind}", 1.0),
        ("line: speaks", is_speech(case.text)),
        ("line: prose", is_prose(case.text)),
        ("line: talks", case.talks),
        ("line: East Asian", has_cjk(case.text)),
        ("line: within prose", in_prose(case.text, case.run, case.cell)),
        ("line: aside", case.run.aside),
        ("line: a label", is_label(case.text)),
    ]


def _links(case: Case) -> Evidence:
    """Give what the links prove, where the title leads, and what else there is to go to."""
    links = list(links_of(case.entry.everything))
    found = [
        (f"links: proof {case.proof:g}", 1.0),
        (f"links: leads to {case.goal or 'nothing'}", 1.0),
        (f"links: {min(4, len(links))}", 1.0),
    ]
    if any(is_paper_label(text) for _, text, _ in links if text):
        found.append(("links: called a paper", 1.0))
    return found + [(f"links: {goal}", 1.0) for goal in sorted({goal for goal, _, _ in links})]


def _told(case: Case) -> Evidence:
    """Give what is told of the title."""
    hints = " and ".join(sorted(case.hints)) or "nothing"
    found = [(f"told: {hint}", 1.0) for hint in sorted(case.hints)]
    found.append((f"told: {hints}, {'proven' if case.proof >= 2 else 'not proven'}", 1.0))
    kinds = ("no more than the title", case.nothing), ("a plain line", case.bare), ("a whole reference", case.formal)
    return found + [(f"told: {kind}", 1.0) for kind, so in kinds if so]


def _block(case: Case, above: Entry | None) -> Evidence:
    """Give what the heading announces, and where the entry hangs."""
    entry = case.entry
    return [
        (f"announced: {entry.topic.name}", 1.0),
        (f"announced: itself {own_topic(entry).name}", 1.0),
        ("announced: by its heading", case.announced),
        (f"block: {entry.block.kind}", 1.0),
        (f"block: {min(3, entry.block.depth)} deep", 1.0),
        (f"block: {min(2, len(entry.extra))} lines below", 1.0),
        ("block: hangs under another", above is not None),
        ("block: hangs under a paper", above is not None and above.accepted),
        *[(f"block: {flag}", 1.0) for flag in _FLAGS if getattr(entry, flag)],
    ]
