"""A table as people copy it from a printed form: with its title, captions in two rows, the head again on every page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.importing.captions import plain

DEEPEST, ENOUGH = 20, 2
"""The captions stand in the first twenty rows; a row that bears two of them is no line."""

Cells = Sequence[str]


def headed(cells: Sequence[Cells], known: Collection[str]) -> Sequence[Cells]:
    """The table from its captions on, these in one row, without the heads repeated further down."""
    counts = [_known(row, known) for row in cells[:DEEPEST]]
    if not counts or max(counts) < ENOUGH:
        return cells
    place = counts.index(max(counts))
    head, below = list(cells[place]), list(cells[place + 1 :])
    second = below.pop(0) if below and _continues(below[0], known) else ()
    head += [""] * (len(second) - len(head))
    for at, caption in enumerate(second):
        head[at] = caption if caption.strip() else head[at]
    return [head, *(row for row in below if row != second and _known(row, known) < ENOUGH)]


def _known(row: Cells, known: Collection[str]) -> int:
    return len({name for cell in row if cell.strip() and (name := plain(cell)) in known})


def _continues(row: Cells, known: Collection[str]) -> bool:
    """Whether a row stands under merged captions, as 综合单价 and 合价 under 金额（元）, and is no line itself."""
    return _known(row, known) > 0 and not any(sign.isdigit() for cell in row for sign in cell)
