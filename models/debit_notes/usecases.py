"""What can be done with a debit note: keep it (it becomes owed at once), correct it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import contracts, events
from models.contracts.record import Contract, Terms
from models.debit_notes.draft import (
    BESIDE_A_DEBT,
    CLASS_OF,
    DELIVERED,
    DebitLineDraft,
    DebitNoteDraft,
    InstalmentDraft,
    check,
    worked_out,
)
from models.debit_notes.record import DebitLine, DebitNote, Instalment
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, stop
from models.receipts.along import corrected
from models.receivables.debtor import who_owes
from models.receivables.record import ON_A_DAY, DueChange, Receivable
from models.receivables.withdrawing import withdraw
from models.records import opened, taken, voided
from models.rules import retention
from models.store.commands import FINANCE, MANAGER, MARKETING, declare
from models.store.parts import keep_parts

RECORD = declare("debit_notes.record", N_("Post a debit note"), (MARKETING, FINANCE), MANAGER)
CORRECT = declare("debit_notes.correct", N_("Correct a debit note"), (MARKETING, FINANCE), MANAGER)
VOIDED = declare("debit_notes.void", N_("Void a debit note"), (MARKETING, FINANCE), MANAGER)

_SIMPLE = ("number", "kind", "charged_on", "amount", "paper", "signed_by", "due_on", "reason", "about", "remark")
_LINE = ("code", "name", "unit", "quantity", "price")
Owed = tuple[str, str, int | None, date, date | None, Money]
"""Class, event, days after it, day of posting, agreed due day, amount."""


def draft_of(session: Session, key: str) -> DebitNoteDraft:
    row = session.get_one(DebitNote, key)
    simple: dict[str, Any] = {name: getattr(row, name) for name in _SIMPLE}
    return DebitNoteDraft(
        id=row.id,
        contract=row.contract_id,
        payer=row.payer_id or "",
        lines=tuple(_line_draft(line) for line in row.lines),
        instalments=tuple(
            InstalmentDraft(one.due_on, one.amount, one.posted_on, one.remark) for one in row.instalments
        ),
        **simple,
    )


def record(session: Session, draft: DebitNoteDraft) -> DebitNote:
    """Post a debit note: its parts are owed from their day on, and nothing of it changes any more."""
    if draft.id:
        number = session.get_one(DebitNote, draft.id).number
        raise Refused(N_("Debit note {number} is posted and stays as it is. Use “Correct”, or void it."), number=number)
    stop([*check(draft), *taken(session, DebitNote, draft), *_about(session, draft)])
    draft = worked_out(draft)
    contract = session.get_one(Contract, draft.contract)
    row = DebitNote(contract_id=contract.id, payer_id=draft.payer or None)
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    row.number = draft.number or next_number(session, DebitNote.number, f"{contract.number}-YS-", 3)
    keep_parts(row.lines, draft.lines, DebitLine, _fill_line)
    keep_parts(row.instalments, draft.instalments, Instalment, _fill_instalment)
    session.add(row)
    session.flush()
    session.info["subject"] = row.number
    _post(session, row, contract)
    return row


def correct(session: Session, draft: DebitNoteDraft) -> DebitNote:
    """Void the note and post it anew as the draft says, in one Step; receipts and agreed dates go along."""
    made: DebitNote = corrected(session, draft, void, record)
    return made


def void(session: Session, key: str, reason: str) -> DebitNote:
    """It never was: what it made owed stops counting. Refused while money is allocated to it."""
    row = opened(session, DebitNote, key)
    withdraw(session, row.id, row.number)
    return voided(session, row, reason)


def is_fixed(_session: Session, _key: str) -> bool:
    """What is saved is posted."""
    return True


def _post(session: Session, row: DebitNote, contract: Contract) -> None:
    terms = contracts.terms_on(contract, row.charged_on)
    for kind, anchor, days, posted_on, due_on, amount in _owed(row, terms):
        made = Receivable(
            contract_id=contract.id,
            party_id=who_owes(contract, row.payer_id),
            kind=kind,
            anchor=anchor,
            days=days,
            amount=amount,
            posted_on=posted_on,
            source_noun=DebitNote.__tablename__,
            source_id=row.id,
            document=row.number,
            person=contract.handler,
        )
        session.add(made)
        session.flush()
        if due_on is not None:
            session.add(DueChange(receivable_id=made.id, changed_on=posted_on, due_on=due_on, source_id=row.id))
    session.flush()


def _owed(row: DebitNote, terms: Terms) -> Iterator[Owed]:
    """By its instalments, else on its day, else by the milestones of the contract, its retention apart."""
    kind = CLASS_OF.get(row.kind, row.kind)
    if row.instalments:
        for one in row.instalments:
            yield kind, ON_A_DAY, None, one.posted_on or row.charged_on, one.due_on, one.amount
    elif row.due_on is not None or row.kind not in DELIVERED:
        yield kind, ON_A_DAY, None, row.charged_on, row.due_on, row.amount
    else:
        for part, anchor, days, amount in _by_terms(kind, row.amount, terms):
            if amount:
                yield part, anchor, days, row.charged_on, None, amount


def _by_terms(kind: str, amount: Money, terms: Terms) -> Iterator[tuple[str, str, int | None, Money]]:
    """As a certificate of the same sum: cut at the milestones, and what is withheld comes off what is payable first."""
    kept = amount.share(terms.retention_rate)
    shares = [one.cumulative for one in terms.milestones] or [Decimal(1)]
    rules = [(one.event, one.days) for one in terms.milestones] or [(events.CERTIFICATION, None)]
    payable = retention.withheld(retention.parts(amount, shares), kept)
    for (event, days), part in zip(rules, payable, strict=True):
        yield "retention" if event == events.DEFECTS_END else kind, event, days, part
    yield from contracts.retention_owed(terms, kept)


def _line_draft(line: DebitLine) -> DebitLineDraft:
    simple: dict[str, Any] = {name: getattr(line, name) for name in _LINE}
    amount = line.amount if line.quantity is None or line.price is None else None
    return DebitLineDraft(id=line.id, amount=amount, **simple)


def _fill_line(row: DebitLine, draft: DebitLineDraft, place: int) -> None:
    row.position = place
    for name in _LINE:
        setattr(row, name, getattr(draft, name))
    row.amount = draft.amount or Money()


def _fill_instalment(row: Instalment, draft: InstalmentDraft, place: int) -> None:
    row.position, row.posted_on, row.due_on = place, draft.posted_on, draft.due_on
    row.amount, row.remark = draft.amount or Money(), draft.remark


def _about(session: Session, draft: DebitNoteDraft) -> Iterator[Problem]:
    """What the interest or the costs hang on is owed under the same contract."""
    owed = Receivable.contract_id == draft.contract, Receivable.document == draft.about, Receivable.void == 0
    if draft.about and draft.kind not in BESIDE_A_DEBT:
        yield Problem("about", N_("Only interest and costs hang on another document: leave this empty."))
    elif draft.about and not session.scalar(select(exists().where(*owed))):
        message = N_("Nothing of {document} is owed under this contract: give a number from the list of what is owed.")
        yield Problem("about", message, {"document": draft.about})
