"""A paper: pieces laid on sheets one below the other, then painted with head, foot and page numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from models.language import N_
from reports.check_code import Check, squares
from reports.fonts import SERIF, SERIF_BOLD, lacking, shown, width
from reports.lines import Line, Run, wrap
from reports.pen import Pen
from reports.style import A4, BODY, FOOT, LEADING, LEFT, NOTE, TOP, Say

Paint = Callable[[Pen, float], None]
"""Paints a piece whose upper edge is at this height."""

_CODE = 39.0
_SEAL = 50.0


@dataclass(frozen=True)
class Drawn:
    """What became of a paper: how many pages, and which characters had to be printed as 〓."""

    pages: int
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """What stands on every page: who writes, the paper's number, its check code; drafts bear a watermark."""

    say: Say
    title: str
    company: str
    office: str = ""
    number: str = ""
    check: Check | None = None
    template: int = 1
    watermark: str = ""
    size: tuple[float, float] = A4
    unissued: str = N_("A draft, not issued: it proves nothing and is not to be signed.")
    """What the foot says of a paper without check code (a msgid)."""
    more: int = 0
    """Pages of copies that follow; they are counted on."""
    on: date | None = None
    """The day of the paper: the file says that it was made then."""


@dataclass
class Paper:
    """Pieces go down with ``put``; a piece that does not fit starts the next page."""

    form: Form
    pages: list[list[tuple[float, Paint]]] = field(default_factory=lambda: [[]])
    y: float = TOP + 14
    missing: set[str] = field(default_factory=set)
    sizes: list[tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = [self.form.size]

    @property
    def wide(self) -> float:
        """The room between the margins."""
        return self.sizes[-1][0] - 2 * LEFT

    @property
    def bottom(self) -> float:
        coded = self.form.check is not None and len(self.pages) == 1
        return self.sizes[-1][1] - FOOT - (_SEAL if coded else 16)

    @property
    def room(self) -> float:
        return self.bottom - self.y

    def put(self, high: float, paint: Paint, keep: float = 0) -> None:
        """Lay a piece; ``keep`` points must follow it on the same page, so that a heading is never left alone."""
        if high + keep > self.room and self.pages[-1]:
            self.turn()
        self.pages[-1].append((self.y, paint))
        self.y += high

    def gap(self, high: float) -> None:
        self.y += high

    def turn(self, size: tuple[float, float] | None = None) -> None:
        """Begin the next page; from it on the sheets have this size (the same as before when None)."""
        self.pages.append([])
        self.sizes.append(size or self.sizes[-1])
        self.y = TOP + 12

    def paragraph(
        self, runs: Sequence[Run], size: float = BODY, indent: float = 0, leading: float = LEADING, keep: float = 0
    ) -> None:
        """Wrapped words between the margins, one piece a line."""
        for words, face in runs:
            self.missing |= lacking(words, face)
        for number, line in enumerate(wrap(runs, self.wide, size, indent)):
            shift = indent if number == 0 else 0
            paint = partial(_paint_line, line=line, x=LEFT + shift, size=size, room=self.wide - shift, leading=leading)
            self.put(leading, paint, keep)

    def heading(self, words: str, size: float = 10.5, keep: float = 60) -> None:
        self.gap(6)
        self.paragraph([(words, SERIF_BOLD)], size, leading=LEADING + 3, keep=keep)

    def paint(self, target: Path | BinaryIO) -> Drawn:
        """Write the file; paints what was laid and works nothing out."""
        form = self.form
        self.missing |= lacking(form.company + form.office + form.title + form.number)
        pen = Pen(target, form.size, f"{form.title} {form.number}".strip(), form.company, form.on)
        for number, (pieces, size) in enumerate(zip(self.pages, self.sizes, strict=True), 1):
            pen.take(size)
            if form.watermark:
                pen.watermark(form.watermark, SERIF_BOLD)
            _paint_head(pen, form, number, len(self.pages) + form.more)
            for y, paint in pieces:
                paint(pen, y)
            _paint_foot(pen, form, number)
            pen.turn()
        return Drawn(pen.save(), frozenset(self.missing))


def _paint_line(pen: Pen, y: float, line: Line, x: float, size: float, room: float, leading: float) -> None:
    pen.line(x, y + (leading + size * 0.72) / 2, line, size, room)


def _paint_head(pen: Pen, form: Form, number: int, pages: int) -> None:
    y = TOP - 8
    end = pen.width - LEFT
    page = form.say(N_("Page {number} of {pages}"), number=number, pages=pages)
    pen.right(end, y, page, SERIF, 9)
    if form.number:
        told = form.say(N_("No. {number}"), number=form.number)
        pen.right(end - width(page, SERIF, 9) - 18, y, told, SERIF, 9)
    pen.words(LEFT, y, form.company, SERIF_BOLD, BODY)
    pen.words(LEFT + width(shown(form.company, SERIF_BOLD), SERIF_BOLD, BODY) + 9, y, form.office, SERIF, 9)
    pen.rules([(LEFT, TOP, end, TOP)], 0.8)


def _paint_foot(pen: Pen, form: Form, number: int) -> None:
    """Page one carries the QR code; every other page the check code, so that no sheet can be exchanged."""
    check, say = form.check, form.say
    end = pen.width - LEFT
    y = pen.height - FOOT - (_SEAL - 8 if check and number == 1 else 4)
    pen.rules([(LEFT, y, end, y)], 0.3, 0.4)
    if check is None:
        pen.words(LEFT, y + 12, say(form.unissued), SERIF, NOTE)
        return
    if number > 1:
        pen.words(LEFT, y + 12, say(N_("Check code")), SERIF, NOTE)
        pen.words(LEFT + width(say(N_("Check code")), SERIF, NOTE) + 5, y + 12, check.code, SERIF_BOLD, NOTE, 0.4)
        return
    side, dark = squares(check, form.number, form.template)
    pen.squares(LEFT, y + 6, _CODE / side, dark)
    x = LEFT + _CODE + 10
    label = say(N_("Check code"))
    pen.words(x, y + 20, label, SERIF, 8)
    at = x + width(label, SERIF, 8) + 5
    pen.words(at, y + 20, check.code, SERIF_BOLD, 8, 0.5)
    at += width(check.code, SERIF_BOLD, 8) + 0.5 * len(check.code) + 12
    pen.words(at, y + 20, say(N_("Book {n}    Template {template}"), n=check.n, template=form.template), SERIF, 8)
    promise = N_(
        "By the check code every figure can be traced in our book to the paper behind it; a later change is found."
    )
    pen.words(x, y + 33, say(promise), SERIF, 8)
