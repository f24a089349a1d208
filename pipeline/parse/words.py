"""Pure: what single pieces of text look like: names, venues, years, titles, prose."""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN_SURNAME = re.compile(r"[^\W\d_a-z][\w'’-]+")
_AFFILIATION = re.compile(r"\s*[(（][^()（）]{0,60}[)）]|[*†‡§¶∗\d]+(?=\s|,|$)")
_DOTTED = re.compile(r"[A-Z]\.[A-Z]|^[A-Z]\.")

# Han, kana, Hangul and the punctuation that comes with them.
CJK = r"\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CJK_CHAR = re.compile(f"[{CJK}]")
_WORD = re.compile(r"[^\W_]+(?:['’.+/&-]+[^\W_]+)*")

_SERIES = (
    "AAAI|AACL|ACCV|ACL|ACL-IJCNLP|ACM(?: MM| Multimedia)?|ACMMM|AISTATS|AsiaCCS|ASPLOS|ASRU|ATC|BMVC|BlackboxNLP|CACM|CCS|CHI|CIDR|CIKM|"
    "CogSci|COLING|COLM|COLT|CoLLAs|CoNLL|CORL|CoRL|CoRR|CRYPTO|CSCW|CSUR|CVPR[Ww]?|CVIU|DAC|DSN|EACL|ECAI|ECCV[Ww]?|ECIR|ECML(?:[-/ ]PKDD)?|"
    "EDBT|EMNLP|EMNLP-CONLL|EMNLP-IJCNLP|EUROCRYPT|EuroSys|FAccT|FAST|FAT\\*|FOCS|FSE|GECCO|HotOS|HotNets|HPCA|ICALP|ICANN|ICASSP|ICCV[Ww]?|"
    "ICDAR|ICDE|ICDM|ICIP|ICLR[Ww]?|ICML[Ww]?|ICMR|ICPR|ICRA|ICSE|ICWSM|IJCAI|IJCNN|IJCNLP|IJCV|ICME|IEEE(?: [A-Z]\\w+)*|INFOCOM|INLG|"
    "INTERSPEECH|Interspeech|InterSpeech|IROS|ISBI|ISCA|ISCAS|ISMAR|ISMIR|ISSTA|ITSC|IV|IUI|JAIR|JMLR|KDD|LREC|MICCAI|MICRO|MIDL|MLSys|"
    "MobiCom|MobiSys|NAACL(?:-HLT)?|HLT-NAACL|NDSS|NeurIPS|Neurips|NEURIPS|NIPS|NSDI|OOPSLA|OSDI|PAKDD|PAMI|PERCOM|PKDD|PLDI|PNAS|PODC|PODS|POPL|PPoPP|"
    "PVLDB|RA-L|RAL|RecSys|RECSYS|RSS|SaTML|SC|SemEval|SIGCOMM|SIGDIAL|SIGGRAPH(?: Asia)?|SIGIR|SIGKDD|SIGMOD|SLT|SODA|SOSP|STOC|TACL|TASLP|"
    "TCSVT|TIP|TIFS|TGRS|TKDE|TKDD|TMI|TMLR|TMM|TNNLS|TNN|TOCS|TODS|TOG|TOIS|TOPLAS|TPAMI|TRO|TSE|TVCG|UAI|UIST|USENIX(?: [A-Z]\\w+)?|"
    "UbiComp|VLDB|WACV|WMT|WSDM|WWW|WINE|3DV|TheWebConf|The Web Conf|EC|SPAA|SP|S&P|Oakland|HPDC|ICDCS|Middleware|SoCC|ISWC|ESWC|IJRR|T-RO|TAC|CDC|ACC|L4DC|HRI|ICAPS|AAMAS|KR|LICS|CAV|TACAS|ESOP|ICFP|ECOOP|CC|CGO|PACT|ICS"
)
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_YEARISH = rf"(?:\s*[-,'/._@]?\s*\(?(?:{_YEAR}\)?|['’‘`]?\d\d['’]?)(?!\w))"
# "EMNLP 2022", "Neurips 22'", "ICML'16", "Findings of EMNLP 2022": a series, and mostly a year.
VENUE_YEAR = re.compile(
    rf"(?<![A-Za-z0-9-])(?:Findings of (?:the )?)?(?:{_SERIES})(?:[-\s]?(?:Findings|[Ww]orkshops?|W))?{_YEARISH}"
)
YEAR = re.compile(rf"(?<![\w.-]){_YEAR}(?![\w-])")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"\W*(?:(?:published|submitted|revised|updated|v\d|year|date|in)?\W*(?:{_MONTH}[\s,.-]*(?:\d{{1,2}}[\s,.-]*)?)?{_YEAR}(?:[-./年\s](?:\d{{1,2}}|{_MONTH}))?(?:[-./月\s]\d{{1,2}})?[日月a-z]?|"
    rf"['’]\d\d|\d{{1,2}}\s{_MONTH},?\s{_YEAR}|{_MONTH}[\s.-]*\d{{2,4}}|\d{{1,2}}[./]{_YEAR}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|to appear|in press|forthcoming|n\.?d\.?)\W*",
    re.IGNORECASE,
)
_VENUE_WORD = re.compile(
    rf"\W*(?:(?:[Ii]n:?|accepted (?:to|by|at|as)|appear(?:s|ed)? in|to appear (?:in|at)|published (?:in|at)|presented at|at|@|under review(?: at)?|submitted to|venue|conference|journal|期刊|会议|发表于)\W*)?"
    rf"(?:the\s)?(?:(?:Findings of |Proc\.? (?:of )?(?:the )?|Workshop (?:on|at) |Proceedings of (?:the )?)?(?:(?:{_YEAR}[\s_/.-]?)?(?<![A-Za-z])(?:{_SERIES}))(?![A-Za-z-])|arXiv|CoRR|preprint|bioRxiv|medRxiv|SSRN|OpenReview)\b",
)
_VENUE_FORM = re.compile(
    r"\W*(?:(?:in|in:)\s+)?(?:(?:proc(?:\.|eedings)|journal|j\.\s+(?:of|machine|artificial|comput\w*|math\w*|stat\w*|phys\w*|chem\w*|biol\w*|med\w*|appl\w*)|transactions|trans\.|advances in|conference on|international conference|"
    r"annual (?:meeting|conference)|symposium on|workshop on|lecture notes in|ieee|acm|springer|elsevier|nature|science|cell|pnas|plos|"
    r"ph\.?\s?d\.? (?:thesis|dissertation)|(?:master['’]?s?|doctoral|bachelor['’]?s?|diploma) (?:thesis|dissertation)|thesis|"
    r"tech(?:nical|\.)? ?rep(?:ort|\.)?|preprint|arxiv(?: preprint)?|vol(?:ume|\.)?\s?\d|pp?\.\s?\d|pages? \d|no\.\s?\d|issue \d|isbn|issn|"
    r"(?:cambridge|oxford|mit|princeton|harvard) (?:university )?press|unpublished|working paper|nber|neural computation|machine learning journal|"
    r"artificial intelligence|computational linguistics|communications of|foundations and trends|annals of|bulletin of|annual review|"
    r"neural networks|pattern recognition(?: letters)?|medical image analysis|neurocomputing|information sciences|statistical science|biometrika|"
    r"technometrics|econometrica|psychological review|physical review|phys\.|bioinformatics|nucleic acids|proteins|the lancet|bmc|frontiers in|"
    r"trends in|cognitive science|neuron|biological cybernetics|mathematics of|operations research|management science)(?!\w))",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\W*(?:(?:vol|no|pp|issue|art|article|pages?|chapter|ch|lncs)\.?\s*|p\.\s*)?[\d_*]+(?:\s*[\(\[]?[\d,\s–—-]*[\)\]]?)?(?:\s*[:,–—-]\s*[\d*eE]+)*\W*", re.IGNORECASE)

_STARTERS = re.compile(
    r"(?:we|you|your|if|please|this (?:list|repo|is|page|section|document|folder|project|paper|work|article|survey)|these|note that|feel free|see|thanks|here|there (?:is|are)|"
    r"the following|contributions?|welcome|check|click|for more|my|our|let|all rights|it is|it's|they|a (?:curated )?(?:list|collection) of|"
    r"want to|looking|to (?:cite|contribute|add)|last updated|inspired by|some (?:of|useful)|many|most of|currently|in this|as of|like|also)\b",
    re.IGNORECASE,
)
_CHATTY = frozenset("please we you your our us i'm i’m i've contribute contributing contribution contributions repository repo".split())
_SHOWS = re.compile(r"\b(?:feel free|pull requests?|authors? (?:propose|present|show)|this (?:paper|work|article|survey|book|tutorial|repo))", re.IGNORECASE)
_SPEECH = frozenset("is are was were has have had can could will would should may might do does did be been it its they which that this".split())
_DIGIT = re.compile(r"\d")
_DATE_HINT = re.compile(r"\d|press|appear|forthcoming|n\.?d\.?", re.IGNORECASE)
_NOT_LETTER = re.compile(r"[\W\d_](?<!\s)")
_MAIL = re.compile(r"\S@\S+\.\w")
_THING_WORDS = re.compile(
    r"^(?:awesome|slides?|video|blog|code|codes|implementations?|tutorial|lecture|course|homepage|website|demo|dataset|download|project page|github|"
    r"introduction video|official|list of|a list of|collection of|a collection of|table of|figure|fig\.|chapter|part|section|week|day|lecture \d|module|unit|session|"
    r"back to|return to|click|more|other|others|todo|to do|coming soon|new|update|updated|news|note|notes|tip|warning)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\breading lists?\b|\bpapers? (?:list|collection|published|worth|to read|that|which|on|about|for|in this)\b|\b(?:list|collection) of (?:\w+ )?papers\b|\b(?:must-read|classic|published|other|more|these|following|recent|related) papers\b",
    re.IGNORECASE,
)
_KINDS = frozenset(
    "library toolkit framework package module wrapper plugin tool tools platform app client sdk api cli parser engine repository collection course book blog tutorial".split()
)
_DESCRIBES = re.compile(
    r"(?:^|\b(?:an?|the) (?:\w+[ -]){0,4})(?:library|toolkit|framework|package|module|wrapper|plugin|tool|tools|platform|app|client|sdk|api|cli|parser|engine|"
    r"repository|collection|course|book|blog|tutorial)\b(?: (?:for|to|that|of|in|with|which|by|based)\b|[.]?$)",
    re.IGNORECASE,
)

# Words that stand in titles and not in names; with the endings below they tell "Neural Machine Translation" from a person.
_TITLE_WORDS = frozenset(
    "a about across adaptive advanced adversarial after against agent agents ai algorithm algorithms all an analysis and any approach approaches are art as assessment "
    "atlas attack attacks attention auto automatic based bayesian benchmark benchmarks better between beyond big biology black body box brain brief building by "
    "can cancer case cell cells challenge challenges class cluster cnn code color complex computer computers concept concepts concurrent contrast control convex core cost "
    "data database databases deep deepfake dense depth design detailed diffusion disease distributed do does domain dream drug dual dynamic dynamics early edge effect effects "
    "efficient empirical end energy entity era error event evidence evolution exact explain explore face facts fast feature features few field fine first fixed flow for "
    "force formal forest framework free from full function functions fusion future game games gan gans gated gene general generative genome global good gradient "
    "graph graphs group guide guided hand hard has health hidden high how human hybrid hyper ideas image images impact in index inference information input intelligence "
    "interactive internet inverse is it joint kernel key knowledge label language large latent law layer lean learn learned level life light limits linear link local "
    "logic long loss low machine machines map maps market mask masked matrix matter matters max means memory meta method methods mind mixed mobile mode model models modern "
    "more motion much multi music natural need net nets network networks neural neuro new news noise nonlinear not novel object objects of on one online open operator optimal "
    "or oral order output over overview pair parallel paper part path pattern patterns people perception perspective perspectives physics pixel policy pose power practical practice pre "
    "precise primer principles prior private problem problems process program programs prompt prompts protein proteins proof quality quantum question questions random rate real reasoning "
    "recent recurrent research resource reward rich risk robot robots robust role root rule rules safe safety sample scalable scale scene science scientific score search secure self semantic "
    "semi sense sensor sentence sequence series service set shape short signal simple simpler single slow small smart social software some space sparse spatial speech speed state "
    "static statistical stochastic strategies strategy stream strong structure structures student studies study style super support surface survey surveys symbolic synthesis synthetic system systems "
    "table target task tasks teacher technical technique techniques temporal tensor test tests text texts the theories theory through time to token tokens tools topic "
    "toward towards traffic train transfer transform transformer transformers tree trees trend trends truth tuning tutorial understanding unified unit universal use user "
    "using value variable variance variational vector vectors via video videos view views virtual vision visual wave weak weakly web what when where which why wide with "
    "without word words work workshop world years zero access agile air analog app apps architecture architectures asynchronous audio behavior beam blind block camera car "
    "chain channel chat chemistry chip climate clinical cloud cognitive community compact compiler complexity computation conference consensus context continuous continual conversational corpus coverage crowd cross "
    "dataset datasets decision decoder default delta dialog dialogue diagnosis differential digital discrete distance document driven economic education embedding embeddings emotion encoder engine english "
    "environment epidemic equation error ethics evaluating explainable expert experts fair fairness fault federated filter finance foundation frame gaussian geometry goal governance hardware heart "
    "hierarchical history imbalance implicit industrial instance integer interface invariant issues journal latency law lecture length lens lessons lexical library limited lossy manifold "
    "mapping markov mechanism media medical metric metrics mixture modular molecular molecule monte carlo movement nature neuron neurons nodes normal numbers numerical observation opinion opponent "
    "parsing past perfect performance persistent person personal phase phrase plan planning plants platform point points population position posterior potential privacy probabilistic probability "
    "product production programming progress property public query rank ranking ray reader reality recipe record reference region regression reinforcement relation relational report representation representations residual "
    "encoder encoders decoders detector detectors classifier classifiers tracker trackers parser parsers generator generators filters solvers faster better deeper wider stronger smaller larger higher lower "
    "you your we our us me my he she they their them yes if then else who whom whose only look once just even also still yet ever never always again here there now "
    "most less least some many very too so such at but nor done don't isn't are was were be been being have has had will would could should may might must "
    "response results retrieval review rewards satellite scaling schema sciences sentiment separation server shallow shift similarity skill skills snapshot society solver sound source speaker spectral sparse spike sports stable standard "
    "statistics step stereo storage story structured subspace success supervised surgery swarm syntax tail technology teams theorem thought thoughts tool trace tracking trade traditional transaction translation transport "
    "trust ultra uncertainty unseen update utility validity variation vehicle vehicles vertical virus volume voting walk war water wild window wireless workflow zoom".split()
)
_TITLE_END = re.compile(r".{2,}(?:tion|tions|sion|ment|ments|ity|ities|ness|ance|ence|ical|onal|ative|ous|ics|ism|able|ible|less|logy|based|aware|ization|isation|works?|ing|ized|ised)$|.{3,}(?:ated|ural|ular|eous|ually)$")
_SHORT_ING = re.compile(r"[A-Z][a-z]{0,4}ing")
_PARTICLE = "van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ten|ter|y|e|zu|af|av"
_NAME_TOKEN = r"(?:[^\W\d_a-z][\w.'’‐‑-]*|[A-Z]\.(?:-?[A-Z]\.)*|d['’][A-Z]\w+)"
_PERSON = re.compile(rf"{_NAME_TOKEN}(?:\s+(?:{_NAME_TOKEN}|(?:{_PARTICLE})\b)){{0,4}}(?:,?\s(?:Jr|Sr)\.?|\sI{{1,3}})?")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,3}\s")
_LIST_MARK = re.compile(r"[,;&，、·]|\s(?:and|with|y|et|и|und|al|others|др)\b|等|和|ら|외")
_AND = re.compile(r"\s*(?:,|;|，|、|&|·)\s*(?:and\s|&\s*|y\s|et\s(?!al)|и\s|e\s|und\s)?|\s+(?:and|with|y|et(?!\.? al)|и|und|和)\s+|\s*&\s*")
ET_AL = re.compile(r",?\s*(?:\bet\.?,?\s*al\b|\b[ea]l\.? al\b|\bat al\b|\band others\b|等人?|ら\b|и др\.|외)[.,]*", re.IGNORECASE)


