"""Opening balances (期初余额): where contracts stand and what is still owed on the day a book begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, exists, func, select, true, type_coerce
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries, entry, faults
from models.language import N_
from models.money import Money
from models.opening_items import SOURCE, OpeningItemDraft, add, keep, kept, retention_of
from models.opening_position import OpeningPosition
from models.problems import Problem, stop
from models.receivables.record import Receivable
from models.store.base import Fen
from models.store.commands import FINANCE, declare
from models.store.listing import Column, Listing, Question, Sources, column

__all__ = [
    "LISTING", "SOURCE", "TAKE_ON", "OpeningDraft", "OpeningItemDraft", "OpeningPosition", "add_items", "added",
    "check", "compared", "draft_of", "retention_held", "take_on", "without_second",
]  # fmt: skip
_SHEET = N_("Take-on sheet")
TAKE_ON = declare("opening.take_on", N_("Take on opening balances"), (FINANCE,), FINANCE)


@dataclass(frozen=True)
class OpeningDraft:
    """The take-on sheet of one contract: cumulative figures and the items still open."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    taken_on: date | None = entry(N_("Taken on"), None, required=True, synonyms=("建账日期",))
    certified: Money | None = entry(N_("Certified to date"), None, synonyms=("累计计价",))
    received: Money | None = entry(N_("Received to date"), None, synonyms=("累计收款",))
    retention: Money | None = entry(
        N_("Retention held"), None, synonyms=("累计质保金",), hint=N_("Empty: what the items below still hold")
    )
    advance_paid: Money | None = entry(N_("Advance received"), None, synonyms=("已收预付款",))
    recovered: Money | None = entry(N_("Advance recovered"), None, synonyms=("已扣回预付款",))
    second_paid: Money | None = entry(
        N_("Of it received of the second advance"), None, synonyms=("其中第二笔预付款", "已收第二笔预付款"),
        hint=N_("Empty: what goes beyond the first"),
    )  # fmt: skip
    second_recovered: Money | None = entry(
        N_("Of it recovered of the second advance"), None, synonyms=("其中第二笔扣回", "已扣回第二笔预付款"),
        hint=N_("Empty: what goes beyond the first"),
    )  # fmt: skip
    done: Money | None = entry(
        N_("Work done to date"), None, synonyms=("累计完成产值", "开累产值"), hint=N_("Empty: what was certified")
    )
    cost: Money | None = entry(N_("Cost to date"), None, synonyms=("累计成本",))
    revenue: Money | None = entry(N_("Revenue to date"), None, synonyms=("累计收入",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    stated: Money | None = entry(
        N_("Total of the take-on sheet"), None, section=_SHEET, synonyms=("交接表合计", "交接表金额"),
        hint=N_("As it stands on the signed sheet; compared with the items below"),
    )  # fmt: skip
    difference: Money | None = entry(N_("Unexplained difference"), None, section=_SHEET, readonly=True)
    explanation: str = entry(N_("Why they differ"), "", section=_SHEET, wide=True, synonyms=("差额说明",))
    giver: str = entry(N_("Handed over by"), "", section=_SHEET, synonyms=("移交人",))
    taker: str = entry(N_("Taken over by"), "", section=_SHEET, synonyms=("接收人", "接交人"))
    witness: str = entry(N_("Witnessed by"), "", section=_SHEET, synonyms=("监交人",))
    items: tuple[OpeningItemDraft, ...] = entry(N_("Open items"), ())


_HOW = entries(OpeningDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = OpeningPosition.__table__.join(Contract.__table__, Contract.id == OpeningPosition.contract_id)
    return joined, {"row": OpeningPosition, "contract": Contract}, true()


def _old_items(sources: Sources) -> ColumnElement[Money]:
    mine = Receivable.source_noun == SOURCE, Receivable.source_id == OpeningPosition.id, Receivable.void == 0
    amount = select(func.coalesce(func.sum(Receivable.amount), 0, type_=Fen())).where(*mine)
    return amount.correlate(OpeningPosition).scalar_subquery()


def _unexplained(sources: Sources) -> ColumnElement[Money]:
    """What the sheet says beyond the items, where nobody has explained it."""
    row = sources["row"]
    differs = case((row.explanation == "", row.stated - _old_items(sources)))
    return type_coerce(differs, Fen())


LISTING = Listing(
    name="opening",
    title=N_("Opening balances"),
    noun=SOURCE,
    columns=(
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=18, reference=True),
        Column("name", N_("Contract name"), "text", lambda s: s["contract"].name, width=26),
        column(_HOW["taken_on"], lambda s: s["row"].taken_on, "date"),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["certified"], lambda s: s["row"].certified, "money", width=17, total=True),
        column(_HOW["received"], lambda s: s["row"].received, "money", width=17, total=True),
        Column("items", N_("Open items"), "money", _old_items, width=17, total=True),
        column(_HOW["stated"], lambda s: s["row"].stated, "money", width=17, total=True, shown=False),
        column(_HOW["difference"], _unexplained, "money", width=14, total=True),
        column(_HOW["retention"], lambda s: s["row"].retention, "money", width=15, total=True, shown=False),
        column(_HOW["advance_paid"], lambda s: s["row"].advance_paid, "money", width=15, total=True, shown=False),
        column(_HOW["recovered"], lambda s: s["row"].recovered, "money", width=15, total=True, shown=False),
        column(_HOW["second_paid"], lambda s: s["row"].second_paid, "money", width=15, total=True, shown=False),
        column(
            _HOW["second_recovered"], lambda s: s["row"].second_recovered, "money", width=15, total=True, shown=False
        ),
        column(_HOW["done"], lambda s: s["row"].done, "money", width=15, total=True, shown=False),
        column(_HOW["cost"], lambda s: s["row"].cost, "money", width=15, total=True, shown=False),
        column(_HOW["revenue"], lambda s: s["row"].revenue, "money", width=15, total=True, shown=False),
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
    return OpeningDraft(
        id=row.id,
        contract=row.contract_id,
        taken_on=row.taken_on,
        **_entries_of(row),
        items=tuple(draft for _row, draft in kept(session, row.id)),
    )


def _entries_of(row: OpeningPosition) -> dict[str, Any]:
    figures = {name: getattr(row, name) or None for name in _CUMULATIVE}
    return {**figures, **{name: getattr(row, name) for name in _SHEET_ENTRIES}}


def added(draft: OpeningDraft) -> Money:
    """What the items come to."""
    return Money.total(item.amount for item in draft.items if item.amount)


def retention_held(draft: OpeningDraft) -> Money:
    """What was withheld to date: never less than what is still held."""
    return max(draft.retention or Money(), retention_of(draft.items))


def compared(draft: OpeningDraft) -> OpeningDraft:
    """The draft with what the take-on sheet says beyond its items and nobody has explained: what a form shows."""
    if draft.stated is None or draft.explanation.strip():
        return replace(draft, difference=None)
    return replace(draft, difference=draft.stated - added(draft))


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
    yield from _check_second(draft)
    if draft.retention and draft.retention < retention_of(draft.items):
        told = N_("The items still hold {items} of retention: that much counts as held, not {held}.")
        values = {"items": retention_of(draft.items).grouped, "held": draft.retention.grouped}
        yield Problem("retention", told, values, advice=True)
    if difference := compared(draft).difference:
        yield Problem(
            "stated",
            N_("The items come to {items}, the take-on sheet says {stated}: {difference} is not explained."),
            {"items": added(draft).grouped, "stated": (draft.stated or Money()).grouped,
             "difference": difference.grouped},
            advice=True,
        )  # fmt: skip


def _check_second(draft: OpeningDraft) -> Iterator[Problem]:
    """What of the advances is of the second one leaves a first one that was received and not recovered beyond it."""
    paid, recovered = draft.advance_paid or Money(), draft.recovered or Money()
    for name, whole in (("second_paid", paid), ("second_recovered", recovered)):
        part = getattr(draft, name)
        if part is not None and not Money() <= part <= whole:
            yield Problem(name, N_("The second advance is a part of the {whole} of both."), {"whole": whole.grouped})
    if draft.second_paid is None or draft.second_recovered is None:
        return
    if draft.second_recovered > draft.second_paid or recovered - draft.second_recovered > paid - draft.second_paid:
        yield Problem("second_recovered", N_("More advance is recovered than was received."))


def take_on(session: Session, draft: OpeningDraft) -> OpeningPosition:
    """Keep the opening balances of a contract; its old items become receivables with their original dates.

    Taken on again, items that read as before stay; others are replaced, unless money was allocated to these.
    """
    contract = session.get_one(Contract, draft.contract)
    stop([*check(draft), *_taken(session, draft), *without_second(draft, contract)])
    row = session.get_one(OpeningPosition, draft.id) if draft.id else OpeningPosition()
    assert draft.taken_on
    row.contract_id, row.taken_on = contract.id, draft.taken_on
    for name in _SHEET_ENTRIES:
        setattr(row, name, getattr(draft, name))
    for name in _CUMULATIVE:
        setattr(row, name, getattr(draft, name) or Money())
    row.retention = retention_held(draft)
    session.add(row)
    session.flush()
    keep(session, contract, row, draft.items)
    session.info["subject"] = contract.number
    session.flush()
    return row


def add_items(session: Session, contract: Contract, row: OpeningPosition, items: Iterable[OpeningItemDraft]) -> None:
    """Old items that another sheet of the same beginning tells besides."""
    several = list(items)
    row.retention = max(row.retention, retention_of(several))
    add(session, contract, row, several)


def _taken(session: Session, draft: OpeningDraft) -> Iterator[Problem]:
    other = OpeningPosition.contract_id == draft.contract, OpeningPosition.id != draft.id
    if session.scalar(select(exists().where(*other))):
        yield Problem("contract", N_("This contract has opening balances already. Open them to change them."))


def without_second(draft: OpeningDraft, contract: Contract) -> Iterator[Problem]:
    """A second advance that the contract does not know."""
    agreed = any(one.second_advance for one in contract.terms)
    for name in ("second_paid", "second_recovered"):
        if getattr(draft, name) and not agreed:
            yield Problem(name, N_("No second advance is agreed in the contract: enter it there first."))


_SHEET_ENTRIES = ("second_paid", "second_recovered", "remark", "stated", "explanation", "giver", "taker", "witness")
_CUMULATIVE = ("certified", "received", "retention", "advance_paid", "recovered", "done", "cost", "revenue")
