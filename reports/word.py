"""Words and tables of a document for Word or WPS, in the typeface of our papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

_FACE, _SIZE = "Noto Serif SC", 12.0


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
