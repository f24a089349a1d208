"""Pure: what single pieces of text look like: names, venues, years, titles, prose."""

from __future__ import annotations

import re

# Han, kana, Hangul and the punctuation that comes with them.
CJK = r"\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CJK_CHAR = re.compile(f"[{CJK}]")
_WORD = re.compile(r"[^\W_]+(?:['’.+/&-]+[^\W_]+)*")

_SERIES = (
    "AAAI|AACL|ACCV|ACL|ACM(?: MM)?|AISTATS|AsiaCCS|ASPLOS|BMVC|BlackboxNLP|CACM|CCS|CHI|CIDR|CIKM|CogSci|COLING|COLM|"
    "COLT|CoLLAs|CoNLL|CoRL|CVPR[Ww]?|CVIU|DAC|DSN|EACL|ECAI|ECCV[Ww]?|ECIR|EMNLP|EuroSys|FAccT|FAST|FG|FOCS|FSE|"
    "GECCO|HotOS|HotNets|HPCA|ICASSP|ICCV[Ww]?|ICDE|ICDM|ICIP|ICLR|ICML|ICPR|ICRA|ICSE|IJCAI|IJCNN|IJCNLP|IJCV|"
    "INLG|INTERSPEECH|Interspeech|IROS|ISCA|ISMIR|ISSTA|ITSC|JAIR|JMLR|KDD|LREC|MICCAI|MICRO|MLSys|MobiCom|NAACL|"
    "NDSS|NeurIPS|Neurips|NIPS|NSDI|OOPSLA|OSDI|PAMI|PLDI|PNAS|PODC|PODS|POPL|PPoPP|PVLDB|RA-L|RecSys|RSS|SaTML|"
    "SIGCOMM|SIGDIAL|SIGGRAPH(?: Asia)?|SIGIR|SIGKDD|SIGMOD|SODA|SOSP|STOC|TACL|TASLP|TCSVT|TIP|TKDE|TMLR|TMM|TNNLS|"
    "TOCS|TODS|TOG|TOIS|TPAMI|TVCG|UAI|UIST|USENIX(?: [A-Z]\\w+)?|VLDB|WACV|WMT|WSDM|WWW|3DV"
)
# "EMNLP 2022", "Neurips 22'", "ICML'16", "Findings of EMNLP 2022": a series, and mostly a year.
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
VENUE_YEAR = re.compile(
    rf"(?<![\w-])(?:Findings of (?:the )?)?(?:{_SERIES})(?:[-\s]?(?:Findings|Workshops?|W))?"
    rf"(?:\s*[-,']?\s*\(?(?:{_YEAR}\)?|['’]?\d\d['’]?)(?!\w))",
)
YEAR = re.compile(rf"(?<![\w.-]){_YEAR}(?![\w-])")

_STARTERS = re.compile(
    r"(?:we|you|your|if|please|this (?:list|repo|is|page|section|document)|note that|feel free|see|thanks|here|there|"
    r"the following|i|contributions?|welcome|check|click|for more|these|my|our|let|all rights)\b",
    re.IGNORECASE,
)
_CHATTY = re.compile(r"\b(?:please|we|you|your|our|i'm|i’m|feel free|pull requests?|repository|contribut\w+)\b", re.IGNORECASE)
_MAIL = re.compile(r"\S@\S+\.\w")


def has_cjk(text: str) -> bool:
    """Say whether any East Asian character is in the text."""
    return bool(_CJK_CHAR.search(text))


def words(text: str) -> list[str]:
    """Give the words of a text; a hyphenated word is one."""
    return _WORD.findall(text)


def is_prose(text: str) -> bool:
    """Say whether a Latin text speaks to the reader rather than naming a work."""
    return bool(
        (_STARTERS.match(text) and text.rstrip().endswith((".", "!", ":")))
        or (len(_CHATTY.findall(text)) >= 2)
        or _MAIL.search(text)
    )


def is_title(text: str) -> bool:
    """Say whether a Latin text can be a title by its form alone: some words, mostly long ones, no speech."""
    found = words(text)
    if not 3 <= len(found) <= 40 and not (len(found) == 2 and ":" in text):
        return False
    if len(text) > 300 or sum(c.isalpha() for c in text) < 0.6 * len(text.replace(" ", "")):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"“'‘(αβγλμ$" or sum(w[0].isupper() for w in found) > 1 or len(found) > 5):
        return False
    return not is_prose(text)


def is_names(text: str) -> bool:
    """Say whether a text lists people or their houses: "UT Austin, Xi Ye, Greg Durrett", "Wei et al."."""
    parts = [p for p in re.split(r"\s*(?:,|;|&|\band\b|，|、|和)\s*", text.strip(" .")) if p]
    if not parts or len(text) > 600:
        return False
    if re.search(r"\bet\.? al\b", text):
        return True
    return len(parts) > 1 and all(_NAME.fullmatch(p) for p in parts)


_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|van|von|de|der|den|di|da|la|le|el|al|bin|ten)(?:\s+(?:[A-Z][\w.'’-]*|van|von|de|der|den|di|da|la|le|el|bin)){0,4}")
