"""What became of a paste, and the one sentence in which it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.language import _, ngettext
from ui.forms.grid_block import Block

NAMED = 5
"""So many rows or captions that were not found are named."""


@dataclass(frozen=True)
class Pasted:
    """What became of a paste: the cells it went to, how many rows, which were not found, how many cells are unclear.

    ``left`` cells with something in them found no place; ``strange`` are captions that no column bears. Of what is
    named in ``doubled`` more than one row was pasted, and none went in; ``months`` days named only their month;
    ``totals`` rows add up others and stay out; the choices of ``below`` were taken from the row above; in the rows of
    ``overruled`` a figure gave way to what follows from others. ``notes`` are further sentences.
    """

    block: Block
    rows: int
    unread: int = 0
    lost: tuple[str, ...] = ()
    by_captions: bool = False
    left: int = 0
    strange: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    months: int = 0
    totals: int = 0
    below: tuple[str, ...] = ()
    overruled: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def told(self) -> str:
        """One sentence about what a person cannot see at once; empty when there is nothing to say."""
        parts = []
        if self.by_captions:
            parts.append(
                ngettext(
                    "{count} line pasted by its captions.", "{count} lines pasted by their captions.", self.rows
                ).format(count=self.rows)
            )
        if self.lost:
            parts.append(_("Not found: {lost}.").format(lost=_named(self.lost)))
        if self.doubled:
            message = _("More than one row for {names}: none of them was pasted. Add them up first.")
            parts.append(message.format(names=_named(self.doubled)))
        if self.strange:
            parts.append(_("No column is called so, left out: {captions}.").format(captions=_named(self.strange)))
        if self.months:
            parts.append(
                ngettext(
                    "{count} day named only its month: the last day of it stands there.",
                    "{count} days named only their months: the last days of them stand there.",
                    self.months,
                ).format(count=self.months)
            )
        return "".join([*parts, *self._rows_told(), *self._cells_told(), *self.notes])

    def _rows_told(self) -> Iterator[str]:
        if self.totals:
            yield ngettext(
                "{count} row of totals was left out.", "{count} rows of totals were left out.", self.totals
            ).format(count=self.totals)
        if self.below:
            yield _("Where {captions} stood empty, the row above was taken.").format(captions=_named(self.below))
        if self.overruled:
            message = _("What was pasted differs from what the other figures give, which stands: lines {rows}.")
            yield message.format(rows=_named(tuple(map(str, self.overruled))))

    def _cells_told(self) -> Iterator[str]:
        if self.left:
            yield ngettext(
                "{count} cell found no place here and was left out.",
                "{count} cells found no place here and were left out.",
                self.left,
            ).format(count=self.left)
        if self.unread:
            yield ngettext(
                "{count} cell could not be read; it is marked.",
                "{count} cells could not be read; they are marked.",
                self.unread,
            ).format(count=self.unread)


def _named(words: tuple[str, ...]) -> str:
    return _(", ").join(words[:NAMED]) + ("…" if len(words) > NAMED else "")
