"""Pure: which European texts are not in English."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.words import words

_FOREIGN_TEXT = (
    "du des les aux pour sur avec dans qui cette los las del una y para con como más das dos uma não com em ao "
    "di il della delle dei gli nel nella che sono und der mit für auf zu von ein eine nicht "
    "na dla oraz jest się nie przez az és egy hogy nem ve bir için ile olarak het een voor"
)
_FOREIGN = frozenset(_FOREIGN_TEXT.split())
"""Small words of languages other than English, none of which stands in an English title."""
_OTHER_ALPHABET = re.compile("[\u0370-\u052f]{3}")


def is_foreign(text: str) -> bool:
    """Say whether a text is in a European language other than English, by its small words or its alphabet."""
    return bool(_OTHER_ALPHABET.search(text)) or not _FOREIGN.isdisjoint(words(text))
