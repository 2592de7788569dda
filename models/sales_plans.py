"""Sales plans (销售计划): what is to be delivered by when, and what of it lies in stock and is not invoiced yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, UniqueConstraint, case, func, literal, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.bills import LARGEST
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.debit_notes.record import DebitLine, DebitNote
from models.drafts import entries, entry, faults
from models.language import N_
from models.numbering import next_number
from models.of_contract import NAMES, SCOPES
from models.problems import Problem, stop
from models.records import expect_standing, kept, taken, voided
from models.scaled import PLACES
from models.store.base import STRICT, Record, Scaled, indexed, refers_to
from models.store.commands import ENGINEERING, MANAGER, MARKETING, declare
from models.store.listing import Column, Listing, Question, Sources, column
from models.store.scaled_sql import worth


class SalesPlan(Record):
    """One product of a contract: how much is to be delivered by a day, what is made of it and what is being made."""

    __tablename__ = "sales_plans"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("contract_id", "void"),
        indexed("planned_on", "id", "void"),
        STRICT,
    )

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    number: Mapped[str]
    name: Mapped[str]
    code: Mapped[str]
    unit: Mapped[str]
    planned_on: Mapped[date]
    quantity: Mapped[Decimal]
    price: Mapped[Decimal]
    in_stock: Mapped[Decimal]
    in_progress: Mapped[Decimal]
    counted_on: Mapped[date | None]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class SalesPlanDraft:
    """What is planned of one product and what of it there is."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Number of the plan"), "", key=True, hint=N_("Empty: made from the contract"), synonyms=("计划编号", "编号")
    )
    name: str = entry(N_("Goods"), "", required=True, synonyms=("产品名称", "货物名称", "名称", "品名"))
    code: str = entry(
        N_("Code"), "", synonyms=("编码", "产品编码", "型号"), hint=N_("Deliveries are counted by it, else by the name")
    )
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    planned_on: date | None = entry(
        N_("To be delivered by"), None, required=True, synonyms=("计划交货日期", "计划发货日期")
    )
    quantity: Decimal | None = entry(
        N_("Quantity planned"), None, required=True, places=3, synonyms=("计划数量", "数量")
    )
    price: Decimal | None = entry(N_("Unit price with VAT"), None, required=True, synonyms=("含税单价", "单价"))
    in_stock: Decimal | None = entry(
        N_("Finished in stock"), None, places=3, synonyms=("产成品", "产成品数量", "库存数量"),
        hint=N_("Not delivered yet"),
    )  # fmt: skip
    in_progress: Decimal | None = entry(N_("Being made"), None, places=3, synonyms=("在产品", "在产品数量"))
    counted_on: date | None = entry(N_("Stock counted on"), None, synonyms=("盘点日期",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))


RECORD = declare("sales_plans.record", N_("Save a sales plan"), (MARKETING, ENGINEERING), MANAGER)
VOIDED = declare("sales_plans.void", N_("Void a sales plan"), (MARKETING, ENGINEERING), MANAGER)
_HOW = entries(SalesPlanDraft)
_NOTHING = literal(Decimal(0), Scaled())


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = SalesPlan.__table__.outerjoin(Contract.__table__, Contract.id == SalesPlan.contract_id)
    return joined, {"row": SalesPlan, "contract": Contract, "as_of": question.as_of}, SalesPlan.void == 0


def _delivered(sources: Sources) -> ColumnElement[Decimal]:
    """What was delivered of the product under the contract up to the day."""
    n, line, plan = DebitNote, DebitLine, SalesPlan
    same = case((plan.code != "", line.code == plan.code), else_=line.name == plan.name)
    mine = n.contract_id == plan.contract_id, n.void == 0, n.charged_on <= sources["as_of"], same
    found = select(func.sum(line.quantity)).join(n, n.id == line.debit_note_id).where(*mine)
    return func.coalesce(found.correlate(plan).scalar_subquery(), _NOTHING, type_=Scaled())


