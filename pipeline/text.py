"""Pure: text from outside on one line."""

from __future__ import annotations

import re

# Blanks and line ends of every script, controls, and the marks that turn the direction of writing.
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def one_line(text: str) -> str:
    """Bring text onto one line: no control characters, one blank between words."""
    return _BLANKS.sub(" ", text).strip()
