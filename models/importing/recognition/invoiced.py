"""Invoices of a ledger: each with its number, day, contract and amounts; what red ones take back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.recognition.brought import NO_AMOUNT, Harvest, Row, remark_of
from models.importing.recognition.ledger import Ledger, Line, day_of
from models.importing.recognition.words import INVOICES
from models.invoices import VatInvoice
from models.invoices.draft import E_ORDINARY, E_SPECIAL, ORDINARY, SPECIAL
from models.language import N_
from models.money import Money

_UNKNOWN = N_("There is no invoice “{number}”: bring in the ledger it stands in first.")
BESIDE = frozenset(("invoice", "invoiced_on", "invoiced"))
"""What a ledger of receipts says of an invoice in the same row."""
_ORDINARY = re.compile("普")
_NUMBER = re.compile(r"\d{8,20}")
_E_DIGITS = 20
_NO_NUMBER = N_("The invoice number is missing: fill it in.")
_NO_DAY = N_("The day of the invoice is missing: fill it in.")
_NO_CONTRACT = N_(
    "An invoice belongs to a contract, and the row does not say to which: write the contract number or name, or "
    "answer it for the sheet (contract)."
)
_NO_BLUE = N_("The invoice is negative: write the number of the invoice it takes back into its remark.")


def invoice(found: Harvest, ledger: Ledger, line: Line) -> None:
    """A row of a ledger of invoices."""
    day, number, amount = day_of(ledger, line, "invoiced_on"), line.text("invoice"), line.money("amount")
    if not amount:
        line.open(NO_AMOUNT)
    elif not number:
        line.open(_NO_NUMBER)
    elif day is None:
        line.open(_NO_DAY)
    elif not line.text("deal"):
        line.open(_NO_CONTRACT)
    elif amount < Money() and not _takes_back(line):
        line.open(_NO_BLUE)
    else:
        net, tax = line.money("amount.net"), line.money("amount.tax")
        found.add(
            INVOICES, ledger, line, contract=line.text("deal"), number=number, kind=_kind(number, line), gross=amount,
            invoiced_on=day, buyer=line.text("party"), net=net if tax is not None else None,
            vat=tax if net is not None else None, cancels=_takes_back(line) if amount < Money() else "",
            remark=remark_of(line),
        )  # fmt: skip


def beside_receipt(found: Harvest, ledger: Ledger, line: Line) -> bool:
    """Whether the row also has a whole invoice, which comes in then."""
    day, number, amount = day_of(ledger, line, "invoiced_on"), line.text("invoice"), line.money("invoiced")
    if day is None or not number or not amount or amount < Money() or not line.text("deal"):
        return False
    found.add(INVOICES, ledger, line, contract=line.text("deal"), number=number, kind=_kind(number, line),
              gross=amount, invoiced_on=day, buyer=line.text("party"))  # fmt: skip
    return True


def _kind(number: str, line: Line) -> str:
    ordinary = any(_ORDINARY.search(text) for text in _texts(line))
    if len(number) == _E_DIGITS or not number.isdigit():
        return E_ORDINARY if ordinary else E_SPECIAL
    return ORDINARY if ordinary else SPECIAL


def _takes_back(line: Line) -> str:
    """The number of the invoice that a red one names in its remark."""
    numbers = (one for text in _texts(line) for one in _NUMBER.findall(text))
    return next((one for one in numbers if one != line.text("invoice")), "")


def _texts(line: Line) -> Iterator[str]:
    names: Any = (role for role in line.values if role == "kind" or role.startswith("remark"))
    return (line.text(role) for role in names)


def without_unknown(session: Session, found: Harvest) -> None:
    """A red invoice whose own is neither in the workbook nor in the book stays open; so does a number said twice."""
    rows = found.rows.get(INVOICES, [])
    booked = set(session.scalars(select(VatInvoice.number))) if rows else set()
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.values["number"], row)
        if other is not row and row.ledger.kind == INVOICES:
            row.line.open(N_("The invoice stands in row {row} already."), row=other.line.row + 1)
    for row in rows:
        cancelled = row.values.get("cancels")
        if cancelled and cancelled not in booked and cancelled not in first:
            row.line.open(
                N_("There is no invoice “{number}”: bring in the ledger it stands in first."), number=cancelled
            )
    if rows:
        found.rows[INVOICES] = [row for row in rows if not row.line.is_open and first[row.values["number"]] is row]
