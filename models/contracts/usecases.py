"""What can be done with a contract: keep it, change it by a supplementary agreement, ask for its terms on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import events
from models.contracts.draft import AgreementDraft, ContractDraft, SignatureDraft, check, check_agreement
from models.contracts.record import Agreement, Contract, ContractEvent, ContractSignature, Terms
from models.contracts.terms import fill_terms, terms_entries
from models.currencies import called
from models.language import N_
from models.legal_facts.suits import first_suits
from models.money import Money
from models.pinyin import initials
from models.problems import Problem, stop
from models.removing import expect_free, take_out
from models.rules.calendar import add_months
from models.rules.due import RETENTION_MONTHS
from models.store.commands import LEGAL, MARKETING, declare
from models.store.parts import keep_parts
from models.store.references import is_referred_to

RECORD = declare("contracts.record", N_("Save a contract"), (MARKETING,), LEGAL)
REMOVE = declare("contracts.remove", N_("Take out a contract"), (MARKETING,), LEGAL)
AGREE = declare("contracts.agree", N_("Save a supplementary agreement"), (MARKETING,), LEGAL)

BEGINNING = date(1990, 1, 1)
"""Terms of a contract whose date is not known are valid from here on."""

_DATED = {
    "completed_on": events.COMPLETION,
    "accepted_on": events.ACCEPTANCE,
    "handed_over_on": events.HAND_OVER,
    "submitted_on": events.SUBMITTED,
    "settled_on": events.FINAL_ACCOUNT,
    "reviewed_on": events.PUBLIC_REVIEW,
    "funded_on": events.FUNDS,
    "sued_on": events.SUIT,
}
_SIMPLE = "number name kind role currency signed_on start_on completion_on".split()
_SIMPLE += "defects_months sme_debtor due_rolls handler approval_number remark layout".split()
_AMOUNTS = ("provisional", "tender_bond", "performance_bond")
_AGREED_ONLY = ("contract_events", "contract_terms", "contract_signatures", "agreements", "bill_items", "receipts")
"""What may be there while the currency still changes: receipts have their own, the rest is not owed yet."""


def draft_of(session: Session, contract_id: str) -> ContractDraft:
    contract = session.get_one(Contract, contract_id)
    happened: dict[str, date] = {one.event: one.happened_on for one in contract.events}
    amounts: dict[str, Any] = {name: getattr(contract, name) or None for name in _AMOUNTS}
    dates: dict[str, Any] = {name: happened.get(event) for name, event in _DATED.items()}
    return ContractDraft(
        **{name: getattr(contract, name) for name in _SIMPLE},
        **terms_entries(contract.terms[0]),
        **dates,
        id=contract.id,
        project=contract.project_id or "",
        owner=contract.owner_id,
        payer=contract.payer_id or "",
        price=contract.price,
        **amounts,
        signatures=tuple(SignatureDraft(one.party, one.people) for one in contract.signatures),
    )


def record(session: Session, draft: ContractDraft) -> Contract:
    """Keep a new contract or the changes of one; raises Invalid when something is missing or the number is taken."""
    stop([*check(draft), *_taken(session, draft)])
    contract = session.get_one(Contract, draft.id) if draft.id else Contract()
    if draft.id and draft.currency != contract.currency:
        stop(_bound_to_currency(session, contract))
    for name in _SIMPLE:
        setattr(contract, name, getattr(draft, name))
    contract.project_id = draft.project or None
    contract.owner_id = draft.owner
    contract.payer_id = draft.payer or None
    contract.price = draft.price or Money()
    for name in _AMOUNTS:
        setattr(contract, name, getattr(draft, name) or Money())
    keep_parts(contract.signatures, draft.signatures, ContractSignature, _fill_signature)
    contract.initials = initials(draft.name)
    if not contract.terms:
        contract.terms.append(Terms(valid_from=BEGINNING))
    fill_terms(contract.terms[0], draft)
    _keep_events(contract, draft, first_suits(session, contract))
    session.add(contract)
    session.info["subject"] = draft.number
    session.flush()
    return contract


OWN = ("agreements", "bill_items", "contract_terms", "contract_events", "contract_signatures")
"""What goes with a contract that is taken out: its terms, agreements, bill and days."""


def remove(session: Session, contract_id: str, reason: str) -> None:
    """Take out a contract that was entered wrongly; Refused where a document, receipt, paper or evidence names it.

    ``reason`` stands in the Step, which can be undone.
    """
    contract = session.get_one(Contract, contract_id)
    expect_free(session, contract, contract.number, OWN)
    for parts in (contract.terms, contract.events, contract.signatures):
        parts.clear()
    session.flush()
    take_out(session, contract, contract.number, OWN[:2])


def agree(session: Session, draft: AgreementDraft) -> Agreement:
    """Keep a supplementary agreement; documents made before its day keep the terms they were made under."""
    stop([*check_agreement(draft), *_agreed(session, draft)])
    agreement = session.get_one(Agreement, draft.id) if draft.id else Agreement(contract_id=draft.contract)
    assert draft.signed_on
    assert draft.valid_from
    agreement.number, agreement.signed_on = draft.number, draft.signed_on
    agreement.valid_from, agreement.reason = draft.valid_from, draft.reason
    agreement.price_change = draft.price_change or Money()
    session.add(agreement)
    session.flush()
    contract = session.get_one(Contract, draft.contract)
    terms = next((one for one in contract.terms if one.agreement_id == agreement.id), None)
    if terms is None:
        terms = Terms(agreement_id=agreement.id)
        contract.terms.append(terms)
    terms.valid_from = draft.valid_from
    fill_terms(terms, draft)
    session.info["subject"] = draft.number
    session.flush()
    return agreement


def agreements_of(session: Session, contract_id: str) -> list[AgreementDraft]:
    """The supplementary agreements of a contract, oldest first, as drafts."""
    contract = session.get_one(Contract, contract_id)
    terms = {one.agreement_id: one for one in contract.terms}
    rows = session.scalars(select(Agreement).where(Agreement.contract_id == contract_id).order_by(Agreement.valid_from))
    return [
        AgreementDraft(
            **terms_entries(terms[row.id]),
            id=row.id,
            contract=contract_id,
            number=row.number,
            signed_on=row.signed_on,
            valid_from=row.valid_from,
            price_change=row.price_change or None,
            reason=row.reason,
        )
        for row in rows
    ]


def numbered(session: Session, number: str) -> Contract | None:
    """The contract of this number."""
    return session.scalars(select(Contract).where(Contract.number == number)).first()


def currencies(session: Session) -> list[str]:
    """In which currencies there are contracts."""
    return list(session.scalars(select(Contract.currency).distinct().order_by(Contract.currency)))


def terms_on(contract: Contract, day: date) -> Terms:
    """The terms in force on a day."""
    in_force = [terms for terms in contract.terms if terms.valid_from <= day]
    return max(in_force or contract.terms[:1], key=lambda terms: terms.valid_from)


def price_on(session: Session, contract: Contract, day: date) -> Money:
    """The agreed price with the supplementary agreements that are valid on a day (without variations)."""
    changes = session.scalar(
        select(func.sum(Agreement.price_change)).where(
            Agreement.contract_id == contract.id, Agreement.valid_from <= day
        )
    )
    return contract.price + (changes or Money())


def _fill_signature(row: ContractSignature, draft: SignatureDraft, place: int) -> None:
    row.position, row.party, row.people = place, draft.party, draft.people


def _keep_events(contract: Contract, draft: ContractDraft, suits: Sequence[date]) -> None:
    """The days of the draft; a suit that is kept as a fact is an event whether or not the draft has its day."""
    wanted: dict[str, tuple[date, date]] = {}
    for name, event in _DATED.items():
        day = getattr(draft, name)
        if day:
            wanted[event] = (day, day)
    if suits:
        day = min(filter(None, (draft.sued_on, *suits)))
        wanted[events.SUIT] = (day, day)
    if draft.signed_on:
        wanted[events.SIGNING] = (draft.signed_on, draft.signed_on)
    if draft.accepted_on:
        months = RETENTION_MONTHS if draft.defects_months is None else draft.defects_months
        wanted[events.DEFECTS_END] = (add_months(draft.accepted_on, months), draft.accepted_on)
    known = {one.event: one for one in contract.events}
    for event, (day, known_from) in wanted.items():
        row = known.pop(event, None)
        if row is None:
            row = ContractEvent(event=event)
            contract.events.append(row)
        row.happened_on, row.known_from = day, known_from
    for gone in known.values():
        contract.events.remove(gone)


def _agreed(session: Session, draft: AgreementDraft) -> Iterator[Problem]:
    others = select(Agreement.id).where(Agreement.contract_id == draft.contract, Agreement.id != draft.id)
    if session.scalar(select(exists(others.where(Agreement.number == draft.number)))):
        yield Problem(
            "number", N_("There is an agreement {number} already. Open it instead."), {"number": draft.number}
        )
    if session.scalar(select(exists(others.where(Agreement.valid_from == draft.valid_from)))):
        yield Problem("valid_from", N_("Another agreement is valid from this day: write both changes into one."))
    contract = session.get(Contract, draft.contract)
    if contract is None:
        return
    for name in ("signed_on", "valid_from"):
        day = getattr(draft, name)
        if day and contract.signed_on and day < contract.signed_on:
            message = N_("The contract was signed on {signed}: an agreement to it cannot be earlier.")
            yield Problem(name, message, {"signed": contract.signed_on})
    yield from _priced(session, draft, contract)


def _priced(session: Session, draft: AgreementDraft, contract: Contract) -> Iterator[Problem]:
    """What is left of the price on the day the change becomes valid; nobody agrees to be paid less than nothing."""
    if draft.valid_from is None:
        return
    others = Agreement.contract_id == contract.id, Agreement.id != draft.id, Agreement.valid_from <= draft.valid_from
    changes = session.scalar(select(func.sum(Agreement.price_change)).where(*others)) or Money()
    left = contract.price + changes + (draft.price_change or Money())
    if left < Money():
        message = N_("The contract price would be {price} from this day on: it cannot be negative.")
        yield Problem("price_change", message, {"price": left.grouped})


def _taken(session: Session, draft: ContractDraft) -> Iterator[Problem]:
    if session.scalar(select(exists().where(Contract.number == draft.number, Contract.id != draft.id))):
        yield Problem("number", N_("There is a contract {number} already. Open it instead."), {"number": draft.number})


def _bound_to_currency(session: Session, contract: Contract) -> Iterator[Problem]:
    """What is owed was signed in a currency; another one would make other amounts of it."""
    if is_referred_to(session, contract, _AGREED_ONLY):
        message = N_("Documents of this contract are in {currency}. Void them first, or enter another contract.")
        yield Problem("currency", message, {"currency": called(contract.currency)})
