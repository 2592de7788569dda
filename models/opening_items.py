"""Old items (期初明细): what was still owed when a book began, posted as receivables with their own dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.contracts.terms import retention_owed
from models.contracts.usecases import terms_on
from models.drafts import entry
from models.language import N_
from models.money import Money
from models.opening_position import OpeningPosition
from models.problems import Refused
from models.receivables.record import CLASSES, Allocation, DueChange, DueEvent, Receivable
from models.rules.retention import parts
from models.store.references import referring

SOURCE = OpeningPosition.__tablename__
RETENTION = "retention"


@dataclass(frozen=True)
class OpeningItemDraft:
    """One old item with its own dates, paper and person."""

    kind: str = entry(
        N_("Class"), "progress", required=True, choices=CLASSES, synonyms=("款项性质", "款项类别", "类别", "性质")
    )
    document: str = entry(N_("Document"), "", synonyms=("单据号", "单据编号", "计价单号", "原始凭据", "凭证号"))
    posted_on: date | None = entry(
        N_("Posted on"), None, required=True, synonyms=("入账日期", "挂账日期", "形成日期", "发生日期")
    )
    due_on: date | None = entry(N_("Due on"), None, synonyms=("到期日", "到期日期", "应付日期", "应收日期"))
    amount: Money | None = entry(
        N_("Amount"), None, required=True, synonyms=("金额", "余额", "未付金额", "未收金额", "欠款金额")
    )
    invoice: str = entry(N_("Invoice number"), "", synonyms=("发票号", "发票号码"))
    person: str = entry(N_("Person in charge"), "", synonyms=("责任人", "经办", "经办人"))


def keep(session: Session, contract: Contract, row: OpeningPosition, items: Sequence[OpeningItemDraft]) -> None:
    """Items that read as before stay, also in other parts where something rests on these; others are replaced. Refused
    where money was allocated to these, or something else rests on them.
    """
    new = [_completed(item, contract) for item in items]
    shares = _shares(contract, row, new)
    for former, item in kept(session, row.id):
        same = item in new and _posted(former) == list(_rule(contract, item, shares))
        if same or (item in new and _rests_on(session, former)):
            new.remove(item)
        else:
            _withdraw(session, former)
    for item in new:
        _post(session, contract, row, item, shares)


def add(session: Session, contract: Contract, row: OpeningPosition, items: Sequence[OpeningItemDraft]) -> None:
    """Items besides those that are there."""
    new = [_completed(item, contract) for item in items]
    shares = _shares(contract, row, new)
    for item in new:
        _post(session, contract, row, item, shares)


def retention_of(items: Iterable[OpeningItemDraft]) -> Money:
    """What the items of class retention come to."""
    return Money.total(item.amount for item in items if item.amount and item.kind == RETENTION)


def _completed(item: OpeningItemDraft, contract: Contract) -> OpeningItemDraft:
    """The item as it is kept: what it lacks is lent by its contract."""
    return replace(item, document=item.document or contract.number, person=item.person or contract.handler)


def _post(
    session: Session, contract: Contract, row: OpeningPosition, item: OpeningItemDraft, left: Sequence[Decimal]
) -> None:
    assert item.posted_on
    for anchor, days, amount in _rule(contract, item, left):
        receivable = Receivable(
            contract_id=contract.id,
            party_id=contract.owner_id,
            kind=item.kind,
            anchor=anchor,
            days=days,
            amount=amount,
            posted_on=item.posted_on,
            source_noun=SOURCE,
            source_id=row.id,
            document=item.document,
            invoice=item.invoice,
            person=item.person,
        )
        session.add(receivable)
        session.flush()
        if item.due_on:
            session.add(DueChange(receivable_id=receivable.id, changed_on=item.posted_on, due_on=item.due_on))


_Part = tuple[str, int | None, Money]
"""Event, days after it, amount."""


def _rule(contract: Contract, item: OpeningItemDraft, left: Sequence[Decimal]) -> Iterator[_Part]:
    """Retention without a day of its own is due in the parts the contract lets it go in, as far as they are ``left``;
    of other old items nothing is known.
    """
    assert item.posted_on
    assert item.amount is not None
    if item.kind != RETENTION or not contract.terms:
        yield "", None, item.amount
        return
    rule = list(retention_owed(terms_on(contract, item.posted_on), item.amount))
    if item.due_on or len(left) != len(rule):
        yield *rule[-1][1:3], item.amount
        return
    for (_kind, event, days, _all), amount in zip(rule, parts(item.amount, left), strict=True):
        if amount:
            yield event, days, amount


def _shares(contract: Contract, row: OpeningPosition, items: Sequence[OpeningItemDraft]) -> list[Decimal]:
    """The cumulative shares in which what is still held goes: what went already of all that was held was of the first
    parts. Empty where no old retention waits for its parts.
    """
    mine = [item for item in items if item.kind == RETENTION and item.amount and item.posted_on]
    waiting = [item for item in mine if not item.due_on]
    if not waiting or not contract.terms:
        return []
    assert waiting[0].posted_on
    whole = row.retention
    gone = whole - Money.total(item.amount for item in mine if item.amount)
    found, reached = [], Money()
    for *_rule, amount in retention_owed(terms_on(contract, waiting[0].posted_on), whole):
        reached += amount
        found.append(max(reached - gone, Money()))
    last = found[-1]
    return [Decimal(one.fen) / Decimal(last.fen) for one in found] if last > Money() else []


def _posted(former: Sequence[Receivable]) -> list[_Part]:
    return [(one.anchor, one.days, one.amount) for one in former]


_OWN = (DueChange, DueEvent)
"""What belongs to an item and goes with it."""
_IN_USE = N_("Other entries speak of the opening item “{document}” (a reply, a fact, an invoice): it stays as it is.")


def _rests_on(session: Session, former: Sequence[Receivable]) -> bool:
    """Whether any row of another table names one of these."""
    keys, own = [one.id for one in former], {record.__tablename__ for record in _OWN}
    others = (column for column in referring(Receivable.__tablename__) if column.table.name not in own)
    return any(session.scalar(select(exists().where(column.in_(keys)))) for column in others)


def _withdraw(session: Session, former: Sequence[Receivable]) -> None:
    keys = [one.id for one in former]
    if session.scalar(select(exists().where(Allocation.receivable_id.in_(keys)))):
        raise Refused(N_("Money is allocated to these opening items. Release the allocations first."))
    if _rests_on(session, former):
        raise Refused(_IN_USE, document=former[0].document)
    for record in _OWN:
        for told in session.scalars(select(record).where(record.receivable_id.in_(keys))):
            session.delete(told)
    session.flush()
    for one in former:
        session.delete(one)
    session.flush()


def kept(session: Session, source_id: str) -> list[tuple[list[Receivable], OpeningItemDraft]]:
    """The items of a position in their order, each with its draft; the parts of one retention are one item.

    A further part of the same event and days belongs to another item, alike in everything else.
    """
    rows = select(Receivable).where(Receivable.source_noun == SOURCE, Receivable.source_id == source_id)
    found = list(session.scalars(rows.order_by(Receivable.posted_on, Receivable.id)))
    mine = DueChange.receivable_id.in_([one.id for one in found]) & (DueChange.reason == "")
    due = {one.receivable_id: one.due_on for one in session.scalars(select(DueChange).where(mine))}
    items: dict[tuple[Any, ...], list[Receivable]] = {}
    times: Counter[tuple[Any, ...]] = Counter()
    for one in found:
        is_part = one.kind == RETENTION and one.anchor and one.id not in due
        item = one.kind, one.document, one.posted_on, due.get(one.id), one.invoice, one.person
        times[part := (*item, one.anchor, one.days)] += 1
        items.setdefault((*item, times[part] if is_part else one.id), []).append(one)
    return [
        (
            rows_,
            OpeningItemDraft(kind, document, posted, day, Money.total(one.amount for one in rows_), invoice, person),
        )
        for (kind, document, posted, day, invoice, person, _key), rows_ in items.items()
    ]
