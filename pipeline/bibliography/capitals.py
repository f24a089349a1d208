"""Pure: which words of a title keep their capital letters, whatever a style does to the others."""

from __future__ import annotations

import re

# Names that titles hold, in their usual spelling. A word that has a capital letter inside needs no line here.
_NAMES_TEXT = """
African American Arabic Asian Australian Bantu Bengali Brazilian British Cantonese Chinese Czech Danish Dutch
English European Finnish French German Greek Hebrew Hindi Hungarian Icelandic Indian Indonesian Irish Italian
Japanese Korean Latin Mandarin Marathi Nigerian Norwegian Persian Polish Portuguese Romanian Russian Sanskrit Slavic
Spanish Swahili Swedish Tamil Telugu Thai Tibetan Turkish Ukrainian Urdu Vietnamese Welsh Yoruba Africa America Asia
Australia Brazil Britain Canada China Europe France Germany India Indonesia Israel Italy Japan Korea Nigeria Russia
Spain Switzerland Taiwan Ukraine Vietnam Wikipedia Twitter Reddit Google Microsoft Facebook Python
Java Julia Haskell Perl Isabelle Coq Linux Windows Android Bayes Bayesian Bernoulli Boltzmann Boolean
Brownian Byzantine Cartesian Cauchy Chomsky Dirichlet Elo Euclidean Euler Fisher Fourier Frobenius Galerkin Galois
Gauss Gaussian Gibbs Gumbel Hamiltonian Hebbian Hermitian Hessian Hilbert Hopfield Jacobian Kalman Kolmogorov Krylov
Kullback Lagrangian Langevin Laplace Laplacian Leibler Levenshtein Lipschitz Lorentzian Lyapunov Markov Markovian
Minkowski Monte Carlo Nash Newton Neyman Nyström Ornstein Pareto Pearson Poisson Rademacher Riemannian Schrödinger
Shannon Shapley Sinkhorn Sobolev Stein Taylor Thompson Turing Uhlenbeck Wasserstein Winograd Zipf
"""
_NAMES = frozenset(_NAMES_TEXT.split())
_ENDS = (":", "?", "!", ".", "–", "—", "：")
_WORD = re.compile(r"[^\W\d_]+")


def protected(text: str, *, first: bool = True) -> list[tuple[str, bool]]:
    """Give the words of a title, or of a piece of it that is not its `first`, and of each whether it keeps its letters.

    >>> [word for word, keep in protected("Ask Me BERT: pre-training of Deep transformers on documents") if keep]
    ['BERT:', 'Deep']
    """
    found: list[tuple[str, bool]] = []
    part: list[str] = []
    for word in text.split(" "):
        part.append(word)
        if word.endswith(_ENDS):
            found += _part(part, begins=first or bool(found))
            part = []
    return found + _part(part, begins=first or bool(found))


def _part(words: list[str], *, begins: bool) -> list[tuple[str, bool]]:
    """Judge a title's head or its tail by itself: each may be written like a sentence."""
    long = [w for part in words for w in _WORD.findall(part)][1 if begins else 0 :]
    long = [w for w in long if len(w) > 4]
    sentence = len(long) >= 2 and sum(w[0].islower() for w in long) * 2 > len(long)
    return [(w, _keeps(w, named=sentence and not (begins and i == 0))) for i, w in enumerate(words)]


def _keeps(word: str, *, named: bool) -> bool:
    """Whether a word keeps its letters; `named`: a capital letter there is a name's."""
    parts = _WORD.findall(word)
    if any(p in _NAMES or p.removesuffix("s") in _NAMES or any(c.isupper() for c in p[1:]) for p in parts):
        return True
    capital = any(p[0].isupper() for p in parts)
    # GPT-4 and T5 are names, R&D and U-Net too, and the C of "Vitamin C".
    single = any(len(p) == 1 and p.isupper() and (p != "A" or len(parts) > 1) for p in parts)
    alone = single or any(c.isdigit() for c in word)
    return capital and (named or alone)
