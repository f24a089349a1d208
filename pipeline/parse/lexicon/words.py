"""Pure: words and scripts, what speaks to the reader, and how much a text looks like a title."""

from __future__ import annotations

import re
from functools import lru_cache

# Han, kana, Hangul and the punctuation that comes with them.
CJK = r"\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
UPPER = r"[^\W\d_a-zß-öø-ÿа-яё]"
"""A capital of any alphabet, or a letter of a script without small ones."""
_CJK_CHAR = re.compile(f"[{CJK}]")
_WORD = re.compile(r"[^\W_]+(?:['’.+/&-]+[^\W_]+)*")
_JOINTS = "'.+/&-"
_NO_JOINTS = bytes(i for i in range(128) if chr(i) not in _JOINTS)
_ASCII = bytes(i if chr(i).isalnum() or chr(i) in _JOINTS else 32 for i in range(128)) + bytes(128)
_STARTERS = re.compile(
    r"(?:we|i (?:am|was|have|will|really|found|like|love)|i['’](?:m|ve)|j['’]\w+|je|voici|ici|aquí|esta lista|"
    r"это|здесь|ở đây|you|your|if|please|this|these|note that|feel free|see|thanks|here|there (?:is|are)|"
    r"the following|contributions?|welcome|check|click|for more|my|our|let|all rights|"
    r"it (?:is|was|got|gave|has|can|will)|die folgenden|l[oa]s siguientes|as seguintes|[il]e? seguenti|следующие|"
    r"it's|they|a (?:curated )?(?:list|collection) of|"
    r"want to|looking|to (?:cite|contribute|add)|last updated|inspired by|some (?:of|useful)|"
    r"many|most of|currently|(?:contributed|maintained|created|written|edited|compiled|curated|"
    r"collected) by|in this|as of|like|also)\b"
)
_SURE_STARTERS = re.compile(
    r"this (?:page|list|document|section|file|repo|repository|folder|directory|web ?site|site)\b|"
    r"to cite .*\b(?:please|use)\b|(?:if|when|whenever) you (?:use|find|publish|want|wish|are using)\b|"
    r"the following (?:\w+ ){0,4}(?:is|are|has|have|was|were)\b|please (?:cite|see)\b|"
    r"copyright\b.{0,3}(?:\d{4}|[(©ⓒ]|notice)"
)
_CHATTY_TEXT = (
    "please we you your our us myself we'll we've we're you'll you're i'll i'm i’m i've "
    "contribute contributing contribution contributions repository repo "
    "nous vous ça nosotros usted recomiendo wir ich empfehle você vocês eu recomendo noi consiglio мы вы я нас вас "
    "рекомендую mình chúng"
)
_CHATTY = frozenset(_CHATTY_TEXT.split())
_SHOWS = re.compile(
    r"\b(?:feel free|pull requests?|authors? (?:propose|present|show|use|describe|introduce|develop|"
    r"apply|find|argue|explain)|this (?:paper|work|article|survey|book|tutorial|repo))",
    re.IGNORECASE,
)
_SPEECH_TEXT = (
    "is are was were has have had can could will would should may might do does did be been it its they which that "
    "this est sont avez qui cette ces es son este esta estos são é isto который которые которых если есть был будет "
    "можно нужно является được đã sẽ ist sind wird werden kann können nicht wurde wurden steht stehen sont ont peut "
    "peuvent doit puede pueden debe tiene tienen hay fue tem têm está estão foi pode podem deve irá può possono sono "
    "viene vengono jest są może vardır değil será serão foram seja deverá poderá será serán fueron sera seront était "
    "будет будут được rằng"
)
_SPEECH = frozenset(_SPEECH_TEXT.split())
_UNFINISHED_TEXT = (
    "of the a an and or by from with on at for de du des la le les à et pour sur avec dans del el los con para por da "
    "das dos com der von und mit für auf über zu в на из для от по и"
)
_UNFINISHED = frozenset(_UNFINISHED_TEXT.split())
"""A title does not end so; the words in front of a link do."""
_NOT_LETTER = re.compile(r"[\W\d_](?<!\s)")
_ASCII_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz \t\n\v\f\r\x1c\x1d\x1e\x1f"
_ADDRESS_LENGTH = 46
_LONG_WORD = re.compile(rf"[!-~]{{{_ADDRESS_LENGTH}}}")
_ADDRESS = re.compile(rf"(?<!\S)(?=[!-~]{{{_ADDRESS_LENGTH}}})[^\s\d/=?&]*+[\d/=?&]")
_MAIL = re.compile(r"\S@\S+\.\w")


