"""What can be done with a subcontract: keep it with what was certified and paid under it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.bills import BillItem
from models.contracts.record import Contract
from models.downstream.draft import (
    SubCertificateDraft,
    SubcontractDraft,
    SubPaymentDraft,
    SubQuantityDraft,
    check,
    with_shares,
    worked_out,
    worth,
)
from models.downstream.record import SetOff, SubCertificate, Subcontract, SubPayment, SubQuantity
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.pinyin import initials
from models.problems import Problem, Refused, stop
from models.records import kept, opened, taken, voided
from models.store.commands import COMMERCIAL, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("downstream.record", N_("Save a subcontract"), (COMMERCIAL,), MANAGER)
VOIDED = declare("downstream.void", N_("Void a subcontract"), (COMMERCIAL,), MANAGER)

_SIMPLE = tuple("number name signed_on small pay_when_paid retention_rate wage_share remark".split())


def draft_of(session: Session, subcontract_id: str) -> SubcontractDraft:
    row = session.get_one(Subcontract, subcontract_id)
    return worked_out(
        SubcontractDraft(
            **{name: getattr(row, name) for name in _SIMPLE},
            id=row.id,
            contract=row.contract_id,
            party=row.party_id,
            price=row.price or None,
            certified=tuple(
                SubCertificateDraft(one.certified_on, one.amount, one.retention, one.wages, one.remark)
                for one in row.certified
            ),
            payments=tuple(SubPaymentDraft(one.paid_on, one.amount, one.wages, one.remark) for one in row.payments),
            quantities=tuple(
                SubQuantityDraft(one.certified_on, one.code, one.quantity, one.price) for one in row.quantities
            ),
            by_owner=_by_owner(session, row.id) or None,
        )
    )


def record(session: Session, draft: SubcontractDraft) -> Subcontract:
    """Keep a subcontract; nothing of it enters what is owed to us."""
    stop([*check(draft), *_taken(session, draft)])
    row = opened(session, Subcontract, draft.id)
    draft = _numbered(session, draft)
    row.contract_id, row.party_id, row.price = draft.contract, draft.party, draft.price or Money()
    row.initials = initials(draft.name)
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    items = _items(session, draft)
    keep_parts(row.certified, [with_shares(one, draft) for one in draft.certified], SubCertificate, _fill_certificate)
    keep_parts(row.payments, draft.payments, SubPayment, _fill_payment)
    keep_parts(row.quantities, draft.quantities, SubQuantity, _fill_quantity)
    for one in row.quantities:
        one.bill_item_id = items.get(one.code)
    return kept(session, row)


def void(session: Session, subcontract_id: str, reason: str) -> Subcontract:
    """It never was. Refused while a set-off rests on it."""
    row = opened(session, Subcontract, subcontract_id)
    if session.scalar(select(exists().where(SetOff.subcontract_id == row.id, SetOff.void == 0))):
        raise Refused(N_("A set-off rests on subcontract {number}. Void that first."), number=row.number)
    return voided(session, row, reason)


def _by_owner(session: Session, subcontract_id: str) -> Money:
    """What the owner paid in our place and did not take back."""
    standing = SetOff.subcontract_id == subcontract_id, SetOff.void == 0, SetOff.reversed_on.is_(None)
    return session.scalar(select(func.sum(SetOff.amount)).where(*standing)) or Money()


def _items(session: Session, draft: SubcontractDraft) -> dict[str, str]:
    """Code → the bill line of our contract that alone bears it."""
    codes = {one.code for one in draft.quantities}
    rows = session.execute(
        select(BillItem.code, func.min(BillItem.id))
        .where(BillItem.contract_id == draft.contract, BillItem.code.in_(codes), BillItem.is_heading == 0)
        .group_by(BillItem.code)
        .having(func.count() == 1)
    )
    return dict(rows.all())


def _taken(session: Session, draft: SubcontractDraft) -> Iterator[Problem]:
    yield from taken(session, Subcontract, draft)
    if not draft.contract:
        return
    known = _items(session, draft)
    for place, one in enumerate(draft.quantities):
        if one.code and one.code not in known:
            message = N_("Code {code} names no single line of our bill: nothing is compared with it.")
            yield Problem(f"quantities.{place}.code", message, {"code": one.code}, advice=True)


def _numbered(session: Session, draft: SubcontractDraft) -> SubcontractDraft:
    if draft.number:
        return draft
    contract = session.get_one(Contract, draft.contract)
    return replace(draft, number=next_number(session, Subcontract.number, f"{contract.number}-FB-", 2))


def _fill_certificate(row: SubCertificate, draft: SubCertificateDraft, place: int) -> None:
    assert draft.certified_on
    row.position, row.certified_on, row.amount = place, draft.certified_on, draft.amount or Money()
    row.retention, row.wages, row.remark = draft.retention or Money(), draft.wages or Money(), draft.remark


def _fill_payment(row: SubPayment, draft: SubPaymentDraft, place: int) -> None:
    assert draft.paid_on
    row.position, row.paid_on, row.amount = place, draft.paid_on, draft.amount or Money()
    row.wages, row.remark = draft.wages, draft.remark


def _fill_quantity(row: SubQuantity, draft: SubQuantityDraft, place: int) -> None:
    assert draft.certified_on
    assert draft.quantity is not None
    row.position, row.certified_on, row.code = place, draft.certified_on, draft.code
    row.quantity, row.price, row.amount = draft.quantity, draft.price, worth(draft)
