"""Red invoices that name none: the one each can mean is proposed, by contract, buyer and amount; else it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.contracts import Contract
from models.importing.recognition.brought import Row
from models.importing.recognition.doubts import REVERSAL
from models.importing.recognition.signs import MOST
from models.importing.values import folded
from models.invoices import VatInvoice
from models.language import N_
from models.money import Money
from models.parties import Party

_TAKEN = N_("The row takes back invoice {number} of {day}.")
_NO_BLUE = N_("The invoice is negative: write the number of the invoice it takes back into its remark.")
_SEVERAL = N_("The invoice is negative and may take back any of: {numbers}. Write its number into the remark.")


@dataclass
class Blue:
    """An invoice that may be taken back, and what red ones left of it."""

    number: str
    contract: str
    buyer: str
    day: date
    left: Money

    @property
    def told(self) -> str:
        return f"{self.number} · {self.day} · {self.left.grouped}"


def with_own(session: Session, rows: list[Row], answers: Mapping[str, str]) -> Iterator[Row]:
    """The rows; a red one without the invoice it takes back gets it, or stays open."""
    nameless = [row for row in rows if row.values["gross"] < Money() and not row.values.get("cancels")]
    known = dict(_taken_back(session)) if nameless else {}
    blues = _blues(session, rows) if nameless else []
    for row in rows:
        if row not in nameless:
            yield row
            continue
        key = f"{row.ledger.sheet.name}!{row.line.row + 1}"
        number = answers.get(key) or known.get(row.values["number"]) or _meant(row, key, blues)
        yield replace(row, values={**row.values, "cancels": number}) if number else row


def _meant(row: Row, key: str, blues: Iterable[Blue]) -> str:
    """The only invoice of the whole amount; several, or only larger ones, are for a person to choose from."""
    said, amount = row.values, -row.values["gross"]
    buyer = folded(said.get("buyer", ""))
    near = [one for one in blues if one.contract == said["contract"] and one.day <= said["invoiced_on"]
            and one.left >= amount and (not buyer or folded(one.buyer) in ("", buyer))]  # fmt: skip
    whole = [one for one in near if one.left == amount]
    if len(whole) == 1:
        whole[0].left = Money()
        row.ledger.note(row.line.row, _TAKEN, number=whole[0].number, day=whole[0].day)
        return whole[0].number
    among = whole or near
    row.ledger.doubt(REVERSAL, key, tuple((one.number, one.told) for one in among[:MOST]))
    if among:
        row.line.open(_SEVERAL, numbers=tuple(f"{one.number} ({one.day})" for one in among[:5]))
    else:
        row.line.open(_NO_BLUE)
    return ""


def _blues(session: Session, rows: Iterable[Row]) -> list[Blue]:
    """Those of the workbook and of the book, less what other red ones take back of them."""
    found = {one.number: one for one in _of_book(session)}
    for row in rows:
        said = row.values
        if said["gross"] > Money() and said["number"] not in found:
            found[said["number"]] = Blue(said["number"], said["contract"], said.get("buyer", ""), said["invoiced_on"],
                                         said["gross"])  # fmt: skip
    booked = {number for number, _ in _taken_back(session)}
    for row in rows:
        named = found.get(row.values.get("cancels", ""))
        if named and row.values["number"] not in booked:
            named.left += row.values["gross"]
    return sorted(found.values(), key=lambda one: (one.day, one.number))


def _of_book(session: Session) -> Iterator[Blue]:
    columns = (VatInvoice.number, Contract.number, Party.name, VatInvoice.invoiced_on, VatInvoice.gross, VatInvoice.id)
    rows = (
        select(*columns)
        .join(Contract, Contract.id == VatInvoice.contract_id)
        .join(Party, Party.id == VatInvoice.buyer_id)
    )
    standing = rows.where(VatInvoice.void == 0, VatInvoice.cancels_id.is_(None))
    back: dict[str, Money] = {}
    taken = select(VatInvoice.cancels_id, VatInvoice.gross)
    for key, amount in session.execute(taken.where(VatInvoice.void == 0, VatInvoice.cancels_id.is_not(None))):
        back[key or ""] = back.get(key or "", Money()) + amount
    for number, contract, buyer, day, gross, key in session.execute(standing):
        yield Blue(number, contract, buyer, day, gross + back.get(key, Money()))


def _taken_back(session: Session) -> list[tuple[str, str]]:
    """Red invoices of the book, and what each takes back."""
    blue = aliased(VatInvoice)
    rows = select(VatInvoice.number, blue.number).join(blue, VatInvoice.cancels_id == blue.id)
    return [(red, number) for red, number in session.execute(rows.where(VatInvoice.void == 0))]
