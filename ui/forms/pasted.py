"""What became of a paste, and the one sentence in which it is told."""

from __future__ import annotations

from dataclasses import dataclass

from models.language import _, ngettext
from ui.forms.grid_block import Block

NAMED = 5
"""So many rows or captions that were not found are named."""


@dataclass(frozen=True)
class Pasted:
    """What became of a paste: the cells it went to, how many rows, which were not found, how many cells are unclear.

    ``left`` cells with something in them found no place; ``strange`` are captions that no column bears.
    """

    block: Block
    rows: int
    unread: int = 0
    lost: tuple[str, ...] = ()
    by_captions: bool = False
    left: int = 0
    strange: tuple[str, ...] = ()

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
            lost = _(", ").join(self.lost[:NAMED]) + ("…" if len(self.lost) > NAMED else "")
            parts.append(_("Not found: {lost}.").format(lost=lost))
        if self.strange:
            strange = _(", ").join(self.strange[:NAMED]) + ("…" if len(self.strange) > NAMED else "")
            parts.append(_("No column is called so, left out: {captions}.").format(captions=strange))
        if self.left:
            parts.append(
                ngettext(
                    "{count} cell found no place here and was left out.",
                    "{count} cells found no place here and were left out.",
                    self.left,
                ).format(count=self.left)
            )
        if self.unread:
            parts.append(
                ngettext(
                    "{count} cell could not be read; it is marked.",
                    "{count} cells could not be read; they are marked.",
                    self.unread,
                ).format(count=self.unread)
            )
        return "".join(parts)
