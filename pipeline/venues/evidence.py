"""Pure: what proves where and when a paper was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import ids
from pipeline.venues.names import JOURNALS, canonical, known


@dataclass(frozen=True, slots=True)
class Published:
    """A venue, by its short name, and the year where the evidence says that too."""

    venue: str
    year: int | None = None


# https://aclanthology.org/info/ids/
_ACL_NEW = re.compile(r"(\d{4})\.([a-z0-9_]+)-([a-z0-9_]+)\.\d+")
_ACL_OLD = re.compile(r"([A-Z])(\d\d)-(\d)\d{3,4}")
_ACL_EVENTS = {
    "acl": "ACL", "emnlp": "EMNLP", "naacl": "NAACL", "eacl": "EACL", "aacl": "AACL", "ijcnlp": "AACL",
    "coling": "COLING", "lrec": "LREC", "tacl": "TACL", "cl": "Computational Linguistics", "conll": "CoNLL",
    "inlg": "INLG", "sigdial": "SIGDIAL",
}  # fmt: skip
_ACL_VOLUMES = {"demo": " Demo", "demos": " Demo", "srw": " SRW", "industry": " Industry"}
_ACL_MAIN = re.compile(r"main|long|short|\d")
# Volume 1 holds the main papers; 2 the short ones, in these years only.
_ACL_LETTERS = {
    "P": "ACL", "D": "EMNLP", "N": "NAACL", "E": "EACL", "C": "COLING", "I": "IJCNLP", "K": "CoNLL", "L": "LREC",
    "Q": "TACL", "J": "Computational Linguistics",
}  # fmt: skip
_ACL_SHORT = {*(f"P{year:02}" for year in range(8, 19)), "N06", "N07", "N09", "N18", "E17"}

# Publishers that write the event and its year into the DOI, each to be seen at https://doi.org/<DOI>.
_IEEE = re.compile(r"10\.1109/([a-z]+?)(w?)(\d{5})?\.((?:19|20)\d\d)\.\d+")
_IEEE_EVENTS = {
    name.casefold(): name
    for name in (
        "CVPR", "ICCV", "WACV", "3DV", "ICIP", "ICPR", "ICME", "ICRA", "IROS", "ICASSP", "SLT", "ASRU", "ICDM", "ICDE",
        "ICSE", "ASE", "HPCA", "ISCA", "MICRO",
    )
}  # fmt: skip
_IN_DOI = (
    (re.compile(r"10\.24963/ijcai\.(\d{4})/\d+"), "IJCAI", 0),
    (re.compile(r"10\.21437/interspeech\.(\d{4})-\d+"), "INTERSPEECH", 0),
    (re.compile(r"10\.15607/rss\.(\d{4})\..+"), "RSS", 0),
    (re.compile(r"10\.14722/ndss\.(\d{4})\.\d+"), "NDSS", 0),
    (re.compile(r"10\.1609/aaai\.v(\d\d)i\d+\.\d+"), "AAAI", 1986),  # volume 37 is 2023
    (re.compile(r"10\.5244/c\.(\d\d)\.\d+"), "BMVC", 1986),  # the 28th was in 2014
    (re.compile(r"10\.1162/neco\.((?:19|20)\d\d)\..+"), "Neural Computation", 0),
)
# Journals whose DOIs do not tell the year of the issue.
_PREFIXES = {
    "10.1162/tacl_a_": "TACL", "10.1162/coli_a_": "Computational Linguistics", "10.1162/neco_a_": "Neural Computation",
    "10.1613/jair.": "JAIR", "10.1109/tpami.": "TPAMI", "10.1109/tnnls.": "TNNLS", "10.1109/lra.": "RA-L",
    "10.1038/s41586-": "Nature", "10.1038/s41562-": "Nature Human Behaviour",
    "10.1038/s41467-": "Nature Communications",
    "10.1038/s42256-": "Nature Machine Intelligence", "10.1038/s41592-": "Nature Methods",
    "10.1038/s41591-": "Nature Medicine",
    "10.1038/s41587-": "Nature Biotechnology", "10.1038/s43588-": "Nature Computational Science",
    "10.1038/s41598-": "Scientific Reports", "10.1126/science.": "Science", "10.1126/sciadv.": "Science Advances",
    "10.1126/scirobotics.": "Science Robotics", "10.1073/pnas.": "PNAS", "10.14778/": "VLDB",
}  # fmt: skip

# What makes a comment worthless as proof, wherever it stands in it ...
_DOUBT = re.compile(
    r"\b(?:submi(?:t|ss)|(?:under|in) (?:review|revision|preparation)|reject|declin|not accepted|withdr[ae]w|retract|"
    r"extend(?:ed|s|ing)|extension|preliminary|supersede|(?:earlier|previous|prior|initial|short(?:er|ened)?|older|abridged|"
    r"journal|conference|workshop|partial) version)",
    re.IGNORECASE,
)
# ... and what does so in the sentence that names the venue.
_ASIDE = re.compile(
    r"\b(?:versions? of|follow-?up|builds? on|based on|parts? of|style|format|template|challenge|competition|contest|"
    r"solution|winn(?:er|ing)|\d(?:st|nd|rd|th) place|reports?|shared task|talk|keynote|lecture|tutorial|"
    r"(?:spring|fall) symposium|bridge|consortium|student abstract|doctoral|late[- ]breaking|(?:extended )?abstract|"
    r"tiny papers?|blog|special issue|reviews?|rolling|anthology|rebuttal|"
    r"reproduc\w+|companion|invited|our|compare[ds]?|not)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:accepted|to appear|appears?|appeared|published|publication|camera[- ]?ready|proceedings|proc|presented|"
    r"in press|conference paper|best paper|oral|poster|spotlight)\b",
    re.IGNORECASE,
)
# What may lead up to the venue. "BlackboxNLP at EMNLP 2022" is not EMNLP.
_LEAD = re.compile(
    r"(?:(?:this|the|an?|we|it|is|was|has|have|been|be|will|to|at|in|by|for|as|and|with|now|recently|just|"
    r"work|paper|article|manuscript|version|accepted|acceptance|appears?|appeared|appearing|published|publication|inclusion|"
    r"presented|presentation|camera|ready|press|best|outstanding|award|conference|full|long|short|regular|oral|poster|"
    r"spotlight|main|pages?|figures?|figs?|tables?|appendix|text|\d+)(?!\w)[\s:@()\-+]*)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;\n](?=\s|$)|\s--+\s")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_YEAR = re.compile(r"(?<![\d.:-])(?<!\d{4}/)((?:19[5-9]|20[0-4])\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’‘`](\d\d)(?!\d)|(?<=[A-Za-z])-?(\d\d)(?!\d)|(?<!\d)(\d\d)['’]")
_PAGES = re.compile(r"\d+\s*[-–—]+\s*\d+")
_FINDINGS_OF = re.compile(
    r"(findings of )(?:the )?(?:ACL|Association for Computational Linguistics)\s*[:,-]+\s*", re.IGNORECASE
)
_FOUND_IN = {"ACL", "EMNLP", "NAACL", "EACL", "AACL"}
_WORKSHOP = " Workshop"
_LONGEST = 2000  # of a comment; what is longer is no statement
# "Exp Astron 59, 7 (2025)": a name, then a volume.
_VOLUME = re.compile(r"([A-Z][A-Za-z.&:' -]{1,60}?)[\s,.]*(?:\bvol(?:ume|\.)?\s*)?\d")
_NO_JOURNAL = re.compile(
    r"\b(?:in|proc|proceedings|conference|conf|workshop|symposium|thesis|lecture notes|lncs|chapter|book|pages|"
    r"see|phd|report|to|pmlr)\b",
    re.IGNORECASE,
)


def from_acl_id(name: str) -> Published | None:
    """Read the venue out of an ACL Anthology id.

    >>> from_acl_id("2022.findings-emnlp.423")
    Published(venue='Findings of EMNLP', year=2022)
    """
    if found := _ACL_NEW.fullmatch(name):
        return _from_new_acl(int(found[1]), found[2], found[3])
    found = _ACL_OLD.fullmatch(name)
    if not found or found[1] not in _ACL_LETTERS:
        return None
    letter, year, volume = found[1], found[2], found[3]
    if letter not in "QJL" and volume != "1" and not (volume == "2" and letter + year in _ACL_SHORT):
        return None
    return Published(_ACL_LETTERS[letter], int(year) + (1900 if int(year) >= 60 else 2000))


def _from_new_acl(year: int, event: str, volume: str) -> Published | None:
    if event == "findings":
        venue = _ACL_EVENTS.get(volume)
        return Published(f"Findings of {venue}", year) if venue in _FOUND_IN else None
    venue = _ACL_EVENTS.get(event)
    if not venue:
        return None
    if (event, year) == ("lrec", 2024):  # the two met once
        venue = "LREC-COLING"
    if _ACL_MAIN.fullmatch(volume):
        return Published(venue, year)
    return Published(venue + _ACL_VOLUMES[volume], year) if volume in _ACL_VOLUMES else None


def from_doi(name: str) -> Published | None:
    """Read the venue out of a DOI, where the DOI itself tells it.

    >>> from_doi("10.1109/ICCV51070.2023.00280")
    Published(venue='ICCV', year=2023)
    """
    name = ids.doi(name) or ""
    if acl := ids.from_doi(name).acl:
        return from_acl_id(acl[0].upper() + acl[1:])
    if (found := _IEEE.fullmatch(name)) and found[1] in _IEEE_EVENTS:
        return Published(_IEEE_EVENTS[found[1]] + (" Workshop" if found[2] else ""), int(found[4]))
    for pattern, venue, offset in _IN_DOI:
        if found := pattern.fullmatch(name):
            return Published(venue, offset + int(found[1]))
    return next((Published(venue) for prefix, venue in _PREFIXES.items() if name.startswith(prefix)), None)


def from_comment(text: str) -> Published | None:
    """Read an arXiv comment; None unless it plainly says that the paper was accepted, and at one venue only.

    >>> from_comment("Published as a conference paper at ICLR 2023"), from_comment("Submitted to ICLR 2024")
    (Published(venue='ICLR', year=2023), None)
    """
    text = _FINDINGS_OF.sub(r"\1", " ".join(_LINK.sub(" ", text).split()))
    if len(text) > _LONGEST or _DOUBT.search(text):
        return None
    found = {claim for sentence in _SENTENCE.split(text) if not _ASIDE.search(sentence) for claim in _claims(sentence)}
    main = {claim for claim in found if not claim.venue.endswith(_WORKSHOP)} or found
    if len({claim.venue for claim in main}) != 1:
        return None
    dated = {claim for claim in main if claim.year} or main
    return dated.pop() if len(dated) == 1 else None


def _claims(sentence: str) -> list[Published]:
    """Give every venue that a sentence says has taken the paper."""
    accepted = _ACCEPTED.search(sentence) is not None
    pieces = re.split(r",\s", sentence)
    found = [claim for piece in pieces if (claim := _claim(piece, sentence, accepted=accepted))]
    if not found:
        return [claim] if (claim := _claim(sentence, sentence, accepted=accepted)) else []
    at_workshop = re.search(r"\bworkshops?\b", sentence, re.IGNORECASE)
    return [] if at_workshop and not any(claim.venue.endswith(_WORKSHOP) for claim in found) else found


def _claim(piece: str, sentence: str, *, accepted: bool) -> Published | None:
    lead = _LEAD.match(piece.strip())
    name = known(piece.strip(" .")) or (known(piece.strip()[lead.end() :].strip(" .")) if lead else None)
    if not name:
        return None
    year = _year(piece) or _year(sentence)
    # Without a word of acceptance it takes a conference and its year: "Machine learning" is a subject, too.
    return Published(name, year) if accepted or (year and name not in JOURNALS) else None


def _year(text: str) -> int | None:
    """Give the year that `text` names: one in brackets before others, a short one (`ACL'23`) last."""
    text = _PAGES.sub(" ", text)
    years = {int(y) for y in re.findall(r"\(((?:19|20)\d\d)\)", text)} or {int(y) for y in _YEAR.findall(text)}
    if not years:
        short = {int("".join(groups)) for groups in _SHORT_YEAR.findall(text)}
        years = {y + (1900 if y >= 60 else 2000) for y in short}
    return years.pop() if len(years) == 1 else None


def from_journal_ref(text: str) -> Published | None:
    """Read an arXiv journal reference.

    >>> from_journal_ref("Nature Human Behaviour 7, 1526-1541 (2023)")
    Published(venue='Nature Human Behaviour', year=2023)
    """
    text = _FINDINGS_OF.sub(r"\1", " ".join(text.split()))
    text = re.sub(r"proceedings of machine learning research", "PMLR", text, flags=re.IGNORECASE)
    if len(text) > _LONGEST or _DOUBT.search(text) or canonical(text) is None:
        return None
    year = _year(text)
    if name := known(text):
        return Published(name, year)
    names = {name for piece in re.split(r",\s", text) if (name := known(piece.strip()))}
    if len(names) == 1 and not _ASIDE.search(text):
        return Published(names.pop(), year)
    if year and (found := _VOLUME.match(text)) and not _NO_JOURNAL.search(found[1]):
        name = canonical(re.sub(r"\.(?=[A-Za-z])", ". ", found[1]))
        return Published(name, year) if name else None
    return None
