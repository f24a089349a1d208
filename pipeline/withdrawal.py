"""Pure: whether arXiv's record of a paper says that it was withdrawn.

arXiv's API has no flag for it: the comments of the last version say so, or the abstract gives way to the notice
(https://info.arxiv.org/help/withdraw.html). Authors write it as they like, and also of other papers, of earlier
versions and of conferences; so what is not plainly said of this paper counts as nothing.
"""

from __future__ import annotations

import re

_PAPER = r"(?:paper|article|manuscript|submission|work|pre-?print|version|draft|document|note|report|thesis)"
# Withdrawn from a conference, a journal, their proceedings: the paper itself stands.
_HERE = r"(?![\w\s,]{0,20}\bfrom\s+(?!(?:the\s+)?arxiv))"
_STAYS = rf"(?!\s+(?:to|at)\b){_HERE}"
_GONE = rf"(?:withdrawn|retracted)\b{_HERE}"
_IS = r"(?:h?as\s+(?:now\s+|since\s+)?been|is|was|(?:is\s+)?being|(?:must|should|needs?\s+to)?\s*be)"
_LEAD = r"(?:^|(?<=[.;:!?\])])\s)\W{0,3}"

_NOTICES = (
    # "This paper has been withdrawn by the author": said of `this` anywhere, of `the` paper at the start of a sentence.
    rf"(?<!\bof )\b(?:this|our|my)\s+(?:current\s+)?{_PAPER}\s+{_IS}\s+(?:\w+ly\s+)?{_GONE}",
    rf"{_LEAD}the\s+(?:current\s+)?{_PAPER}\s+{_IS}\s+(?:\w+ly\s+)?{_GONE}",
    # "We withdraw this submission", "The authors have decided to withdraw the manuscript"
    rf"\b(?:we|i|authors?)\s+(?:\w+\s+){{0,4}}?(?:withdr[ae]wn?|retract(?:ed)?)\s+(?:this|the|our|my)\s+{_PAPER}\b{_STAYS}",
)
# "Withdrawn", "v2: withdrawn, replaced by …", "Withdrawal due to errors": the first words.
_BEGINS = re.compile(
    rf"\W*(?:arxiv admin note:\s*|v\d+:\s*|(?:this\s+)?{_PAPER}\s+)?"
    rf"(?:withdrawn|withdrew|withdrawal|retracted)\b{_HERE}"
    r"\s*(?:$|[^\w\s]|(?:by|due|because|for|as|since|pending|until|the)\b)",
    re.IGNORECASE,
)
_SAID = re.compile("|".join(_NOTICES), re.IGNORECASE)
_BY_AUTHOR = re.compile(
    rf"\bthis\s+{_PAPER}\s+{_IS}\s+{_GONE}\s+by\s+(?:the\s+)?(?:arxiv|author|submitter)", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?](?:\s|$)")


def is_withdrawn(comment: str | None, abstract: str | None) -> bool:
    """Say whether the comment of the latest version, or its abstract, is a notice of withdrawal.

    An abstract must begin with the notice, or name who withdrew: there are papers about withdrawn papers.
    """
    comment, abstract = (" ".join((text or "").split()) for text in (comment, abstract))
    if _BEGINS.match(comment) or _SAID.search(comment):
        return True
    first = _SENTENCE.split(abstract, maxsplit=1)[0]
    return bool(_BEGINS.match(first) or _SAID.match(first) or _BY_AUTHOR.search(abstract))
