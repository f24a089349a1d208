"""Titles: brought into one form, and compared so that meaning decides and typography does not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.titles import Agreement, compare, normalise, parts, plain, squash, weight, words

TITLES = st.lists(
    st.sampled_from(
        (
            "Attention",
            "attention",
            "Ünïcode",
            "GPT-3",
            "GPT-4",
            "with",
            "the",
            "a",
            ":",
            "?",
            "$x$",
            "3D",
            "pre-training",
        )
    ),
    max_size=9,
).map(" ".join)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Attention Is All You Need", "attention is all you need", id="case"),
        pytest.param("Poincaré Embeddings", "poincare embeddings", id="accents"),
        pytest.param(r"Poincar\'e Embeddings and G\"odel", "poincare embeddings and godel", id="tex-accents"),
        pytest.param("$\\alpha$-Stable {BERT}", "α stable bert", id="tex-math-and-braces"),
        pytest.param("eﬃcient ﬁne-tuning", "efficient fine tuning", id="ligatures"),
        pytest.param("What’s in “a” Name", "whats in a name", id="curly-quotes"),
        pytest.param('What\'s in "a" Name', "whats in a name", id="straight-quotes"),
        pytest.param("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width", id="full-width"),
        pytest.param("Straße", "strasse", id="sharp-s"),
        pytest.param("思维链：提示", "思维链 提示", id="other-scripts-stay"),
        pytest.param("  \t\n ", "", id="blank"),
        pytest.param("?!—【】", "", id="signs-only"),
        pytest.param("100\\% of \\undefined{words", "100 of words", id="broken-tex-is-survived"),
    ],
)
def test_typography_is_taken_off(title: str, expected: str) -> None:
    assert normalise(title) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("ATTENTION IS ALL YOU NEED.", "Attention is All you Need", id="case"),
        pytest.param("Pretraining without Attention", "Pre-training without attention", id="joined-words"),
        pytest.param("Zero shot chain of thought", "Zero-Shot Chain–of–Thought", id="hyphens-and-dashes"),
        pytest.param("Let’s Think Step by Step", "Let's think step-by-step", id="curly-quote"),
        pytest.param("Eﬃcient Transformers", "Efficient Transformers", id="ligature"),
        pytest.param("Poincare Embeddings", r"Poincar\'e Embeddings", id="tex-accent"),
        pytest.param("KNIFE - Knowledge Distillation", "KNIFE: Knowledge Distillation", id="dash-for-colon"),
        pytest.param("Vision+Language Models in C++", "Vision + Language Models in C++", id="plus-between-words"),
        pytest.param("Mixture of Soft Prompts (MSP)", "Mixture of Soft Prompts [MSP]", id="brackets"),
    ],
)
def test_what_differs_in_typography_only_is_the_same_title(ours: str, theirs: str) -> None:
    assert compare(ours, theirs).agreement is Agreement.EXACT
    assert compare(theirs, ours).agreement is Agreement.EXACT


@pytest.mark.parametrize(
    ("ours", "theirs", "agreement"),
    [
        pytest.param("Chain of Thougt Prompting", "Chain of Thought Prompting", Agreement.TYPO, id="letter-lost"),
        pytest.param("Chain of Thuoght Prompting", "Chain of Thought Prompting", Agreement.TYPO, id="letters-swapped"),
        pytest.param("Chain of Thought rPompting", "Chain of Thought Prompting", Agreement.TYPO, id="first-swapped"),
        pytest.param("Chains of Thought nad Prompts", "Chains of Thought and Prompts", Agreement.TYPO, id="small-word"),
        pytest.param(
            "Pretraining Nets on Rural Toponym Maps of Hedges",
            "Pre-training Nets on the Rural Toponym Maps of Hedges",
            Agreement.REWORDED,
            id="joined-and-small",
        ),
        pytest.param("Scaling Language Model", "Scaling Language Models", Agreement.TYPO, id="singular"),
        pytest.param("Scale Language Models", "Scaling Language Models", Agreement.TYPO, id="form-of-a-word"),
        pytest.param(
            "Attention All You Need in Practice",
            "Attention Is All You Need in Practice",
            Agreement.REWORDED,
            id="small",
        ),
        pytest.param(
            "Toponyms of LVLMs", "Toponyms of Large Vision-Language Models", Agreement.REWORDED, id="short-form"
        ),
        pytest.param("HINT", "HINT: Hypernetwork Instruction Tuning", Agreement.PART, id="subtitle-lost"),
        pytest.param(
            "Hypernetwork Instruction Tuning", "HINT: Hypernetwork Instruction Tuning", Agreement.PART, id="name"
        ),
        pytest.param(
            "Instruction Tuning of Small Models with",
            "Instruction Tuning of Small Models with Hypernetworks",
            Agreement.PART,
            id="cut-off",
        ),
        pytest.param("Instruction Tuning: A Study", "Instruction Tuning", Agreement.PART, id="subtitle-added"),
    ],
)
def test_the_way_of_agreeing_is_named(ours: str, theirs: str, agreement: Agreement) -> None:
    likeness = compare(ours, theirs)
    assert likeness.agreement is agreement
    assert likeness.note


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param("Evaluating GPT-3 on Reasoning Tasks", "Evaluating GPT-4 on Reasoning Tasks", id="another-number"),
        pytest.param("Gemma 2: Open Language Models", "Gemma 3: Open Language Models", id="another-version"),
        pytest.param("Learning with Labels", "Learning without Labels", id="with-and-without"),
        pytest.param("Models Can Explain Themselves", "Models Can Not Explain Themselves", id="not"),
        pytest.param("Language Models Are Reasoners", "Language Models Are No Reasoners", id="no"),
        pytest.param("Supervised Domain Adaptation", "Unsupervised Domain Adaptation", id="un"),
        pytest.param("Machine Learning from Erasure", "Machine Unlearning from Erasure", id="unlearning"),
        pytest.param("Decoding Language from Brains", "Encoding Language from Brains", id="encoding-and-decoding"),
        pytest.param("Implicit Neural Reasoning Chains", "Explicit Neural Reasoning Chains", id="implicit"),
        pytest.param("Internal Reward Shaping", "External Reward Shaping", id="internal"),
        pytest.param("Regret Minimization in Games", "Regret Maximization in Games", id="minimal-and-maximal"),
        pytest.param("Macro Actions for Agents", "Micro Actions for Agents", id="micro-and-macro"),
        pytest.param("Intermodal Fusion of Sensors", "Intramodal Fusion of Sensors", id="inter-and-intra"),
        pytest.param("Text Time Training of Agents", "Test Time Training of Agents", id="two-words-of-the-trade"),
        pytest.param("Hyperbolic Neural Networks", "Hyperbolic Neural Networks++", id="its-successor"),
        pytest.param("Toponym Probing in C", "Toponym Probing in C#", id="a-sign-with-a-meaning"),
        pytest.param("Code Embeddings for Graphs", "Node Embeddings for Graphs", id="another-first-letter"),
        pytest.param("Hyperbolic Neural Networks", "Hyperbolic Graph Neural Networks", id="a-word-more"),
        pytest.param("Hyperbolic Neural Networks", "Parabolic Neural Networks", id="another-first-word"),
        pytest.param(
            "Attention Is All You Need",
            "Channel Attention Is All You Need for Video Frame Interpolation",
            id="inside-another",
        ),
        pytest.param("Transformers in Vision", "Transformers in Medicine", id="another-last-word"),
        pytest.param("Few-Shot Learning of Agents", "Zero-Shot Learning of Agents", id="few-and-zero"),
        pytest.param("Monolingual Models of Code", "Multilingual Models of Code", id="mono-and-multi"),
    ],
)
def test_what_changes_the_meaning_never_slips(ours: str, theirs: str) -> None:
    assert compare(ours, theirs).agreement <= Agreement.CLOSE
    assert compare(theirs, ours).agreement <= Agreement.CLOSE


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("KNIFE: Knowledge Distillation", ("KNIFE", "Knowledge Distillation"), id="colon"),
        pytest.param("Can Models Plan? A Study", ("Can Models Plan", "A Study"), id="question"),
        pytest.param("Prompting — A Survey", ("Prompting", "A Survey"), id="dash"),
        pytest.param("思维链：大型语言模型", ("思维链", "大型语言模型"), id="wide-colon"),
        pytest.param("One Title without Parts", None, id="none"),
        pytest.param("End-to-End Learning", None, id="hyphens-part-nothing"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_title_is_parted_at_its_subtitle(title: str, expected: tuple[str, str] | None) -> None:
    assert parts(title) == expected


def test_rare_words_weigh_more_than_common_ones() -> None:
    """Three common words tell less than two rare ones; small words and repetitions tell nothing."""
    assert weight(words("deep neural networks")) < weight(words("hyperbolic toolformer"))
    assert weight(words("the of and")) == 0
    assert weight(words("toolformer toolformer")) == weight(words("toolformer"))


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert squash(once) == squash(text)
    assert plain(plain(text)) is not None


@given(TITLES, TITLES)
def test_agreement_does_not_depend_on_the_order(a: str, b: str) -> None:
    """Only losing and adding, a word or a tail, has a direction."""
    there, back = compare(a, b), compare(b, a)
    assert 0 <= there.score <= 1
    for kind in (Agreement.EXACT, Agreement.TYPO):
        assert (there.agreement is kind) == (back.agreement is kind)


@given(TITLES)
def test_a_title_agrees_with_itself(title: str) -> None:
    assert compare(title, title).agreement is (Agreement.EXACT if words(title) else Agreement.NONE)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("word " * 40_000, id="words"),
        pytest.param("x" * 200_000, id="one-word"),
        pytest.param("\\" * 100_000 + "$" * 100_000, id="tex"),
        pytest.param(": " * 100_000, id="colons"),
    ],
)
def test_a_huge_title_costs_little(title: str) -> None:
    """A line of 20 MB must not stop a run: what is no title is compared in no time."""
    other = "".join(Random(1).choices("abc ", k=200_000))
    compare(title, "Attention Is All You Need")
    compare(title, other)
    compare(title, title + " again")


@pytest.mark.parametrize(
    ("theirs", "agreement"),
    [
        ("Ann Author, Bea van Bee, Growing Gardens with Gradient Descent, ICLR, 2015", Agreement.PART),
        ("Transformers, Convolutions, Growing Gardens with Gradient Descent", Agreement.CLOSE),
        ("Deep Growing Gardens with Gradient Descent", Agreement.CLOSE),
    ],
    ids=["authors-in-front", "topics-in-front", "a-word-in-front"],
)
def test_a_record_made_from_a_reference_holds_the_title(theirs: str, agreement: Agreement) -> None:
    assert compare("Growing Gardens with Gradient Descent", theirs).agreement is agreement
