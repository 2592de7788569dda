"""Copies of other papers behind a letter: their pages as they are, each stamped with its annex and its page number."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from models.language import N_
from reports.fonts import SERIF, font, shown, width
from reports.letter_figures import Copy
from reports.style import Say


def appended(letter: bytes, copies: Sequence[Copy], say: Say) -> bytes:
    """The letter and the copies as one file; the same parts give the same bytes."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(letter)).pages:
        writer.add_page(page)
    number, pages = len(writer.pages), len(writer.pages) + sum(one.pages for one in copies)
    for place, one in enumerate(copies, 1):
        for page in PdfReader(io.BytesIO(one.content)).pages:
            number += 1
            told = say(N_("Copy {place}: No. {number}"), place=place, number=one.number)
            told += "    " + say(N_("Page {number} of {pages}"), number=number, pages=pages)
            stamp = PdfReader(io.BytesIO(_stamp(told, page.mediabox))).pages[0]
            writer.add_page(page).merge_page(stamp)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _stamp(words: str, box: object) -> bytes:
    """A page that bears nothing but these words at its upper right."""
    wide, high = float(box.width), float(box.height)  # type: ignore[attr-defined]
    stream = io.BytesIO()
    font(SERIF)
    canvas = Canvas(stream, pagesize=(wide, high), invariant=1, initialFontName=SERIF)  # type: ignore[arg-type]
    told = shown(words, SERIF)
    canvas.setFont(SERIF, 8)
    canvas.drawString(wide - 46 - width(told, SERIF, 8), high - 22, told)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def merged(files: Sequence[bytes]) -> bytes:
    """Several papers as one file to print, each as it is."""
    writer = PdfWriter()
    for content in files:
        for page in PdfReader(io.BytesIO(content)).pages:
            writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
