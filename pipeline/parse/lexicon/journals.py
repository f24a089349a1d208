"""Pure: abbreviated journals in running text, which full stops would cut: "J. Am. Chem. Soc.", "Invent. Math."."""

from __future__ import annotations

import re

# Words of titles as ISO 4 shortens them (https://www.issn.org/services/online-services/access-to-the-ltwa/).
_SHORT = (
    r"(?:A(?:cc|cad|ct|dv|m|mer|nal|ngew|nn|ppl|rch|stron|strophys|tmos)|B(?:er|iochem|iol|iophys|ull)|"
    r"C(?:ell|hem|lim|limatol|lin|omm|ommun|omp|omput|onf|ryst|urr)|D(?:iscuss|yn)|"
    r"E(?:col|con|d|lectr|lectron|ng|nviron|ur|vol|xp)|F(?:ac|luid|ound)|"
    r"G(?:en|enet|eol|eophys|eosci)|H(?:ist|ydrol)|I(?:mmunol|nd|nf|nst|nt|nvent)|Lett|Limnol|"
    r"M(?:ag|anag|at|ater|ath|ech|ed|em|eteor|eteorol|icrobiol|od|ol)|N(?:at|atl|eurosci|ucl|umer)|"
    r"O(?:cean|ceanogr|pin|per|pt|rg)|P(?:harm|harmacol|lanet|rospect|hil|hilos|hys|hysiol|ol|olit|roc|sychol|ubl)|"
    r"Q(?:uant|uart)|R(?:ech|ep|es|ev)|S(?:ci|eismol|oc|oft|t|tat|tud|urf|urv|ymp|yst)|T(?:ech|echnol|heor|op|rans)|Z(?:ool)?)"
)
_JOURNAL = re.compile(
    rf"[.,:;”\"’'?)]\s(?P<name>(?:J\.\s?(?:of\s)?|[A-Z][a-z]+\s)?{_SHORT}\.\s?"
    rf"(?:(?:{_SHORT}|J)\.(?:\s?(?:{_SHORT}\.|[A-Z]\b\.?|Int|Ed|and|&|in|of|[A-Z][a-z]+(?=\s[\d(])|(?:U\.\s?S\.\s?A\.)))*+))"
    r"(?=[,:]?\s*(?:\(?\d|$|\(N)|[,.]\s)"
)

_WORD = r"(?:[A-Z][\w-]*\.?|and|&|of|the)"
_WITH_PART = re.compile(  # "Journal of Physics: Condensed Matter, 33"
    rf"(?:Journal|J\.|Transactions|Annals) (?:of|on) (?:{_WORD} ){{0,6}}?{_WORD}: {_WORD}(?: {_WORD}){{0,6}}"
    r"(?=,?\s*(?:\d|$))"
)


def journals_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give where a journal stands that separators would cut: shortened words before a number, a name with a part."""
    found = []
    if text.count(".", start, end) > 1 and text.find(". ", start, end) >= 0:
        found = [x.span("name") for x in _JOURNAL.finditer(text, start, end)]
    if ": " in text and (" of " in text or " on " in text):
        found += [x.span() for x in _WITH_PART.finditer(text, start, end)]
    return found
