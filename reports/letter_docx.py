"""The same letter for Word or WPS, to be worked on: words, table and annexes, without check code."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from docx.document import Document as DocumentType

from models.language import N_
from models.letters.kinds import LETTERS
from models.unwritable import expect_ending, write_whole
from reports.interest_paper import segment_tables, terms_told
from reports.letter_figures import Letter
from reports.letter_paper import ITEMS, table_of
from reports.style import Say
from reports.table import Table
from reports.word import new_document, put_table, put_words

_COPIES = N_("The copies named as annexes are pages of other papers and not in this file: print them from the PDF.")


def write_docx(data: Letter, path: Path) -> None:
    """Write the file; raises Refused when it cannot be written or is named as another kind of file."""
    expect_ending(path, ".docx")
    write_whole(path, docx(data))


def docx(data: Letter) -> bytes:
    """The letter as bytes; every figure is the one of the paper."""
    say = Say(data.language)
    made = new_document(data.letterhead.company, data.subject, say)
    if data.number:
        put_words(made.add_paragraph(), say(N_("No. {number}"), number=data.number), right=True)
    else:
        put_words(made.add_paragraph(), say(N_("A draft, not issued: it is not to be sent.")), size=9)
    put_words(made.add_paragraph(), data.subject, size=16, bold=True, middle=True)
    put_words(made.add_paragraph(), say(N_("To {party}:"), party=data.party), bold=True)
    for line in data.paragraphs:
        if line:
            put_words(made.add_paragraph(), line, indent=True)
        else:
            _put_tables(made, data, say)
    ours = LETTERS[data.kind].ours
    if ours:
        put_words(made.add_paragraph(), say(N_("We hereby give notice.")), indent=True)
    for place, annex in enumerate(data.annexes, 1):
        put_words(made.add_paragraph(), say(N_("Annex {number}: {title}"), number=place, title=annex), indent=True)
    if ours:
        put_words(made.add_paragraph(), say(N_("{company} (seal)"), company=data.letterhead.company), right=True)
        put_words(made.add_paragraph(), say.day(data.dated_on), right=True)
    if any(group.summary for group in data.groups):
        made.add_paragraph().paragraph_format.page_break_before = True
        put_words(made.add_paragraph(), say(ITEMS), bold=True)
        _put_tables(made, replace(data, groups=tuple(replace(group, summary=()) for group in data.groups)), say)
    if data.accrued:
        _put_segments(made, data, say)
    if data.copies:
        put_words(made.add_paragraph(), say(_COPIES), size=9)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _put_tables(made: DocumentType, data: Letter, say: Say) -> None:
    for group in data.groups:
        _put(made, table_of(data, group, say))


def _put_segments(made: DocumentType, data: Letter, say: Say) -> None:
    """The calculation of interest that the letter encloses, on pages of its own."""
    made.add_paragraph().paragraph_format.page_break_before = True
    for heading, told in segment_tables(data.accrued, say):
        put_words(made.add_paragraph(), heading, bold=True)
        _put(made, told)
    put_words(made.add_paragraph(), "".join(terms_told(data.terms, say)), size=9)


def _put(made: DocumentType, told: Table) -> None:
    put_table(
        made,
        [column.caption for column in told.columns],
        [*told.rows, *told.totals],
        [place for place, column in enumerate(told.columns) if column.align == "right"],
    )
