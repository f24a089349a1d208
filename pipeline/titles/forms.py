"""Pure: bringing titles into one form, its words, and what they weigh."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import get_default_latex_context_db

# Words that titles gain and lose when people copy them; the rest of the words carries the meaning.
# "not" and "without" are no small words: they turn the meaning round.
_SMALL = """
a an and are as at be by can do does for from how in into is it its of on or so than that the their to towards toward
using via was we what when which with you your
"""
SMALL_WORDS = frozenset(_SMALL.split())
# Words that stand in more than one of 250 titles of computer science papers; they tell little about which paper it is.
_COMMON = """
2 3d action active adaptation adaptive adversarial agent agents ai algorithm algorithms alignment analysis annotation
anomaly answering application applications approach architecture assessment attacks attention audio augmentation
augmented automated automatic autonomous aware based bayesian behavior benchmark between beyond bias camera case
causal chinese class classification cloud clustering code collaborative communication complex complexity compression
conditional constrained constraints content context continuous contrastive control convolutional corpus cross data
dataset decision deep depth design detecting detection development dialogue diffusion dimensional discovery
distillation distributed distribution document domain driven driving dual dynamic dynamics effective efficient
embedding embeddings end energy english enhanced enhancing entity environments error estimation evaluating evaluation
event exploration exploring extraction face fast feature features federated feedback few field fine flow framework
free functions fusion gaussian general generalization generalized generating generation generative global gradient
grained graph graphs guided heterogeneous hierarchical high human hybrid identification image images implicit improved
improving inference information interaction interactive joint kernel knowledge label language languages large latent
learning level leveraging linear llm llms local localization long low machine manipulation mapping matching matrix
media medical memory meta method methods mining mobile modal model modeling models motion multi multilingual
multimodal multiple natural navigation network networks neural new noise non novel object objects one online open
optimal optimization order oriented over parallel parsing path perception performance perspective planning point
policy pose pre prediction privacy probabilistic problem problems process processing programming prompt quality
quantum query question random rank ranking real reasoning recognition recommendation reconstruction recurrent
regression reinforcement representation representations research resolution resource retrieval robot robotic robots
robust robustness sampling scalable scale scene search security segmentation selection self semantic semi sensing
sensor sentiment sequence series set shape shot similarity simple simulation single social software source space
sparse spatial speaker speech state statistical stochastic structure structured study summarization supervised survey
synthesis system systems task tasks temporal test text theory through time tool tracking training trajectory transfer
transformer transformers translation tree tuning two uncertainty under understanding unified unsupervised user
variational video view vision visual web without word world zero
"""
COMMON_WORDS = frozenset(_COMMON.split())
COMMON_WEIGHT = 0.35  # of a rare word

_WORD = re.compile(r"[^\W_]+")
_COINED = re.compile(r"\w[A-Z]")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=s\b)")
_SUBTITLE = re.compile(r" ?[:：?!] |：| [-–—]+ |\. (?=[A-Z])|:(?=\S)")  # of a title whose blanks are folded
_LATEX = LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=False)
_MACROS = get_default_latex_context_db()
_TEX = re.compile(r"[\\${}~%#&^_]|--|``|''|[?!]`")
_AWAITS = re.compile(r"\\(?:[A-Za-z]+\*?|\W)?$")  # a macro at the end of a word may take the next one
_ASCII = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


@lru_cache(maxsize=65536)
def plain(title: str) -> str:
    r"""Decode TeX (`K\"ahler`, `$\alpha$`) and fold white space; other text stays as it is."""
    return _plain(title)


def _plain(title: str) -> str:
    if ("\\" in title or "$" in title) and len(title) < 1000:
        try:
            title = " ".join(map(_decoded, _tex_words(title)))
        except Exception:  # noqa: BLE001  # a title that TeX cannot read is read as it stands
            title = title.replace("$", " ")
    return " ".join(title.split())


def _tex_words(title: str) -> Iterator[str]:
    """Cut a title at the blanks outside of TeX: the decoder takes a millisecond for a title, and few words need it."""
    taken = ""
    for word in title.split():
        taken = f"{taken} {word}" if taken else word
        pairs = (("{", "}"), ("[", "]"), ("\\(", "\\)"), ("\\begin", "\\end"))
        is_closed = taken.count("$") % 2 == 0 and all(taken.count(a) == taken.count(b) for a, b in pairs)
        if is_closed and "%" not in taken and not _AWAITS.search(taken):
            yield taken
            taken = ""
    if taken:
        yield taken


@lru_cache(maxsize=4096)
def _decoded(word: str) -> str:
    if not (found := _TEX.search(word)):
        return word
    return word[: found.start()] + str(_LATEX.latex_to_text(word[found.start() :], latex_context=_MACROS))


@lru_cache(maxsize=65536)
def normalise(title: str) -> str:
    r"""Give the words of a title, lower case, without accents and punctuation, joined by single blanks.

    >>> normalise("Schrödinger’s “Pre-training”: ﬁne $\\alpha$")
    'schrodingers pre training fine α'
    """
    return _normalised(plain(title))


def normalise_once(title: str) -> tuple[str, str | None]:
    """Normalise a title and its head, and forget it: a catalogue has millions of titles, each of them once."""
    text = _plain(title)
    pair = _parts(text)
    return _normalised(text), _normalised(pair[0]) if pair else None


def _normalised(text: str) -> str:
    if "'" in text or "`" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
    if text.isascii():  # most are, and a catalogue has millions
        return " ".join(text.translate(_ASCII).split())
    text = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return " ".join(_WORD.findall(text.casefold()))


def squash(title: str) -> str:
    """Give the normalised title without blanks, so that hyphens and joined words make no difference."""
    return normalise(title).replace(" ", "")


def words(title: str) -> list[str]:
    """Give the normalised words of a title."""
    return normalise(title).split()


def content_words(title: str) -> list[str]:
    """Give the words that carry meaning, in order."""
    return [w for w in words(title) if w not in SMALL_WORDS]


def weight(of: Iterable[str]) -> float:
    """Say how much normalised words tell about which paper it is: a rare word 1, a common one or a letter a third."""
    return sum(COMMON_WEIGHT if w in COMMON_WORDS or len(w) == 1 else 1.0 for w in set(of) if w not in SMALL_WORDS)


def coined(title: str) -> frozenset[str]:
    """Give the normalised words that are written as names are: `BERT`, `ResNeXt`; none of a title in capitals."""
    text = plain(title)
    if sum(c.isupper() for c in text) > 0.8 * sum(c.isalpha() for c in text):
        return frozenset()
    return frozenset(normalise(w) for w in _WORD.findall(text) if _COINED.search(w))


def parts(title: str) -> tuple[str, str] | None:
    """Split a title at its first colon, question mark or dash into head and tail; None where there is none."""
    return _parts(plain(title))


def _parts(text: str) -> tuple[str, str] | None:
    found = _SUBTITLE.search(text)
    if not found or found.start() < 2 or len(text) - found.end() < 3:
        return None
    return text[: found.start()], text[found.end() :]
