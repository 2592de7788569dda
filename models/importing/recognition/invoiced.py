"""Invoices of a ledger: each with its number, day, contract and amounts; what red ones take back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.recognition import voided
from models.importing.recognition.brought import Harvest, Row, no_amount, remark_of
from models.importing.recognition.ledger import Ledger, Line, day_of, leave_part
from models.importing.recognition.red_invoices import with_own
from models.importing.recognition.words import IGNORED, INVOICES, RECEIPTS
from models.invoices import VatInvoice
from models.invoices.draft import E_ORDINARY, E_SPECIAL, ORDINARY, SPECIAL
from models.language import N_
from models.money import Money

_UNKNOWN = N_("There is no invoice “{number}”: bring in the ledger it stands in first.")
_ORDINARY = re.compile("普")
_NUMBER = re.compile(r"\d{8,20}")
_E_DIGITS = 20
_VOID = N_("The ledger says that the invoice is void ({state}): it stays out.")
_IS_VOID = re.compile("作废|已废|废票|失控")
_NO_NUMBER = N_("The invoice number is missing: fill it in.")
_NO_DAY = N_("The day of the invoice is missing: fill it in.")
_NO_CONTRACT = N_(
    "An invoice belongs to a contract, and the row does not say to which: write the contract number or name, or "
    "answer it for the sheet."
)
_TWICE = N_("The invoice stands in row {row} already.")
_OTHER_DAY = N_("The invoice stands in row {row} already, with another contract, buyer or day: correct one of them.")
_LINES = N_("Rows {rows} are lines of one invoice: it comes in once, with {amount}.")
_FIRST = N_(
    "Invoice {number} comes in with {amount} of {day}, as {where} says; this row says another amount or day: correct "
    "one of them."
)
_ALIKE = ("contract", "buyer", "invoiced_on")
"""What the lines of one invoice have in common."""


def invoice(found: Harvest, ledger: Ledger, line: Line) -> None:
    """A row of a ledger of invoices."""
    day, number, amount = day_of(ledger, line, "invoiced_on"), _number(ledger, line), line.money("amount")
    if is_void(line):
        line.open(_VOID, state=line.text("state") or "作废")
    elif not amount:
        line.problems.append(no_amount(ledger, line))
    elif not number:
        line.open(_NO_NUMBER)
    elif day is None:
        line.open(_NO_DAY)
    elif not line.text("deal"):
        line.open(_NO_CONTRACT)
    else:
        net, tax = line.money("amount.net"), line.money("amount.tax")
        net, tax = net if tax is None or net else amount - tax, tax if net is None or tax else amount - net
        found.add(
            INVOICES, ledger, line, contract=line.text("deal"), number=number, kind=_kind(number, line), gross=amount,
            invoiced_on=day, buyer=line.text("party"), net=net if tax is not None else None,
            vat=tax if net is not None else None, cancels=_takes_back(line) if amount < Money() else "",
            remark=remark_of(line),
        )  # fmt: skip


def _number(ledger: Ledger, line: Line) -> str:
    """发票号码, or 数电发票号码 beside it where that is empty; 发票代码 is none."""
    further = (
        role for role, one in ledger.columns.items() if role.startswith("invoice.") and "代码" not in one.caption
    )
    return next((said for role in ("invoice", *further) if (said := line.text(role))), "")


def is_void(line: Line) -> bool:
    """Its state says so, or nothing else stands in its remark; 是否作废: 是 says so, too."""
    state = line.text("state")
    remarks = (line.text(role) for role in line.values if role.startswith("remark"))
    return bool(_IS_VOID.search(state) and not state.startswith(("未", "非"))) or any(
        voided.is_void(one) or one.strip("（）()。 ") == "废票" for one in remarks
    )


def beside_receipt(found: Harvest, ledger: Ledger, line: Line) -> bool:
    """Whether the row also has a whole invoice, which comes in then."""
    day, number, amount = day_of(ledger, line, "invoiced_on"), line.text("invoice"), line.money("invoiced")
    if day is None or not number or not amount:
        return False
    if not line.text("deal"):
        ledger.note(line.row, _NO_CONTRACT)
        return False
    found.add(INVOICES, ledger, line, contract=line.text("deal"), number=number, kind=_kind(number, line),
              gross=amount, invoiced_on=day, buyer=line.text("party"),
              cancels=_takes_back(line) if amount < Money() else "")  # fmt: skip
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


def closed(session: Session, found: Harvest, answers: Mapping[str, str]) -> None:
    """The invoices of a workbook: each once, whole, and a red one with the invoice it takes back."""
    rows = list(with_own(session, list(_whole(found.rows.get(INVOICES, []))), answers))
    known = {row.values["number"] for row in rows}
    booked = set(session.scalars(select(VatInvoice.number))) if rows else set()
    for row in rows:
        cancelled = row.values.get("cancels")
        if cancelled and cancelled not in booked and cancelled not in known:
            row.line.open(_UNKNOWN, number=cancelled)
    if rows:
        found.rows[INVOICES] = [row for row in rows if not _left(found, row)]


def _left(found: Harvest, row: Row) -> bool:
    """An invoice beside a receipt that has to stay out leaves that receipt alone."""
    if row.ledger.kind != RECEIPTS or not row.line.is_open:
        return False
    if any(other.line is row.line for other in found.rows[RECEIPTS]):
        leave_part(row.ledger, row.line, "invoiced")
    return True


def _whole(rows: Sequence[Row]) -> Iterator[Row]:
    """The lines of an invoice that has several, added up; the same line twice, or another day, stays open."""
    by_number: dict[str, list[Row]] = {}
    for row in rows:
        mine = by_number.setdefault(row.values["number"], [])
        if mine and row.ledger.kind != INVOICES:
            _compare(mine[0], row)
            continue  # a ledger of receipts says the invoice again beside every receipt
        other = next((one for one in mine if _same_line(one, row)), None)
        if other is not None:
            row.line.open(_TWICE, row=other.line.row + 1)
        elif mine and any(mine[0].values.get(name) != row.values.get(name) for name in _ALIKE):
            row.line.open(_OTHER_DAY, row=mine[0].line.row + 1)
        else:
            mine.append(row)
    for mine in by_number.values():
        yield mine[0] if len(mine) == 1 else _added(mine)


def _compare(first: Row, row: Row) -> None:
    if any(first.values.get(name) != row.values.get(name) for name in ("gross", "invoiced_on")):
        told = {"number": row.values["number"], "day": first.values["invoiced_on"]}
        where = f"{first.ledger.sheet.name}!{first.line.row + 1}"
        row.ledger.note(row.line.row, _FIRST, **told, amount=first.values["gross"].grouped, where=where)


def _same_line(one: Row, other: Row) -> bool:
    """Whether two rows of a sheet, or of two, say the same in every column that does not only count them."""
    if one.ledger is not other.ledger:
        return all(one.values.get(name) == other.values.get(name) for name in (*_ALIKE, "gross"))
    rows, header = one.ledger.sheet.rows, one.ledger.header
    counts = {place for place in header.parts if (known := header.meaning(place, INVOICES)) and known.holds == IGNORED
              } if header else set()  # fmt: skip
    cells = zip_longest(rows[one.line.row], rows[other.line.row], fillvalue="")
    return all(left == right for place, (left, right) in enumerate(cells) if place not in counts)


def _added(rows: Sequence[Row]) -> Row:
    """One invoice of several lines."""
    sums: dict[str, Money | None] = {}
    for name in ("gross", "net", "vat"):
        amounts = [row.values[name] for row in rows if name in row.values]
        sums[name] = Money.total(amounts) if len(amounts) == len(rows) else None
    lines = tuple(str(row.line.row + 1) for row in rows)
    gross = Money.total(row.values["gross"] for row in rows)
    rows[0].ledger.note(rows[0].line.row, _LINES, rows=lines, amount=gross.grouped)
    remark = "；".join(dict.fromkeys(said for row in rows if (said := row.values.get("remark"))))
    told = {**rows[0].values, **sums, "remark": remark}
    return replace(rows[0], values={name: value for name, value in told.items() if value not in (None, "")})
