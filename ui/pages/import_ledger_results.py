"""What comes of a site's own ledger: its sums beside ours to the fen, rows that stay out, what each contract owes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple, overload

from PySide6.QtGui import QColor

from models.importing.recognition import ContractBalance, OpenRow, SheetProposal
from models.language import N_, _
from models.money import Money
from models.problems import Problem
from ui import theme
from ui.pages.import_tables import PlainModel
from ui.tables.formats import money


@dataclass(frozen=True)
class Side:
    """A figure of the workbook beside ours; ``theirs`` None where the workbook states none, ``open`` stays out.

    ``beside`` is in ours and not in theirs: ``deposits``, and money received that settles nothing yet.
    """

    where: str
    what: str
    theirs: Money | None
    ours: Money
    beside: Money = Money()
    open: Money = Money()
    deposits: Money = Money()

    @property
    def difference(self) -> Money | None:
        return None if self.theirs is None else self.ours + self.open - self.beside - self.theirs


class SidesModel(PlainModel):
    """Sums of the workbook beside ours, to the fen."""

    captions: tuple[str, ...] = (
        N_("Where"), N_("What"), N_("The ledger says"), N_("Rows come to"), N_("Stays out"), N_("Difference"),
    )  # fmt: skip
    figures = frozenset((2, 3, 4, 5))

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Side] = ()

    def put(self, rows: Sequence[Side]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def count(self) -> int:
        return len(self.rows)

    def words(self, row: int) -> Sequence[str]:
        one = self.rows[row]
        theirs = "–" if one.theirs is None else money(one.theirs)
        rest = "" if one.difference is None else money(one.difference)
        return (one.where, one.what, theirs, money(one.ours - one.beside), money(one.open) if one.open else "–", rest)

    def vacant(self) -> frozenset[int]:
        return frozenset() if any(one.open for one in self.rows) else frozenset({4})

    def tone(self, row: int, column: int) -> QColor | None:
        rest, is_last = self.rows[row].difference, column == len(self.captions) - 1
        if column == 4 and not is_last and self.rows[row].open:
            return theme.colour("warning")
        return theme.colour("warning" if rest else "done") if is_last and rest is not None else None


class OwedModel(SidesModel):
    """What each contract owes, beside the ledger."""

    captions = (
        N_("Contract"), N_("What"), N_("The ledger says"), N_("Balance"), N_("Deposits among it"), N_("Left free"),
        N_("Difference"),
    )  # fmt: skip
    figures = frozenset((2, 3, 4, 5, 6))

    def words(self, row: int) -> Sequence[str]:
        one = self.rows[row]
        where, what, theirs, _ours, _open, rest = super().words(row)
        free = one.beside - one.deposits
        beside = (money(amount) if amount else "–" for amount in (one.deposits, free))
        return (where, what, theirs, money(one.ours), *beside, rest)

    def vacant(self) -> frozenset[int]:
        said = {1: len({one.what for one in self.rows}) > 1, 4: any(one.deposits for one in self.rows),
                5: any(one.beside - one.deposits for one in self.rows)}  # fmt: skip
        return frozenset(column for column, tells in said.items() if not tells)


def sides_of(sheet: SheetProposal) -> Iterator[Side]:
    """Every total the sheet states, and the sums of columns for which it states none; other currencies apart."""
    stated = {one.caption for one in sheet.stated_totals}
    named = {one: _("{caption} (only compared)").format(caption=one) for one in sheet.unused}
    for caption, amount in sheet.sums.items():
        if caption not in stated:
            what = named.get(caption, caption)
            yield Side(sheet.name, what, None, amount, open=sheet.open_sums.get(caption, Money()))
    for one in sheet.stated_totals:
        where, whole = _("{sheet} row {row}").format(sheet=sheet.name, row=one.row), sheet.sheet_sums.get(one.caption)
        what = named.get(one.caption, one.caption)
        yield Side(where, what, one.stated, one.ours, open=whole - one.ours if one.stated == whole else Money())
    for currency, sums in sheet.foreign_sums.items():
        for caption, amount in sums.items():
            yield Side(sheet.name, f"{caption} {currency}", None, Money(), open=amount)


def side_of(one: ContractBalance) -> Side:
    """What a contract owes beside what the ledger says of it."""
    name = f"{one.number} {one.name}" if one.name != one.number else one.number
    what = one.stated.caption if one.stated else _("Balance")
    stated, beside = one.stated.amount if one.stated else None, one.beside
    return Side(name, what, stated, one.balance, beside, deposits=one.deposits)


class Remark(NamedTuple):
    """A row that stays out (``open``), or a note about a row that comes in; ``row`` as Excel counts.

    Its sentence is made when somebody looks at it: a ledger may have a hundred thousand of them.
    """

    sheet: str
    row: int
    open: OpenRow | None = None
    note: Problem | None = None

    @property
    def is_open(self) -> bool:
        return self.open is not None

    @property
    def amount(self) -> str:
        if self.open is None or self.open.amount is None:
            return ""
        return f"{self.open.currency} {money(self.open.amount)}".strip()

    @property
    def sentence(self) -> str:
        return self.open.reason() if self.open else self.note.sentence() if self.note else ""


def _opened(one: OpenRow) -> Remark:
    return Remark(one.sheet, one.row, one)


def _advised(one: Problem) -> Remark:
    return Remark(one.place[0], 0, note=one)


def _noted(sheet: str, one: tuple[int, Problem]) -> Remark:
    return Remark(sheet, one[0] + 1, note=one[1])


class Remarks(Sequence[Remark]):
    """Remarks on what stands in several lists, each with its way to be made; none is made before it is looked at."""

    def __init__(self, pieces: Iterable[tuple[Sequence[Any], Callable[[Any], Remark]]]) -> None:
        self._pieces = [piece for piece in pieces if piece[0]]
        self._starts = list(accumulate((len(every) for every, _make in self._pieces), initial=0))

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, place: int) -> Remark: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Remark]: ...
    def __getitem__(self, place: int | slice) -> Remark | Sequence[Remark]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        at = bisect_right(self._starts, place) - 1
        every, make = self._pieces[at]
        return make(every[place - self._starts[at]])


class RemarksModel(PlainModel):
    """Rows that stay out with the reason, then what is worth knowing of the others."""

    captions = (N_("What"), N_("Sheet"), N_("Row"), N_("Amount"), N_("Reason"))
    figures = frozenset((3,))

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Remark] = ()
        self.stays = 0

    def put(self, sheets: Sequence[SheetProposal], advice: Sequence[Problem]) -> None:
        coming = [sheet for sheet in sheets if not sheet.left_out]
        self.beginResetModel()
        self.stays = sum(len(sheet.open) for sheet in coming)
        self.rows = Remarks(
            [
                *((sheet.open, _opened) for sheet in coming),
                (advice, _advised),
                *((sheet.notes, partial(_noted, sheet.name)) for sheet in coming),
            ]
        )
        self.endResetModel()

    def count(self) -> int:
        return len(self.rows)

    def words(self, row: int) -> Sequence[str]:
        one = self.rows[row]
        what = _("Stays out") if one.is_open else _("Note")
        return (what, one.sheet, str(one.row or ""), one.amount, one.sentence)

    def tone(self, row: int, column: int) -> QColor | None:
        return theme.colour("warning" if self.rows[row].is_open else "muted") if column == 0 else None
