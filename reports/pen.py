"""Paints words, rules and boxes on the pages of one PDF; the same strokes always give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from reports.fonts import SERIF, canvas, font, shown, width
from reports.lines import Line

_saving = Lock()  # a typeface keeps its place in its file while it is cut down to the characters a paper uses


class Pen:
    """Coordinates in points from the upper left corner of the page; ``y`` is the base line of words.

    The file says of itself that it was made on the day ``on`` of the paper, at noon in China: a clock would give the
    same paper other bytes.
    """

    def __init__(
        self, target: Path | BinaryIO, size: tuple[float, float], title: str, author: str, on: date | None = None
    ) -> None:
        self.width, self.height = size
        self._canvas = canvas(target, size)
        if on:
            self._canvas.setDateFormatter(lambda *_now: f"D:{on:%Y%m%d}120000+08'00'")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._strokes: list[str] = []
        self._pages = 0

    def words(self, x: float, y: float, words: str, face: str = SERIF, size: float = 9.5, spacing: float = 0) -> None:
        """Words from ``x`` to the right; ``spacing`` points are added after each character."""
        if not words:
            return
        spaced, closed = (f"{spacing:.3f} Tc ", " 0 Tc") if spacing else ("", "")
        shapes = self._shapes(shown(words, face), face, size)
        self._strokes.append(f"BT {spaced}1 0 0 1 {x:.2f} {self.height - y:.2f} Tm {shapes}{closed} ET")

    def right(self, x: float, y: float, words: str, face: str = SERIF, size: float = 9.5) -> None:
        """Words that end at ``x``."""
        words = shown(words, face)
        self.words(x - width(words, face, size), y, words, face, size)

    def centre(self, x: float, y: float, words: str, face: str = SERIF, size: float = 9.5, spacing: float = 0) -> None:
        words = shown(words, face)
        half = (width(words, face, size) + spacing * (len(words) - 1)) / 2
        self.words(x - half, y, words, face, size, spacing)

    def line(self, x: float, y: float, line: Line, size: float, room: float = 0) -> None:
        """A line of a paragraph; filled out to ``room`` unless the paragraph ends here."""
        letters = sum(len(words) for words, _ in line.runs)
        slack = room - line.width
        spacing = slack / (letters - 1) if not line.last and letters > 1 and 0 < slack < 2 * size else 0
        for words, face in line.runs:
            self.words(x, y, words, face, size, spacing)
            x += width(words, face, size) + spacing * len(words)

    def rules(self, lines: Sequence[tuple[float, float, float, float]], weight: float = 0.5, grey: float = 0) -> None:
        """Straight rules ``(x0, y0, x1, y1)`` of one weight."""
        drawn = " ".join(
            f"{x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l" for x0, y0, x1, y1 in lines
        )
        if drawn:
            self._strokes.append(f"q {weight:.2f} w {grey:.2f} G {drawn} S Q")

    def dashes(self, x0: float, x1: float, y: float) -> None:
        self._strokes.append(f"q 0.6 w [3 2] 0 d {x0:.2f} {self.height - y:.2f} m {x1:.2f} {self.height - y:.2f} l S Q")

    def box(self, x: float, y: float, wide: float, high: float, weight: float = 0.8) -> None:
        self._strokes.append(f"q {weight:.2f} w {x:.2f} {self.height - y - high:.2f} {wide:.2f} {high:.2f} re S Q")

    def fill(self, x: float, y: float, wide: float, high: float, grey: float) -> None:
        self._strokes.append(f"q {grey:.2f} g {x:.2f} {self.height - y - high:.2f} {wide:.2f} {high:.2f} re f Q")

    def squares(self, x: float, y: float, side: float, dark: Sequence[tuple[int, int, int]]) -> None:
        """Black bars ``(row, column, length)`` on a grid whose squares measure ``side`` points."""
        bars = " ".join(
            f"{x + column * side:.3f} {self.height - y - (row + 1) * side:.3f} {length * side:.3f} {side:.3f} re"
            for row, column, length in dark
        )
        self._strokes.append(f"q 0 g {bars} f Q")

    def watermark(self, words: str, face: str) -> None:
        """Large light words across the page; painted before everything else, they lie beneath it."""
        size = min(150, self.width / max(1, len(words)) * 0.8)
        words = shown(words, face)
        start = -width(words, face, size) / 2
        self._strokes.append(
            f"q 0.9 g 0.819 0.574 -0.574 0.819 {self.width / 2:.2f} {self.height / 2:.2f} cm "
            f"BT 1 0 0 1 {start:.2f} {-size / 3:.2f} Tm {self._shapes(words, face, size)} ET Q"
        )

    def take(self, size: tuple[float, float]) -> None:
        """The page that is begun has this size."""
        self.width, self.height = size
        self._canvas.setPageSize(size)

    def turn(self) -> None:
        """The page is full."""
        self._canvas.addLiteral("\n".join(self._strokes))
        self._canvas.showPage()
        self._strokes = []
        self._pages += 1

    def save(self) -> int:
        """Write the file; returns the number of pages."""
        with _saving:
            self._canvas.save()
        return self._pages

    def _shapes(self, words: str, face: str, size: float) -> str:
        """The operators that show these words; a typeface with many characters is split into several fonts."""
        document = self._canvas._doc  # type: ignore[attr-defined]
        cut = font(face)
        return " ".join(
            f"{cut.getSubsetInternalName(part, document)} {size:g} Tf <{codes.hex()}> Tj"
            for part, codes in cut.splitString(words, document)
        )
