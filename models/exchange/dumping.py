"""Writes the book as drafts that make it again: masters first, then what happened in the order it was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    bills,
    certificates,
    company,
    contracts,
    final_accounts,
    opening,
    own,
    parties,
    projects,
    receipts,
    stages,
    variations,
)
from models.bills import BillItem
from models.certificates import PaymentCertificate, ReviewDraft
from models.certificates.usecases import REVIEWED, SUPERVISED, VOIDED
from models.certificates.usecases import SUBMITTED as HANDED_IN
from models.claims import Claim
from models.contracts.record import Agreement, Contract
from models.deposits import Deposit
from models.exchange import dumping_taken_back as back
from models.exchange import dumping_working as working
from models.exchange.called import names_of
from models.exchange.dumping_afterwards import account, claim, deposit, due_event, finance, open_account
from models.exchange.dumping_collecting import collecting
from models.exchange.dumping_contested import contested
from models.exchange.dumping_rates import rates
from models.exchange.kinds import (
    KINDS,
    CertificateVoidDraft,
    CertificateWithReviewsDraft,
    CollectionDraft,
    OwnValueDraft,
    ReceiptVoidDraft,
    ReleaseDraft,
    VariationStageDraft,
)
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of, party_name
from models.final_accounts import FinalAccount
from models.opening_items import kept
from models.opening_position import OpeningPosition
from models.own.extending import HELD_IN
from models.receipts import AllocationDraft, AllocationsDraft, ReceiptDraft, ReversalDraft
from models.receipts.record import Receipt
from models.receipts.usecases import COLLECTED, NEVER_WAS
from models.receivables import DueChangeDraft
from models.receivables.record import Allocation, DueChange, DueEvent, Receivable
from models.stages import Stage
from models.variations.record import VariationOrder

FIGURES = ("gross", "due", "retention", "recovery")


def dump(session: Session) -> Iterator[Plain]:
    """Each draft as :func:`models.exchange.load` reads it; what is void is left out, but for a certificate
    that others were worked out beside, and a receipt of an advance that they recovered.

    A copy shows the same positions on every day; ids, Steps and unfinished typing stay here.
    """
    for listing in own.own_of(session):
        kept = own.draft_of(session, listing)
        yield entry("own_columns", replace(kept, columns=tuple(replace(one, id="") for one in kept.columns)))
    ours = company.profile(session)
    if ours.name:
        yield entry("company", replace(ours, id=""))
    for key in session.scalars(
        select(parties.Party.id).order_by(parties.Party.parent_id.is_not(None), parties.Party.id)
    ):
        yield entry("parties", _party(session, replace(parties.draft_of(session, key), id="")))
    for key in session.scalars(select(projects.Project.id).order_by(projects.Project.id)):
        draft = projects.draft_of(session, key)
        yield entry("projects", replace(draft, id="", owner=party_name(session, draft.owner)))
    for key in session.scalars(select(Contract.id).order_by(Contract.id)):
        yield from _contract(session, key)
    for key in session.scalars(select(Claim.id).order_by(Claim.id)):
        yield from claim(session, key)
    for noun, key in _happened(session):
        yield from _WRITERS[noun](session, key)
    yield from finance(session)
    yield from collecting(session)
    yield from contested(session)
    yield from rates(session)
    yield from _own_values(session)


def _own_values(session: Session) -> Iterator[Plain]:
    """What stands in own columns, of every record that is told."""
    for listing, columns in own.own_of(session).items():
        names = names_of(session, listing, KINDS)
        for column in columns:
            held = getattr(own.OwnValue, HELD_IN[column.kind])
            rows = select(own.OwnValue.record, held).where(own.OwnValue.column_id == column.id)
            told = sorted((names[key], str(value)) for key, value in session.execute(rows) if key in names)
            yield from (entry("own_values", OwnValueDraft(listing, name, column.caption, one)) for name, one in told)


def _happened(session: Session) -> Iterator[tuple[str, str]]:
    """Table and id of everything that happened, in the order it was entered: ids of a later moment sort later.

    A certificate was worked out when it was signed.
    """
    tables = (Agreement, OpeningPosition, VariationOrder, Stage, PaymentCertificate, *working.TABLES, Deposit,
              FinalAccount, DueChange, DueEvent, Receipt, Allocation)  # fmt: skip
    when = back.signed_at(session)
    found = [
        (when.get(key, key), table.__tablename__, key) for table in tables for key in session.scalars(select(table.id))
    ]
    return ((noun, key) for _moment, noun, key in sorted(found))


def _party(session: Session, draft: parties.PartyDraft) -> parties.PartyDraft:
    return replace(draft, parent=party_name(session, draft.parent))


def _contract(session: Session, key: str) -> Iterator[Plain]:
    draft = contracts.draft_of(session, key)
    project = session.get_one(projects.Project, draft.project).name if draft.project else ""
    owner, payer = party_name(session, draft.owner), party_name(session, draft.payer)
    yield entry("contracts", replace(draft, id="", owner=owner, payer=payer, project=project))
    bill = bills.draft_of(session, key)
    if bill.items:
        items = tuple(replace(item, id="") for item in bill.items)
        yield entry("bills", bills.BillDraft(draft.number, None, items))


def _agreement(session: Session, key: str) -> Iterator[Plain]:
    contract = session.get_one(Agreement, key).contract_id
    draft = next(one for one in contracts.agreements_of(session, contract) if one.id == key)
    yield entry("agreements", replace(draft, id="", contract=number_of(session, contract)))


def _opening(session: Session, key: str) -> Iterator[Plain]:
    draft = opening.draft_of(session, key)
    items = tuple(
        replace(item, due_on=first.due_on if (first := _first_change(session, made[0].id)) else None)
        for made, item in kept(session, key)
    )
    yield entry("opening", replace(draft, id="", contract=number_of(session, draft.contract), items=items))


def _first_change(session: Session, receivable: str) -> DueChange | None:
    """The due date an opening item came with: a change on its own day, without a reason."""
    row = session.get_one(Receivable, receivable)
    came = select(DueChange).where(DueChange.receivable_id == receivable, DueChange.reason == "")
    return session.scalars(came.where(DueChange.changed_on == row.posted_on).order_by(DueChange.id)).first()


def _variation(session: Session, key: str) -> Iterator[Plain]:
    if stages.latest(session, key) == variations.VOID:
        return
    draft = variations.draft_of(session, key)
    lines = tuple(replace(line, id="") for line in draft.lines)
    yield entry("variations", replace(draft, id="", contract=number_of(session, draft.contract), lines=lines))


def _certificate(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(PaymentCertificate, key)
    end = back.ended(session, row)
    if row.void and not end:
        return
    draft = back.as_it_stood(certificates.draft_of(session, key), end)
    whole = CertificateWithReviewsDraft(
        **{item.name: getattr(draft, item.name) for item in fields(draft)}, reviews=tuple(_reviews(session, row))
    )
    lines = tuple(_line(session, line) for line in draft.lines)
    named = replace(whole, id="", contract=number_of(session, row.contract_id), lines=lines)
    noun = "certificate_corrections" if back.corrects(session, row) else "certificates"
    figures = {name: str(getattr(row, name)) for name in FIGURES}
    told = entry(noun, named, **({"figures": figures} if row.certified_on else {}))
    for line in told["draft"].get("lines", ()):
        line.setdefault("bill_item", "")
    yield told


def _line(session: Session, line: certificates.LineDraft) -> certificates.LineDraft:
    item = session.get_one(BillItem, line.bill_item) if line.bill_item else None
    variation = session.get_one(VariationOrder, line.variation) if line.variation else None
    return replace(
        line, id="", bill_item=f"#{item.position + 1}" if item else "",
        variation=variation.number if variation else "",
        claim=session.get_one(Claim, line.claim).number if line.claim else "",
    )  # fmt: skip


def _reviews(session: Session, row: PaymentCertificate) -> Iterator[ReviewDraft]:
    """What was said of it between being handed in and being signed; being handed in is part of the draft itself."""
    handed_in = False
    for one in stages.stages_of(session, row.id):
        again = one.stage == HANDED_IN and handed_in
        handed_in = handed_in or one.stage == HANDED_IN
        if again or one.stage in (SUPERVISED, REVIEWED):
            yield ReviewDraft("", one.stage, one.reached_on, one.by, one.amount, one.remark)


def _stage(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(Stage, key)
    if row.noun == VariationOrder.__tablename__:
        yield from _variation_stage(session, row)
    elif row.noun == FinalAccount.__tablename__ and row.stage == final_accounts.SETTLED:
        yield from account(session, row.document_id)
    elif row.noun == PaymentCertificate.__tablename__ and row.stage == VOIDED:
        certificate = session.get_one(PaymentCertificate, row.document_id)
        if back.ended(session, certificate):
            yield entry("certificate_voids", CertificateVoidDraft(certificate.number, row.remark))
    elif row.noun == Receipt.__tablename__:
        yield from _receipt_stage(session, row, session.get_one(Receipt, row.document_id))


def _receipt_stage(session: Session, row: Stage, receipt: Receipt) -> Iterator[Plain]:
    if receipt.void and not back.never_was(session, receipt):
        return
    if row.stage == COLLECTED:
        yield entry("collections", CollectionDraft(receipt.number, row.reached_on))
    elif row.stage == NEVER_WAS:
        yield entry("receipt_voids", ReceiptVoidDraft(receipt.number, row.remark))
    else:
        yield entry("reversals", ReversalDraft(receipt.number, row.stage, row.reached_on, row.remark))


def _variation_stage(session: Session, row: Stage) -> Iterator[Plain]:
    if (
        row.stage in (variations.INSTRUCTED, variations.PRICED)
        or stages.latest(session, row.document_id) == variations.VOID
    ):
        return
    variation = session.get_one(VariationOrder, row.document_id)
    name = f"{number_of(session, variation.contract_id)}/{variation.number}"
    days = variation.days_granted if row.stage == variations.APPROVED else None
    draft = VariationStageDraft(name, row.reached_on, row.amount, days, row.by, row.remark, row.stage)
    yield entry("variation_stages", draft)


def _due_change(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(DueChange, key)
    receivable = session.get_one(Receivable, row.receivable_id)
    first = _first_change(session, receivable.id) if receivable.source_noun == OpeningPosition.__tablename__ else None
    if receivable.void or row.source_id or (first is not None and first.id == key):
        return
    name = receivable_name(session, receivable.id)
    yield entry("due_changes", DueChangeDraft(name, row.changed_on, row.due_on, row.reason))


def _receipt(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(Receipt, key)
    end = back.never_was(session, row)
    if row.reverses_id or (row.void and not end):
        return
    draft: ReceiptDraft = receipts.draft_of(session, key)
    draft = back.without_reason(draft, end) if end else draft
    named = replace(
        draft, id="", payer=party_name(session, row.payer_id), paid_by=party_name(session, row.paid_by_id or ""),
        contract=number_of(session, row.contract_id), allocations=(),
    )  # fmt: skip
    yield entry("receipts", named)


def _allocation(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(Allocation, key)
    receipt = session.get(Receipt, row.receipt_id) if row.receipt_id else None
    if receipt is None or receipt.reverses_id or (row.void and not back.never_was(session, receipt)):
        return
    name = receivable_name(session, row.receivable_id)
    if row.reverses_id:
        yield entry("releases", ReleaseDraft(receipt.number, name, -row.amount, row.allocated_on))
    else:
        line = AllocationDraft(receivable=name, amount=row.amount, allocated_on=row.allocated_on)
        yield entry("allocations", AllocationsDraft(receipt.number, (line,)))


_WRITERS: Mapping[str, Callable[[Session, str], Iterator[Plain]]] = {
    Agreement.__tablename__: _agreement,
    OpeningPosition.__tablename__: _opening,
    VariationOrder.__tablename__: _variation,
    Stage.__tablename__: _stage,
    PaymentCertificate.__tablename__: _certificate,
    FinalAccount.__tablename__: open_account,
    Deposit.__tablename__: deposit,
    DueChange.__tablename__: _due_change,
    DueEvent.__tablename__: due_event,
    Receipt.__tablename__: _receipt,
    Allocation.__tablename__: _allocation,
    **working.WRITERS,
}
