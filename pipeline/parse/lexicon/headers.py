"""Pure: what the headers of columns are called."""

from __future__ import annotations

import re

TITLE_HEADER = re.compile(
    r"\W*(?:paper ?|tên )?(?:title|titel|titolo|başlık|makale|статья|artículo|artigo|bài báo|"
    r"paper|papers|name|publication|article|work|论文|论文名称|标题|题目|名字|名称|"
    r"references?|riferiment[oi]|referencias?|referências?|r[ée]f[ée]rences?|referenz(?:en)?|"
    r"文章|タイトル|論文|논문|제목|título|titre|название|tiêu đề|paper name|paper title|論文名)s?(?:\W.*)?",
    re.IGNORECASE,
)
PAPER_HEADER = re.compile(
    r"\W*(?:name of |tên )?(?:the )?(?:papers?(?:$|\s?(?:title|name))|publications?$|论文|論文|논문|文献|art[ií]culos?|"
    r"artigos?|стать[яи]|bài báo|makale(?:ler)?|articol[oi])(?! ?(?:link|url|链接|地址|リンク|링크))",
    re.IGNORECASE,
)
NAME_HEADER = re.compile(
    r"\W*(?:model|method|approach|system|algorithm|模型|方法|名前|手法名?|モデル名?|모델명?)s?\W*", re.IGNORECASE
)
OTHER_HEADER = re.compile(
    r"\W*(?:authors?|venue|conference|journal|year|date|time|code|links?|url|github|project|"
    r"notes?|comments?|tags?|keywords?|abstract|summary|description|information|details|datasets?|task|tasks|"
    r"metric|pub\.?|published|publication (?:date|venue|year)|institut\w*|affiliation|org\w*|team|"
    r"demo|video|slides|website|stars?|citations?|category|type|topic|area|backbone|params?|"
    r"size|performance|jahr|quelle|datum|autore|autori|fonte|yazar|yıl|tarih|авторы?|дата|ссылка|"
    r"tác giả|ngày|발표자|발표일|날짜|링크|발행일|분야|リンク|発表者|日付|作者|会议|期刊|年份|时间|日期|代码|链接|"
    r"笔记|备注|机构|单位|公司|规模|语言|下载|评测|来源|(?:创建|发布|更新)(?:日期|时间)|简介|引用|摘要|"
    r"任务|数据集|著者|年|コード|サマリー?|概要|要約|カテゴリー?|解説|実装|備考|メモ|요약|내용|핵심|구현|리뷰|비고|"
    r"đóng góp|hạn chế|tóm tắt|ghi chú|phương pháp|mức độ|저자|연도|autor\w*|año|ano|année|год|năm)\b.*",
    re.IGNORECASE,
)
KIND_HEADER = re.compile(
    r"\W*(?:tasks?(?: type)?|categor(?:y|ies)|types?|areas?|descriptions?|information|details|"
    r"(?:(?:core|key|main) )?(?:highlights?|features?|ideas?|contributions?|findings?)(?: \([^()]*\))?)\W*",
    re.IGNORECASE,
)
"""Columns of what a thing is for or does, never of its title."""
AUTHORS = r"authors?|autor(?:es|en|i|e|a|as|zy)?|auteurs?|авторы?|yazar(?:lar)?|tác giả|作者|著者|저자"
AUTHOR_HEADER = re.compile(rf"\W*(?:{AUTHORS})\W*", re.IGNORECASE)
VENUES = (
    r"venues?|booktitle|(?:conferences?|journals?)(?:\s?/\s?(?:conferences?|journals?))?|published (?:in|at)|"
    r"(?:(?:meio|veículo|lugar|local) de )?publica(?:ci[oó]n|ção)|publi(?:cad[oa]|é) (?:em|en|dans|à)|"
    r"pubblicat[oa] (?:su|in)|(?:veröffentlicht|erschienen) (?:in|bei)|опубликован[оа]?(?: в)?|opublikowan[oye] w|"
    r"yayın(?:landığı (?:yer|dergi))?|xuất bản|tạp chí|hội nghị|"
    r"conf[eé]r[eê]nc[ei]as?|conférences?|konferenz(?:/journal)?|konferencja|zeitschrift|revistas?|revue|rivista|"
    r"veículo|periódico|dergi|czasopismo|журнал|конференция|(?:会议|期刊)(?:/(?:会议|期刊))?|发表(?:于|在)?|学会|"
    r"掲載(?:誌|先)?|発表(?:先|学会)?|학회|게재(?:지)?|발표"
)
VENUE_HEADER = re.compile(rf"\W*(?:{VENUES})\W*", re.IGNORECASE)
HOUSE_HEADER = re.compile(
    r"\W*(?:institut\w*|affiliations?|organi[sz]ations?|orgs?|compan(?:y|ies)|teams?|labs?|instituci[oó]n(?:es)?|"
    r"instituição|организаци[яи]|机构|单位|公司|団体|所属|기관|소속)\W*",
    re.IGNORECASE,
)
NICK_HEADER = re.compile(
    r"\W*(?:model|method|approach|system|algorithm|name|nickname|short ?name|abbr\w*|acronym|模型|方法|名称|名字|简称|"
    r"モデル|手法|모델|약칭)s?(?: name)?\W*",
    re.IGNORECASE,
)
"""Columns of short names; NAME_HEADER's may hold titles, too."""
