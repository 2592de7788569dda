"""Recognised rows as the tables that the plan of every import works on; each remembers its sheet and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from models import opening, parties, receipts
from models.contracts import Contract
from models.deposits import CASH, Deposit
from models.importing.captions import Header
from models.importing.cells import defaults
from models.importing.forms import form
from models.importing.plan import Found, Later, Plan
from models.importing.recognition.brought import Ended, Harvest, Return, Reversal, Row
from models.importing.recognition.casting import Cast
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import DEPOSITS, MAIN, OPENING, RECEIPTS
from models.importing.sheets import Sheet, cell_name
from models.importing.table import Table
from models.importing.values import folded
from models.money import Money
from models.opening_position import OpeningPosition
from models.parties import AliasDraft
from models.receipts import AllocationDraft, Receipt, ReversalDraft
from models.receipts.record import BILLS
from models.receipts.usecases import COLLECTED, RETURNED, AllocationsDraft
from models.receivables import Receivable
from models.stages import Stage
from models.store.base import new_id

_ITEM = tuple(one.name for one in fields(opening.OpeningItemDraft))
_IN_ORDER = (
    "contracts milestones opening certificates adjustments deposits deposit_deductions receipts invoices"
).split()
_CALLED = {"payer": "party", "owner": "party", "contract": "contract_number", "number": "contract_number"}
"""Entries of the forms whose column in a ledger is called otherwise."""


@dataclass
class Gathered(Table):
    """Rows gathered from sheets of any form."""

    origins: Sequence[Row] = field(default_factory=list)

    def where(self, index: int, entry: str = "") -> str:
        origin = self.origins[index]
        columns = origin.ledger.columns
        names = (entry, _CALLED.get(entry, ""), "contract_name", MAIN[origin.ledger.kind])
        place = next((columns[name].place for name in names if name in columns), 0)
        return f"{origin.ledger.sheet.name}!{cell_name((origin.line.row, place))}"

    def given(self, index: int) -> dict[str, Any]:
        return dict(self.origins[index].values)

    @property
    def absent(self) -> frozenset[str]:
        return frozenset()


def gathered(name: str, rows: Sequence[Row]) -> Gathered:
    """The table of one form."""
    shape, standing = form(name), defaults(form(name).row)
    used = shape.entries.keys() & set[str]().union(*(row.values for row in rows))
    columns = {entry: _column(rows, entry, standing.get(entry)) for entry in used}
    sheet = rows[0].ledger.sheet if rows else Sheet(name, ())
    return Gathered(shape, sheet, Header(0, {}), [row.line.row for row in rows], columns, rows)


def _column(rows: Sequence[Row], entry: str, standing: Any) -> list[Any]:
    return [row.values.get(entry, standing) for row in rows]


def tables_of(harvest: Harvest, who: Cast) -> dict[str, Table]:
    """The tables of all forms that the ledgers bring rows for, the parties they need first."""
    made: dict[str, Table] = {}
    party_rows = _parties(harvest, who)
    projects = list({folded(row.values["name"]): row for row in harvest.rows.get("projects", [])}.values())
    for name, rows in {"parties": party_rows, "projects": projects}.items():
        if rows:
            made[name] = gathered(name, rows)
    for name in _IN_ORDER:
        if harvest.rows.get(name):
            made[name] = gathered(name, harvest.rows[name])
    return made


def _parties(harvest: Harvest, who: Cast) -> list[Row]:
    """The parties that rows name and the book does not have, with their other names."""
    groups = {folded(group.name): group for group in who.groups}
    made: dict[str, Row] = {}
    every = (row for rows in harvest.rows.values() for row in rows)
    coded = {code: row for row in every if (code := row.line.text("credit_code").upper())}
    seen: set[str | None] = {None, ""}
    for rows in harvest.rows.values():
        for row in rows:
            for name in (row.values.get("payer"), row.values.get("owner"), row.values.get("buyer")):
                if name in seen:
                    continue
                seen.add(name)
                group = groups.get(folded(name))
                if folded(name) not in who.party_ids and folded(name) not in made:
                    told = {"name": name, "credit_code": group.code if group else "",
                            "other_names": "、".join(group.aliases) if group else ""}  # fmt: skip
                    made[folded(name)] = Row(*_said_by(coded.get(group.code.upper()) if group else None, row), told)
    return list(made.values())


def _said_by(coded: Row | None, row: Row) -> tuple[Ledger, Line]:
    """Where a party is known from: the row that has its credit code, else the first that names it."""
    found = coded or row
    return found.ledger, found.line


def plan_further(plan: Plan, harvest: Harvest, who: Cast) -> None:
    """What the forms have no sheet for: other names of parties the book has, receipts that go back."""
    _plan_aliases(plan, who)
    plan.gross.update(key for number in harvest.gross if (key := plan.names.known("contracts", number)))
    begun = ((plan.names.known("contracts", number), on) for number, on in harvest.begun.items())
    plan.begun.update((key, on) for key, on in begun if key)
    plan.natures.update(harvest.natures)
    plan.opened_with.update(harvest.opened_with)
    _plan_more_items(plan, harvest.more)
    if harvest.reversals:
        _plan_reversals(plan, harvest.reversals)
    _plan_ended(plan, harvest.ended)
    _plan_returns(plan, harvest)
    _count_deposits(plan, harvest)


def _plan_more_items(plan: Plan, more: Mapping[str, Sequence[Row]]) -> None:
    """Old items that are new to an opening balance of the book."""
    for key, rows in more.items():
        position = plan.session.get_one(OpeningPosition, key)
        contract = plan.contract(position.contract_id)
        items = [opening.OpeningItemDraft(**{name: row.values[name] for name in _ITEM if name in row.values})
                 for row in rows]  # fmt: skip
        opening.add_items(plan.unsaved.as_session(), contract, position, items)
        last = max(row.values["posted_on"] for row in rows)
        if last > position.taken_on:  # the account of a customer goes on
            plan.updates.append(Later(gathered(OPENING, rows), 0, partial(_begin_later, key, last)))
        counts = plan.count(form(OPENING))
        counts.rows += len(rows)
        counts.new += len(rows)
        counts.add(Money.total(row.values["amount"] for row in rows), contract.currency)


def _begin_later(key: str, day: date, session: Session) -> None:
    session.get_one(OpeningPosition, key).taken_on = day


def _plan_aliases(plan: Plan, who: Cast) -> None:
    table = next(iter(plan.tables.values()), None)
    for group in who.groups:
        key = who.party_ids.get(folded(group.name))
        if key and group.aliases and table is not None:
            known = {folded(one.name) for one in parties.draft_of(plan.session, key).aliases}
            new = [name for name in group.aliases if folded(name) not in known | {folded(group.name)}]
            if new:
                plan.updates.append(Later(table, 0, partial(_remember, key, new)))


def _remember(key: str, names: Sequence[str], session: Session) -> None:
    """Keep further names of a party, so that nobody is asked again."""
    draft = parties.draft_of(session, key)
    parties.record(session, replace(draft, aliases=(*draft.aliases, *map(AliasDraft, names))))


def _plan_reversals(plan: Plan, reversals: Sequence[Reversal]) -> None:
    """A receipt of the same workbook goes back beside it; one of the book as if a person had reversed it."""
    known = {number for (number,) in plan.session.execute(select(Receipt.number))}
    new = {row["number"]: row for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), [])}
    table = gathered(RECEIPTS, [one.row for one in reversals])
    for index, one in enumerate(reversals):
        counts = plan.count(table.form)
        counts.rows += 1
        if f"{one.number}-R" in known:
            plan.exists(table, index, f"{one.number}-R", Found("", posted=True))
        elif one.number in new:
            _keep_back(plan, new[one.number], one)
            counts.new += 1
            counts.add(-new[one.number]["amount"], new[one.number]["currency"])
        else:
            counts.updated += 1
            plan.updates.append(Later(table, index, partial(_reverse, one)))


def _plan_ended(plan: Plan, bills: Sequence[Ended]) -> None:
    """As ``receipts.collect`` keeps it; of a receipt of the book that is still in hand as if a person had said it."""
    if not bills:
        return
    table, in_hand = gathered(RECEIPTS, [one.row for one in bills]), _in_hand(plan.session)
    new = {row["number"]: row for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), [])}
    for index, one in enumerate(bills):
        if row := new.get(one.number):
            stage = {"document_id": row["id"], "noun": Receipt.__tablename__, "stage": COLLECTED,
                     "reached_on": one.day, "amount": row["amount"], "remark": one.told}  # fmt: skip
            plan.unsaved.keep(cast(SqlTable, Stage.__table__), [stage])
        elif key := in_hand.get(one.number):
            plan.count(table.form).updated += 1
            plan.updates.append(Later(table, index, partial(_collect, key, one.day)))


def _in_hand(session: Session) -> dict[str, str]:
    """The bills of the book that were neither collected nor taken back, by number."""
    back = aliased(Receipt)
    gone = or_(exists().where(Stage.document_id == Receipt.id), exists().where(back.reverses_id == Receipt.id))
    rows = select(Receipt.number, Receipt.id).where(Receipt.method.in_(BILLS), Receipt.void == 0, ~gone)
    return dict(session.execute(rows.where(Receipt.reverses_id.is_(None))).all())


def _collect(key: str, day: date, session: Session) -> None:
    receipts.collect(session, key, day)


def _plan_returns(plan: Plan, harvest: Harvest) -> None:
    """Every new receipt that is a deposit coming back settles it, once both are written."""
    made = {row["number"]: row for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), [])}
    new = [one for one in harvest.returns if one.receipt in made]
    counts = plan.count(form("allocations")) if new else None
    table = plan.tables[RECEIPTS] if new else None
    plan.spoken_for.update(one.receipt for one in new)
    for one in new:
        if counts is not None and table is not None:
            counts.rows += 1
            counts.new += 1
            counts.add(one.amount, made[one.receipt]["currency"])
            plan.updates.append(Later(table, 0, partial(_come_back, one)))


def _count_deposits(plan: Plan, harvest: Harvest) -> None:
    """What the deposits of the workbook add to what is out under each contract, less what came back of them."""
    known = select(Deposit.number, Contract.number).join(Contract, Contract.id == Deposit.contract_id)
    contract_of = dict(plan.session.execute(known).all()) if harvest.rows.get(DEPOSITS) or harvest.returns else {}
    booked = set(contract_of)
    new = [row.values for row in harvest.rows.get(DEPOSITS, []) if row.values["number"] not in booked]
    contract_of |= {one["number"]: one["contract"] for one in new}
    off = (row.values for row in harvest.rows.get("deposit_deductions", []) if row.values["deposit"] not in booked)
    changes = [(one["number"], one["amount"]) for one in new if one["form"] == CASH]
    changes += [(one["deposit"], -one["amount"]) for one in off]
    changes += [(one.deposit, -one.amount) for one in harvest.returns if one.receipt in plan.spoken_for]
    for number, amount in changes:
        if key := plan.names.known("contracts", contract_of.get(number, "")):
            plan.deposited[key] = plan.deposited.get(key, Money()) + amount


def _come_back(one: Return, session: Session) -> None:
    receipt = session.scalars(select(Receipt.id).where(Receipt.number == one.receipt)).one()
    owed = select(Receivable.id).join(Deposit, Deposit.id == Receivable.source_id)
    debt = session.scalars(owed.where(Deposit.number == one.deposit, Receivable.void == 0)).one()
    receipts.allocate(
        session, AllocationsDraft(receipt, (AllocationDraft(debt, amount=one.amount, allocated_on=one.day),))
    )


def _keep_back(plan: Plan, row: Mapping[str, Any], one: Reversal) -> None:
    """As ``receipts.reverse`` keeps it for a receipt that nothing was allocated from."""
    back = {**row, "id": new_id(), "number": f"{one.number}-R", "received_on": one.day, "amount": -row["amount"],
            "remark": one.reason, "reverses_id": row["id"], "wages": -row["wages"]}  # fmt: skip
    stage = {"document_id": row["id"], "noun": Receipt.__tablename__, "stage": RETURNED, "reached_on": one.day,
             "amount": row["amount"], "remark": one.reason}  # fmt: skip
    plan.unsaved.keep(cast(SqlTable, Receipt.__table__), [back])
    plan.unsaved.keep(cast(SqlTable, Stage.__table__), [stage])


def _reverse(one: Reversal, session: Session) -> None:
    key = session.scalars(select(Receipt.id).where(Receipt.number == one.number)).one()
    receipts.reverse(session, ReversalDraft(key, RETURNED, one.day, one.reason))
