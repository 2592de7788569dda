"""A ledger that comes again corrected: what the book has and the sheet has no more is never doubled in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing.recognition.brought import Harvest, Row
from models.importing.recognition.doubled import BOTH, ONCE, Twice, said_of
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, RECEIPTS
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import first_of
from models.receipts import Receipt

_NEAR = timedelta(days=31)
_FEWEST, _NAMED = 2, 3
"""From so many new rows on most of which the book has otherwise, the ledger comes again; so many numbers are named."""
_CORRECTED = N_(
    "The book has {amount} of {day} as {number}, and the sheet has it no more: where this row corrects it, correct it "
    "in the book. Where both are true, answer so: then it comes in."
)
_KNOWN = N_("{amount} is in the book already as {number} of {day}: it comes in once, unless it is said to be two.")
_MAY_CORRECT = N_(
    "The book has {amount} of {day} as {number}, and the sheet does not: the row comes in beside it. If it only "
    "corrects it, answer so."
)
_OTHER = N_("The book has {number} of {day} with {amount}: correct it there, or correct the row.")
_NO_MORE = N_(
    "{count} entries that the book has between {first} and {last} stand in this sheet no more ({numbers}), {amount} in "
    "all. The entries of the sheet come to {sheet}, those of the book then to {book}."
)
_ASKED = N_(
    "Row {row} of “{sheet}” is new, and {other} is in the book and not in the sheet. Is it the same, corrected?"
)
_CHOICES = (
    (ONCE, N_("The same: the row stays out, the book is corrected by hand")),
    (BOTH, N_("Another: both count")),
)


@dataclass(frozen=True)
class Paper:
    """A receipt or certificate of the book, of a payer or under a contract; ``whose`` are both where both are known."""

    number: str
    whose: str
    contract: str
    day: date
    amount: Money


_NUMBER = PaymentCertificate.number
_DAY = {RECEIPTS: "received_on", CERTIFICATES: "certified_on"}
_TOLD_BY = {RECEIPTS: (RECEIPTS, ACCOUNT), CERTIFICATES: (CERTIFICATES, ACCOUNT)}
_WHOSE = {RECEIPTS: "payer", CERTIFICATES: "contract"}


def leave_corrected(session: Session, found: Harvest, answers: Mapping[str, str]) -> None:
    """Compare receipts and certificates of a workbook with those of the book that it does not name."""
    for form, of_book in ((RECEIPTS, _receipts), (CERTIFICATES, _certificates)):
        rows = [
            row for row in found.rows.get(form, ()) if row.ledger.kind in _TOLD_BY[form] and row.values.get(_DAY[form])
        ]
        if rows:
            booked = found.booked if form == RECEIPTS else set(map(folded, session.scalars(select(_NUMBER))))
            _compare(found, form, rows, booked, partial(of_book, session), answers)


def _compare(
    found: Harvest, form: str, rows: Sequence[Row], booked: set[str], of_book: Callable[[], Iterator[Paper]],
    answers: Mapping[str, str],
) -> None:  # fmt: skip
    named = {folded(row.values["number"]) for row in found.rows[form]}
    if not booked or (named >= booked and all(map(_is_made, rows))):
        return
    papers = {folded(one.number): one for one in of_book()}
    left = _Left(one for number, one in papers.items() if number not in named)
    by_ledger: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_ledger[id(row.ledger)].append(row)
    for mine in by_ledger.values():
        known = [paper for row in mine if (paper := papers.get(folded(row.values["number"])))]
        more, again = left.between(form, mine), _comes_again(form, mine, booked, left)
        for row in (one for one in mine if not _is_made(one)):
            _expect_same(form, row, papers.get(folded(row.values["number"])))
        new = [row for row in mine if _is_made(row) and folded(row.values["number"]) not in booked]
        _ask(form, new, again, left, answers)
        if again and more:
            _tell(form, mine, booked, known, more)
    gone = {row.values["number"] for row in found.rows[form] if row.line.is_open}
    for one in found.reversals if form == RECEIPTS else ():
        if one.number in gone and not one.row.line.is_open:
            one.row.line.open(N_("The receipt it takes back stays out."))
    found.rows[form] = [row for row in found.rows[form] if not row.line.is_open]


def _is_made(row: Row) -> bool:
    """Whether its number is made of what the row says: then the same number is the same row."""
    return not row.line.text("number") and "period" not in row.line.values


def _expect_same(form: str, row: Row, known: Paper | None) -> None:
    """What has a number of its own may say something else than the book under it."""
    if known is not None and (known.day, known.amount) != (row.values[_DAY[form]], _amount(form, row)):
        row.line.open(_OTHER, number=known.number, day=known.day, amount=known.amount.grouped)


def _amount(form: str, row: Row) -> Money:
    said = row.values
    if form == RECEIPTS:
        return said["amount"]  # type: ignore[no-any-return]
    return Money.total([said["work"], said.get("variations") or Money()])


class _Left:
    """What the book has and the workbook does not name."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.taken: set[str] = set()
        self._of = defaultdict[Any, list[Paper]](list)
        for one in papers:
            whose = folded(one.whose)
            for key in (whose, (whose, one.day), (whose, one.amount)):
                self._of[key].append(one)

    def like(self, form: str, row: Row, near: timedelta) -> Paper | None:
        """The same money of another day, or other money of the same day."""
        day, amount, contract = row.values[_DAY[form]], _amount(form, row), row.values.get("contract", "")
        whose = folded(row.values[_WHOSE[form]])
        alike = [one for one in (*self._of.get((whose, day), ()), *self._of.get((whose, amount), ()))
                 if one.number not in self.taken and not (contract and one.contract and one.contract != contract)
                 and abs(one.day - day) <= near]  # fmt: skip
        return min(alike, key=lambda one: (one.day != day, one.amount != amount, abs(one.day - day)), default=None)

    def between(self, form: str, rows: Sequence[Row]) -> list[Paper]:
        """Of the payers and contracts of these rows, from their first day to their last."""
        days = [row.values[_DAY[form]] for row in rows]
        whose = {folded(row.values[_WHOSE[form]]) for row in rows}
        contracts = {row.values.get("contract", "") for row in rows}
        first, last = min(days), max(days)
        return [one for key in whose for one in self._of.get(key, ()) if first <= one.day <= last
                and (not one.contract or one.contract in contracts or "" in contracts)]  # fmt: skip


