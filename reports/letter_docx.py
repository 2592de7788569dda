"""The same letter for Word or WPS, to be worked on: words, table and annexes, without check code."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from models.language import N_
from models.problems import Refused
from reports.letter_figures import Letter
from reports.letter_paper import ITEMS, table_of
from reports.style import Say

_FACE, _SIZE = "Noto Serif SC", 12.0


def write_docx(data: Letter, path: Path) -> None:
    """Write the file; raises Refused when it cannot be written."""
    try:
        path.write_bytes(docx(data))
    except OSError as error:
        message = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
        raise Refused(message, name=path.name) from error


def docx(data: Letter) -> bytes:
    """The letter as bytes; every figure is the one of the paper."""
    say, made = Say(data.language), Document()
    made.core_properties.author, made.core_properties.title = data.letterhead.company, data.subject
    made.core_properties.comments = ""
    if data.number:
        _words(made.add_paragraph(), say(N_("No. {number}"), number=data.number), right=True)
    else:
        _words(made.add_paragraph(), say(N_("A draft, not issued: it is not to be sent.")), size=9)
    _words(made.add_paragraph(), data.subject, size=16, bold=True, middle=True)
    _words(made.add_paragraph(), say(N_("To {party}:"), party=data.party), bold=True)
    for line in data.paragraphs:
        if line:
            _words(made.add_paragraph(), line, indent=True)
        else:
            _put_tables(made, data, say)
    _words(made.add_paragraph(), say(N_("We hereby give notice.")), indent=True)
    for place, annex in enumerate(data.annexes, 1):
        _words(made.add_paragraph(), say(N_("Annex {number}: {title}"), number=place, title=annex), indent=True)
    _words(made.add_paragraph(), say(N_("{company} (seal)"), company=data.letterhead.company), right=True)
    _words(made.add_paragraph(), say.day(data.dated_on), right=True)
    if any(group.summary for group in data.groups):
        made.add_paragraph().paragraph_format.page_break_before = True
        _words(made.add_paragraph(), say(ITEMS), bold=True)
        _put_tables(made, replace(data, groups=tuple(replace(group, summary=()) for group in data.groups)), say)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _put_tables(made: object, data: Letter, say: Say) -> None:
    for group in data.groups:
        told = table_of(data, group, say)
        grid = made.add_table(rows=1, cols=len(told.columns))  # type: ignore[attr-defined]
        grid.style = "Table Grid"
        for cell, column in zip(grid.rows[0].cells, told.columns, strict=True):
            _words(cell.paragraphs[0], column.caption, size=9, bold=True)
        for row in [*told.rows, *told.totals]:
            for cell, words, column in zip(grid.add_row().cells, row, told.columns, strict=True):
                _words(cell.paragraphs[0], words, size=9, right=column.align == "right")


def _words(
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
