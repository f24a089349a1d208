"""Pure: what looks like the names of people."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.parse.lexicon.hints import YEAR
from pipeline.parse.lexicon.words import UPPER, has_cjk, words

PARTICLE = "van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ten|ter|y|e|zu|af|av"
AND = "and|und|et|y|e|i|ve|и|та|và"
"""What joins the last of several people to the others."""
SPEAKER = r"speakers?|presenters?|presented by|lecturers?|discussants?|hosts?|moderators?"
_PLAIN_SURNAME = re.compile(rf"(?:(?:{PARTICLE}) ){{0,3}}{UPPER}[\w'’-]+")
_CAPITALS = re.compile(r"[A-Z]{2,5}")
_AFFILIATION = re.compile(r"\s*[(（][^()（）]{0,60}[)）]|[*†‡§¶∗\d]+(?=\s|,|$)")
_DOTTED = re.compile(rf"{UPPER}\.{UPPER}|^{UPPER}\.")
# Words of titles, not of names; with the endings below they tell "Neural Machine Translation" from a person.
_TITLE_WORDS_TEXT = (
    "a about abstract across adaptive advanced adversarial after against agent agents ai algorithm algorithms all an "
    "analysis and any approach approaches are art as assessment atlas attack attacks attention auto automatic based "
    "bayesian benchmark benchmarks better between beyond big biology black body box brain brief building by can "
    "cancer case cell cells challenge challenges class cluster cnn code coding color complex computer computers "
    "concept concepts concurrent contextual contrast control convex core cost data database databases deep deepfake "
    "dense depth design detailed diffusion disease distributed do does domain dream drug dual dynamic dynamics early "
    "edge effect effects efficient empirical end energy entity era extended error event evidence evolution exact "
    "explain explore face facts fast feature features few field fine first fixed flow for force formal forest "
    "framework free from full function functions fusion future game games gan gans gated gene general generative "
    "genome global good gradient graph graphs group guide guided hand hard hashing has health hidden high how human "
    "hybrid hyper ideas image images impact in index inference information input intelligence interactive internet "
    "inverse is it joint kernel key knowledge label language large latent law layer lean learn learned level life "
    "light limits linear link live local logic long loss low machine machines map maps market mask masked matching "
    "matrix matter matters max means memory meta method methods mind mining mixed mixing mobile mode model models "
    "modern more motion much multi music natural need net nets network networks neural neuro new news noise nonlinear "
    "not novel object objects of on one online open operator optimal or oral order output over overview pair parallel "
    "paper part path pattern patterns people perception perspective perspectives physics pixel policy pose power "
    "practical practice pre precise predicate primer principles prior private problem problems process program "
    "programs prompt prompts protein proteins proof pruning quality quantum question questions random rate real "
    "reasoning recent recurrent research resource reward rich risk robot robots robust role root rule rules safe "
    "safety sample sampling scalable scale scene science scientific score search secure self semantic semi sense "
    "sensor sentence sequence series service set shape short signal simple simpler single slow small smart social "
    "software some space sparse spatial speech speed state static statistical stochastic strategies strategy stream "
    "strong structure structures student studies study style super support surface survey surveys symbolic synthesis "
    "synthetic system systems table target task tasks teacher technical technique techniques temporal tensor test "
    "tests text texts the theories theory through time to token tokens tools topic toward towards traffic train "
    "transfer transform transformer transformers tree trees trend trends truth tuning tutorial understanding unified "
    "unit universal use user using value variable variance variational vector vectors via video videos view views "
    "virtual vision visual wave weak weakly web what when where which why wide with without word words work workshop "
    "world years zero access agile air analog app apps architecture architectures asynchronous audio behavior beam "
    "blind block camera car chain channel chat chemistry chip climate clinical cloud cognitive community compact "
    "compiler complexity computation conference consensus context continuous continual conversational corpus coverage "
    "crowd cross dataset datasets decision decoder default delta dialog dialogue diagnosis differential digital "
    "discrete distance document driven economic education embedding embeddings emotion encoder engine english "
    "environment epidemic equation error ethics evaluating explainable expert experts fair fairness fault federated "
    "filter finance foundation frame gaussian geometry goal governance hardware heart hierarchical history imbalance "
    "implicit industrial instance integer interface invariant issues journal latency law lecture length lens lessons "
    "lexical library limited lossy manifold mapping markov mechanism media medical metric metrics mixture modular "
    "molecular molecule monte carlo movement nature neuron neurons nodes normal numbers numerical observation opinion "
    "opponent parsing past perfect performance persistent person personal phase phrase plan planning plants platform "
    "point points population position posterior potential privacy probabilistic probability product production "
    "programming progress property public query rank ranking ray reader reality recipe record reference region "
    "regression reinforcement relation relational report representation representations residual encoder encoders "
    "decoders detector detectors classifier classifiers tracker trackers parser parsers generator generators filters "
    "solvers faster better deeper wider stronger smaller larger higher lower you your we our us me my he she they "
    "their them yes if then else who whom whose only look once just even also still yet ever never always again here "
    "there now most less least some many very too so such at but nor done don't isn't are was were be been being have "
    "has had will would could should may might must response results retrieval review rewards satellite scaling "
    "schema sciences sentiment separation server shallow shift similarity skill skills slides snapshot society solver "
    "sound source speaker spectral sparse spike sports stable standard statistics step stereo storage story "
    "structured subspace success supervised surgery swarm syntax tail technology teams theorem thought thoughts tool "
    "trace tracking trade traditional transaction translation transport trust ultra uncertainty unseen update utility "
    "validity variation vehicle vehicles hypothesis hypotheses lottery cameras radars sensors revisited reconsidered "
    "file files paths registry keys vertical virus volume voting walk war water wild window wireless workflow zoom"
)
_TITLE_WORDS = frozenset(_TITLE_WORDS_TEXT.split())
_TITLE_END = re.compile(
    r".{2,}(?:tion|tions|sion|ment|ments|ity|ities|ness|ance|ence|ical|onal|ative|ous|ics|ism|"
    r"able|ible|less|logy|based|aware|ization|isation|works?|ing|ized|ised)$|.{3,}(?:ated|"
    r"ural|ular|eous|ually|(?:ion|or|ur)ally|ively|ently|antly|ously|fully|lessly|ically)$"
)
_NAMES_TEXT = (
    "lawrence laurence florence clarence terence terrence constance clemence maxence hortence spence clement "
    "felicity charity harkness guinness constable lawless "
    "welling kersting kaelbling fearing schwing bowling schilling bulling fleming wensing kroening janzing "
    "gehring sterling worring chickering browning schmerling schwarting flemming blessing golling dowling gerling "
    "kolling frederking stirling helbing memming dowding heinzerling buesing darling harding scheding aisling "
    "kording pickering gerding doering tipping rohlfing harmeling ueffing werling goehring nebeling fasching "
    "mehling verling hosking rytting wiering belding horning muelling messing viering helbling veeling hocking "
    "ibeling gohring wakeling sembiring miehling giering quiring beeching lovering spratling mertsching schneuing "
    "redding persing wilkening hecking cowling golding gosling mendling spaulding spalding hasselbring hussing "
    "fielding eggeling goulding delling hawking borning depping klasing topping lamping mulling loesing branting "
    "fehling becking walling keating kipling cushing downing rowling waring goering kissling schelling keeling "
    "starling easterling"
)
_NAMES = frozenset(_NAMES_TEXT.split())
"""Names that end as words of titles do."""
_MIDDLE = re.compile(rf"(?:{UPPER}[^\W\d_]+ [A-Z]\.|[A-Z]\. ?[A-Z]\.) {UPPER}[^\W\d_]+")
_SHORT_ING = re.compile(r"[A-Z][a-z]{0,2}ing|[B-DF-HJ-NP-TW-Z]?h?[aeiou]{1,3}n?g?[bdjlmnpqtxy]ing")
"""Names of one syllable, and as Pinyin has them: "Ming", "Haiming"."""
_NAME_PART = rf"(?:{UPPER}[\w.'’´ˇ¨˘‐‑-]*|[A-Z]\.(?:-?[A-Z]\.)*|d['’][A-Z]\w+)"
_PERSON = re.compile(
    rf"(?:{_NAME_PART}(?:\s+(?:{_NAME_PART}|(?:{PARTICLE})\b)){{0,4}}|{_NAME_PART}(?: [A-Z]\.){{3,5}} {_NAME_PART})"
    rf"(?:,?\s(?:Jr|Sr)\.?|\sI{{1,3}})?"
)
_JOINED = re.compile(r"[A-Z]&[A-Za-z]+|[A-Za-z]+&[A-Z]")  # "Q&A"
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,3}\s")
_TWO = re.compile(rf"([^\s,]+(?: [^\s,]+){{1,2}}) (?:and|&) ({UPPER}[^\W\d_]*\.?(?: {UPPER}[^\s,]*){{0,2}})")
_BARE = re.compile(rf"[A-Z]{{1,3}} ({UPPER}[\w'’-]+)")
_LIST_MARK = re.compile(r"[,;&，、·等和ら외]")
_LIST_WORD = re.compile(rf"\s(?:{AND}|with|al|others|др)\b")
_AND = re.compile(rf"\s*(?:,|;|，|、|&|·)\s*(?:(?:{AND})\s(?!al)|&\s*)?|\s+(?:{AND}|with|和)\s+(?!al\b)|\s*&\s*")
ET_AL = re.compile(
    r",?\s*(?:(?:\bet\.?,?|&)\s*all?\b|\b[ea]l\.? al\b|\bat al\b|\band others\b|"
    r"\b(?:i in|ve (?:ark|diğ)|et coll|[ye] cols?|e (?:outros|altri)|y otros|a kol|и (?:др|соавт)|та ін)\b|"
    r"等人?|ら\b|외)(?!\.?['’]s)[.,]*",
    re.IGNORECASE,
)


def is_surnames(text: str) -> bool:
    """Say whether a text is two or three surnames: "Collins and Singer"."""
    return ("and" in text or "&" in text) and _are_surnames(text)


@lru_cache(maxsize=1024)
def _are_surnames(text: str) -> bool:
    parts = re.split(r",\s*|\s+(?:and|&)\s+", text.strip(" .*_"))
    if any(map(_CAPITALS.fullmatch, parts)) and not text.isupper() and not "".join(parts).isupper():
        return False  # "CMS and LHCb"
    return (
        2 <= len(parts) <= 4
        and all(_PLAIN_SURNAME.fullmatch(p) and not is_title_word(p.split()[-1]) for p in parts)
        and bool(re.search(r"\s(?:and|&)\s", text))
    )


def is_family_names(text: str) -> bool:
    """Say whether all words of a list of surnames can be such."""
    return not any(is_title_word(w) for w in words(text) if w[0].isupper())


def are_families(parts: list[str]) -> bool:
    """Say whether the parts of a list can be surnames, as most are: "He" or "May" among others is one, too."""
    return 4 * sum(not is_family_names(part) for part in parts) <= len(parts)


def are_two(text: str) -> bool:
    """Say whether a text can be a person and another, or that one's surname: "Max Stam and Ana Prell"."""
    if not (pair := _TWO.fullmatch(text)):
        return False
    one, other = pair.groups()
    if is_person(one):
        return " " not in other or is_capitalised(other)
    return is_capitalised(one) and is_person(other)


