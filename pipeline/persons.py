"""Pure: a person's name in its parts, as bibliographies want them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Lower-case words between given and family name; a name may begin with them. With a capital letter most belong to the
# family name itself: Van Durme, Le Roux.
_PARTICLES_TEXT = """
van von vom zu zum zur der den dem de del della dello degli dalla di du da das do dos des la las le los el al bin
ibn abu af av te ten ter 't
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_CAPITAL_TEXT = "Van Von Vander Ver De Del Della Di Du Da Dos La Le El Den Der"
_CAPITAL = frozenset(_CAPITAL_TEXT.split())
# Van is a middle name there, too.
_VIETNAMESE_TEXT = "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly"
_VIETNAMESE = frozenset(_VIETNAMESE_TEXT.split())
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:Team|Collaboration|Consortium|Group|Project|Workshop|Labs?|Laborator(?:y|ies)|Research|Foundation|Institute|"
    r"Universit(?:y|ies)|College|School|Academy|Center|Centre|Department|Ministry|Society|Association|Community|Council|"
    r"Contributors|Authors|Committee|Commission|Initiative|Network|Company|Corporation|Inc|Ltd|GmbH|AI|ML|NLP|LLM)\b|"
    r"^[Tt]he |[&/:;@(]|\b(?:[aA][nN][dD]|of|for)\b|^\S*[a-z]\S*[A-Z]\S*$|^\S*\d\S*$|^[A-Z]+-[A-Z]\w*$|^[A-Z]{3,}$"
)
# Scripts that are written without blanks, and with the family name first.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_HOMONYM = re.compile(r"(?<=\S)\s+\d{4}$")  # DBLP numbers people of one name: https://dblp.org/faq/1474678.html
_AND_OTHERS = re.compile(r"(?:et\.? al|others|and others|等人?)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name's parts; a name that has no parts (an organisation, 李明) is all in `family`, and `whole`."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    whole: bool = False


def split(name: str) -> Name | None:
    """Tell the parts of a name such as `Laurens van der Maaten`; None for "et al." and for no name.

    >>> split("Laurens van der Maaten")
    Name(family='Maaten', given='Laurens', particle='van der', suffix='', whole=False)
    >>> split("Benjamin Van Durme").family, split("OpenAI").whole
    ('Van Durme', True)
    """
    text = _HOMONYM.sub("", " ".join(name.split()).strip(" ,"))
    if is_others(text) or not any(c.isalnum() for c in text):  # arXiv has authors such as ":", behind a group's name
        return None
    if _ORGANISATION.search(text) or is_east_asian(text):
        return Name(text, whole=True)
    pieces = [piece.strip() for piece in text.split(",")]
    suffix = pieces.pop(1) if len(pieces) > 1 and _SUFFIX.fullmatch(pieces[1]) else ""
    if len(pieces) > 2 or not all(pieces):
        return Name(text, whole=True)
    if len(pieces) == 2:
        before, family = _particle(pieces[0].split())
        return Name(family, pieces[1], before, suffix)
    words = pieces[0].split()
    if not suffix and len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    at = _start(words)
    before, family = _particle(words[at:])
    return Name(family, " ".join(words[:at]), before, suffix)


def family_name(name: str) -> str:
    """Give the name that a citation in running text uses, "" if there is none.

    >>> family_name("Ludwig van Beethoven"), family_name("Gemini Team"), family_name("李 明")
    ('van Beethoven', 'Gemini Team', '李')
    """
    found = split(name)
    if found is None:
        return ""
    if found.whole and is_east_asian(found.family):
        return found.family.split()[0]
    return " ".join(filter(None, (found.particle, found.family)))


def is_others(name: str) -> bool:
    """Whether a name is "et al."."""
    return bool(_AND_OTHERS.fullmatch(name.strip()))


def is_east_asian(text: str) -> bool:
    """Whether a text is in Chinese, Japanese or Korean script, in part at least."""
    return bool(_EAST_ASIAN.search(text))


def _start(words: list[str]) -> int:
    """Find where the family name begins, its particles with it."""
    last = len(words) - 1
    if all(w in _PARTICLES for w in words[:-1]):
        return 0
    for i in range(1, last):
        vietnamese = words[i] == "Van" and words[-1].casefold() in _VIETNAMESE
        if words[i] in _PARTICLES or (words[i] in _CAPITAL and not vietnamese):
            return i
    return last


def _particle(words: list[str]) -> tuple[str, str]:
    """Part the lower-case words in front from the family name."""
    n = next((i for i, w in enumerate(words[:-1]) if w not in _PARTICLES), len(words) - 1)
    return " ".join(words[:n]), " ".join(words[n:])