def has_cjk(text: str) -> bool:
    """Say whether any East Asian character is in the text."""
    return not text.isascii() and bool(_CJK_CHAR.search(text))


def cjk_share(text: str) -> float:
    """Give the share of East Asian letters among the letters of a text."""
    if not has_cjk(text):
        return 0.0
    letters = "".join(c for c in text if c.isalpha())
    return len(_CJK_CHAR.findall(letters)) / max(1, len(letters))


def words(text: str) -> list[str]:
    """Give the words of a text; a hyphenated word is one."""
    return _WORD.findall(text)


@lru_cache(maxsize=1024)
def is_prose(text: str) -> bool:
    """Say whether a Latin text speaks to the reader rather than naming a work."""
    closed = text.rstrip().endswith((".", "!", ":", "。"))
    found = words(text.lower())
    if (_STARTERS.match(text) and (closed or len(found) > 12)) or ("@" in text and _MAIL.search(text)):
        return True
    chatty = sum(w in _CHATTY for w in found)
    if chatty or "his" in text or "uthor" in text or "free" in text or "pull" in text:
        chatty += bool(_SHOWS.search(text))
        if chatty >= 2 or (closed and chatty):
            return True
    speech = sum(w in _SPEECH for w in found)
    if chatty and speech >= 2 and len(found) > 12:
        return True
    return speech >= 6 or (closed and speech >= 3)