def is_person(text: str) -> bool:
    """Say whether a text can be one person's name: two to five capitalised words, none a title's word."""
    text = text.strip()
    return len(text) <= 45 and _is_person(text)


_ACRONYMS = re.compile("[A-Z]{2,}s")  # "Fully Connected CRFs"


@lru_cache(maxsize=1024)
def _is_person(text: str) -> bool:
    if has_cjk(text) or not _PERSON.fullmatch(text):
        return False
    if _MIDDLE.fullmatch(text):
        return True  # "Lena T. Will", "L. T. Will"
    tokens = text.split()
    short = len(tokens[0]) > 4 and tokens[0][-1] == "." != tokens[0][1] and tokens[0][-3] != "-"
    if short or tokens[0] in {"A", "An", "The", "I", "On", "In"}:
        return False  # "Phys. Today", but "Hans-J. Prell"
    if len(tokens) < 2 and not _DOTTED.search(text):
        return False
    if all(t.isupper() and len(t) > 3 for t in tokens) or _ACRONYMS.fullmatch(tokens[-1]):
        return False
    if len(tokens) > 1 and "ing" in text and "." in text:  # "T. Blanning", "Blanning R. W."
        tokens = [t for t in tokens if not t.endswith("ing") or t.lower() in _TITLE_WORDS]
    if tokens[-1:] == ["He"]:
        tokens.pop()
    return not any(is_title_word(t) for t in tokens) and not any(c.isdigit() for c in text)


