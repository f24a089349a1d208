"""Pure: what proves where and when a paper was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import ids
from pipeline.venues.names import ACRONYMS, canonical, known


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
    r"solution|winner|winning|\d(?:st|nd|rd|th) place|reports?|shared task|talk|keynote|lecture|tutorial|"
    r"(?:spring|fall) symposium|bridge|consortium|student abstract|doctoral|late[- ]breaking|(?:extended )?abstract|"
    r"tiny papers?|blog|special issue|reviews|rebuttal|reproduc\w+|companion|invited|our|compare[ds]?|not)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:accepted|to appear|appears?|appeared|published|publication|camera[- ]?ready|proceedings|proc|presented|"
    r"in press|conference paper|oral|poster|spotlight)\b",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"\b(?:accepted|appears?|published|presented|publication|press)\b.*?\b(?:in|to|at|by)\s+(?:the\s+)?(.+)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;\n](?=\s|$)|\s--+\s")
_YEAR = re.compile(r"(?<![\d.:/-])(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_PAGES = re.compile(r"\d+\s*[-–—]+\s*\d+")
_WORDS = {"FAST", "MICRO", "SC", "DAC", "ALT", "ATC", "MSR", "CIDR"}  # that mean something else too
_JOURNAL_ACRONYMS = ("TMLR", "TACL", "JMLR", "TPAMI", "IJCV", "PNAS", "JAIR", "TKDE", "TASLP", "RA-L")
_NAMED = sorted({"Neurips", "NEURIPS", *ACRONYMS, *_JOURNAL_ACRONYMS} - _WORDS, key=lambda a: (-len(a), a))
_MENTION = re.compile(
    rf"(?<![\w-])({'|'.join(map(re.escape, _NAMED))})(?:[ -]Findings)?"
    r"(?:\)?,?[\s-]*\(?((?:19|20)\d\d)(?!\d)|[\s-]*['’‘`](\d\d)(?!\d)|-?(\d\d)(?!\d)|\s(\d\d)['’]|(?!\w))"
)
_FINDINGS_OF = re.compile(
    r"(findings of )(?:the )?(?:ACL|Association for Computational Linguistics)\s*[:,-]+\s*", re.IGNORECASE
)
_FOUND_IN = {"ACL", "EMNLP", "NAACL", "EACL", "AACL"}
_LONGEST = 2000  # of a comment; what is longer is no statement
# "Exp Astron 59, 7 (2025)": a name, then a volume.
_VOLUME = re.compile(r"([A-Z][A-Za-z.&:' -]{1,60}?)[\s,.]*(?:\bvol(?:ume|\.)?\s*)?\d")
_NO_JOURNAL = re.compile(
    r"\b(?:in|proc|proceedings|conference|conf|workshop|symposium|thesis|lecture notes|lncs|chapter|book|pages|"
    r"see|phd|report|to)\b",
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
    text = _FINDINGS_OF.sub(r"\1", " ".join(text.split()))
    if len(text) > _LONGEST or _DOUBT.search(text):
        return None
    found = {p for sentence in _SENTENCE.split(text) if not _ASIDE.search(sentence) for p in _claims(sentence)}
    main = {p for p in found if not p.venue.endswith(" Workshop")} if len(found) > 1 else found
    if len({p.venue for p in main}) != 1:
        return None
    dated = {p for p in main if p.year}
    if len(dated) > 1:
        return None
    return (dated or main).pop()


def _claims(sentence: str) -> list[Published]:
    """Give every venue that a sentence says has taken the paper."""
    accepted = _ACCEPTED.search(sentence)
    found = []
    for mention in _MENTION.finditer(sentence):
        piece = next(p for p in re.split(r",\s", sentence[: mention.end()])[-1:])
        tail = re.split(r"[,;]", sentence[mention.end() :])[0]
        if accepted or known(f"{piece.strip()} {tail.strip()}".strip()):
            found.append(Published(_named(mention, sentence), _year_of(mention, sentence)))
    if not found and accepted and (into := _INTO.search(sentence)) and (name := known(into[1].strip(" .()"))):
        found.append(Published(name, _only_year(sentence)))
    return found


def _named(mention: re.Match[str], sentence: str) -> str:
    venue = known(mention[1]) or mention[1]
    if re.search(r"\bworkshops?\b", sentence, re.IGNORECASE):
        return f"{venue} Workshop"
    if venue in _FOUND_IN and re.search(r"\bfindings\b", sentence, re.IGNORECASE):
        return f"Findings of {venue}"
    if venue in _FOUND_IN and (other := known(f"{venue} {sentence[mention.end() :].strip(' ()')}")):
        return other  # "ACL 2023 (demo)"
    return venue


def _year_of(mention: re.Match[str], sentence: str) -> int | None:
    if mention[2]:
        return int(mention[2])
    short = mention[3] or mention[4] or mention[5]
    if short:
        return int(short) + (1900 if int(short) >= 60 else 2000)
    return _only_year(sentence)


def _only_year(text: str) -> int | None:
    text = _PAGES.sub(" ", text)
    years = {int(y) for y in re.findall(r"\(((?:19|20)\d\d)\)", text)} or {int(y) for y in _YEAR.findall(text)}
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
    year = _only_year(text)
    if name := known(text):
        return Published(name, year or _mentioned_year(text))
    mentions = {_named(m, text) for m in _MENTION.finditer(text) if m[2] or m[3] or m[4] or m[5]}
    if len(mentions) == 1 and not _ASIDE.search(text):
        return Published(mentions.pop(), year or _mentioned_year(text))
    if year and (found := _VOLUME.match(text)) and not _NO_JOURNAL.search(found[1]):
        name = canonical(re.sub(r"\.(?=[A-Za-z])", ". ", found[1]))
        return Published(name, year) if name else None
    return None


def _mentioned_year(text: str) -> int | None:
    years = {_year_of(m, "") for m in _MENTION.finditer(text)} - {None}
    return years.pop() if len(years) == 1 else None
