"""Pure: text as LaTeX reads it, in a `.bib` file.

What LaTeX means something by is escaped. Accents are written out, because BibTeX sorts and shortens bytes, not
letters; Greek and mathematical signs too, because LaTeX knows them in formulas alone. Other scripts stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pylatexenc.latexencode import get_builtin_uni2latex_dict

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
# Commands of formulas that LaTeX has without a package, and that do nothing but print.
_MATH_TEXT = r"""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell
hbar infty partial nabla forall exists emptyset aleph Re Im wp angle top bot prime pm mp times div cdot ast star
circ bullet cap cup uplus sqcap sqcup vee wedge setminus oplus ominus otimes odot oslash leq le geq ge neq ne equiv
sim simeq approx cong propto prec succ preceq succeq ll gg subset supset subseteq supseteq in ni notin vdash dashv
mid parallel perp models leftarrow rightarrow to gets leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto
uparrow downarrow longrightarrow nearrow searrow swarrow nwarrow hookrightarrow sum prod int oint bigcup bigcap sqrt
frac binom log ln exp min max sup inf lim arg det dim ker deg gcd Pr sin cos tan mathcal mathbb mathbf mathrm mathsf
mathtt mathit boldsymbol text textrm textit textbf tilde hat bar vec dot ddot widetilde widehat overline underline
ldots cdots dots langle rangle lfloor rfloor lceil rceil left right quad backslash not
"""
_MATH = frozenset(_MATH_TEXT.split())
_FORMULA = re.compile(r"(?<![\\$])\$(?=\S)([^$]{1,200}?)(?<=[^\s\\])\$(?![\d$])")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
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
    for formula in _FORMULA.finditer(text):
        if _is_formula(formula[1]):
            found += [(_decoded(text[at : formula.start()]), False), (formula[1], True)]
            at = formula.end()
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
        for mark in sorted((_ACCENTS[m] for m in marks), key="dckb".__contains__):  # those below stand outside
            base = f"\\{mark}{base}" if len(base) == 1 and not mark.isalpha() else f"\\{mark}{{{base}}}"
        return f"{{{base}}}"
    known = re.fullmatch(r"\\ensuremath\{(.*)\}", get_builtin_uni2latex_dict().get(ord(c), ""))
    return f"{{${known[1]}$}}" if known and _is_formula(known[1]) else c


def _is_formula(text: str) -> bool:
    """Whether this is a formula, not the text between two sums of money, and does nothing but print."""
    commands = _COMMAND.findall(text)
    balance = 0
    for c in re.sub(r"\\.", "", text):
        balance += (c == "{") - (c == "}")
        if balance < 0:
            return False
    harmless = all(c in _MATH or c in ",;:!{}|% " for c in commands) and not re.search(r"(?<!\\)[%#&~]", text)
    telling = bool(commands) or "^" in text or "_" in text or " " not in text
    return harmless and telling and balance == 0 and not re.search(r"\\[{}]|[^\x20-\x7e]", text)


def _decoded(text: str) -> str:
    if "\\" not in text:
        return text
    return _WRITTEN.sub(lambda m: m[1] if m[1] is not None else plain(m[0].strip()), text)
