"""Pure: references to works that are no papers: whole books, which a publishing house gives away, laws, standards."""

from __future__ import annotations

import re

from pipeline.parse.lexicon.links import Target
from pipeline.parse.lexicon.names import ET_AL
from pipeline.parse.reading.entry import Cell
from pipeline.parse.reading.runs import Run

_HOUSES = (
    r"(?:[\w.]+ ){0,3}(?:University |Academic |Technical )?[Pp]ress(?: of [A-Z]\w+)?|Springer(?:[- ]Verlag| Nature)?|"
    r"(?:John )?Wiley(?: (?:&|and) Sons)?|Packt(?: Publishing)?|Manning(?: Publications)?|O['’]Reilly(?: Media)?|"
    r"Addison[- ]Wesley(?: Professional)?|Prentice[- ]Hall|McGraw[- ]Hill|Pearson(?: Education)?|Morgan Kaufmann|"
    r"Chapman (?:&|and) Hall(?:/CRC)?|"
    r"CRC Press|Routledge|De Gruyter|Basic Books|Penguin(?: \w+)?|Random House|Vintage|Portfolio|Currency|"
    r"Pan Books|Farrar, Straus (?:&|and) Giroux|HarperCollins|Apress|No Starch Press|Sage(?: Publications)?|"
    r"Palgrave(?: Macmillan)?|W\. ?W\. Norton|Facet Publishing|(?:[A-Z]\w+ ){0,3}[\w.]*[Vv]erlag|"
    r"Hanser|Carl Hanser|Suhrkamp|dpunkt|"
    r"Dunod|Eyrolles|Vuibert|Gallimard|Editorial \w+|Alianza|Anaya|Novatec|Bookman|LTC|Elsevier(?: Campus)?|"
    r"(?:[A-Z]\w+ ){1,3}Publish(?:ing|ers)(?: (?:Platform|Company|Group))?|"
    r"Наука|Питер|ДМК Пресс|ДМК|Вильямс|БХВ-Петербург|Мир|Физматлит|МЦНМО|МГТУ им\. Н\. ?Э\. Баумана"
)
_PRINTED = re.compile(
    rf"(?:[.:] (?!In\s)[^.:]{{5,80}}(?=\.))?"
    rf"[\s.,;:)*_\"”»]*(?:[(\[]?(?:\d(?:st|nd|rd|th)|second|third|fourth|[2-9]e|\d+\.|\d+ª) ?"
    rf"(?:ed\w*\.?|Aufl\w*\.?|изд\w*\.?)?"
    rf"[)\].,; ]*)?(?:(?:19|20)\d\d,? )?(?:[^\W\d][\w. ]{{1,18}}(?:, [A-Z]{{2}})?: ?)?(?:{_HOUSES})"
    r"(?:[\s.,;()]*(?:19|20)\d\d)?(?:, [^\W\d]{3,15})?[\s.,;()*_]*"
    r"(?:ISBN.*|(?:Caps?|Chaps?|Chapters?|Kap)\b.*)?",
    re.DOTALL,
)

_LONGEST = 200
"""Characters that may stand behind the title of a book: a subtitle, an edition, a house, a year, an ISBN."""


def is_printed_book(cell: Cell, run: Run) -> bool:
    """Say whether nothing but an edition, a house and a year stands behind the title, and no link to a paper."""
    if not cell.reading.year or cell.end - run.end > _LONGEST:
        return False
    if not {Target.PAPER, Target.PDF}.isdisjoint([x.goal for x in cell.links]):
        return False
    return bool(_PRINTED.fullmatch(cell.flow.text, run.end, cell.end))


_FILE = re.compile(r"[ *]\((?P<kinds>(?:(?:PDF|HTML|EPUB|MOBI|AZW3|ZIP|DJVU|CHM|asciidoc)(?: ?[,/&+] ?)?)+)\)(?!\()")


def is_file_of_book(cell: Cell, run: Run, *, sure: bool = False) -> bool:
    """Say whether the kind of a file stands behind the title, as of books: "(PDF, EPUB)"; PDF alone is not `sure`."""
    found = _FILE.search(cell.flow.text, run.end, cell.end)
    return found is not None and not (sure and found["kinds"] == "PDF")


_LAW = re.compile(
    r"(?:Lei|Ley|Loi|Legge|Decreto|Décret|Real Decreto|Regulation|Règlement|Reglamento|Regulamento|Verordnung|"
    r"Directiv[ea]|Diretiva|Resolución|Resolução|Portaria|Федеральный закон|Постановление|Kanun)"
    r"(?: \((?:EU|UE|EG|AB)\)|,? [nN][.ºo°]| №| \d| Federal| Org[aâ]nica| Complementar| от )|"
    r"Norma (?:Oficial|Técnica)\b|"
    r"(?:ISO(?:/IEC)?|IEC|IEEE Std\.?|(?:ABNT )?NBR|DIN(?: EN)?(?: ISO)?|ГОСТ(?: Р)?|NIST SP|ITU-T) [\d-]"
)
_GAZETTE = re.compile(
    r"(?:Diario Oficial|Bolet[ií]n Oficial|Diário (?:Oficial|da República)|Official Journal of|Journal Officiel|"
    r"Bundesgesetzblatt|Gazzetta Ufficiale|Resmî? Gazete|Собрание законодательства)\b"
)


def is_law(cell: Cell, run: Run) -> bool:
    """Say whether a title is that of a law or a standard, or stands in a gazette: "Ley 27 de lagos. Diario Oficial"."""
    text = cell.flow.text
    return bool(_LAW.match(text, run.start) or _GAZETTE.search(text, run.start, cell.end))


_INITIAL = re.compile(r"\b[A-Z]\.")
_STOPPED = re.compile(r"\)?\.\s?\(")


def is_house_page(cell: Cell, run: Run) -> bool:
    """Say whether a page is cited that a firm or a body gives out: "Pond Guild. (2024). *Kits*. https://..."."""
    names, year, text = cell.reading.names, cell.reading.year, cell.flow.text
    if not names or not year or names[1] > year[0] or year[0] > run.start or cell.reading.venue or not cell.links:
        return False
    front = text[names[0] : names[1]]
    alone = "," not in front and " & " not in front and not ET_AL.search(front) and not _INITIAL.search(front)
    return alone and bool(_STOPPED.fullmatch(text, names[1], year[0]))
