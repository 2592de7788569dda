"""Last days that follow from our documents: variations, silence on accounts, retention, guarantees, bills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models import events
from models.contracts.record import Contract, ContractEvent
from models.deadlines.debts import Debt, Item, named, subject_of
from models.deadlines.record import GUARANTEE_EXPIRY, RETENTION_DUE, Deadline, Subject, of_period, on_day
from models.deposits.draft import GUARANTEE
from models.deposits.draft import KINDS as DEPOSITS
from models.deposits.record import Deposit
from models.final_accounts.draft import LEVELS
from models.final_accounts.record import FINAL, FinalAccount, FinalAccountReview
from models.language import N_
from models.money import Money
from models.parties import Party
from models.receipts.record import BILLS
from models.receipts.unallocated import receipts
from models.rules.calendar import Holidays
from models.rules.clocks import deadline
from models.rules.periods import CLOCKS
from models.said import Said
from models.stages import latest_by
from models.variations.draft import INSTRUCTED, PRICED, SUBMITTED
from models.variations.record import VariationOrder

_REVIEWED = N_(
    "A review of {day} by {who} lies within the time: silence is acceptance only if no opinion of the owner reached us "
    "in it, and only where the contract says so."
)


def _subject(contract: Contract, party: str, **more: Any) -> Subject:
    return Subject(
        contract.owner_id, party, contract.id, contract.number, contract.project_id or "",
        currency=contract.currency, **more,
    )  # fmt: skip


def _debtor() -> Any:
    return Party.id == Contract.owner_id


def variations(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """Price a variation in time; once it is submitted the owner's silence is acceptance."""
    stood, v = latest_by(as_of).subquery("stood"), VariationOrder
    rows = session.execute(
        select(v, Contract, Party.name, stood.c.stage, stood.c.reached_on)
        .join_from(v, Contract, Contract.id == v.contract_id)
        .join(Party, _debtor())
        .join(stood, stood.c.document_id == v.id)
        .where(v.instructed_on <= as_of, stood.c.stage.in_((INSTRUCTED, PRICED, SUBMITTED)))
        .order_by(v.id)
    )
    for row, contract, party, stage, since in rows:
        subject = _subject(contract, party, document=row.number, amount=row.amount, noun="variations", record=row.id)
        if stage == SUBMITTED:
            told = Said(N_("price submitted on {day}"), {"day": since})
            yield of_period(subject, deadline(CLOCKS["variation_silence"], since, holidays), told)
        else:
            told = Said(N_("instructed on {day}"), {"day": row.instructed_on})
            yield of_period(subject, deadline(CLOCKS["variation_pricing"], row.instructed_on, holidays), told)


