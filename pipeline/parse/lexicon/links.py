"""Pure: what the address and the text of a link say about the thing that it leads to."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipeline.ids import from_url
from pipeline.parse.lexicon.hosts import (
    BOOK_HOSTS,
    CODE_HOSTS,
    COURSE_HOSTS,
    DATA_HOSTS,
    MEDIA_HOSTS,
    PAPER_HOSTS,
    below,
    hosts,
)


class Target(StrEnum):
    """What a link leads to, as far as its address shows."""

    PAPER = "paper"
    PDF = "pdf"
    PAGE = "page"
    SITE = "site"
    NOTE = "note"
    CODE = "code"
    DATA = "data"
    MEDIA = "media"
    COURSE = "course"
    BOOK = "book"
    ANCHOR = "anchor"


_OTHER_HOSTS = CODE_HOSTS | MEDIA_HOSTS | COURSE_HOSTS | BOOK_HOSTS
_BY_HOST = (
    (Target.NOTE, hosts("pan.baidu.com yun.baidu.com drive.google.com 1drv.ms dropbox.com mega.nz")),
    (Target.MEDIA, MEDIA_HOSTS),
    (Target.COURSE, COURSE_HOSTS),
    (Target.BOOK, BOOK_HOSTS),
)
_ARXIV = ("https://arxiv.org/abs/", "http://arxiv.org/abs/", "https://arxiv.org/pdf/", "http://arxiv.org/pdf/")
_MEDIA_PATH = re.compile(
    r"/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/(?:[0-2]\d|3[01])/|"
    r"(?:^|[/.])(?:blogs?|engineering|eng|techblog|posts?|news|talks?|slides?|videos?|watch|podcasts?|"
    r"tutorials?)(?:[/.]|$)"
)
_COURSE_PATH = re.compile(
    r"(?:^|[/.])(?:courses?|class|classes|lectures?|teaching|syllabus)(?:[/.]|$)|(?:^|[/.])cs\d{3}", re.IGNORECASE
)
# Harvard Dataverse, UCI, Mendeley Data, Dryad, PhysioNet: https://support.datacite.org/docs/doi-basics
_DATA_DOIS = ("/10.7910/dvn", "/10.24432/", "/10.17632/", "/10.5061/dryad", "/10.13026/")
_DATA_PATH = re.compile(r"(?:^|[/.])(?:datasets?|data|download)(?:[/.]|$)")
_PAPER_PATH = re.compile(
    r"(?:^research\.google\.com/archive|(?<!/government)/(?:papers?|abs(?!-)|doi|publications?|pubs|proceedings|abstract|eprint|preprint|thesis|"
    r"techreports?|handle/\d[\d.]*(?=/\d)|index\.php(?:/[\w-]{1,40}){0,3}/article/view(?=/\d)))(?:/|\b)",
    re.IGNORECASE,
)
_PII = re.compile(r"/(?:PII)?S\d{4}-?\d{3}[\dX]\(?\d\d\)?\d{5}-?[\dX](?!\w)")  # as publishers number articles
_LIST_FILE = re.compile(r"/(?:awesome|readme)[^/]*\.md$", re.IGNORECASE)
_INNER = re.compile(
    r"(?:google\.[a-z.]+/(?:url|scholar_url)\?(?:[^#]*&)?(?:url|q)=|viewer\.html\?file=|"
    r"//links?\.[a-z.]+/(?:go)?\?(?:target|to|url)=|"
    r"web\.archive\.org/web/\w+/|^#(?=https?://))(https?(?::|%3a)[^&]+)",
    re.IGNORECASE,
)
"""The address inside that of a search engine, a page that warns of leaving, a viewer or an archive."""
_INDEX = re.compile(
    r"/(?:papers|publications?|pubs|proceedings)(?:/?|/(?:index|papers|pubs)\.\w+|/?\w*\.php|\.s?html?)$", re.IGNORECASE
)
_LABELS = (
    "pdf|paper|papers|link|links|url|ar[ivx]{3,4}(?: id)?|arxiv page|arxiv paper|abs|abstract|code|codes|"
    "source code|source|github|git|repo|repository|project|project page|"
    "page|books?|report|thesis|chapter|lecture|course|web|website|webpage|site|homepage|home ?page|blog|"
    "blog ?post|post|video|videos|youtube|slides?|pptx?|docx?|poster|talk|demo|"
    "colab|notebook|dataset|datasets|data|model|models|weights|checkpoints?|(?:direct )?download|supp|supplement|"
    "supplementary|appendix|bibtex|bib|cite|citation|doi|html|here|this|read|read more|more|full text|openreview|acl|"
    "acl anthology|anthology|hf|huggingface|hugging ?face|review|reviews|"
    "summary|notes?|my notes?|discussion|issue|tweet|twitter|thread|twitter thread|tutorial|documentation|docs?|ref|"
    "reference|pytorch|tensorflow|tf|keras|jax|torch|matlab|python|c\\+\\+|caffe|official|official code|unofficial|"
    "implementation|implementations|benchmark|leaderboard|springer|ieee|ieee xplore|acm|acm dl|cvf|pmlr|neurips|nips|"
    "sciencedirect|semantic scholar|scholar|google scholar|pubmed|biorxiv|nature|"
    "science|hal|researchgate|local|local copy|mirror|cached|backup|original|preprint|journal|conference|proceedings|"
    "arxiv version|"
    "(?:link|enlace|lien|ссылка) (?:al?|do|da|del|du|para|vers|zum|zur|au|на) [^|]{1,40}|"
    "(?:acessar|acceder|accéder|ver|voir|lire|leer|ler|download|view|baixar|descargar|télécharger|скачать|читать) "
    "(?:(?:the|o|el|al|l['’]|à l['’]|le) ?)?(?:paper|pdf|art[ií](?:go|culo)|article|texto completo|статью)|"
    "available(?: at| from| online)?|dispon(?:ible|ibile|ível|ibles)(?: (?:en|em|su|sur|à))?|retrieved from|"
    "электронный ресурс|режим доступа|дата обращения|verfügbar unter|erişim(?: tarihi| adresi)?|"
    "en l[ií]nea|en ligne|em linha|(?:full )?(?:paper (?:link|pdf|url)|pdf(?: link| paper)?)|"
    "link to (?:the )?(?:paper|notes|slides|code|video)|code link|github link|recording|supplemental|overview|"
    "论文|原文|代码|项目|网址|官网|博客|知乎|视频|(?:论文|阅读|代码|项目|中文|原文|数据集?|模型|视频|官方)?(?:链接|地址|主页|笔记|解读|讲解|翻译|实现|复现)|"
    "数据|数据集|下载|中文版?|译文|スライド|論文(?:リンク|ページ|pdf|url)?|コード|リンク|解説|実装|動画|"
    "논문|코드|링크|리뷰|artículo|código|enlace|papier|article|lien|"
    "artigo|статья|код|ссылка|bài báo|mã nguồn|liên kết|comming soon|coming soon|tbd|n/?a|no code|"
    "none|image|figure|(?-i:star|Star|STAR)s?|ms|appendices|pro(?:jet|jeto|yecto|jekt|getto)|проект|プロジェクト|프로젝트|"
    "text|pdf version|full paper|(?:based on |see )?(?:this|the|original) (?:paper|article)|"
    "(?:english|french|german|spanish|italian|russian|chinese|japanese|korean) (?:version|translation|edition)|"
    "version (?:anglaise|française)|versi[oóã]n? (?:en|em) (?:español|inglés|inglês|português)|"
    "extended version|short paper|free|video talk|presentation|"
    "interactive|introduction|top|back to top|↑.*|⬆.*|edit|en|zh|ja|cn|jp|kr|english|chinese|eng|chn"
)
LABEL = re.compile(
    rf"[\W_]*(?:{_LABELS})(?:[\s\-_'’]*\d{{1,2}})?"
    rf"(?:(?:[\s+/&|,_-]+(?:and )?|[和与及、])(?:{_LABELS})(?:[\s\-_]*\d{{1,2}})?)*"
    r"(?: \([^()]{1,25}\))?[\W_]*|[\W\d_]*|(?:doi[:.\s]\s*)?10\.\d+/\S+",
    re.IGNORECASE,
)
PAPER_LABEL = re.compile(
    r"[\W_]*(?:official |full |original )?(?:paper|papers|pdf|ar[ivx]{3,4}|abs|doi|论文|论文链接|论文地址|原文|"
    r"論文|논문|artículo|papier|artigo|статья|bài báo|openreview|preprint|"
    r"article|acl anthology|biorxiv|paper (?:link|pdf|url)|pdf (?:link|paper)|thesis|ieee|acm|"
    r"springer|pubmed|semantic scholar)"
    r"(?:[\s\-_]*\d{1,2})?(?: \([^()]{1,25}\))?[\W_]*|[\W_]*arxiv[:\s]*\d{4}\.\d{4,5}(?:v\d)?[\W_]*",
    re.IGNORECASE,
)


def unwrapped(url: str) -> str:
    """Give the address itself where another one or "#" holds it, and its scheme where that is left out."""
    inner = _INNER.search(url) if "?" in url or "/web/" in url or "#http" in url else None
    url = unquote(inner[1]) if inner else url
    return "http://" + url if url.startswith("www.") and "://" not in url else url


def target(url: str) -> Target:
    """Say what a link leads to."""
    url = unwrapped(url.strip())
    if url.startswith("#") or not url:
        return Target.ANCHOR
    if url.startswith(_ARXIV):
        return Target.PAPER
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Target.PAGE
    path = parts.path
    if host and path in {"", "/"} and not parts.query and parts.fragment[:1] != "!":  # "mega.nz/#!file"
        return Target.SITE if "." in host and not below(host, _OTHER_HOSTS) else _other(host, path)
    if below(host, DATA_HOSTS) or (host.endswith("doi.org") and path.lower().startswith(_DATA_DOIS)):
        return Target.DATA
    if below(host, PAPER_HOSTS) or _PII.search(path) or ("10." in url and from_url(url)):
        return _paper(host, path, path + "?" + parts.query)
    if host == "huggingface.co":
        paper, data = path.startswith("/papers/"), path.startswith("/datasets")
        return Target.PAPER if paper else Target.DATA if data else Target.CODE
    if re.search(r"\.(?:pdf|ps|ps\.gz|pdf\.gz|djvu)$", path, re.IGNORECASE) and not below(host, _MANUALS):
        shown = _SLIDES_PATH.search(path) and not _SAYS_PAPER.search(path)
        return Target.BOOK if _BOOK_FILE.search(path) else Target.MEDIA if shown else Target.PDF
    if not host:  # a section of this list, or a file beside it
        return Target.ANCHOR if parts.fragment and _LIST_FILE.search("/" + path) else Target.NOTE
    return _other(host, path, parts.fragment)


_MANUALS = hosts("cran.r-project.org")
_SLIDES_PATH = re.compile(
    r"/(?:lectures?|lecture[-_]?notes?|talks?)(?:[-_]?\d[^/]*)?/|[/_-](?:slides?|keynote|talk|presentation)\.pdf$|/(?:us|eu|asia)-\d\d-[^/]*(?<!-wp)\.pdf$|_slides_[^/]*$|"
    r"/(?:documentation|(?:sw_)?manuals|data-?sheets?|cheat-?sheets?)/|(?:manual|data-?sheet|cheat-?sheet|user[_-]?guide)[\d._v-]*\.pdf$",
    re.IGNORECASE,
)
_BOOK_FILE = re.compile(
    r"(?:^|(?<!note)(?<!face)(?<!look))books?(?:[\dA-Z_.-][^/]*)?\.pdf$|/(?:e-?)?books?/", re.IGNORECASE
)
_SAYS_PAPER = re.compile(r"paper[^/]*$|/papers?/[^/]*$", re.IGNORECASE)
_SELLS_BOOKS = re.compile(  # them, or the matter before and behind their chapters
    r"(?:(?:springer|worldscientific|sciencedirect)\.com|(?:cambridge|acm)\.org|ncbi\.nlm\.nih\.gov)/.*(?:/book|/b[bf]m%3A)"
)
_BOOK_SHOP = re.compile(r"(?:amazon|books\.google)\.(?:com?\.)?[a-z]{2}$")
_TALK_PATH = re.compile(r"/conference/(?:srecon|enigma)|/conference-program/|plenary|/keynote|/panel|_slides_")
# All papers of a conference.
_PROCEEDINGS = re.compile(
    r"openaccess\.thecvf\.com/(?!content)|openreview\.net/group\b|aclanthology\.org/(?:events|venues|volumes)/|"
    r"aclweb\.org/anthology/(?:events|venues)/|proceedings\.mlr\.press/v\d+/?$|p(?:apers|roceedings)\.n(?:eur)?ips\.cc/"
    r"(?:book/|(?:paper_files/)?paper/\d{4}/?$)|dl\.acm\.org/doi/proceedings/|roboticsproceedings\.org/rss\d+/index"
)
_NUMBERED = re.compile(r"\d|\?(?:id|q)=")  # as in the address of a paper or a search for it, not of a society


def _paper(host: str, path: str, whole: str) -> Target:
    if _SELLS_BOOKS.search(host + "/" + path):
        return Target.BOOK
    if (
        (host.endswith("arxiv.org") and re.match(r"/(?:help|list|archive|search|find|a|year)(?:/|$)", path))
        or (host.startswith("scholar.google") and path.startswith("/citations"))
        or (host.startswith("dblp") and not path.startswith("/rec"))
        or re.fullmatch(r"(?:/science)?/journals?/[^/]+/?|/\w+/issue/[\d/]+", path)
        or (host == "paperswithcode.com" and not path.startswith("/paper"))
        or path.startswith(("/aclwiki", "/anthology/volumes", "/volumes", "/toc/", "/loi/"))
        or not (_NUMBERED.search(whole) or _PAPER_PATH.search(path))
        or (host == "researchgate.net" and not path.startswith(("/publication", "/profile")))
        or (host == "usenix.org" and path.startswith("/conferences"))
        or _PROCEEDINGS.match(host + path)
    ):
        return Target.PAGE
    if host.endswith("usenix.org") and _TALK_PATH.search(path):
        return Target.MEDIA
    return Target.PAPER


def _code(host: str, path: str, fragment: str) -> Target:
    if host == "gist.github.com":
        return Target.PAGE
    if fragment and _LIST_FILE.search(path):
        return Target.ANCHOR  # a section of another list
    inner = re.match(
        r"/[^/]+/(?:[^/]+/(?:blob|issues|wiki|pull|discussions)/|[^/]*(?i:paper|reading|notes)[^/]*/tree/[^/]+/[^/])"
        r"(?!.*\.ipynb$)",
        path,
    )
    return Target.NOTE if inner and "github" in host else Target.CODE


def _other(host: str, path: str, fragment: str = "") -> Target:
    if below(host, CODE_HOSTS) or path.endswith(".ipynb"):
        return _code(host, path, fragment)
    for kind, known in _BY_HOST:
        if below(host, known) and not host.startswith(("research.", "ai.")):
            return kind
    if _BOOK_SHOP.match(host) or (host == "springer.com" and "/book/" in path):
        return Target.BOOK
    whole = host + path
    if _MEDIA_PATH.search(whole.lower()):
        return Target.MEDIA
    if _COURSE_PATH.search(whole):
        return Target.COURSE
    if _DATA_PATH.search(whole):
        return Target.DATA
    if _PAPER_PATH.search(whole) and not _INDEX.search(path):
        return Target.PDF
    return Target.PAGE


def is_label(text: str) -> bool:
    """Say whether a link's text names the kind of its target ("pdf", "Code", "论文") rather than a work."""
    return len(text) <= 40 and _is_label(text)


@lru_cache(maxsize=4096)
def _is_label(text: str) -> bool:
    return bool(LABEL.fullmatch(text.strip()))


def is_paper_label(text: str) -> bool:
    """Say whether a link's text says that a paper is behind it."""
    return len(text) <= 60 and bool(PAPER_LABEL.fullmatch(text.strip()))
