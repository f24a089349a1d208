"""Pure: text as LaTeX reads it, in a `.bib` file.

What LaTeX means something by is escaped. Accents are written out, because BibTeX sorts and shortens bytes, not
letters; Greek and mathematical signs too, because LaTeX knows them in formulas alone. Other scripts stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pylatexenc.latexencode import get_builtin_uni2latex_dict

from pipeline.bibliography import formulas
from pipeline.text import one_line
from pipeline.titles import plain

# Braces are counted by BibTeX even behind a backslash, so an escaped one would still have to be in a pair.
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    **{c: "\\" + c for c in "&%$#_"},
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ı": r"{\i}",
    "→": r"{$\rightarrow$}",
    "←": r"{$\leftarrow$}",
    "↑": r"{$\uparrow$}",
    "↓": r"{$\downarrow$}",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_BELOW = frozenset("\u0323\u0327\u0328\u0331")
_FORMULA = re.compile(r"(?<![\\$])\$(?=\S)([^$]{1,200}?)(?<=[^\s\\])\$(?![\d$])")
# What arXiv's titles hold of TeX beside formulas: accents, letters, and words set in another type.
_WRITTEN = re.compile(
    r"\{?\\(?:[\"'`^~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[uvHcdkbr](?:\s*\{\\?[A-Za-z]\}|\s+[A-Za-z]\b)|"
    r"(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z])\s?)|[&%$#_{}])\}?|"
    r"\\(?:emph|text(?:it|bf|tt|sc|sf|rm)?)\{([^{}\\]*)\}"
)


def pieces(text: str) -> list[tuple[str, bool]]:
    r"""Part a title as its source wrote it into plain text and formulas (True), which are TeX.

    >>> pieces(r"K\"ahler and $\alpha$ for $5")
    [('Kähler and ', False), ('\\alpha', True), (' for $5', False)]
    """
    found: list[tuple[str, bool]] = []
    at = 0
    for between in _FORMULA.finditer(text):
        if formulas.is_one(between[1]):
            found += [(_decoded(text[at : between.start()]), False), (between[1], True)]
            at = between.end()
    return [*found, (_decoded(text[at:]), False)]


def readable(title: str) -> str:
    """Give a title without its TeX, on one line."""
    return one_line("".join(plain(f"${text}$") if formula else text for text, formula in pieces(title)))


def escape(text: str) -> str:
    r"""Give plain text as LaTeX.

    >>> escape("Müller & Łukasz: α, 50%")
    'M{\\"u}ller \\& {\\L}ukasz: {$\\alpha$}, 50\\%'
    """
    return "".join(map(_character, unicodedata.normalize("NFC", text)))


@cache
def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c.isascii():
        return c
    base, *marks = list(unicodedata.normalize("NFD", c))
    if marks and base.isascii() and base.isalpha() and all(m in _ACCENTS for m in marks):
        # Of two accents one is written out: biber cannot read more, and TeX cannot print more at once.
        inner = unicodedata.normalize(
            "NFC", base + "".join(marks[1:]) if marks[0] in _BELOW else base + "".join(marks[:-1])
        )
        mark = _ACCENTS[marks[0] if marks[0] in _BELOW else marks[-1]]
        return f"{{\\{mark}{inner}}}" if inner.isascii() and not mark.isalpha() else f"{{\\{mark}{{{inner}}}}}"
    known = re.fullmatch(r"\\ensuremath\{(.*)\}", get_builtin_uni2latex_dict().get(ord(c), ""))
    return formulas.written(known[1]) if known and formulas.is_one(known[1]) else c


def _decoded(text: str) -> str:
    if "\\" not in text:
        return text
    return _WRITTEN.sub(lambda m: m[1] if m[1] is not None else plain(m[0].strip()), text)