def accounts(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """Submit the final account in time; after it is received silence may be acceptance, where the contract says so."""
    f = FinalAccount
    rows = session.execute(
        select(f, Contract, Party.name)
        .join_from(f, Contract, Contract.id == f.contract_id)
        .join(Party, _debtor())
        .where(f.void == 0, f.submitted_on <= as_of, or_(f.settled_on.is_(None), f.settled_on > as_of))
        .order_by(f.id)
    )
    note = Said(N_("Silence is acceptance only where the contract says so."))
    for row, contract, party in rows:
        assert row.submitted_on
        found = deadline(CLOCKS["final_account_silence"], row.submitted_on, holidays)
        first = first_review(row, found.raw_end, as_of)
        subject = _subject(
            contract, party, document=row.number, amount=row.amount, noun="final_accounts", record=row.id
        )
        told = Said(N_("final account submitted on {day}"), {"day": row.submitted_on})
        said = {"day": first.reviewed_on, "who": first.reviewer or LEVELS[first.level]} if first else {}
        yield of_period(subject, found, told, Said(_REVIEWED, said) if first else note)
    yield from _to_submit(session, as_of, holidays)


def first_review(account: FinalAccount, last: date | None, as_of: date) -> FinalAccountReview | None:
    """The first opinion within the time to answer, known by a day."""
    within = [one for one in account.reviews if one.reviewed_on <= min(last or as_of, as_of)]
    return min(within, key=lambda one: one.reviewed_on, default=None)


def _to_submit(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    e, f = ContractEvent, FinalAccount
    handed_in = select(e.contract_id).where(
        e.event.in_((events.SUBMITTED, events.FINAL_ACCOUNT)), e.happened_on <= as_of
    )
    account = exists().where(f.contract_id == Contract.id, f.void == 0, f.kind == FINAL, f.submitted_on <= as_of)
    rows = session.execute(
        select(Contract, Party.name, e.happened_on)
        .join_from(e, Contract, Contract.id == e.contract_id)
        .join(Party, _debtor())
        .where(
            e.event == events.ACCEPTANCE, e.happened_on <= as_of, Contract.kind == "construction", ~account,
            Contract.id.not_in(handed_in),
        )
        .order_by(Contract.id)
    )  # fmt: skip
    for contract, party, accepted in rows:
        subject = _subject(contract, party, amount=contract.price, noun="contracts", record=contract.id)
        told = Said(N_("works accepted on {day}"), {"day": accepted})
        yield of_period(subject, deadline(CLOCKS["final_account_submission"], accepted, holidays), told)


def retention(session: Session, debts: list[Debt], as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """Each day on which retention falls due, with what does on that day; no term agreed: two years after acceptance."""
    for debt in debts:
        held = [one for one in debt.items if one.kind == "retention"]
        basis = CLOCKS["retention_return"].basis if debt.contract.defects_months is None else N_("the contract")
        for day in sorted({one.due_on for one in held if one.due_on and one.due_on >= as_of}):
            subject = _of_items(debt, [one for one in held if one.due_on == day], str(day))
            yield on_day(RETENTION_DUE, subject, day, Said(N_("due on {day}"), {"day": day}), basis)
        undated = [one for one in held if one.due_on is None and one.nothing_agreed]
        if undated and (accepted := _accepted(session, debt, as_of)):
            found = deadline(CLOCKS["retention_return"], accepted, holidays)
            told = Said(N_("works accepted on {day}"), {"day": accepted})
            yield of_period(_of_items(debt, undated, ""), found, told)


def _of_items(debt: Debt, items: list[Item], part: str) -> Subject:
    """Some items of a debt; ``part`` tells them apart from its others."""
    whole = subject_of(debt)
    return replace(
        whole, document=named(list(dict.fromkeys(one.document for one in items))), record=items[0].id,
        amount=Money.total(one.open for one in items), key="/".join(filter(None, (whole.key, part))),
    )  # fmt: skip


def _accepted(session: Session, debt: Debt, as_of: date) -> date | None:
    e = ContractEvent
    mine = e.contract_id == debt.contract.id, e.event == events.ACCEPTANCE, e.happened_on <= as_of
    return session.scalar(select(e.happened_on).where(*mine))


def guarantees(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """A bank guarantee is renewed before it expires, or given back."""
    d = Deposit
    rows = session.execute(
        select(d, Contract, Party.name)
        .join_from(d, Contract, Contract.id == d.contract_id)
        .join(Party, _debtor())
        .where(
            d.void == 0, d.form == GUARANTEE, d.expires_on.is_not(None), d.paid_on <= as_of,
            or_(d.returned_on.is_(None), d.returned_on > as_of),
        )
        .order_by(d.id)
    )  # fmt: skip
    for row, contract, party in rows:
        assert row.expires_on
        subject = _subject(contract, party, document=row.number, amount=row.amount, noun="deposits", record=row.id)
        told = Said(DEPOSITS[row.kind], more=" ".join(filter(None, (row.guarantee_number, row.bank))))
        yield on_day(GUARANTEE_EXPIRY, subject, row.expires_on, told, N_("the guarantee itself"))


def bills(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """Present a bill within ten days of its maturity; against the acceptor two years."""
    row = receipts(as_of)
    rows = session.execute(
        select(row.c.id, row.c.number, row.c.matures_on, row.c.in_hand, row.c.payer_id, Party.name, row.c.currency)
        .join_from(row, Party, Party.id == row.c.payer_id)
        .where(row.c.method.in_(BILLS), row.c.in_hand != 0, row.c.matures_on.is_not(None))
        .order_by(row.c.matures_on, row.c.id)
    )
    for key, number, matures, amount, payer, party, currency in rows:
        subject = Subject(payer, party, document=number, currency=currency, amount=amount, noun="receipts", record=key)
        told = Said(N_("matures on {day}"), {"day": matures})
        for name in ("bill_presentation", "bill_acceptor") if matures < as_of else ("bill_presentation",):
            yield of_period(subject, deadline(CLOCKS[name], matures, holidays), told)
