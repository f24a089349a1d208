"""Pure: formulas in titles, as LaTeX prints them without a package."""

from __future__ import annotations

import re

# Commands of formulas that LaTeX has without a package, and that do nothing but print.
_MATH_TEXT = r"""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell
hbar infty partial nabla forall exists emptyset aleph Re Im wp angle top bot prime pm mp times div cdot ast star
circ bullet cap cup uplus sqcap sqcup vee wedge setminus oplus ominus otimes odot oslash leq le geq ge neq ne equiv
sim simeq approx cong propto prec succ preceq succeq ll gg subset supset subseteq supseteq in ni notin vdash dashv
mid parallel perp models leftarrow rightarrow to gets leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto
uparrow downarrow longrightarrow nearrow searrow swarrow nwarrow hookrightarrow sum prod int oint bigcup bigcap sqrt
frac log ln exp min max sup inf lim arg det dim ker deg gcd Pr sin cos tan mathcal mathbf mathrm mathsf
mathtt mathit textrm textit textbf tilde hat bar vec dot ddot widetilde widehat overline underline
ldots cdots dots langle rangle lfloor rfloor lceil rceil quad backslash
"""
# What needs a package for it is written as what comes nearest.
_NEAREST = {"mathbb": "mathbf", "boldsymbol": "mathbf", "mathscr": "mathcal", "text": "textrm"}
_MATH = frozenset(_MATH_TEXT.split())
_ARGUMENT = r"\s*(?:\{[^{}]*\}|\\[A-Za-z]+|\w)\s*"
# What TeX would stop at: a second exponent, or nothing where something has to be.
_BROKEN = re.compile(
    rf"[\^_]\s*(?:$|[\^_}}])|\^{_ARGUMENT}\^|_{_ARGUMENT}_|[\^_]{_ARGUMENT}[\^_]{_ARGUMENT}[\^_]|"
    r"\\(?:sqrt|frac|math\w+|text\w+|tilde|hat|bar|vec|d?dot|wide\w+|\w+line)\s*(?:$|[}^_])|"
    r"\\frac(?!\s*\{[^{}]*\}\s*\{)"
)
_FOREIGN = re.compile(r"\\[{}]|(?<!\\)[%#&~]|[^\x20-\x7e]")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")


def is_one(text: str) -> bool:
    """Whether the text between two dollars is a formula, not a sum of money, and does nothing but print."""
    commands = _COMMAND.findall(text)
    telling = bool(commands) or "^" in text or "_" in text or " " not in text
    if not telling or _BROKEN.search(text) or _FOREIGN.search(text):
        return False
    depth = 0
    for c in re.sub(r"\\.", "", text):
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0 and all(c in _MATH or c in _NEAREST or c in ",;:!|% " for c in commands)


def written(text: str) -> str:
    """Give a formula as it stands in a title, safe from a change of its letters."""
    return "{$" + _COMMAND.sub(lambda found: "\\" + _NEAREST.get(found[1], found[1]), text) + "$}"