def either(alternatives: str) -> str:
    """Write a pattern's alternatives with those of one first letter together, so that few are tried at each place."""
    groups: dict[str, list[str]] = {}
    for part in re.split(r"\|(?![^(]*\))", alternatives):
        groups.setdefault(part[0], []).append(part[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


_THING_WORDS = re.compile(
    r"^(?:awesome\b|(?:[\w-]+\.)+(?:org|com|net|io|cn)/|(?:"
    + either(
        r"slides?|video|blog|code|codes|implementations?|tutorial|lecture|course|homepage|website|demo|dataset|download|"
        r"my notes|project page|github|product (?:page|spec)|user(?:'s)? (?:guide|manual)|fact ?sheet|data ?sheet|"
        r"introduction video|official|list of|a list of|collection of|a collection of|table of|figure|"
        r"fig\.|chapter|part|section|week|day|lecture \d|module|unit|session|back to|return to|click|more|other|others|"
        r"todo|to do|coming soon|new|update|updated|news|note|notes|tip|warning|added|removed|fixed|renamed|released"
    )
    + r")\b(?!-| as )|"  # "Code as Policies"
    r"(?:install|download|clone|configure|set up|set|create|add|run|export|convert|load|import|"
    r"update|enable|prepare|deploy|build|write|define|choose|save|train|tune|start|check|test|use|launch|evaluate) "
    r"(?:(?:the|an?|your|new|all) |\w+$|\w+ (?:and|to|in|from|before|with|on) )(?!.*:\s))"
)
_ENDS = (" demo", " slides", " homepage", " website", " source code", " datasheet", " data sheet", " user manual")
_GOES_ON_TEXT = "'s |’s |which |that |who |where |with a |with an |and |including |is a |is an "
_GOES_ON = tuple(_GOES_ON_TEXT.split("|"))
_LISTS = re.compile(
    r"\breading lists?\b|\bpapers? (?:list|collection|published|worth|to read|that|which|on|"
    r"about|for|in this)\b|\b\d+ (?:\w+ )?papers\b|\b(?:list|collection) of (?:\w+ )?papers\b|\b(?:must-read|classic|"
    r"published|other|more|these|following|recent|related) papers\b|\bbibliography$|"
    r"^(?:bibliographie|bibliograf[ií]a|literaturliste|lista de (?:lecturas|leituras)|liste de lecture)\b",
    re.IGNORECASE,
)
_KINDS_TEXT = (
    "library toolkit framework package module wrapper plugin tool tools platform app client "
    "sdk api cli parser engine repository collection course book blog tutorial"
)
_KINDS = frozenset(_KINDS_TEXT.split())
_ABOUT = re.compile(r"(?:관련|関連|相关)(?:의?\s?(?:papers?|논문들?|자료|글|論文|论文|资料|文章))?$", re.IGNORECASE)
"""How a topic ends: "Frozen Ponds 관련"."""
_DESCRIBES = re.compile(
    r"(?:^|\b(?:an?|the) (?:\w+[ -]){0,4})(?:library|toolkit|framework|package|module|wrapper|"
    r"plugin|tool|tools|platform|app|client|sdk|api|cli|parser|engine|"
    r"repository|collection|course|book|blog|tutorial)\b(?: (?:for|to|that|of|in|with|which|by|based)\b|[.]?$)|"
    r"\b(?:library|wrapper|plugin|sdk|cli) (?:for|to|that|in)\b|\blibrary$",
    re.IGNORECASE,
)
_CJK_SPEECH = re.compile("[。；]|(?:です|ます|ました|ません|ください|습니다|입니다|합니다|됩니다|세요)$")


def has_cjk(text: str) -> bool:
    """Say whether any East Asian character is in the text."""
    return not text.isascii() and bool(_CJK_CHAR.search(text))


def cjk_share(text: str) -> float:
    """Give the share of East Asian letters among the letters of a text."""
    if not has_cjk(text):
        return 0.0
    letters = "".join(c for c in text if c.isalpha())
    return len(_CJK_CHAR.findall(letters)) / max(1, len(letters))


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    """Give the words of a text; a hyphenated word is one."""
    if not text.isascii():
        return tuple(_WORD.findall(text))
    raw = text.encode()
    parts = raw.translate(_ASCII).decode().split()  # the same for ASCII, in half the time
    joined = raw.translate(None, _NO_JOINTS)
    return tuple([word for part in parts if (word := part.strip(_JOINTS))] if joined else parts)


def is_unfinished(text: str) -> bool:
    """Say whether a text ends with a small word that a title or a list of names does not end with: "Ponds of"."""
    return (words(text)[-1:] or ("",))[0].lower() in _UNFINISHED


def is_title_case(text: str) -> bool:
    """Say whether nearly all longer words begin with a capital."""
    longer = [w[0].isupper() for w in words(text) if len(w) > 3 and not w[0].isdigit() and w not in _UNFINISHED]
    return sum(longer) >= max(4, 0.9 * len(longer))


@lru_cache(maxsize=1024)
def is_prose(text: str) -> bool:
    """Say whether a Latin text speaks to the reader rather than naming a work."""
    closed = text.rstrip(" )\n").endswith((".", "!", ":", "。"))
    low = text.lower()
    found = [*map(str.lower, words(text))]
    if not closed and 5 <= len(found) <= 24 and is_title_case(text):
        return False
    if (_STARTERS.match(low) and (closed or len(found) > 12 or is_notice(low))) or ("@" in text and _MAIL.search(text)):
        return True
    chatty = 0 if _CHATTY.isdisjoint(found) else sum(map(_CHATTY.__contains__, found))
    if chatty or "his" in text or "uthor" in text or "free" in text or "pull" in text:
        chatty += bool(_SHOWS.search(text))
        if chatty >= 2 or (closed and chatty):
            return True
    speech = 0 if _SPEECH.isdisjoint(found) else sum(map(_SPEECH.__contains__, found))
    return speech >= 6 or (closed and speech >= 3) or (speech >= 2 and chatty > 0 and len(found) > 12)


def is_notice(text: str) -> bool:
    """Say whether a text, however short, speaks of the page that it stands on."""
    return bool(_SURE_STARTERS.match(text.lower()))


def is_speech(text: str) -> bool:
    """Say whether a text has a verb form of speech: "does not", "it is"."""
    return not _SPEECH.isdisjoint(map(str.lower, words(text)))


def _other_signs(text: str) -> int:
    """Count what is neither a letter nor a blank."""
    return len(text.encode().translate(None, _ASCII_LETTERS) if text.isascii() else _NOT_LETTER.findall(text))


def is_list(text: str) -> bool:
    """Say whether a text names a list of papers: "Recent papers on ponds", "Bibliographie complète"."""
    return bool(_LISTS.search(text))


def is_topic(text: str) -> bool:
    """Say whether a text only names what others are about: "Frozen Ponds 관련"."""
    return not text.isascii() and bool(_ABOUT.search(text))


_MADE_UP = re.compile(r"(?P<mixed>[a-z][A-Z]|[A-Z]{2}\S*[a-z])|[A-Z]{2}")


def _is_row(text: str) -> bool:
    """Say whether a text are words tied by "_" ("Tag_Pond, Tag_Ice"), made-up names, or parted by "、"."""
    if text.count("、") > 1:
        return True
    if "_" in text:
        parts = text.split()
        return len(parts) > 1 and 2 * sum(0 < p.strip("_,").count("_") < 3 for p in parts) >= len(parts)
    parts = [] if ":" in text or text.partition(" ")[0][1:].islower() else text.split()  # a plain word comes first
    if len(parts) < 4 or not _MADE_UP.search(parts[0]):
        return False
    made = [found for part in parts if (found := _MADE_UP.search(part))]
    return len(made) >= 0.8 * len(parts) and sum(x["mixed"] is not None for x in made) > 1


def _count(text: str, found: tuple[str, ...]) -> int:
    """Count words: tied ones where some are small, "Ice-in-Ponds-and-Lakes"; another name of many parts is a file's."""
    if " " in text or len(tied := re.split("[-_.]", text)) < 5:
        return len(found)
    titled = any(map(str.islower, tied)) and 2 * sum(part[:1].isupper() for part in tied) >= len(tied)
    return len(tied) if titled else min(1, len(found))


@lru_cache(maxsize=1024)
def shape(text: str, marked: bool = False) -> float:  # noqa: FBT001, FBT002 - a cache looks names up slowly
    """Say how much a text looks like a title, from 0 to 1; one that markup sets apart may speak as it likes."""
    text = text[:1000]  # no title is longer
    found = words(text)
    count = _count(text, found)
    share = 0.0 if text.isascii() else cjk_share(text)
    if share > 0.5:
        size = sum(c.isalpha() for c in text)
        return 0.0 if size > 60 or _CJK_SPEECH.search(text) else 0.55 if size >= 8 - text.endswith("综述") else 0.25
    value = (0.0, 0.2, 0.45, 0.75, 0.9)[count] if count < 5 else 1.0 if count <= 24 else 0.7 if count <= 34 else 0.15
    if len(text) > 60 and _LONG_WORD.search(text) and _ADDRESS.search(text):
        value *= 0.2  # what is left of an address that was broken over lines
    if _other_signs(text) > 0.45 * len(text.replace(" ", "")):
        value *= 0.4
    if 0 < count <= 4 and found[0].islower() and not any(w[0].isupper() for w in found[1:]):
        value *= 0.7
    low = text.lower()
    if _THING_WORDS.match(low) or low.endswith(_ENDS):
        value *= 0.6
    if text.startswith(_GOES_ON) or _is_row(text) or (share and is_topic(text)):
        value *= 0.3
    if ("paper" in low or "read" in low or "biblio" in low or low.startswith("list")) and _LISTS.search(text):
        value *= 0.45
    if ":" not in text and not _KINDS.isdisjoint(found) and _DESCRIBES.search(text):
        value *= 0.6
    if not marked and (is_prose(text) or (count > 1 and found[-1] in _UNFINISHED)):
        value *= 0.3
    return value
