"""Words and tables of a document for Word or WPS, in the typeface of our papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from models.language import N_
from reports.style import Say

_FACE, _SIZE = "Noto Serif SC", 12.0
_SHEET, _MARGIN = (210, 297), 25
"""A4, in millimetres."""
_PAGE_OF = N_("Page {page} of {pages}")


def new_document(author: str, title: str, say: Say, across: bool = False) -> Document:
    """An empty document on A4 whose pages bear their numbers; ``across``: the long side lies."""
    made = docx.Document()
    made.core_properties.author, made.core_properties.title = author, title
    made.core_properties.comments = ""
    page = made.sections[0]
    page.page_width, page.page_height = map(Mm, reversed(_SHEET) if across else _SHEET)
    page.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    _number_pages(page.footer.paragraphs[0], say)
    return made


def _number_pages(line: Paragraph, say: Say) -> None:
    before, between, after = say(_PAGE_OF, page="\0", pages="\0").split("\0")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        put_words(line, words, size=9, middle=True)
        if field:
            told = OxmlElement("w:fldSimple")
            told.set(qn("w:instr"), field)
            line._p.append(told)


def put_words(
    paragraph: Paragraph, words: str, size: float = _SIZE, bold: bool = False, middle: bool = False,
    right: bool = False, indent: bool = False,
) -> None:  # fmt: skip
    """Words in our typeface, named for Chinese characters too."""
    run = paragraph.add_run(words)
    run.bold, run.font.size, run.font.name = bold, Pt(size), _FACE
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FACE)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)


def put_table(
    made: Document, captions: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()
) -> None:
    """A ruled table; the columns at these places stand at the right."""
    grid = made.add_table(rows=1, cols=len(captions))
    grid.style = "Table Grid"
    for cell, caption in zip(grid.rows[0].cells, captions, strict=True):
        put_words(cell.paragraphs[0], caption, size=9, bold=True)
    for row in rows:
        for place, (cell, said) in enumerate(zip(grid.add_row().cells, row, strict=True)):
            put_words(cell.paragraphs[0], said, size=9, right=place in right)
