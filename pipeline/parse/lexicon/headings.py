"""Pure: what a heading says about the things below it."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache


class Topic(IntEnum):
    """What a section is for, from certainly no papers to certainly papers."""

    FRAME = -4
    BOOKS = -3
    THINGS = -2
    MIXED = -1
    OPEN = 0
    PAPERS = 1


_FRAME = (
    r"table of contents?|contents?|toc|index|contribut\w*(?: (?:rules?|guides?|guidelines?))?|how to contribute|"
    r"licen[sc]e|(?:inclusion|exclusion|selection) criteria|entry format|"
    r"acknowledge?ments?|special thanks|remerciements|agradecimientos|agradecimentos|danksagung|ringraziamenti|"
    r"благодарности|lời cảm ơn|謝辞|감사의 ?글|contact(?: us)?|citations?|citing(?: .*)?|cite(?: us)?|"
    r"star history|install\w*|usage|getting started|quick ?start|changelog|sponsors?|testimonials?|"
    r"maintainers?|authors|labels|legend|glossary|terminology|abbreviations|目录|目次|目錄|贡献|引用|"
    r"许可证?|致谢|目차|목차|기여|índice|sommaire|sumário|содержание|mục lục|how to use|about|disclaimer|"
    r"gesti[oó]n de referencias|reference managers?|文献管理.*|tips|consejos|astuces|conseils|dicas?(?: e .*)?|"
    r"概要|要約|著者|アイデア|感想|新規性.*|どんなもの|先行研究と.*|技術や手法.*|どうやって.*|議論は.*|"
    r"요약|개요|저자|느낀 ?점|"
    r"armadilhas?|trampas|pièges|fallstricke|советы|"
    r"c[oó]mo le[ea]r(?:\s.*)?|comment lire(?:\s.*)?|как читать(?:\s.*)?|"
    r"preguntas(?: .*)?|perguntas(?: .*)?|offene (?:fragen|punkte)|"
    r"to[- ]?dos?|faqs?|(?:discussion |open )?questions(?: to .*)?|home ?works?|assignments?|announcements?|"
    r"exams?|ex[aá]men(?:es|s)?|provas?|klausuren|экзамены|"
    r"(?:rules?|members?|students|service|grading|logistics|règles?|reglas|normas|regras)|правила|"
    r"quy định|luật|ルール|.*のルール|규칙|规则|说明|how to (?:read|present|contribute|join|use)(?:\s.*)?|"
    r"search (?:keywords|terms|queries|strings)|검색 ?(?:키워드|어)(?: .*)?|"
    r"(?:检索|搜索)(?:关键词|词|式)|検索(?:キーワード|語|式)|"
    r"từ khóa tìm kiếm|términos de búsqueda|termes de recherche|termos de busca|suchbegriffe|termini di ricerca|"
    r"what's new|update log|更新日志|更新|license and citation|code of conduct|table des matières|tabla de contenidos?|"
    r"(?:(?:key|main) )?take-?a?ways?(?: from .*)?|troubleshooting|release notes|to-?do list|"
    r"安装|使用(?:方法|说明)|快速(?:开始|上手)|环境(?:配置|安装)|待办|常见问题"
)
_BOOKS = (
    r"(?:lecture|course) notes|slides?|"
    r"books?|text ?books?|e-?books?|books? and .*|handbooks?|monographs?|ouvrages?(?: .*)?|obras?|"
    r"monograf[ií]as?|bücher|(?:工具|参考)?书籍?|图书|书单|教材|書籍|本|도서|"
    r"책|libros?|livres?|livros?|libri|kitap(?:lar)?|książki|книги|(?<!danh )sách(?: .*)?|buku|"
    r"lehrbücher|учебники|учебные пособия|参考書|testi|manuali"
)
_THINGS = (
    r"courses?(?: materials?)?|moocs?|classes|tutorials?|blogs?|blog ?posts?|posts?|videos?|video lectures|"
    r"lectures?|talks?|presentations?|ppts?|podcasts?|newsletters?|"
    r"tools?|toolkits?|toolbox(?:es)?|librar(?:y|ies)|packages?|frameworks?|softwares?|"
    r"implementations?|implementaç(?:ão|ões)|implementaci[oó]n(?:es)?|implémentations?|implementierung(?:en)?|"
    r"реализаци[яи]|(?:jupyter )?notebooks?|simulators?|codes?|code ?bases?|repos(?:itories)?|projects?|"
    r"demos?|websites?|communit(?:y|ies)|people|teams?|researchers?|(?:user|research|working|study) groups?|labs?|"
    r"conferences|venues|journals|plataformas?|plateformes?|conferencias|conférences|conferências|revistas|workshops?|"
    r"events?|meetups?|jobs?|companies|startups?|"
    r"(?:latest |recent )?updates?|apps?|applications and tools|platforms?|services?|plugins?|forums?|magazines?|news|"
    r"other (?:lists?|resources)|related (?:lists?|projects?|repos\w*|resources|awesome.*)|"
    r"awesome.*lists?|interviews?|cheat ?sheets?|比赛|竞赛|大赛|コンペ|대회|competitions?|challenges?|links?|"
    r"keynotes?(?: .*)?|invited (?:talks?|speakers?)|speakers?|teaching|ideas|tools (?:i|we) use|"
    r"manuels?(?: et .*)?|лекции|đường dẫn|liên kết|enlaces|liens|ссылки|링크|リンク|参考サイト|参考にしたサイト|"
    r"präsentationen|presentaciones|présentations|apresentações|presentazioni|презентации|diapositiv[ao]s?|発表資料|"
    r"documentation|documentazione|documentaci[oó]n|documentação|dokumentation|документация|"
    r"specifications?|standards?|(?:tiêu )?chuẩn|đặc tả|norm(?:es|as|e|en)|especificaci[oó]nes|specifiche|стандарты|"
    r"organi[sz]ations|institut(?:es|ions)|organi[sz]aciones|organi[sz]ações|organizzazioni|"
    r"организации|工具|(?:视频|公开|网络)课程?|课程(?:视频|资源)?|博客|(?:教学)?视频(?:教程)?|代码|教程|软件|框架|库|开源项目|项目|讲座|演讲|网站|社区|(?:作者|学者|研究者)(?:[与和及].*)?|会议|期刊|顶会|顶刊|访谈|公众号|"
    r"(?:研究)?(?:实验室|机构)|高校|院校|公司|企业|媒体|"
    r"ツール|コース|ブログ|動画|ライブラリ|スライド|講義|強座|도구|강의|블로그|영상|라이브러리|cursos?|herramientas?|outils?|cours|"
    r"vidéos?|ferramentas?|инструменты|курсы|видео|блоги?|"
    r"(?:pages? |sitios? |páginas? )(?:de )?(?:sites? )?web|sites?(?: web)?|"
    r"web ?pages?|web ?sites|webographie|sitographie|"
    r"видеолекции|블로그 글|kurse|videos|vorträge|folien|werkzeuge|corsi|strumenti|video|"
    r"dersler|kurslar|videolar|araçlar|"
    r"articles? d['’]encyclop[ée]dies?|encyclop(?:a?edias?|[ée]dies?)|enciclopedias?|enzyklopädien?|"
    r"bas(?:es?|i) (?:de|di) (?:donn[ée]es|datos|dados|dati)|datenbanken|"
    r"sources? de données|fuentes de datos|fontes de dados|datenquellen|fonti (?:di |dei )?dati|data sources?|"
    r"источники данных|数据来源|ressources web|recursos web|risorse web|web resources|webressourcen|"
    r"webgraf[ií]a|sitograf[ií]a|internetquellen|online-?quellen|weblinks|"
    r"data ?sheets|folhas de dados|hojas de datos|fiches techniques|datenblätter|"
    r"công cụ|khóa học(?: trực tuyến)?|tạp chí(?: khoa học)?|bài viết và blog|nguồn tài nguyên.*|"
    r"tài liệu trực tuyến.*|opinion|media|guides?|how-?tos?|quick links|"
    r"(?:learning|study) paths?|(?:(?:key|main) )?features|dependencies|(?:主要|核心)?(?:特性|功能|特点)"
)
_MIXED = (
    r"data ?sets?|data|benchmarks?|corpora|corpus|leaderboards?|resources?|models?|"
    r"pre-?trained models?|weights|misc(?:ellaneous)?|others?|"
    r"数据集?|资源|数据|其他|其它|データセット|リソース|데이터셋|자료|recursos?|ressources?|данные|ресурсы|dữ liệu|"
    r"参考资料|学习资料|참고자료|kaynaklar|quellen|risorse|"
    r"donn[ée]es|datos|dados|daten|dati|dane|"
    r"see also|voir aussi|v[eé]ase también|ver también|(?:veja|ver) também|vedi anche|siehe auch|"
    r"см\. также|смотрите также|articles and blogs|"
    r"background|prerequisites|materials?"
)
_PAPERS = (
    r"papers?|(?:papers?|publications?) (?:pdfs?|collections?|summar(?:y|ies)|titles|digests?)|"
    r"manuscripts?|publications?|references?|bibliography|(?:an? )?surveys?|reviews?|reading list|readings?|"
    r"literature|forschungsarbeiten|abschlussarbeiten|aufsätze|articles?|preprints?|thes[ie]s|"
    r"leituras|lecturas|letture|lectures recommandées|lektüre|"
    r"(?:(?:硕博|博硕|硕|博)士|学位|毕业|学术|会议|期刊)?论文|文献|综述|论文列表|文献(?:综述|参考)|论文(?:综述|集|分享|精读)|综述文章|(?:论文)?阅读(?:清单|列表)|参考文献|"
    r"文章|論文(?:名|タイトル)?|サーベイ|논문(?: ?(?:명|제목))?|참고문헌|서베이|art[ií]culos?|publicaciones|"
    r"referencias|bibliograf[ií]a|thèses?|tesis|teses|диссертации|학위논문|学位論文|publicações|artigos?|referências|"
    r"références|bibliographie|статьи|литература|список литературы|публикации|обзоры|bài "
    r"báo.*|literatur|literaturverzeichnis|literaturliste|veröffentlichungen|publikationen|referenzen|(?:fach)?artikel|"
    r"wissenschaftliche arbeiten|"
    r"articoli|pubblicazioni|riferimenti|bibliografia|makaleler?|kaynakça|yayınlar|tezler|"
    r"artykuły|publikacje|tài liệu tham khảo|luận văn.*|technical reports?|survey papers?"
)
_TAIL = (
    r"(?:\s(?:recom[ae]nd\w+|recommand\w+|consigliat[ei]|cient[ií]fic[oa]s|scientifi(?:ques|ci|che)|"
    r"bibliogr[aá]fic[oai]s?|bibliographiques|seminales|[úu]t(?:iles|eis|ili)|online|en ligne|em linha|de recherche|"
    r"adicionales|complementar\w*|"
    r"t[eé]c(?:n|hn)i(?:c[oai]s?|che|ques?)|(?:non |no |não )tecnic[oi]|introdu[ct]\w+|gratuit\w{1,2}|liber[ei]|libres|"
    r"g[eé]n[eé]r(?:ales|aux|ali|ais)|avanzad[oa]s|avançad[oa]s|avancé\w?s|acad[eéê]mi(?:c\w+|ques)|f[ou]nd[ae]ment\w+|"
    r"utili[sz]ad[oa]s|usad[oa]s|utilisée?s|utilizzat[ei]|used|intern[oae]s?|disponibles?|disponíveis|available|"
    r"oficia(?:l|les|is)|officiel(?:le)?s?|ufficiali))*"
    r"(?:\s*[&,/:+].*|-(?:codes?|lists?|代码|笔记)|"
    r"(?:\s+(?:and|or|for|on|about|of|from|in|by|with|related to|y|et|e|и|và|und|ve)\b|"
    r"\s*(?:[与和及の]\b|[与和及](?:代码|资料|博客|书籍?|笔记|项目))).*|"
    r"\s(?:di|d[eao]s?|sur|sobre|para|per|pour|по|zu[rm]?|über)\s(?!(?:blogs?|prensa|presse|stampa|imprensa)\b).*|"
    r"\s(?:\w+ly )?\w{3,}ed (?:with|in|by|at|on|for)\b.*|"
    r"\s?(?:列表|一览|清单|汇总|合集|整理|推荐|一覧|リスト|まとめ|목록|리스트|리뷰|정리))?"
)
_HEAD = "推荐|相关|必读|经典|精选|常用|重要|关联|関連|読んだ|おすすめ|参考|관련|추천|읽은|참고"
"""What stands right in front of the chief word where no blanks do."""


_PLURAL = (
    r"competitions?(?: and challenges?)?|(?:degree|course|study|graduate) program(?:me)?s|"
    r"courses|moocs|tutorials|blogs|blog ?posts|videos|lectures|talks|slides|podcasts|tools|"
    r"toolkits?|toolbox(?:es)?|libraries|packages|"
    r"frameworks|software|implementations|websites|repos(?:itories)?|newsletters|demos|"
    r"platforms|services|plugins|apps|projects|conferences|researchers|labs|"
    r"communities|工具|课程(?:视频)?|公开课|博客|视频(?:教程)?|代码|教程|软件|库|开源项目|ツール|ライブラリ|도구|라이브러리|cursos|herramientas|outils|"
    r"ferramentas|инструменты|курсы|(?:\w+-)?curricula|trainings|schulungen|kurse|formations|corsi"
)


_CHINESE_FRONT = (
    "必[读看]|经典|优秀|著名|代表性|推荐|相关|学术|常用|在线|开源|其[他它]|优质|主要|重要|"
    "中文|英文|国内|国外|技术|最新|入门|核心|精选|补充|更多|参考|学习"
)
_CHINESE_BACK = "推荐|汇总|列表|清单|整理|合集|大全|资源|著作|收录"


def _only(words: str, last: str) -> re.Pattern[str]:
    """Match headings whose chief word is one of these: alone, before "and", "for"..., or (some words) as the last."""
    return re.compile(
        rf"(?:(?!.*\b(?:for|para|pour|per|для|cho|của|trong|về)\s).*[\s/&,:·・的—])?(?:{_CHINESE_FRONT})*(?:{last})|"
        rf"(?:{_HEAD})?(?:(?:awesome|useful|online|technical|open[- ]source|"
        rf"other|recommended|free|"
        rf"related|relevant|great|key|top|official|my|more|additional|"
        rf"research|scientific|academic|selected|classic|seminal|important|weiterführende|wissenschaftliche|"
        rf"akademische|bilimsel|akademik|полезные|научные) )*"
        rf"(?:{words}){_TAIL}|(?:{_CHINESE_FRONT})*(?:{words})(?:{_CHINESE_BACK})*{_TAIL}",
        re.IGNORECASE,
    )


_CHINESE_PAPERS = re.compile(
    rf"(?!读|看|.*(?:如何|怎么|怎样|毕业))[^\s，。：:]{{1,16}}(?<![写发投])论文(?:系列|目录|阅读|{_CHINESE_BACK})*"
)
"""No blank parts the chief word from what the papers are about."""
_ORDER = (
    (Topic.FRAME, re.compile(rf"(?:{_FRAME})", re.IGNORECASE)),
    (Topic.MIXED, re.compile(r".*\b(?:further|additional) readings?", re.IGNORECASE)),
    (Topic.PAPERS, _only(_PAPERS, _PAPERS)),
    (Topic.PAPERS, _CHINESE_PAPERS),
    (Topic.BOOKS, _only(_BOOKS, _BOOKS)),
    (Topic.THINGS, _only(_THINGS, _PLURAL)),
    (
        Topic.MIXED,
        _only(
            _MIXED,
            r"data ?sets|benchmarks|corpora|resources|数据集|资源|データセット|데이터셋|recursos|ressources|ресурсы",
        ),
    ),
)


PAPERISH = re.compile(
    r"\b(?:papers?|arxiv|survey|literature|bibliography|references|publi[ck]a\w+|preprints?|"
    r"reading (?:list|group)|bibliograf\w+|bibliograph\w+|literaturverzeichnis|r[eé]f[eé]rences|refer[eê]nci\w+|"
    r"riferimenti|articol[io]|makale\w*|kaynakça)\b|论文|文献|文章|論文|논문|"
    r"art[ií]culos?|artigos?|стат[ьеи]|публикац|литератур|veröffentlichung|bài báo|tài liệu tham khảo",
    re.IGNORECASE,
)


_LISTED = re.compile(r"\s*(?:[,/、&+]|\band\b)+\s*")
_AND_OTHERS = re.compile(r"(?i)\s?(?:/|&|and)\s?(?:talks|videos|blogs|blog ?posts|tutorials|courses|lectures)$")


_NUMBER = re.compile(r"^(?:[A-Z]|[IVX]{2,4})[.)] +|^[\W\d_]+(?:các |những )?|^(?:các|những) |[\W_]+$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def topic(heading: str) -> Topic:
    """Say what a heading announces; OPEN where it names a subject only, or where "Tools | Papers" name several."""
    heading = heading[:200].replace("_", " ")
    if "|" in heading:
        kinds = {topic(part) for part in heading.split("|") if part.strip()}
        return kinds.pop() if len(kinds) == 1 else Topic.OPEN
    plain = re.sub(r"^[\W\d_]+|[\W_]+$|\s*[(（\[][^)）\]]*[)）\]]\s*$", "", heading).strip()
    plain = _NUMBER.sub("", plain)
    if not plain or len(plain) > 60:
        return Topic.OPEN
    for kind, form in _ORDER:
        if form.fullmatch(plain):
            parts = _LISTED.split(plain)[: None if kind == Topic.BOOKS else 1]  # "Talks and papers" are talks first
            several = kind in {Topic.BOOKS, Topic.THINGS} and any(topic(x) == Topic.PAPERS for x in parts if x != plain)
            return Topic.OPEN if several or (kind == Topic.PAPERS and _AND_OTHERS.search(plain)) else kind
    return Topic.OPEN