def is_speech(text: str) -> bool:
    """Say whether a text has a verb form of speech: "does not", "it is"."""
    return any(w in _SPEECH for w in words(text.lower()))


def is_title(text: str) -> bool:
    """Say whether a Latin text can be a title by its form alone: some words, mostly long ones, no speech."""
    found = words(text)
    if not 3 <= len(found) <= 40 and not (len(found) == 2 and ":" in text):
        return False
    if len(text) > 300 or sum(c.isalpha() for c in text) < 0.6 * len(text.replace(" ", "")):
        return False
    capitals = sum(w[0].isupper() for w in found)
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"“'‘(αβγλμ$" or capitals > 1 or len(found) > 5):
        return False
    return not is_prose(text) and not is_citation(text)


@lru_cache(maxsize=1024)
def is_surnames(text: str) -> bool:
    """Say whether a text is two or three surnames: "Collins and Singer"."""
    parts = re.split(r",\s*|\s+(?:and|&)\s+", text.strip(" .*_"))
    return 2 <= len(parts) <= 4 and all(_PLAIN_SURNAME.fullmatch(p) and not _is_title_word(p) for p in parts) and bool(re.search(r"\s(?:and|&)\s", text))


def is_citation(text: str) -> bool:
    """Say whether a text only points to people and years: "Ganguli et al. (2022); Bai et al. (2022a)"."""
    return bool(ET_AL.search(text)) and len(words(ET_AL.sub(" ", YEAR.sub(" ", text)))) <= 8 and not re.search(r"[:?]", text)