def _behind(sources: Sources) -> ColumnElement[Decimal]:
    """What should have been delivered by the day and was not."""
    left = SalesPlan.quantity - _delivered(sources)
    late = SalesPlan.planned_on <= sources["as_of"]
    return type_coerce(case((late & (left > 0), left), else_=_NOTHING), Scaled())


def _value(of: Any) -> Any:
    return lambda sources: worth(of, SalesPlan.price)


def _quantity(name: str, caption: str, value: Any) -> Column:
    return Column(name, caption, "quantity", value, places=3, width=11)


LISTING = Listing(
    name="sales_plans",
    title=N_("Sales plan and stock"),
    noun="sales_plans",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=16),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=18),
        column(_HOW["name"], lambda s: s["row"].name, "text", width=18),
        column(_HOW["code"], lambda s: s["row"].code, "text", width=10, shown=False),
        column(_HOW["unit"], lambda s: s["row"].unit, "text", width=6),
        column(_HOW["planned_on"], lambda s: s["row"].planned_on, "date", width=11),
        _quantity("quantity", N_("Quantity planned"), lambda s: s["row"].quantity),
        _quantity("delivered", N_("Delivered"), _delivered),
        _quantity("behind", N_("Behind the plan"), _behind),
        _quantity("in_stock", N_("Finished in stock"), lambda s: s["row"].in_stock),
        _quantity("in_progress", N_("Being made"), lambda s: s["row"].in_progress),
        column(_HOW["price"], lambda s: s["row"].price, "quantity", width=11),
        currency_column(lambda s: s["contract"].currency),
        Column("worth", N_("Stock not invoiced"), "money", _value(SalesPlan.in_stock), width=14, total=True),
        Column("making", N_("Value being made"), "money", _value(SalesPlan.in_progress), width=14, total=True),
        column(_HOW["counted_on"], lambda s: s["row"].counted_on, "date", width=10, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["row"].code,
        *NAMES,
    ),
    currency="currency",
    sort="planned_on",
    empty=N_("What is to be delivered under sales contracts, and what of it lies finished or half-finished in stock."),
)


def check(draft: SalesPlanDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for name in ("quantity", "price", "in_stock", "in_progress"):
        value = getattr(draft, name)
        if value is not None and (value >= LARGEST or value != round(value, PLACES)):
            yield Problem(name, N_("At most ten digits before and six behind the point: please check this number."))
        elif value is not None and value < 0:
            yield Problem(name, N_("This number cannot be negative."))
    if (draft.in_stock or draft.in_progress) and draft.counted_on is None:
        yield Problem("counted_on", N_("On which day was the stock counted?"), advice=True)


def draft_of(session: Session, key: str) -> SalesPlanDraft:
    row = session.get_one(SalesPlan, key)
    simple: dict[str, Any] = {name: getattr(row, name) for name in (*_SIMPLE, *_NUMBERS)}
    return SalesPlanDraft(id=row.id, contract=row.contract_id, **simple)


def record(session: Session, draft: SalesPlanDraft) -> SalesPlan:
    """Keep what is planned of a product; stock is counted anew by changing it."""
    stop([*check(draft), *taken(session, SalesPlan, draft)])
    row = session.get_one(SalesPlan, draft.id) if draft.id else SalesPlan()
    _expect_standing(row)
    contract = session.get_one(Contract, draft.contract)
    row.contract_id = contract.id
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    row.number = draft.number or next_number(session, SalesPlan.number, f"{contract.number}-XS-", 2)
    for name in _NUMBERS:
        setattr(row, name, getattr(draft, name) or Decimal(0))
    return kept(session, row)


def void(session: Session, key: str, reason: str) -> SalesPlan:
    row = session.get_one(SalesPlan, key)
    _expect_standing(row)
    return voided(session, row, reason)


def _expect_standing(row: SalesPlan) -> None:
    expect_standing(row)


_SIMPLE = ("number", "name", "code", "unit", "planned_on", "counted_on", "remark")
_NUMBERS = ("quantity", "price", "in_stock", "in_progress")
