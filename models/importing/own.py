"""Own columns in the sheets of the import: recognised by their captions, kept with the record each row stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from models.bills import BillItem
from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing.documents import DOCUMENTS
from models.importing.forms import SheetForm, form
from models.importing.plan import SKIP, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.opening_position import OpeningPosition
from models.own import PREFIX, Own, extended_draft, fill
from models.parties import Party
from models.projects import Project
from models.receipts import Receipt
from models.variations import VariationOrder
from models.work import Progress, Work

FILLING = N_("Filling in own columns")
_OFTEN = 200


@dataclass(frozen=True)
class Named:
    """The list of a sheet, the record its rows stand for, and the entries that name one with their columns."""

    listing: str
    record: type[Any]
    by: Mapping[str, str]


_PICKED = {"contract": "contract_id"}
_NAMED = {
    "parties": Named("parties", Party, {"name": "name"}),
    "projects": Named("projects", Project, {"name": "name"}),
    "contracts": Named("contracts", Contract, {"number": "number"}),
    "bill": Named("bills", BillItem, {"contract": "contract_id", "code": "code"}),
    "variations": Named("variations", VariationOrder, {"contract": "contract_id", "number": "number"}),
    "certificates": Named("certificates", PaymentCertificate, {"number": "number"}),
    "receipts": Named("receipts", Receipt, {"number": "number"}),
    "opening": Named("opening", OpeningPosition, {"contract": "contract_id"}),
    **{
        one.sheet: Named(one.sheet, one.record, {entry: _PICKED.get(entry, entry) for entry in form(one.sheet).key})
        for one in DOCUMENTS
    },
}


def with_own(sheet: SheetForm, own: Mapping[str, tuple[Own, ...]]) -> SheetForm:
    """The form of a sheet with the own columns of its list."""
    columns = own.get(_NAMED[sheet.name].listing, ()) if sheet.name in _NAMED else ()
    return replace(sheet, row=extended_draft(sheet.row, columns)) if columns else sheet


def own_tables(plan: Plan) -> list[Table]:
    """The sheets of a workbook that have own columns."""
    return [table for table in plan.tables.values() if any(name.startswith(PREFIX) for name in table.header.columns)]


def known(plan: Plan, table: Table) -> dict[tuple[str, ...], str]:
    """The key of each record of a sheet's kind by what names it."""
    named = _NAMED[table.form.name]
    columns = [getattr(named.record, column) for column in named.by.values()]
    rows = plan.session.execute(select(named.record.id, *columns))
    return {tuple(folded(str(one or "")) for one in names): key for key, *names in rows}


def filled(plan: Plan, own: Mapping[str, tuple[Own, ...]], before: Mapping[str, set[str]]) -> Work[None]:
    """Fill in what the rows say, once their records are written; what was left as it is stays so here too."""
    for table in own_tables(plan):
        named = _NAMED[table.form.name]
        columns, keys = own.get(named.listing, ()), known(plan, table)
        for index in range(len(table)):
            if index % _OFTEN == 0:
                yield Progress(index, len(table), FILLING)
            names = tuple(folded(str(table.column(entry)[index] or "")) for entry in named.by)
            given = {name: value for name, value in table.given(index).items() if name.startswith(PREFIX)}
            key = plan.written.get((table.form.name, index)) or keys.get(names, "")
            if given and key and not (plan.choices.existing == SKIP and key in before[table.form.name]):
                fill(plan.session, key, given, columns)


def before_writing(plan: Plan) -> dict[str, set[str]]:
    """The records there are already, by sheet; only of sheets with own columns."""
    return {table.form.name: set(known(plan, table).values()) for table in own_tables(plan)}