@lru_cache(maxsize=1024)
def shape(text: str, *, marked: bool = False) -> float:
    """Say how much a text looks like a title, from 0 to 1; one that markup sets apart may speak as it likes."""
    found = words(text)
    count = len(found)
    share = cjk_share(text)
    if share > 0.5:
        size = sum(c.isalpha() for c in text)
        return 0.0 if re.search(r"[。；]", text) or size > 60 else 0.55 if size >= 8 else 0.25
    value = (0.0, 0.2, 0.45, 0.75, 0.9)[count] if count < 5 else 1.0 if count <= 24 else 0.7 if count <= 34 else 0.15
    if len(_NOT_LETTER.findall(text)) > 0.45 * len(text.replace(" ", "")):
        value *= 0.4
    if text[:1].islower() and not any(w[0].isupper() for w in found[1:]) and count <= 4:
        value *= 0.7
    if _THING_WORDS.match(text):
        value *= 0.6
    if _LISTS.search(text):
        value *= 0.45
    if ":" not in text and any(w in _KINDS for w in found) and _DESCRIBES.search(text):
        value *= 0.6
    if not marked and is_prose(text):
        value *= 0.3
    return value


@lru_cache(maxsize=1024)
def is_person(text: str) -> bool:
    """Say whether a text can be one person's name: two to five capitalised words, none a title's word."""
    text = text.strip()
    if len(text) > 45 or has_cjk(text) or not _PERSON.fullmatch(text):
        return False
    tokens = text.split()
    if tokens[0] in {"A", "An", "The", "I", "On", "In"}:
        return False
    if len(tokens) < 2 and not _DOTTED.search(text):
        return False
    if all(t.isupper() and len(t) > 3 for t in tokens):
        return False
    return not any(_is_title_word(t) for t in tokens) and not any(c.isdigit() for c in text)


