"""Copies of other papers behind a letter: their pages as they are, each stamped with its annex and its page number."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import count

import pikepdf

from models.language import N_
from reports.fonts import SERIF, canvas, shown, width
from reports.letter_figures import Copy
from reports.style import A4, Say


def appended(letter: bytes, copies: Sequence[Copy], say: Say) -> bytes:
    """The letter and the copies as one file; the same parts give the same bytes."""
    if not copies:
        return letter
    whole, marks = _joined([letter, *(one.content for one in copies)]), ["" for _page in range(_pages(letter))]
    pages = len(marks) + sum(one.pages for one in copies)
    for place, one in enumerate(copies, 1):
        for _page in range(_pages(one.content)):
            told = say(N_("Copy {place}: No. {number}"), place=place, number=one.number)
            marks.append(told + "    " + say(N_("Page {number} of {pages}"), number=len(marks) + 1, pages=pages))
    return _stamped(whole, marks)


def merged(files: Sequence[bytes]) -> bytes:
    """Several papers as one file to print, each as it is."""
    return _joined(files)


def _joined(files: Sequence[bytes]) -> bytes:
    """All pages; the first file gives the whole its title, its author and its day."""
    with ExitStack() as opened, pikepdf.new() as whole:
        parts = [opened.enter_context(pikepdf.open(io.BytesIO(content))) for content in files]
        for part in parts:
            whole.pages.extend(part.pages)
        for name, told in parts[0].docinfo.items():
            whole.docinfo[name] = str(told)
        return _saved(whole)


def _stamped(content: bytes, marks: Sequence[str]) -> bytes:
    """The pages with these words at their upper right; a page with nothing to say stays as it is."""
    with pikepdf.open(io.BytesIO(content)) as whole:
        sizes = [tuple(map(float, page.mediabox[2:])) for page in whole.pages]
        with pikepdf.open(io.BytesIO(_marks(marks, sizes))) as stamps:
            for page, stamp, words in zip(whole.pages, stamps.pages, marks, strict=True):
                if words:
                    _stamp(page, stamp)
            return _saved(whole)


def _stamp(page: pikepdf.Page, stamp: pikepdf.Page) -> None:
    """Lay a stamp over a page under the first free name: ``add_overlay`` draws one by lot, other bytes every time."""
    taken = {
        name for kind in page.resources.as_dict().values() if isinstance(kind, pikepdf.Dictionary) for name in kind
    }
    name = next(f"/Stamp{n}" for n in count(1) if f"/Stamp{n}" not in taken)
    form = stamp.as_form_xobject()
    placed = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    drawn = page.calc_form_xobject_placement(form, placed, pikepdf.Rectangle(page.trimbox))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"Q\n" + drawn)
    page.contents_coalesce()


def _marks(marks: Sequence[str], sizes: Sequence[tuple[float, ...]]) -> bytes:
    """One page for each mark that bears nothing but its words."""
    stream = io.BytesIO()
    page = canvas(stream, A4)
    for words, (wide, high) in zip(marks, sizes, strict=True):
        told = shown(words, SERIF)
        page.setPageSize((wide, high))
        page.setFont(SERIF, 8)
        page.drawString(wide - 46 - width(told, SERIF, 8), high - 22, told)
        page.showPage()
    page.save()
    return stream.getvalue()


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()
