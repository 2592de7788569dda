"""Opening balances (期初余额): where contracts stand and what is still owed on the day a book begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, exists, func, select, true
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries, entry, faults
from models.language import N_
from models.money import Money
from models.opening_position import OpeningPosition
from models.problems import Problem, Refused, stop
from models.receivables.record import CLASSES, Allocation, DueChange, Receivable
from models.store.base import Fen
from models.store.commands import FINANCE, declare
from models.store.listing import Column, Listing, Question, Sources, column

TAKE_ON = declare("opening.take_on", N_("Take on opening balances"), (FINANCE,), FINANCE)
SOURCE = OpeningPosition.__tablename__


@dataclass(frozen=True)
class OpeningItemDraft:
    """One old item with its own dates, paper and person."""

    kind: str = entry(N_("Class"), "progress", required=True, choices=CLASSES, synonyms=("款项性质", "类别"))
    document: str = entry(N_("Document"), "", synonyms=("单据号", "计价单号"))
    posted_on: date | None = entry(N_("Posted on"), None, required=True, synonyms=("入账日期", "挂账日期"))
    due_on: date | None = entry(N_("Due on"), None, synonyms=("到期日", "应付日期"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("金额", "余额", "未付金额"))
    invoice: str = entry(N_("Invoice number"), "", synonyms=("发票号",))
    person: str = entry(N_("Person in charge"), "", synonyms=("责任人",))


@dataclass(frozen=True)
class OpeningDraft:
    """The take-on sheet of one contract: cumulative figures and the items still open."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    taken_on: date | None = entry(N_("Taken on"), None, required=True, synonyms=("建账日期",))
    certified: Money | None = entry(N_("Certified to date"), None, synonyms=("累计计价",))
    received: Money | None = entry(N_("Received to date"), None, synonyms=("累计收款",))
    retention: Money | None = entry(N_("Retention held"), None, synonyms=("累计质保金",))
    advance_paid: Money | None = entry(N_("Advance received"), None, synonyms=("已收预付款",))
    recovered: Money | None = entry(N_("Advance recovered"), None, synonyms=("已扣回预付款",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    items: tuple[OpeningItemDraft, ...] = entry(N_("Open items"), ())


_HOW = entries(OpeningDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = OpeningPosition.__table__.join(Contract.__table__, Contract.id == OpeningPosition.contract_id)
    return joined, {"row": OpeningPosition, "contract": Contract}, true()


def _old_items(sources: Sources) -> ColumnElement[Money]:
    mine = Receivable.source_noun == SOURCE, Receivable.source_id == OpeningPosition.id, Receivable.void == 0
    amount = select(func.coalesce(func.sum(Receivable.amount), 0, type_=Fen())).where(*mine)
    return amount.correlate(OpeningPosition).scalar_subquery()


LISTING = Listing(
    name="opening",
    title=N_("Opening balances"),
    noun=SOURCE,
    columns=(
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=18),
        Column("name", N_("Contract name"), "text", lambda s: s["contract"].name, width=26),
        column(_HOW["taken_on"], lambda s: s["row"].taken_on, "date"),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["certified"], lambda s: s["row"].certified, "money", width=17, total=True),
        column(_HOW["received"], lambda s: s["row"].received, "money", width=17, total=True),
        Column("items", N_("Open items"), "money", _old_items, width=17, total=True),
        column(_HOW["retention"], lambda s: s["row"].retention, "money", width=15, total=True, shown=False),
        column(_HOW["advance_paid"], lambda s: s["row"].advance_paid, "money", width=15, total=True, shown=False),
        column(_HOW["recovered"], lambda s: s["row"].recovered, "money", width=15, total=True, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["row"].contract_id, "party": lambda s: s["contract"].owner_id},
    words=(lambda s: s["contract"].number, lambda s: s["contract"].name, lambda s: s["contract"].initials),
    currency="currency",
    sort="contract",
    empty=N_("Where running contracts stood when this book began: one sheet a contract, with what was still owed."),
)


def draft_of(session: Session, position_id: str) -> OpeningDraft:
    row = session.get_one(OpeningPosition, position_id)
    due = {one.receivable_id: one.due_on for one in session.scalars(select(DueChange).where(
        DueChange.receivable_id.in_(select(Receivable.id).where(Receivable.source_id == row.id))))}  # fmt: skip
    return OpeningDraft(
        id=row.id,
        contract=row.contract_id,
        taken_on=row.taken_on,
        remark=row.remark,
        **{name: getattr(row, name) or None for name in _CUMULATIVE},
        items=tuple(
            OpeningItemDraft(
                one.kind, one.document, one.posted_on, due.get(one.id), one.amount, one.invoice, one.person
            )
            for one in _items(session, row.id)
        ),
    )


def check(draft: OpeningDraft) -> Iterator[Problem]:
    yield from faults(draft)
    for place, item in enumerate(draft.items):
        if item.posted_on and draft.taken_on and item.posted_on > draft.taken_on:
            yield Problem(f"items.{place}.posted_on", N_("An old item is posted before the day the book begins."))
        if item.due_on and item.posted_on and item.due_on < item.posted_on:
            yield Problem(f"items.{place}.due_on", N_("Due before it was posted: is the date right?"), advice=True)
    held = draft.advance_paid or Money()
    if (draft.recovered or Money()) > held:
        yield Problem("recovered", N_("More advance is recovered than was received."))


def take_on(session: Session, draft: OpeningDraft) -> OpeningPosition:
    """Keep the opening balances of a contract; its old items become receivables with their original dates.

    Taken on again they replace the former ones, unless money was allocated to these.
    """
    stop([*check(draft), *_taken(session, draft)])
    row = session.get_one(OpeningPosition, draft.id) if draft.id else OpeningPosition()
    contract = session.get_one(Contract, draft.contract)
    assert draft.taken_on
    row.contract_id, row.taken_on, row.remark = contract.id, draft.taken_on, draft.remark
    for name in _CUMULATIVE:
        setattr(row, name, getattr(draft, name) or Money())
    session.add(row)
    session.flush()
    _withdraw(session, row)
    for item in draft.items:
        _post(session, contract, row, item)
    session.info["subject"] = contract.number
    session.flush()
    return row


def _post(session: Session, contract: Contract, row: OpeningPosition, item: OpeningItemDraft) -> None:
    assert item.posted_on
    assert item.amount is not None
    receivable = Receivable(
        contract_id=contract.id,
        party_id=contract.payer_id or contract.owner_id,
        kind=item.kind,
        anchor="",
        days=None,
        amount=item.amount,
        posted_on=item.posted_on,
        source_noun=SOURCE,
        source_id=row.id,
        document=item.document or contract.number,
        invoice=item.invoice,
        person=item.person or contract.handler,
    )
    session.add(receivable)
    session.flush()
    if item.due_on:
        session.add(DueChange(receivable_id=receivable.id, changed_on=item.posted_on, due_on=item.due_on))


def _withdraw(session: Session, row: OpeningPosition) -> None:
    former = _items(session, row.id)
    if session.scalar(select(exists().where(Allocation.receivable_id.in_([one.id for one in former])))):
        raise Refused(N_("Money is allocated to these opening items. Release the allocations first."))
    for one in former:
        for change in session.scalars(select(DueChange).where(DueChange.receivable_id == one.id)):
            session.delete(change)
        session.flush()
        session.delete(one)
    session.flush()


def _items(session: Session, source_id: str) -> list[Receivable]:
    rows = select(Receivable).where(Receivable.source_noun == SOURCE, Receivable.source_id == source_id)
    return list(session.scalars(rows.order_by(Receivable.posted_on, Receivable.id)))


def _taken(session: Session, draft: OpeningDraft) -> Iterator[Problem]:
    other = OpeningPosition.contract_id == draft.contract, OpeningPosition.id != draft.id
    if session.scalar(select(exists().where(*other))):
        yield Problem("contract", N_("This contract has opening balances already. Open them to change them."))


_CUMULATIVE = ("certified", "received", "retention", "advance_paid", "recovered")
