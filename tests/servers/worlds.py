"""Papers that do not exist: a hand-made dozen with every nasty trait seen in the wild, and any number of plain ones."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from .records import S2, Record, World

_ACL = "Annual Meeting of the Association for Computational Linguistics"
_EMNLP = "Conference on Empirical Methods in Natural Language Processing"
_ICLR = "International Conference on Learning Representations"
_NEURIPS = "Neural Information Processing Systems"
_ICML = "International Conference on Machine Learning"

NASTY: dict[str, Record] = {
    "plain": Record(
        "Borrowed Light: Teaching Small Models with the Errors of Large Ones",
        ("Ada Quill", "Bo Lindqvist"),
        date(2022, 5, 3),
        "2205.01001",
        venue=_ACL,
        acl="2023.acl-long.901",
        doi="10.18653/v1/2023.acl-long.901",
        citations=120,
        abstract="We borrow light.",
        comment="Accepted to ACL 2023",
        s2=(S2(tldr="Errors of large models teach small ones."),),
    ),
    "tex and accents": Record(
        "Gödel Machines and Poincaré Embeddings with $\\alpha$-Stable Noise",
        ("Zoé Šimůnek", " José Núñez"),
        date(2021, 2, 1),
        "2102.00002",
        feed_title="G\\\"odel Machines and Poincar\\'e Embeddings with $\\alpha$-Stable Noise",
        journal_ref="Journal of Invented Results 12 (2022) 34-56",
        doi="10.5555/JIR.2022.0034",
    ),
    "operators": Record(
        "C++ & C#: 100% of Compilers (AND, OR, NOT) Explained?", ("Chi & Partners",), date(2020, 3, 4), "2003.00003"
    ),
    "quotes": Record(
        'When Models Say "I Don\'t Know": On Knowing What’s Missing', ("Dora Vance",), date(2023, 1, 9), "2301.00004"
    ),
    "backslash at the end": Record("Escaping the Escape Character \\", ("Eli Backus",), date(2019, 7, 7), "1907.00005"),
    "withdrawn": Record(
        "A Proof That Was Too Short",
        ("Fay Hart",),
        date(2018, 8, 8),
        "1808.00006",
        former=("A Proof That Was Too Short",),
        comment="This paper has been withdrawn by the author due to an error in Lemma 2",
    ),
    "retitled": Record(
        "HARBOR: Anchored Decoding for Faithful Summaries",
        ("Gil Moreau", "Hana Sato"),
        date(2022, 10, 10),
        "2210.00007",
        former=("Keeping Summaries Faithful by Anchors", "Anchored Decoding Keeps Summaries Faithful"),
        comment="Published as a conference paper at ICLR 2023",
        citations=44,
        s2=(S2(title="Keeping Summaries Faithful by Anchors", venue=_ICLR),),
    ),
    "same title, first": Record("Learning to Listen", ("Ivo Kern", "Jin Park"), date(2017, 6, 1), "1706.00008"),
    "same title, second": Record("Learning to Listen", ("Kira Olsen",), date(2021, 6, 1), "2106.00009", citations=9),
    "split record": Record(
        "Two Homes for One Paper: Record Linkage Gone Wrong",
        ("Lea Novak", "Max Stone"),
        date(2023, 9, 1),
        "2309.00010",
        venue=_EMNLP,
        acl="2023.emnlp-main.910",
        doi="10.18653/v1/2023.emnlp-main.910",
        citations=30,
        s2=(S2(ids="arxiv", venue="arXiv.org"), S2(ids="doi acl", year=2023)),
    ),
    "datacite doi": Record(
        "Preprints All the Way Down",
        ("Nia Adeyemi",),
        date(2024, 2, 2),
        "2402.00011",
        s2=(S2(doi="10.48550/arXiv.2402.00011", pdf=None, anonymous=True),),
    ),
    "wrong case": Record(
        "Patience Is All You Need",
        ("Oto Lang", "P. Q. Reyes"),
        date(2017, 6, 12),
        "1706.00012",
        venue=_NEURIPS,
        citations=9000,
        s2=(S2(title="Patience is All you Need", extra=(("MAG", "2963400012"), ("DBLP", "conf/nips/LangR17"))),),
    ),
    "contains it": Record(
        "Channel Patience Is All You Need for Slow Video", ("Rui Costa",), date(2020, 1, 5), "2001.00013"
    ),
    "pdf prefix": Record(
        "Deep Residue Learning for Image Recollection",
        ("S. Haas",),
        date(2015, 12, 10),
        "1512.00014",
        s2=(S2(title="[PDF] Deep Residue Learning for Image Recollection", venue="", pdf="empty", year=2014),),
    ),
    "without authors": Record("Report of the Working Group on Nothing", (), date(2016, 4, 1), "1604.00015"),
    "old-style id": Record(
        "Quantum Coins and Classical Tossers",
        ("Tove Berg",),
        date(1998, 11, 1),
        "quant-ph/9811016",
        affiliation="Institute of Coins",
        category="quant-ph",
        abstract="  Two blanks stand before this abstract.",
    ),
    "old-style id with class": Record(
        "Knots in Short Ropes", ("Uma Rope",), date(2003, 9, 8), "math/0309017", category="math.GT"
    ),
    "line break": Record(
        "A Title So Long That the Feed Breaks It Somewhere in the Middle of the Line",
        ("Vic Long",),
        date(2021, 11, 11),
        "2111.00018",
        feed_title="A Title So Long That the Feed Breaks It Somewhere\n  in the Middle of the Line",
        abstract="Broken\nas well.",
        comment="12 pages,\n  3 figures; Camera-ready version for NeurIPS 2022 (Spotlight)",
    ),
    "year of the preprint": Record(
        "Late Bloomers: Papers That Took Two Years",
        ("Wim Later",),
        date(2021, 12, 30),
        "2112.00019",
        venue=_ICML,
        journal_ref="Proceedings of the 40th International Conference on Machine Learning, PMLR 202, 2023",
        citations=7,
    ),
    "merged": Record(
        "Once Two, Now One", ("Xia Merge",), date(2022, 2, 2), "2202.00020", s2=(S2(merged=("0" * 39 + "1",)),)
    ),
    "not on arXiv": Record(
        "Printed Matter: A Study of Paper",
        ("Yan Press",),
        date(2019, 6, 1),
        venue=_ACL,
        acl="P19-9021",
        doi="10.18653/v1/P19-9021",
        citations=3,
    ),
    "brand new": Record("Seen by arXiv Only This Morning", ("Zed Fresh",), date(2026, 11, 19), "2611.00022", s2=()),
    "question and dash": Record(
        "Do Stop Words Matter? To Be or Not to Be — in Search of “the”", ("Aya Gap",), date(2022, 7, 1), "2207.00023"
    ),
}


def world() -> World:
    """Give the hand-made papers."""
    return World(NASTY.values())


_NAMES = "Argo|Basil|Cedar|Delta|Ember|Fjord|Gamma|Helix|Iris|Juno|Karst|Lumen|Mica|Nimbus|Onyx|Prism|Quill|Rune"
_HOW = "Adaptive|Bayesian|Causal|Contrastive|Cooperative|Discrete|Federated|Hierarchical|Latent|Modular|Robust"
_WHAT = "Alignment|Attention|Decoding|Distillation|Embeddings|Inference|Pretraining|Prompting|Retrieval|Tuning"
_FOR = "Clinical Notes|Code Review|Dialogue|Graph Data|Legal Text|Low-Resource Languages|Long Documents|Protein Design|"
_FOR += "Question Answering|Robot Control|Speech|Tables|Time Series|Translation|Video Captions|Visual Reasoning"
_WITH = "Implicit|Noisy|Shared|Sparse|Synthetic|Tied|Weak"
_WHOM = "Experts|Feedback|Gradients|Labels|Memory|Rewards|Teachers|Tokens"
_FIRST = "Alba|Bram|Cleo|Dion|Enya|Finn|Gwen|Hugo|Inga|Jonas|Katya|Liam|Mina|Nils|Olga|Piet|Rosa|Sven|Tess|Udo"
_LAST = "Abel|Brandt|Castro|Dahl|Egede|Fabre|Greco|Holm|Ibsen|Jansen|Kovacs|Lund|Moser|Nagy|Okafor|Petit|Rossi"
_VENUES = {"ACL": _ACL, "EMNLP": _EMNLP, "ICLR": _ICLR, "NeurIPS": _NEURIPS, "ICML": _ICML}
_ACCEPTED = ("Accepted to", "Published as a conference paper at", "Camera-ready version for", "To appear in")


def synthetic(count: int, seed: int = 0) -> tuple[Record, ...]:
    """Make that many papers, the same for the same seed, with the traits at about the rate that real ones have."""
    dice = Random(seed)
    return tuple(_synthetic(number, dice) for number in range(count))


def _synthetic(number: int, dice: Random) -> Record:
    title = _title(dice)
    day = date(2015, 1, 1) + timedelta(days=dice.randrange(3900))
    short, long = dice.choice(list(_VENUES.items()))
    year = day.year + dice.randrange(2)
    published, arxiv = dice.random() < 0.6, dice.random() < 0.9
    acl = f"{year}.{short.lower()}-main.{1000 + number}" if published and short in ("ACL", "EMNLP") else None
    old = (_title(dice),) if arxiv and dice.random() < 0.15 else ()
    return Record(
        title,
        tuple(f"{_one(_FIRST, dice)} {_one(_LAST, dice)}" for _ in range(dice.randint(1, 5))),
        day,
        f"{day:%y%m}.{10000 + number % 89999:05}" if arxiv else None,
        former=old,
        feed_title=title.replace(" for ", "\n  for ", 1) if dice.random() < 0.3 else None,
        venue=long if published else None,
        acl=acl,
        doi=f"10.18653/v1/{acl}" if acl else None if arxiv else f"10.5555/made.{number}",
        citations=int(dice.paretovariate(0.8)) - 1,
        abstract=f"We study {title.lower()}.",
        comment=f"{dice.choice(_ACCEPTED)} {short} {year}" if published and dice.random() < 0.5 else None,
        s2=_forms(title, old, dice) if arxiv else (S2(),),
    )


def _one(words: str, dice: Random) -> str:
    return dice.choice(words.split("|"))


def _title(dice: Random) -> str:
    name = f"{_one(_NAMES, dice)}{dice.choice(('', '-2', 'Net', 'LM', 'Bench'))}: " if dice.random() < 0.4 else ""
    words = f"{_one(_HOW, dice)} {_one(_WHAT, dice)} for {_one(_FOR, dice)}"
    return name + words + (f" with {_one(_WITH, dice)} {_one(_WHOM, dice)}" if dice.random() < 0.7 else "")


def _forms(title: str, old: tuple[str, ...], dice: Random) -> tuple[S2, ...]:
    kind = dice.random()
    if kind < 0.05:
        return ()
    if kind < 0.10:
        return (S2(ids="arxiv", venue="arXiv.org"), S2(ids="doi acl"))
    if old and kind < 0.5:
        return (S2(title=old[0]),)
    if kind > 0.9:
        return (S2(title=title.capitalize(), venue=""),)
    return (S2(pdf=None, anonymous=True) if kind > 0.8 else S2(),)
