"""Pure: titles in one form, and how two of them agree."""

from pipeline.titles.agree import REFERENCE, Agreement, Likeness, compare, is_about_another, is_name
from pipeline.titles.forms import (
    COMMON_WORDS,
    SMALL_WORDS,
    content_words,
    normalise,
    normalise_once,
    parts,
    plain,
    squash,
    weight,
    words,
)

__all__ = [
    "COMMON_WORDS",
    "REFERENCE",
    "SMALL_WORDS",
    "Agreement",
    "Likeness",
    "compare",
    "content_words",
    "is_about_another",
    "is_name",
    "normalise",
    "normalise_once",
    "parts",
    "plain",
    "squash",
    "weight",
    "words",
]
