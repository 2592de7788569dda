"""What can be done with a reply: keep it with what it confirms and why they differ, void it; balances never change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import legal_facts
from models.confirmations.balance import balance, stated
from models.confirmations.draft import (
    AGREES,
    DISAGREES,
    PART,
    REFUSED,
    ConfirmedDraft,
    DifferenceDraft,
    ReplyDraft,
    binds,
    check,
    implied,
    worked_out,
)
from models.confirmations.proposing import ledger_of
from models.confirmations.record import ConfirmedItem, Reply, ReplyDifference
from models.confirmations.standing import IN_TURN
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.papers import SEALED, IssuedPaper, courses, numbered, stands
from models.problems import Problem, stop
from models.receivables.record import Receivable
from models.records import expect_standing, kept, opened, taken, voided
from models.rules.confirming import spread
from models.store.commands import COMMERCIAL, FINANCE, declare
from models.store.parts import keep_parts

RECORD = declare("confirmations.record", N_("Save a reply to a statement"), (FINANCE, COMMERCIAL))
VOIDED = declare("confirmations.void", N_("Void a reply to a statement"), (FINANCE, COMMERCIAL))

STATEMENT = "statement"
_NOT_SEALED = N_(
    "By {day} nothing says that {number} bore our seal and went out: what can they have answered? Enter seal and "
    "service first; a reply to a paper without a seal proves little."
)
_SIMPLE = tuple(
    "number letter currency as_of stated demand replied_on kind signatory capacity authority seal by_item promises "
    "closed_on withdrawn_on withdrawn_for remark".split()
)


def draft_of(session: Session, reply_id: str) -> ReplyDraft:
    row = session.get_one(Reply, reply_id)
    return worked_out(
        ReplyDraft(
            **{name: getattr(row, name) for name in _SIMPLE},
            id=row.id,
            paper=row.paper_id or "",
            party=row.party_id,
            contract=row.contract_id or "",
            confirmed=row.confirmed or None,
            items=tuple(ConfirmedDraft(one.receivable_id, one.stated, one.confirmed) for one in row.items),
            differences=tuple(DifferenceDraft(one.amount, one.reason, one.note) for one in row.differences),
        )
    )


def with_book(session: Session, draft: ReplyDraft) -> ReplyDraft:
    """The draft with what its statement says, and the items of the balance on the cut-off day.

    Items that bring what was stated of them stay: what was asked does not change with what the book learns later.
    """
    draft = _of_paper(session, draft)
    if draft.contract and not draft.party:
        contract = session.get_one(Contract, draft.contract)
        draft = replace(draft, party=contract.owner_id)
    moved = draft.id and _scope(draft) != _scope(draft_of(session, draft.id))
    known = draft.items and all(one.stated is not None for one in draft.items) and not moved
    if draft.party and draft.as_of and not known:
        said = {one.receivable: one.confirmed for one in draft.items}
        items = (replace(one, confirmed=said.get(one.receivable)) for one in balance(session, draft))
        draft = replace(draft, items=tuple(items))
    return worked_out(draft)


def _scope(draft: ReplyDraft) -> tuple[Any, ...]:
    return draft.party, draft.contract, draft.currency, draft.as_of


def _of_paper(session: Session, draft: ReplyDraft) -> ReplyDraft:
    """What follows from the statement: the one that was picked, or the one of this number."""
    paper = session.get(IssuedPaper, draft.paper) if draft.paper else numbered(session, draft.letter)
    if paper is None or paper.kind != STATEMENT:
        return draft
    draft = replace(
        draft, paper=paper.id, letter=paper.number, party=paper.party_id or draft.party,
        contract=paper.contract_id or "", as_of=paper.as_of, demand=paper.form == "demand",
        in_several=not paper.currency,
    )  # fmt: skip
    if paper.currency:
        return replace(draft, currency=paper.currency, stated=paper.amount)
    return replace(draft, stated=stated(session, draft)) if draft.stated is None else draft


def record(session: Session, draft: ReplyDraft) -> Reply:
    """Keep a reply. How much of the balance a total proves is counted from the oldest item on; whoever asks of an item,
    of a contract or of a debt learns that none was named (``standing.tells_items``)."""
    named = implied(_named_items(session, draft))
    draft = with_book(session, named)
    stop([*_as_named(named, draft), *_not_owed(named, draft), *_against(session, draft)])
    row = opened(session, Reply, draft.id)
    assert draft.replied_on
    if not draft.number:
        draft = replace(draft, number=next_number(session, Reply.number, f"HZ-{draft.replied_on.year}-"))
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    row.paper_id, row.party_id, row.contract_id = draft.paper or None, draft.party, draft.contract or None
    row.confirmed, row.is_strong = draft.whole or Money(), binds(draft)
    row.closed_on = {AGREES: draft.replied_on, REFUSED: None}.get(draft.kind, draft.closed_on)
    keep_parts(row.items, spread_over(draft), ConfirmedItem, _fill_item)
    keep_parts(row.differences, draft.differences, ReplyDifference, _fill_difference)
    return kept(session, row)


def spread_over(draft: ReplyDraft) -> tuple[ConfirmedDraft, ...]:
    """The items with what of each is confirmed: as typed, or the oldest first."""
    if draft.by_item:
        return tuple(replace(one, confirmed=one.confirmed or Money()) for one in draft.items)
    parts = spread(draft.whole or Money(), [one.stated or Money() for one in draft.items])
    return tuple(replace(one, confirmed=part) for one, part in zip(draft.items, parts, strict=True))


def void(session: Session, reply_id: str, reason: str) -> Reply:
    """It never came."""
    row = session.get_one(Reply, reply_id)
    expect_standing(row)
    return voided(session, row, reason)


def _named_items(session: Session, draft: ReplyDraft) -> ReplyDraft:
    """Items by the number of their document, as sheets write them; the part due first where it has several."""
    if not draft.items:
        return draft
    found, wrong = [], []
    for place, one in enumerate(draft.items):
        key = one.receivable if session.get(Receivable, one.receivable) else _of_document(session, one.receivable)
        if not key:
            message = N_("There is no document “{name}”. Write the number of a certificate or another document.")
            wrong.append(Problem(f"items.{place}.receivable", message, {"name": one.receivable}))
        found.append(replace(one, receivable=key))
    stop(wrong)
    return replace(draft, items=tuple(found))


def _as_named(named: ReplyDraft, whole: ReplyDraft) -> Iterator[Problem]:
    """What is wrong with the whole reply, told at the items as they were named."""
    places = {one.receivable: place for place, one in enumerate(named.items)}
    for problem in check(whole):
        part, _, rest = problem.entry.partition(".")
        number, _, name = rest.partition(".")
        if part == "items" and name and (place := places.get(whole.items[int(number)].receivable)) is not None:
            problem = replace(problem, entry=f"items.{place}.{name}")
        yield problem


def _not_owed(named: ReplyDraft, whole: ReplyDraft) -> Iterator[Problem]:
    """What is confirmed of an item that was not in the balance, or twice of one item."""
    known, seen = {one.receivable for one in whole.items}, set[str]()
    for place, one in enumerate(named.items):
        if one.confirmed and one.receivable not in known:
            yield Problem(f"items.{place}.receivable", N_("This was not open on the cut-off day."))
        elif one.receivable in seen:
            yield Problem(f"items.{place}.receivable", N_("This document stands here twice: write one amount for it."))
        seen.add(one.receivable)


def _of_document(session: Session, number: str) -> str:
    rows = select(Receivable.id).where(Receivable.document == number, Receivable.void == 0)
    return session.scalars(rows.order_by(Receivable.kind == "retention", Receivable.id)).first() or ""


def _against(session: Session, draft: ReplyDraft) -> Iterator[Problem]:
    yield from taken(session, Reply, draft)
    for one in _others(session, draft):
        if _said(draft_of(session, one.id)) == _said(draft):
            message = N_("{number} says the very same of this day: open that reply to change or complete it.")
            yield Problem("replied_on", message, {"number": one.number})
    paper = session.get(IssuedPaper, draft.paper) if draft.paper else None
    if paper is not None:
        yield from _against_paper(session, draft, paper)


def _against_paper(session: Session, draft: ReplyDraft, paper: IssuedPaper) -> Iterator[Problem]:
    if paper.kind != STATEMENT:
        yield Problem("paper", N_("{number} is no statement of account."), {"number": paper.number})
    elif not draft.id and not stands(session, paper.id):
        yield Problem(
            "paper", N_("{number} was withdrawn: reply to the one that corrects it."), {"number": paper.number}
        )
    if draft.replied_on and draft.replied_on < paper.issued_on:
        yield Problem("replied_on", N_("The reply would be older than the statement."))


def advise(session: Session, draft: ReplyDraft) -> Iterator[Problem]:
    """What only the book knows: whether its balance of that day still is what the statement said."""
    yield from _on_the_way(session, draft)
    yield from _matched(session, draft)
    if draft.stated is not None and draft.as_of and (draft.party or draft.contract):
        ours = stated(session, _of_paper(session, draft))
        if ours != draft.stated:
            message = N_("The book now says {amount} for that day: something was entered or voided since.")
            yield Problem("stated", message, {"amount": ours.grouped}, advice=True)


def _matched(session: Session, draft: ReplyDraft) -> Iterator[Problem]:
    """What is not explained yet may have been matched."""
    ledger = ledger_of(session, draft) if draft.kind in (PART, DISAGREES) and draft.unexplained else None
    if ledger is not None:
        message = N_("{number} of this day was matched: differences can be proposed from it.")
        yield Problem("differences", message, {"number": ledger.number}, advice=True)


def _on_the_way(session: Session, draft: ReplyDraft) -> Iterator[Problem]:
    """A statement that nobody noted as sent, and an answer that came before."""
    paper = session.get(IssuedPaper, draft.paper) if draft.paper else None
    if paper is not None and draft.replied_on and SEALED not in courses(session, draft.replied_on).get(paper.id, {}):
        yield Problem("paper", _NOT_SEALED, {"number": paper.number, "day": draft.replied_on}, advice=True)
    elif paper is not None and draft.replied_on and paper.id not in legal_facts.served(session, draft.replied_on):
        message = N_("It is not recorded how {number} was served: enter it under “Service”.")
        yield Problem("paper", message, {"number": paper.number}, advice=True)
    others = _others(session, replace(draft, letter=paper.number) if paper is not None else draft)
    if others:
        message = N_("A reply of {day} to it is recorded already; of several the last one counts.")
        yield Problem("replied_on", message, {"day": others[-1].replied_on}, advice=True)


def replies_to(session: Session, letter: str) -> Sequence[Reply]:
    """The replies to the statement of this number that are not void, the last one last."""
    mine = Reply.letter == letter, Reply.void == 0
    return session.scalars(select(Reply).where(*mine).order_by(*IN_TURN)).all()


def _others(session: Session, draft: ReplyDraft) -> list[Reply]:
    """The other replies to the same statement in the same currency, the last one last."""
    found = replies_to(session, draft.letter) if draft.letter else ()
    return [one for one in found if one.id != draft.id and one.currency == draft.currency]


def _said(draft: ReplyDraft) -> tuple[Any, ...]:
    """What makes two replies to a statement one and the same."""
    signed = draft.signatory, draft.capacity, draft.seal, draft.promises
    return draft.party, draft.replied_on, draft.kind, worked_out(draft).whole, *signed


def _fill_item(row: ConfirmedItem, draft: ConfirmedDraft, place: int) -> None:
    row.position, row.receivable_id = place, draft.receivable
    row.stated, row.confirmed = draft.stated or Money(), draft.confirmed or Money()


def _fill_difference(row: ReplyDifference, draft: DifferenceDraft, place: int) -> None:
    row.position, row.reason, row.note = place, draft.reason, draft.note
    row.amount = draft.amount or Money()
