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
Spain Switzerland Taiwan Ukraine Vietnam Wikipedia Twitter Reddit Google Microsoft Amazon Facebook Meta Apple Python
Java Julia Haskell Rust Perl Lean Isabelle Coq Linux Windows Android Bayes Bayesian Bernoulli Boltzmann Boolean
Brownian Byzantine Cartesian Cauchy Chomsky Dirichlet Elo Euclidean Euler Fisher Fourier Frobenius Galerkin Galois
Gauss Gaussian Gibbs Gumbel Hamiltonian Hebbian Hermitian Hessian Hilbert Hopfield Jacobian Kalman Kolmogorov Krylov
Kullback Lagrangian Langevin Laplace Laplacian Leibler Levenshtein Lipschitz Lorentzian Lyapunov Markov Markovian
Minkowski Monte Carlo Nash Newton Neyman Nyström Ornstein Pareto Pearson Poisson Rademacher Riemannian Schrödinger
Shannon Shapley Sinkhorn Sobolev Stein Taylor Thompson Turing Uhlenbeck Wasserstein Winograd Zipf
"""
_NAMES = frozenset(_NAMES_TEXT.split())
_WORD = re.compile(r"[^\W\d_]+")


def is_sentence(title: str) -> bool:
    """Whether a title is written like a sentence, so that a capital letter within it is a name's."""
    long = [w for w in _WORD.findall(title)[1:] if len(w) > 4]
    return len(long) >= 2 and sum(w[0].islower() for w in long) * 2 > len(long)


def protected(text: str, *, sentence: bool, first: bool = True) -> list[tuple[str, bool]]:
    """Give the words of a title, or of a piece of it that is not its `first`, and of each whether it keeps its letters.

    >>> [word for word, keep in protected("BERT: pre-training of Deep transformers", sentence=True) if keep]
    ['BERT:', 'Deep']
    """
    words = text.split(" ")
    begins = [first if i == 0 else words[i - 1].endswith((":", "?", "!", ".", "–", "—")) for i in range(len(words))]
    return [(w, _keeps(w, first=b, sentence=sentence)) for w, b in zip(words, begins, strict=True)]


def _keeps(word: str, *, first: bool, sentence: bool) -> bool:
    parts = _WORD.findall(word)
    if any(p in _NAMES or p.removesuffix("s") in _NAMES or any(c.isupper() for c in p[1:]) for p in parts):
        return True
    capitals = [p for p in parts if p[0].isupper()]
    if not capitals:
        return False
    if any(c.isdigit() for c in word) or (len(word.rstrip(".,:;?!")) == 1 and word[0] != "A"):
        return True  # GPT-4 and T5 are names, so is the C of "Vitamin C"
    return sentence and not first
