"""Pure: what looks like a venue, a date or pages."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.words import either, words

_SERIES = either(
    "AAAI|AACL(?:-IJCNLP)?|ACCV|ACL|ACL-IJCNLP|ACM(?: MM| Multimedia)?|ACMMM|AISTATS|AsiaCCS|ASPLOS|ASRU|"
    "ATC|BMVC|BlackboxNLP|CACM|CCS|CHI|CIDR|CIKM|"
    "CogSci|COLING|COLM|COLT|CoLLAs|CoNLL|CORL|CoRL|CoRR|CRYPTO|CSCW|CSUR|CVPR[Ww]?|CVIU|DAC|"
    "DSN|EACL|ECAI|ECCV[Ww]?|ECIR|ECML(?:[-/ ]PKDD)?|"
    "EDBT|EMNLP|EMNLP-CONLL|EMNLP-IJCNLP|EUROCRYPT|EuroSys|FAccT|FAST|FAT\\*|FOCS|FSE|GECCO|"
    "HotOS|HotNets|HPCA|ICALP|ICANN|ICASSP|ICCV[Ww]?|"
    "ICDAR|ICDE|ICDM|ICIP|ICLR[Ww]?|ICML[Ww]?|ICMR|ICPR|ICRA|ICSE|ICWSM|IJCAI|IJCNN|IJCNLP|"
    "IJCV|ICME|IEEE(?: [A-Z]\\w+)*|INFOCOM|INLG|"
    "INTERSPEECH|Interspeech|InterSpeech|IROS|ISBI|ISCA|ISCAS|ISMAR|ISMIR|ISSTA|ITSC|IV|IUI|"
    "JAIR|JMLR|KDD|LREC|MICCAI|MICRO|MIDL|ML(?:Sys|SYS)|"
    "MobiCom|MobiSys|NAACL(?:-HLT)?|HLT-NAACL|NDSS|NeurIPS|Neurips|NEURIPS|NIPS|NSDI|OOPSLA|"
    "OSDI|PAKDD|PAMI|PERCOM|PKDD|PLDI|PNAS|PODC|PODS|POPL|PPoPP|"
    "PVLDB|RA-L|RAL|RecSys|RECSYS|RSS|SaTML|SC|SemEval|SIGCOMM|SIGDIAL|S(?:IGGRAPH|iggraph)(?: Asia)?|"
    "SIGIR|SIGKDD|SIGMOD|SLT|SODA|SOSP|STOC|TACL|TASLP|"
    "T-(?:PAMI|IP|MM|CSVT|NNLS|KDE|IFS|MI|ITS|IV|VCG|GRS|SMC|CYB|ASLP)|TCSVT|TIP|TIFS|TGRS|TKDE|TKDD|TMI|TMLR|TMM|TNNLS|TNN|TOCS|TODS|TOG|TOIS|TOPLAS|TPAMI|"
    "TRO|TSE|TVCG|UAI|UIST|USENIX(?: [A-Z]\\w+)?|"
    "UbiComp|VLDB|WACV|WMT|WSDM|WWW|WINE|3DV|TheWebConf|The Web Conf|EC|SPAA|SP|S&P|Oakland|"
    "ACSAC|APLAS|APSys|ASIACRYPT|CHES|CoNEXT|CSF|EGSR|EMSOFT|ESEC(?:/FSE)?|ESORICS|ETAPS|Eurocrypt|EuroS&P|FCCM|GPCE|"
    "HotCloud|HotStorage|ICCAD|ICFEM|ICNP|ICPP|ICSME|ICST|IJCAR|IMC|IPDPS|IPSN|ISMM|ISSRE|ITiCSE|JACM|LCTES|LMCS|"
    "MobiHoc|NordiCHI|PACMPL|PEPM|PETS|PoPETs|RTAS|RTSS|SANER|SenSys|SIGCSE|SIGMETRICS|SOUPS|SPLASH|SYSTOR|TDSC|"
    "TOCHI|TOSEM|TPDS|VMCAI|WOOT|HPDC|ICDCS|Middleware|SoCC|ISWC|ESWC|IJRR|T-RO|TAC|CDC|ACC|L4DC|HRI|ICAPS|AAMAS|KR|LICS|"
    "CAV|TACAS|ESOP|ICFP|ECOOP|CC|CGO|PACT|ICS|SOSR|Eurosys|Mobicom|Mobisys|Sensys|Sigcomm|Sigmod|Ubicomp"
)
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_YEARISH = (
    rf"(?:\s*[-,'/._@]?\s*\(?(?:{_YEAR}\)?|['’‘`]?\d\d['’]?)"
    r"(?:(?![A-Za-z\d_])|(?=[Oo]ral|[Ss]potlight|[Pp]oster|[Ww]orkshop|[Bb]est)))"
)
# "EMNLP 2022", "Neurips 22'", "ICML'16", "Findings of EMNLP 2022": a series, and mostly a year.
VENUE_YEAR = re.compile(
    rf"(?=[A-Z3])(?<![A-Za-z0-9-])(?:Findings of (?:the )?)?(?:{_SERIES}|CCF[- ]?[ABC])"
    rf"(?:[-\s]?(?:Findings|[Ww]orkshops?|W))?{_YEARISH}"
)
ARXIV_YEAR = re.compile(rf"(?<![\w.-])[Aa]r[Xx]iv{_YEARISH}")
SERIES = re.compile(rf"\s*(?=[\w ]{{3}})(?:{_SERIES})\s*")
"""The name of a series of conferences or a journal, and nothing else."""
YEAR = re.compile(rf"(?<![\w.-]){_YEAR}(?![\w-])")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|fév|avr|mai|juin|août|déc|ene|abr|ago|dic|fev|dez|"
    r"okt|mrt|märz|maj|ott|giugno|luglio|maggio|settembre|setembro|outubro)"
    r"[a-zûéç]*\.?"
)
DATE = re.compile(
    rf"\W*(?:(?:published|submitted|revised|updated|v\d|year|date|"
    rf"in)?\W*(?:{_MONTH}[\s,.-]*(?:\d{{1,2}}[\s,.-]*)?)?{_YEAR}(?:[-./年\s](?:\d{{1,2}}|"
    rf"{_MONTH}))?(?:[-./月\s]\d{{1,2}})?[年日月a-z]?(?:[〜～]\d{{1,2}}日)?|"
    rf"(?:accessed|retrieved|consulté le|consultado (?:el|em)|acesso em|recuperado (?:de|em|el)|obtenido de|"
    rf"abgerufen)\b.*|['’]\d\d|"
    rf"(?:spring|summer|fall|autumn|winter)\s{_YEAR}|"
    rf"\d{{1,2}}(?:er|st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?|{_MONTH}[\s.-]*\d{{2,4}}|\d{{1,2}}[./]{_YEAR}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?| to | through )(?:{_MONTH} )?\d{{1,2}}(?:st|nd|rd|th)?|"
    rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|to appear|in press|forthcoming|"
    rf"(?:n\.\s?d|s\.\s?[fd]|o\.\s?J)\.?(?:[\s-]?[a-z])?)\W*",
    re.IGNORECASE,
)
_VENUE_WORD = re.compile(
    rf"\W*(?:(?:[Ii]n:?|[Dd]ans|[Ee][nm]|В|[Tt]rong|accepted (?:to|by|at|as)|appear(?:s|ed)? in|to appear (?:in|at)|"
    rf"published (?:in|at)|presented at|at|@|under review(?: at)?|submitted to|venue|"
    rf"conference|journal|期刊|会议|发表于)\W*)?"
    rf"(?:the\s)?(?:(?:Findings of |Proc\.? (?:of )?(?:the )?|Workshop (?:on|at) |Proceedings "
    rf"of (?:the )?)?(?:(?:{_YEAR}[\s_/.-]?|['’]?\d\d-)?(?<![A-Za-z])(?:{_SERIES}))(?![A-Za-z-])|"
    rf"[aA]r[xX]iv(?!\.org)(?:['’]?\d\d)?|CoRR|preprint|bioRxiv|medRxiv|SSRN|OpenReview)\b"
)
_VENUE_FORM = re.compile(
    r"\W*(?:(?:in|in:)\s+)?(?:(?:19|20)\d\d\s)?(?:\d+(?:st|nd|rd|th)\s)?(?:\{?[A-Z]{2,8}\}?(?:/[A-Z]{2,8})?\s(?=Conf|Symp|Work|Int))?"
    r"(?:(?:proc(?:\.|eedings)|journal|j\.\s+(?:of|machine|artificial|"
    r"comput\w*|math\w*|stat\w*|phys\w*|chem\w*|biol\w*|med\w*|appl\w*)|transactions|trans\.|"
    r"advances in|conference on|international conference|[a-z]{2,6} trans\.|"
    r"annual (?:meeting|conference)|symposium on|workshop on|lecture notes in|synthesis lectures on|ieee|acm|"
    r"springer|elsevier|nature|science|pnas|plos|"
    r"cell(?! (?!rep|stem|sys|met|gen|host|chem|death|res|disc|press|bio|calc|cycle|mol)\w)|"
    r"ph\.?\s?d\.? (?:thesis|dissertation)|(?:master['’]?s?|doctoral|bachelor['’]?s?|diploma) "
    r"(?:thesis|dissertation)|thesis|thèse(?: de doctorat)?|mémoire de (?:master|fin d['’]études)|"
    r"tes(?:is|e) (?:doctoral|de (?:doutorado|doctorado|maestría))|dissertação(?: de mestrado)?|tese|"
    r"tesi di (?:laurea|dottorato)|"
    r"(?:master|bachelor|diplom|doktor)arbeit|yüksek lisans tezi|doktora tezi|(?:автореф\.\s)?дис(?:с(?:ертация)?)?\b|"
    r"luận (?:văn|án)|"
    r"tech(?:nical|\.)? ?rep(?:ort|\.)?|preprint|arxiv(?: preprint)?|vol(?:ume|\.)?\s?\d|"
    r"pp?\.\s?\d|pages? \d|no\.\s?\d|issue \d|isbn|issn|"
    r"(?:cambridge|oxford|mit|princeton|harvard) (?:university )?press|unpublished|working "
    r"paper|nber|neural computation|machine learning journal|"
    r"artificial intelligence|computational linguistics|communications of|foundations and "
    r"trends|annals of|bulletin of|annual review|"
    r"neural networks(?! (?:with|for|in|on|by|from|as) )|"
    r"pattern recognition(?: letters)?|medical image analysis|neurocomputing|"
    r"information sciences|statistical science|biometrika|"
    r"technometrics|econometrica|psychological review|physical review|phys\.|bioinformatics|"
    r"nucleic acids|proteins|the lancet|bmc|frontiers in|"
    r"trends in|cognitive science|neuron|biological cybernetics|mathematics of|operations "
    r"research|management science)(?!\w| (?:to|via|using|that|can|are|is) ))"
)
_ASIAN = re.compile(
    r".{1,10}(?:学报|学刊|杂志|研究与发展)(?:\s?\d{1,4})?|"
    r".{2,60}(?:論文[誌集]|学会誌|研究報告|技報|紀要|研究会|シンポジウム|ワークショップ|全国大会|年次大会|フォーラム|講演会|"
    r"報告会|학회지|논문[지집]|학술(?:대회|발표회))(?:\s?[\w()（）」』-]{1,20}){0,2}|"
    r"(?:.{1,10}(?:大学|学院))?(?:[博硕学]士|修士|卒業|学位){1,2}(?:论文|論文)"
)
"""An East Asian journal or meeting by the end of its name, and the volume; a thesis."""
_SHORTENED = re.compile(
    r"(?:[A-Z][a-z]+\. ){2,4}\d+|[A-Z][a-z]+\. (?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+\. \d+"
)  # "Nat. Pond Res. 7"
VOLUME = re.compile(
    r"[A-Za-z][^\d:?!]{2,60} (?:(?:\d{2,4}|\d{1,4}[.,:(] ?\d[\d–-]*\)?)(?:[,:] ?[\w–-]+)* \((?:19|20)\d\d\)|"
    r"(?:19|20)\d\d(?:, ?[\w–-]+){2,})"
)
"""A journal by its volume and year: "Pond Letters 79 (2023)", "npj Ice 9, 69 (2023)", "J. Ponds 2022, 62, 22–27"."""
_DATED_VENUE = re.compile(rf"{_YEAR} (?:\S+ ){{0,3}}(?:Conference|Symposium|Workshop) (?:on|of)\b")
_PROCEEDINGS = re.compile(
    r"\W*(?:[Ii]n:? )?(?:the )?Proc(?:eedings|\.) of (?:the )?.{0,80}"
    r"(?i:conference|symposium|workshop|meeting|congress)\b"
)
_PAGES = re.compile(
    r"\W*(?:(?:vol(?:ume)?|v|no|n|number|nr|bd|jg|pp|issue|art|article|pages?|ch|lncs|cilt|sayı|số|tập|вып)\.?\s*|"
    r"(?:revised )?chapters?\s*(?:\d{1,2}\.)*|(?:[pst]|ss|s?tr|с|т|стр)\.\s*|№\s*|n°\s*)?"
    r"[\d_*]+(?:\s*[\(\[]?[\d,\s–—-]*[\)\]]?)?(?:\s*(?:[:,–—&-]|pp?\.|and)\s*[\d*eE]+)*\W*|"
    r"\W*\d{1,2}(?:\.|st|nd|rd|th|ª|e|è?me|re)?[\s-]*"
    r"(?:aufl(?:age)?|ed(?:ition|izione|ici[oó]n|ição)?|[ée]dition|изд(?:ание)?)\.?\W*|"
    r"\W*(?:[dwe]\d{2,7}(?:[–-][dwe]?\d{2,7})?|(?-i:ea[a-z]{2}\d{4}))\W*|"  # "e164", "D886–D894": articles of a volume
    r"\W*\d[\d,.]*[kK]?\+? ?citations?\W*|\W*(?:citations?|cited by)\W{0,3}\d[\d,.]*[kK]?\+?\W*",
    re.IGNORECASE,
)
DIGIT = re.compile(r"[0-9\u0660-\U0001fbff](?<=\d)")
"""A digit of any script; a set of characters is searched for in half the time that a class takes."""
_DATE_HINT = re.compile(
    r"\d|access|acesso|consult|retriev|recuper|obtenid|abgerufen|press|appear|forthcoming|n\.?\s?d\.?|s\.\s?[fd]|o\.\s?j",
    re.IGNORECASE,
)


_ENTERED = re.compile(r"\b(?:submission|solution|system)\Z|\bshared task on\b", re.IGNORECASE)  # "Our POND19 System"


def is_venue(text: str) -> bool:
    """Say whether a short text names where or as what something appeared."""
    text = text.strip()
    if not text or len(text) > 160:
        return False
    if not text.isascii() and _ASIAN.fullmatch(text):
        return True
    short = len(words(text)) <= 8
    digits = not short or DIGIT.search(text)  # a longer text is only read where it begins
    if digits and text[-1].isdecimal() and _SHORTENED.fullmatch(text):
        return True
    if digits and (VENUE_YEAR.search(text) if short else VENUE_YEAR.match(text)):
        return not _ENTERED.search(text)
    if (short or digits) and _VENUE_WORD.match(text) and (short or YEAR.search(text)):
        return True
    return bool(_VENUE_FORM.match(text.lower())) and (
        len(words(text)) <= 6
        or bool(YEAR.search(text))
        or bool(re.match(r"\W*(?:in\s+)?(?:proc|advances in|journal|transactions|ieee|acm)", text, re.IGNORECASE))
    )


def is_date(text: str) -> bool:
    """Say whether a text is a year or a day and nothing else."""
    return len(text) <= 40 and bool(_DATE_HINT.search(text)) and bool(DATE.fullmatch(text.strip()))


def is_pages(text: str) -> bool:
    """Say whether a text is a volume, an issue or pages and nothing else."""
    return len(text) <= 40 and bool(DIGIT.search(text)) and bool(_PAGES.fullmatch(text.strip()))


_KIND = (
    r"(?:oral|spotlight)(?: (?:paper|presentation))?|award candidate|honou?rable mention|"
    r"(?:best|outstanding|distinguished) (?:\w+ )?paper(?:[ -](?:award|candidate|finalist|nomination|runner-up))*"
)
PRESENTED = re.compile(rf"{_KIND}|poster|highlight", re.IGNORECASE)
"""As what a paper was presented, or what it won."""
PRESENTED_BEHIND = re.compile(
    rf"\s(?:{_KIND}|\W*[\u2190-\u2bff\U0001f000-\U0001faff]\W*(?:{_KIND}|poster|highlight))\W*\Z", re.IGNORECASE
)


def is_weak_venue(text: str) -> bool:
    """Say whether a venue's form may as well be a title's."""
    sure = (
        _ASIAN.fullmatch(text)
        or _SHORTENED.fullmatch(text)
        or VENUE_YEAR.search(text)
        or _VENUE_WORD.match(text)
        or _DATED_VENUE.match(text)
        or _PROCEEDINGS.match(text)
    )
    return not sure