def is_capitalised(text: str) -> bool:
    """Say whether a text is two or three capitalised words, as a name among other names is."""
    return len(text) <= 40 and 2 <= len(text.split()) <= 3 and bool(_PERSON.fullmatch(text))


def _is_title_word(token: str) -> bool:
    low = token.lower().strip(".,'’")
    if "-" in low:
        parts = low.split("-")
        return any(p in _TITLE_WORDS and len(p) > 2 for p in parts)
    if low in _TITLE_WORDS:
        return len(low) > 1
    return bool(_TITLE_END.fullmatch(low)) and not _SHORT_ING.fullmatch(token)


@lru_cache(maxsize=1024)
def is_names(text: str) -> bool:
    """Say whether a text lists people or their houses: "UT Austin, Xi Ye, Greg Durrett", "Wei et al."."""
    text = text.strip(" .,;:*_\n")
    if not text or len(text) > 3000:
        return False
    if not _LIST_MARK.search(text):
        return False
    bare, others = ET_AL.subn(" ", YEAR.sub(" ", text))
    bare = _AFFILIATION.sub("", bare.replace("...", ",").replace("…", ",")).strip(" ,;.&")
    parts = [p.strip(" .") for p in _AND.split(bare) if p and p.strip(" .")]
    if not parts:
        return bool(others)
    good = sum(is_person(p) or bool(_INITIALS.fullmatch(p + " ")) for p in parts)
    single = sum(bool(_PLAIN_SURNAME.fullmatch(p)) and not _is_title_word(p) and not _INITIALS.fullmatch(p + " ") for p in parts)
    if others:
        return good + single >= len(parts) - 1 and len(parts) <= 40
    if len(parts) == 1:
        return False
    return (good >= max(1, 0.6 * len(parts)) and good + single >= 0.85 * len(parts)) or (good + single == len(parts) and any(_INITIALS.fullmatch(p + " ") for p in parts))


@lru_cache(maxsize=1024)
def is_venue(text: str) -> bool:
    """Say whether a short text names where or as what something appeared."""
    text = text.strip()
    if not text or len(text) > 160:
        return False
    count = len(words(text))
    if _DIGIT.search(text) and VENUE_YEAR.search(text) and (count <= 8 or VENUE_YEAR.match(text)):
        return True
    if _VENUE_WORD.match(text) and (count <= 8 or YEAR.search(text)):
        return True
    return bool(_VENUE_FORM.match(text)) and (count <= 6 or bool(YEAR.search(text)) or bool(re.match(r"\W*(?:in\s+)?(?:proc|advances in|journal|transactions|ieee|acm)", text, re.IGNORECASE)))


def is_date(text: str) -> bool:
    """Say whether a text is a year or a day and nothing else."""
    return len(text) <= 40 and bool(_DATE_HINT.search(text)) and bool(DATE.fullmatch(text.strip()))


def is_pages(text: str) -> bool:
    """Say whether a text is a volume, an issue or pages and nothing else."""
    return len(text) <= 40 and bool(_DIGIT.search(text)) and bool(_PAGES.fullmatch(text.strip()))
