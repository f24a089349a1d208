"""Pure: what the address and the text of a link say about the thing that it leads to."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipeline.ids import from_url


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


def _hosts(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _below(host: str, hosts: frozenset[str]) -> bool:
    """Say whether a host is one of these or below one of them."""
    while host not in hosts:
        _, dot, host = host.partition(".")
        if not dot:
            return False
    return True


_PAPER_HOSTS = _hosts(
    "arxiv.org arxiv-vanity.com openreview.net aclweb.org aclanthology.org aclanthology.info semanticscholar.org "
    "proceedings.mlr.press papers.nips.cc proceedings.neurips.cc papers.neurips.cc openaccess.thecvf.com thecvf.com "
    "ecva.net dl.acm.org portal.acm.org queue.acm.org ieeexplore.ieee.org computer.org doi.org link.springer.com "
    "sciencedirect.com nature.com science.org sciencemag.org biorxiv.org medrxiv.org "
    "chemrxiv.org jmlr.org jmlr.csail.mit.edu "
    "ijcai.org ojs.aaai.org aaai.org pnas.org cell.com pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov "
    "europepmc.org onlinelibrary.wiley.com tandfonline.com mdpi.com frontiersin.org journals.plos.org plosone.org "
    "journals.sagepub.com academic.oup.com oxfordjournals.org royalsocietypublishing.org pubs.acs.org pubs.rsc.org "
    "iopscience.iop.org journals.aps.org link.aps.org aip.scitation.org epubs.siam.org isca-speech.org "
    "isca-archive.org vldb.org eprint.iacr.org distill.pub transformer-circuits.pub researchgate.net "
    "academia.edu citeseerx.ist.psu.edu citeseer.ist.psu.edu papers.ssrn.com ssrn.com "
    "hal.science hal.archives-ouvertes.fr "
    "hal.inria.fr osf.io psyarxiv.com direct.mit.edu mitpressjournals.org jstor.org projecteuclid.org scitepress.org "
    "ndss-symposium.org roboticsproceedings.org bmva.org bmvc2018.org dblp.org scholar.archive.org paperswithcode.com "
    "eccv2020.eu ksiresearch.org ceur-ws.org drops.dagstuhl.de elifesciences.org bmj.com jamanetwork.com thelancet.com "
    "nejm.org bmcbioinformatics.biomedcentral.com biomedcentral.com jair.org cambridge.org scholar.google.com "
    "informs.org emerald.com hindawi.com asmedigitalcollection.asme.org spiedigitallibrary.org osapublishing.org "
    "cnki.net cnki.com.cn j-stage.jst.go.jp jstage.jst.go.jp cyberleninka.ru elibrary.ru "
    "scielo.br scielo.org dbpia.co.kr kci.go.kr riss.kr koreascience.or.kr koreascience.kr ipsj.ixsq.nii.ac.jp "
    "ci.nii.ac.jp cir.nii.ac.jp anlp.jp dergipark.org.tr dergipark.gov.tr redalyc.org dialnet.unirioja.es persee.fr "
    "cairn.info erudit.org numdam.org theses.fr archives-ouvertes.fr tel.archives-ouvertes.fr mathnet.ru "
    "teses.usp.br wanfangdata.com.cn cqvip.com airitilibrary.com "
    "annualreviews.org worldscientific.com ahajournals.org jneurosci.org physiology.org "
    "openaccess.city.ac.uk usenix.org "
    "alphaxiv.org ar5iv.org ar5iv.labs.arxiv.org hdl.handle.net zenodo.org sigops.org deepai.org catalyzex.com"
)
_CODE_HOSTS = _hosts(
    "github.com gitlab.com bitbucket.org pypi.org pypi.python.org npmjs.com sourceforge.net readthedocs.io "
    "readthedocs.org rdocumentation.org cran.r-project.org crates.io docs.rs hub.docker.com anaconda.org "
    "colab.research.google.com code.google.com git.io apps.apple.com play.google.com metacpan.org "
    "maven.org rubygems.org packagist.org codeberg.org gitee.com kaggle.com pytorch.org tensorflow.org"
)
_MEDIA_HOSTS = _hosts(
    "youtube.com youtu.be vimeo.com bilibili.com medium.com towardsdatascience.com substack.com twitter.com x.com "
    "linkedin.com facebook.com reddit.com quora.com zhihu.com zhuanlan.zhihu.com csdn.net "
    "jianshu.com weixin.qq.com cnblogs.com "
    "wordpress.com blogspot.com tumblr.com habr.com dev.to hackernoon.com slideshare.net speakerdeck.com prezi.com "
    "news.ycombinator.com stackoverflow.com stackexchange.com wikipedia.org techcrunch.com ted.com qiita.com note.com "
    "treccani.it britannica.com "
    "velog.io tistory.com naver.com brunch.co.kr zenn.dev hatenablog.com hatenablog.jp docswell.com nicovideo.jp "
    "vk.com habrahabr.ru postnauka.ru viblo.asia segmentfault.com infoq.cn 51cto.com oschina.net developpez.com "
    "videolectures.net slideslive.com slack.com discord.gg "
    "discord.com t.me podcasts.apple.com "
    "spotify.com ghost.io thegradient.pub infoq.com wired.com nytimes.com kdnuggets.com "
    "machinelearningmastery.com notion.site "
    "docs.google.com forms.gle calendar.google.com piazza.com gradescope.com zoom.us meetup.com eventbrite.com "
    "yuque.com juejin.cn"
)
_COURSE_HOSTS = _hosts(
    "coursera.org udacity.com udemy.com edx.org ocw.mit.edu khanacademy.org fast.ai course.fast.ai classcentral.com "
    "datacamp.com stepic.org inflearn.com openclassrooms.com platzi.com "
    "deeplearning.ai pluralsight.com skillshare.com futurelearn.com stepik.org cognitiveclass.ai"
)
_DATA_HOSTS = _hosts(
    "clarin.eu clarin.si clarin-pl.eu lindat.mff.cuni.cz datadryad.org figshare.com dataverse.harvard.edu "
    "data.mendeley.com archive.ics.uci.edu"
)
_BOOK_HOSTS = _hosts(
    "amazon.com amazon.co.uk amazon.de amazon.cn amazon.in amzn.to oreilly.com "
    "shop.oreilly.com manning.com packtpub.com goodreads.com "
    "leanpub.com books.google.com nostarch.com deeplearningbook.org crcpress.com routledge.com mitpress.mit.edu "
    "e-booksdirectory.com oreilly.co.jp gihyo.jp hanbit.co.kr yes24.com kyobobook.co.kr aladin.co.kr ozon.ru "
    "litres.ru labirint.ru dmkpress.com bookmate.com casadellibro.com fnac.com eyrolles.com dunod.com hoepli.it "
    "thalia.de kitapyurdu.com tiki.vn "
    "apress.com douban.com book.douban.com pragprog.com bookshop.org abebooks.com barnesandnoble.com"
)
_OTHER_HOSTS = _CODE_HOSTS | _MEDIA_HOSTS | _COURSE_HOSTS | _BOOK_HOSTS
_BY_HOST = (
    (Target.NOTE, _hosts("pan.baidu.com yun.baidu.com drive.google.com 1drv.ms dropbox.com")),
    (Target.MEDIA, _MEDIA_HOSTS),
    (Target.COURSE, _COURSE_HOSTS),
    (Target.BOOK, _BOOK_HOSTS),
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
_DATA_PATH = re.compile(r"(?:^|[/.])(?:datasets?|data|download)(?:[/.]|$)")
_PAPER_PATH = re.compile(
    r"/(?:papers?|abs|doi|publications?|pubs|proceedings|abstract|eprint|preprint|thesis|"
    r"handle/\d[\d.]*(?=/\d))(?:/|\b)",
    re.IGNORECASE,
)
_LIST_FILE = re.compile(r"/(?:awesome|readme)[^/]*\.md$", re.IGNORECASE)
_INNER = re.compile(
    r"(?:google\.[a-z.]+/(?:url|scholar_url)\?(?:[^#]*&)?(?:url|q)=|viewer\.html\?file=|"
    r"web\.archive\.org/web/\w+/)(https?(?::|%3a)[^&]+)",
    re.IGNORECASE,
)
"""The address inside that of a search engine, a viewer or an archive."""
_INDEX = re.compile(
    r"/(?:papers|publications?|pubs|proceedings)/?(?:(?:index|papers|pubs)\.\w+|\w+\.php)?$", re.IGNORECASE
)
_LABELS = (
    "pdf|paper|papers|link|links|url|ar[ivx]{3,4}|arxiv page|arxiv paper|abs|abstract|code|codes|"
    "source code|source|github|git|repo|repository|project|project page|"
    "page|books?|report|thesis|chapter|lecture|course|web|website|webpage|site|homepage|home ?page|blog|"
    "blog ?post|post|video|videos|"
    "youtube|slides?|pptx?|docx?|poster|talk|demo|"
    "colab|notebook|dataset|datasets|data|model|models|weights|checkpoints?|download|supp|"
    "supplementary|supplement|appendix|bibtex|bib|cite|"
    "citation|doi|html|here|this|read|read more|more|full text|openreview|acl|acl anthology|"
    "anthology|hf|huggingface|hugging ?face|review|reviews|"
    "summary|notes?|my notes?|discussion|issue|tweet|twitter|thread|twitter thread|tutorial|"
    "documentation|docs?|ref|reference|pytorch|tensorflow|tf|keras|"
    "jax|torch|matlab|python|c\\+\\+|caffe|official|official code|unofficial|implementation|"
    "implementations|benchmark|leaderboard|springer|ieee|"
    "ieee xplore|acm|acm dl|cvf|pmlr|neurips|nips|sciencedirect|semantic scholar|scholar|"
    "google scholar|pubmed|biorxiv|nature|"
    "science|hal|researchgate|local|local copy|mirror|cached|backup|original|preprint|"
    "journal|conference|proceedings|arxiv version|"
    "paper link|paper pdf|paper url|pdf link|link to paper|code link|github link|论文|论文链接|"
    "论文地址|原文|链接|代码|代码链接|项目|项目主页|主页|网址|地址|笔记|解读|博客|知乎|视频|"
    "数据|数据集|下载|中文解读|中文|译文|翻译|スライド|論文|コード|リンク|解説|実装|動画|논문|코드|링크|리뷰|artículo|código|enlace|papier|article|lien|"
    "artigo|статья|код|ссылка|bài báo|mã nguồn|liên kết|comming soon|coming soon|tbd|n/?a|"
    "none|image|figure|star|stars|ms|appendices|"
    "text|pdf version|full paper|(?:based on |see )?(?:this|the|original) (?:paper|article)|"
    "extended version|short paper|free|video talk|presentation|"
    "recording|supplemental|interactive|overview|"
    "introduction|top|back to top|↑.*|⬆.*|edit|en|zh|ja|cn|jp|kr|english|chinese|eng|chn"
)
LABEL = re.compile(
    rf"[\W_]*(?:{_LABELS})(?:[\s\-_]*\d{{1,2}})?(?:[\s+/&|,_-]+(?:{_LABELS})(?:[\s\-_]*\d{{1,2}})?)*"
    r"(?: \([^()]{1,25}\))?[\W_]*|[\W\d_]*|doi[:.\s]\s*10\.\d+/\S+",
    re.IGNORECASE,
)
PAPER_LABEL = re.compile(
    r"[\W_]*(?:official |full |original )?(?:paper|papers|pdf|ar[ivx]{3,4}|abs|doi|论文|论文链接|论文地址|原文|"
    r"論文|논문|artículo|papier|artigo|статья|bài báo|openreview|preprint|"
    r"article|acl anthology|biorxiv|paper link|paper pdf|paper url|pdf link|thesis|ieee|acm|"
    r"springer|pubmed|semantic scholar)"
    r"(?:[\s\-_]*\d{1,2})?(?: \([^()]{1,25}\))?[\W_]*|[\W_]*arxiv[:\s]*\d{4}\.\d{4,5}(?:v\d)?[\W_]*",
    re.IGNORECASE,
)


def _unwrapped(url: str) -> str:
    """Give the address itself where another one holds it, and its scheme where that is left out."""
    inner = _INNER.search(url) if "?" in url or "/web/" in url else None
    url = unquote(inner[1]) if inner else url
    return "http://" + url if url.startswith("www.") and "://" not in url else url


def target(url: str) -> Target:
    """Say what a link leads to."""
    url = url.strip()
    if url.startswith("#") or not url:
        return Target.ANCHOR
    if url.startswith(_ARXIV):
        return Target.PAPER
    try:
        parts = urlsplit(_unwrapped(url))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Target.PAGE
    path = parts.path
    if host and path in {"", "/"} and not parts.query:
        return Target.SITE if "." in host and not _below(host, _OTHER_HOSTS) else _other(host, path)
    if _below(host, _DATA_HOSTS):
        return Target.DATA
    if _below(host, _PAPER_HOSTS) or ("10." in url and from_url(url)):
        return _paper(host, path, path + "?" + parts.query)
    if host == "huggingface.co":
        return (
            Target.PAPER if path.startswith("/papers") else Target.DATA if path.startswith("/datasets") else Target.CODE
        )
    if re.search(r"\.(?:pdf|ps|ps\.gz|pdf\.gz|djvu)$", path, re.IGNORECASE) and not _below(host, _MANUALS):
        return Target.MEDIA if _SLIDES_PATH.search(path) else Target.PDF
    if not host:
        return Target.NOTE
    return _other(host, path, parts.fragment)


_MANUALS = _hosts("cran.r-project.org")
_SLIDES_PATH = re.compile(r"/(?:lectures?|lecture[-_]?notes?|talks?)(?:[-_]?\d[^/]*)?/", re.IGNORECASE)
_SELLS_BOOKS = re.compile(r"\.?springer\.com$|cambridge\.org$|worldscientific\.com$|sciencedirect\.com$")
_BOOK_SHOP = re.compile(r"(?:amazon|books\.google)\.(?:com?\.)?[a-z]{2}$")


_TALK_PATH = re.compile(r"/conference/(?:srecon|enigma)|/conference-program/|plenary|/keynote|/panel")
_NUMBERED = re.compile(r"\d|\?id=")  # as in the address of a paper, not of a society or a journal


def _paper(host: str, path: str, whole: str) -> Target:
    if _SELLS_BOOKS.search(host) and "/book" in path:
        return Target.BOOK
    if (
        (host.endswith("arxiv.org") and re.match(r"/(?:help|list|archive|search|find|a|year)(?:/|$)", path))
        or (host.startswith("scholar.google") and path.startswith("/citations"))
        or (host.startswith("dblp") and not path.startswith("/rec"))
        or re.fullmatch(r"/journals?/[^/]+/?", path)
        or (host == "paperswithcode.com" and not path.startswith("/paper"))
        or path.startswith(("/aclwiki", "/anthology/volumes", "/volumes"))
        or not (_NUMBERED.search(whole) or _PAPER_PATH.search(path))
        or (host == "researchgate.net" and not path.startswith(("/publication", "/profile")))
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
    inner = re.match(r"/[^/]+/[^/]+/(?:blob|issues|wiki|pull|discussions)/(?!.*\.ipynb$)", path)
    return Target.NOTE if inner and "github" in host else Target.CODE


def _other(host: str, path: str, fragment: str = "") -> Target:
    if _below(host, _CODE_HOSTS) or path.endswith(".ipynb"):
        return _code(host, path, fragment)
    for kind, hosts in _BY_HOST:
        if _below(host, hosts):
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
    if _PAPER_PATH.search(path) and not _INDEX.search(path):
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
