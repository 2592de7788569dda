"""What certificates say was received and on no day: receipts of their days, where nothing else tells better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.plan import chunks
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, RECEIPTS
from models.language import N_
from models.money import Money
from models.receipts import Receipt

PREFIX = "YF"
"""The numbers of these receipts begin so."""
_FELL = N_("What was received to date fell from {known} to {figure}: nothing of it comes in. Correct the row.")
_DAYS = N_(
    "“{caption}” says what was received and not when: it comes in as receipts of the days of the certificates, "
    "{amount} in all. Correct the days of the receipts where they matter."
)
_ELSEWHERE = N_("{amount} of “{caption}” of {contract} stays out: receipts of this contract come from elsewhere.")


def brings_paid(ledger: Ledger) -> bool:
    """Whether what its certificates say was received comes in."""
    return bool(ledger.paid) and ledger.answers.received is not False


def look_at_paid(session: Session, ledgers: Sequence[Ledger]) -> None:
    """Give every certificate what was received of it and the day that stands for it."""
    told = {line.text(name) for one in ledgers if one.kind in (RECEIPTS, ACCOUNT) for line in one.coming
            for name in ("deal", "party") if name == "deal" or not line.text("deal")}  # fmt: skip
    for ledger in ledgers:
        column = ledger.columns.get("received") or ledger.columns.get(f"received.{TO_DATE}")
        if ledger.kind != CERTIFICATES or ledger.left_out or ledger.views or ledger.beside or column is None:
            continue
        found = by_contract(ledger.coming)
        elsewhere = _paid_in_book(session, list(found)) | told
        ledger.paid = Money()
        ledger.paid_apart = not any(_worked(line) and line.money(column.role) for line in ledger.coming)
        for number, lines in found.items():
            mine = _of_periods(ledger, lines) if column.role.endswith(TO_DATE) else _stated(lines)
            whole = Money.total(mine.values())
            if not {number, lines[0].text("party")} & elsewhere:
                ledger.paid += whole
                _give(lines, mine)
            elif whole:
                ledger.note(lines[0].row, _ELSEWHERE, amount=whole.grouped, caption=column.caption, contract=number)
        if brings_paid(ledger) and ledger.header and not ledger.paid_apart:
            ledger.note(ledger.header.bottom, _DAYS, caption=column.caption, amount=ledger.paid.grouped)


def _worked(line: Line) -> Money | None:
    return line.money("work") or line.money(f"work.{TO_DATE}")


def _give(lines: Sequence[Line], amounts: dict[int, Money]) -> None:
    for line in lines:
        when = line.values.get("certified_on") or line.values.get("period_to") or line.values.get("submitted_on")
        line.values.pop("received", None)
        if when is not None and amounts.get(id(line)):
            line.values["received"], line.values["received_on"] = amounts[id(line)], when


def _stated(lines: Sequence[Line]) -> dict[int, Money]:
    return {id(line): amount for line in lines if (amount := line.money("received"))}


def _of_periods(ledger: Ledger, lines: Sequence[Line]) -> dict[int, Money]:
    """Figures to date as the differences from row to row."""
    found, known = dict[int, Money](), Money()
    for line in lines:
        figure = line.money(f"received.{TO_DATE}")
        if figure is not None and figure < known:
            ledger.note(line.row, _FELL, known=known.grouped, figure=figure.grouped)
        elif figure is not None:
            found[id(line)], known = figure - known, figure
    return found


def _paid_in_book(session: Session, numbers: Sequence[str]) -> set[str]:
    """Contracts for which the book has receipts that no ledger of certificates brought."""
    found: dict[str, bool] = defaultdict(bool)
    rows = select(Contract.number).join(Receipt, Receipt.contract_id == Contract.id)
    rows = rows.where(Receipt.void == 0, Receipt.number.not_like(f"{PREFIX}-%"))
    for some in chunks(set(numbers)):
        found.update((number, True) for number in session.scalars(rows.where(Contract.number.in_(some)).distinct()))
    return set(found)
