"""The rows of the matching desk: a match over as many lines as its longer side has, the rest one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtGui import QColor

from models import matching
from models.language import N_, _, text
from models.matching import LedgerLine, Matched, Standing
from models.money import Money
from ui import theme
from ui.pages.import_tables import PlainModel
from ui.tables.formats import money

ALL, PROPOSED, ALONE, TAKEN = "all", "proposed", "alone", "taken"
SHOWN = {ALL: N_("All"), PROPOSED: N_("Proposed"), ALONE: N_("In one ledger only"), TAKEN: N_("Matched")}
WIDTHS = (80, 104, 150, 124, 124, 104, 110, 150, 100)


@dataclass(frozen=True)
class DeskRow:
    """``match`` and the place of the row in it, or a line that stands alone; ``reason`` is why."""

    kind: str
    ours: LedgerLine | None
    theirs: LedgerLine | None
    match: Matched | None = None
    first: bool = True
    reason: str = ""


def rows_of(found: Standing, proposed: Sequence[Matched]) -> list[DeskRow]:
    """Proposals first, then what stands alone by day, then what is matched."""
    held = {line.key for one in proposed for line in (*one.ours, *one.theirs)}
    alone = [one for one in (*found.only_ours, *found.only_theirs) if one.key not in held]
    ours = {one.key for one in found.only_ours}
    lonely = [
        DeskRow(ALONE, one if one.key in ours else None, None if one.key in ours else one,
                reason=found.explained.get(one.key, ""))
        for one in sorted(alone, key=lambda one: (one.on, one.key))
    ]  # fmt: skip
    return [*_spread(PROPOSED, proposed), *lonely, *_spread(TAKEN, found.matches)]


def _spread(kind: str, matches: Iterable[Matched]) -> Iterator[DeskRow]:
    for match in matches:
        for place, (mine, other) in enumerate(zip_longest(match.ours, match.theirs)):
            yield DeskRow(kind, mine, other, match, place == 0, match.remark)


class DeskModel(PlainModel):
    """Our day, reference and amount; theirs; the difference; why."""

    captions = (
        N_("Matching"), N_("Our day"), N_("Our document"), N_("Our amount"), N_("Their amount"), N_("Their day"),
        N_("Their reference"), N_("Their text"), N_("Difference"), N_("Reason"),
    )  # fmt: skip
    figures = frozenset({3, 4, 8})

    def __init__(self) -> None:
        super().__init__()
        self._every: list[DeskRow] = []
        self.rows: list[DeskRow] = []
        self.kind = ALL

    def put(self, rows: Sequence[DeskRow]) -> None:
        self._every = list(rows)
        self.narrow(self.kind)

    def narrow(self, kind: str) -> None:
        """Show only rows of one kind."""
        self.beginResetModel()
        self.kind = kind
        self.rows = [one for one in self._every if kind in (ALL, one.kind)]
        self.endResetModel()

    def groups(self, kind: str) -> int:
        """How many matches or lonely lines there are of a kind."""
        return sum(1 for one in self._every if one.first and kind in (ALL, one.kind))

    def count(self) -> int:
        return len(self.rows)

    def words(self, row: int) -> Sequence[str]:
        one = self.rows[row]
        match = one.match
        apart = match.difference if match and one.first else Money()
        why = one.reason or (text(matching.WAYS[match.reason]) if match and one.first else "")
        return (
            text(SHOWN[one.kind]) if one.first else "", *_side(one.ours), *_other(one.theirs),
            money(apart, False) if apart else "", why,
        )  # fmt: skip

    def tone(self, row: int, column: int) -> QColor | None:
        one = self.rows[row]
        if column == 0 and one.kind == ALONE:
            return theme.colour("muted" if one.reason else "warning")
        if column == 0 and one.kind == PROPOSED:
            return theme.colour("accent")
        return theme.colour("danger") if column == 8 else None


def _side(line: LedgerLine | None) -> tuple[str, str, str]:
    return (line.on.isoformat(), line.reference or line.text, money(line.amount, False)) if line else ("", "", "")


def _other(line: LedgerLine | None) -> tuple[str, str, str, str]:
    return (money(line.amount, False), line.on.isoformat(), line.reference, line.text) if line else ("", "", "", "")


def told(found: Standing, proposed: int) -> str:
    """Both balances, what lies between them, whether it is explained; and where nothing belongs together."""
    between = money(found.theirs + found.unlisted - found.ours, False)
    said = _("Our book {ours} · the owner's ledger {theirs} · difference {between}").format(
        ours=money(found.ours, False), theirs=money(found.theirs + found.unlisted, False), between=between
    )
    if found.only_ours and found.only_theirs and not (found.matches or proposed):
        said += " · " + _(matching.NOTHING_AGREES)
    rest = found.unexplained + bool(found.unlisted)
    if not rest:
        return said + " · " + _("every difference is explained")
    return said + " · " + _("not explained yet: {count}").format(count=rest)