def _comes_again(form: str, rows: Sequence[Row], booked: set[str], left: _Left) -> bool:
    """Whether the book has some of these rows, or most of them otherwise."""
    new = [row for row in rows if _is_made(row) and folded(row.values["number"]) not in booked]
    alike = [row for row in new if left.like(form, row, _NEAR)]
    found = any(folded(row.values["number"]) in booked for row in rows)
    return found or (len(new) >= _FEWEST and 2 * len(alike) > len(new))


def _ask(form: str, new: Sequence[Row], again: bool, left: _Left, answers: Mapping[str, str]) -> None:
    """Keep rows open that the book likely has otherwise; what that is, is kept with their ledger, to be asked."""
    for ledger in {id(row.ledger): row.ledger for row in new}.values():
        left.taken |= {one.number for one in ledger.doubled.values()}  # the rows they belong to are open already
    for row in new:
        other = left.like(form, row, _NEAR if again else timedelta())
        if other is not None:
            left.taken.add(other.number)
            _leave(form, row, other, again, answers)


def _leave(form: str, row: Row, other: Paper, again: bool, answers: Mapping[str, str]) -> None:
    same = (other.day, other.amount) == (row.values[_DAY[form]], _amount(form, row))
    proposed = ONCE if again or same else BOTH
    name = f"{row.ledger.sheet.name}!{row.line.row + 1}"
    told = {"number": other.number, "day": other.day, "amount": other.amount.grouped}
    shown = f"{other.number} {other.day} {other.amount.grouped}"
    twice = Twice(row.line.row, shown, _amount(form, row), other.number, _ASKED, _CHOICES, proposed, same)
    row.ledger.doubled[name] = twice
    said = said_of(name, twice, answers)
    if said == ONCE:
        row.line.open(_KNOWN if same else _CORRECTED, **told)
    elif name not in answers:
        row.ledger.note(row.line.row, _MAY_CORRECT, **told)


def _tell(form: str, rows: Sequence[Row], booked: set[str], known: Sequence[Paper], more: Sequence[Paper]) -> None:
    """The sum of the book beside that of the sheet, where the book has more."""
    ledger: Ledger = rows[0].ledger
    if ledger.header is None or any(problem.message == _NO_MORE for _, problem in ledger.notes):
        return
    new = [row for row in rows if not row.line.is_open and folded(row.values["number"]) not in booked]
    book = Money.total([*(one.amount for one in (*known, *more)), *(_amount(form, row) for row in new)])
    days = [row.values[_DAY[form]] for row in rows]
    numbers = first_of([one.number for one in more], _NAMED)
    ledger.note(ledger.header.bottom, _NO_MORE, count=len(more), first=min(days), last=max(days), numbers=numbers,
                amount=Money.total(one.amount for one in more).grouped, book=book.grouped,
                sheet=Money.total(_amount(form, row) for row in rows).grouped)  # fmt: skip


def _receipts(session: Session) -> Iterator[Paper]:
    """Receipts that count, other than such as went back."""
    back = aliased(Receipt)
    gone = select(back.id).where(back.reverses_id == Receipt.id, back.void == 0).exists()
    columns = (Receipt.number, Party.name, Contract.number, Receipt.received_on, Receipt.amount)
    rows = select(*columns).join(Party, Party.id == Receipt.payer_id)
    rows = rows.outerjoin(Contract, Contract.id == Receipt.contract_id)
    for number, payer, contract, day, amount in session.execute(
        rows.where(Receipt.void == 0, Receipt.amount > 0, ~gone)
    ):
        yield Paper(number, payer, contract or "", day, amount)


def _certificates(session: Session) -> Iterator[Paper]:
    c = PaymentCertificate
    rows = select(c.number, Contract.number, c.certified_on, c.work, c.variations, c.gross)
    rows = rows.join(Contract, Contract.id == c.contract_id).where(c.void == 0, c.kind != "advance")
    for number, contract, day, work, variations, gross in session.execute(rows):
        if day is not None:
            whole = gross if work is None else work + (variations or Money())
            yield Paper(number, contract, contract, day, whole)
