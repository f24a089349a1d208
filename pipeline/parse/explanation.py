"""What each entry of a list was read as, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.cores import in_parts, send_as_calls, usable
from pipeline.parse.markup.parts import SIZE, Part
from pipeline.parse.whole import Whole, entries_of, open_list, shown, uncollected


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one line was read as, and why. `what` is "paper", "part of line N", "switched off" or "no paper"."""

    line: int
    what: str
    text: str
    why: str


send_as_calls(Explanation)


def explain(text: str, *, part: int = SIZE) -> tuple[Explanation, ...]:
    """Say of every entry of a list what it was read as and why, in order; a huge list is read as by `parse`."""
    with uncollected():
        whole = open_list(text, part)
        told = in_parts(lambda n: _explain(whole, whole.parts[n]), len(whole.parts), usable())
        return tuple(one for part in told for one in part)


def _explain(whole: Whole, part: Part) -> list[Explanation]:
    entries = entries_of(whole, part, tell=True)
    owners = {e.owner: entries[e.owner].line for e in entries if e.owner is not None}
    told = []
    for entry in entries:
        if not entry.text or entry.block.lines[0].start < part.start:
            continue
        if entry.off:
            what = "switched off"
        elif entry.accepted or entry.given:
            what = "paper"
        else:
            what = "no paper" if entry.owner is None else f"part of line {owners[entry.owner]}"
        why = ", ".join(entry.why) + (f" = {entry.score:.1f}" if entry.why else "")
        if entry.given and not entry.off:
            told += [Explanation(entry.line, what, title, "the title is given by hand") for title in entry.given]
        else:
            told.append(Explanation(entry.line, what, shown(entry), why))
        entry.forget()
    return told