def is_capitalised(text: str) -> bool:
    """Say whether a text is two or three capitalised words, as a name among other names is."""
    return len(text) <= 40 and 2 <= len(text.split()) <= 3 and bool(_PERSON.fullmatch(text))


def is_title_word(token: str) -> bool:
    """Say whether a word stands in titles rather than in names."""
    low = token.lower().strip(".,'’").removesuffix("'s").removesuffix("’s")
    if "-" in low:
        return low.count("-") >= 3 or any(
            (p.lower() in _TITLE_WORDS or _TITLE_END.fullmatch(p)) and len(p) > 2 for p in token.split("-")
        )
    if low in _TITLE_WORDS:
        return len(low) > 1
    return bool(_TITLE_END.fullmatch(low)) and low not in _NAMES and not _SHORT_ING.fullmatch(token)


def is_bare(text: str) -> bool:
    """Say whether a text is initials without dots and a surname, as names in a list are: "A Prell", "GE Stam"."""
    found = _BARE.fullmatch(text.strip())
    return found is not None and not is_title_word(found[1])


def is_names(text: str) -> bool:
    """Say whether a text lists people or their houses: "UT Austin, Xi Ye, Greg Durrett", "Wei et al."."""
    text = text.strip(" .,;:*_\n").removesuffix(" etc").rstrip(", ")
    if not text or len(text) > 3000 or ("&" in text and _JOINED.fullmatch(text)):
        return False
    if not ("," in text or ";" in text or _LIST_WORD.search(text) or _LIST_MARK.search(text)):
        return False
    bare, others = ET_AL.subn(" ", YEAR.sub(" ", text))
    bare = _AFFILIATION.sub("", bare.replace("...", ",").replace("…", ",")).strip(" ,;.&")
    parts = [p.strip(" .") for p in _AND.split(bare) if p and p.strip(" .")]
    if not parts:
        return bool(others) and "others" not in text
    good = sum(is_person(p) or is_bare(p) or bool(_INITIALS.fullmatch(p + " ")) for p in parts)
    single = sum(
        bool(_PLAIN_SURNAME.fullmatch(p)) and not is_title_word(p) and not _INITIALS.fullmatch(p + " ") for p in parts
    )
    if others:
        return good + single >= len(parts) - 1 and len(parts) <= 40
    if len(parts) == 1 or all(_INITIALS.fullmatch(p + " ") for p in parts):
        return False  # "P&F"
    return (good >= max(1, 0.6 * len(parts)) and good + single >= 0.85 * len(parts)) or (
        good + single == len(parts) and any(_INITIALS.fullmatch(p + " ") or _DOTTED.search(p) for p in parts)
    )
