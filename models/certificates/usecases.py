"""What can be done with a certificate: keep it, submit it, certify it (which makes receivables), void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import contracts, events, papers, stages
from models.certificates.agreed import taxed
from models.certificates.background import FOREVER, VALUES, background
from models.certificates.checks import SAME_PERIOD, check, check_against, check_due
from models.certificates.draft import Background, CertificateDraft
from models.certificates.keeping import PARTS, fill_amounts, fill_header
from models.certificates.record import PaymentCertificate, payable
from models.contracts.record import Contract, Terms
from models.deposits.replacing import release_at_once
from models.drafts import entry
from models.events import CARRIED, CERTIFICATION, FIRST
from models.final_accounts.record import expect_unsettled
from models.language import N_
from models.money import Money
from models.problems import Problem, Refused, stop
from models.receivables.carrying import carry
from models.receivables.record import Receivable
from models.receivables.withdrawing import withdraw
from models.records import taken, voided
from models.rules import base, retention
from models.stages import digest_of, reach, stages_of
from models.store.commands import COMMERCIAL, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("certificates.record", N_("Save a certificate"), (COMMERCIAL,), MANAGER)
SUBMIT = declare("certificates.submit", N_("Submit a payment application"), (COMMERCIAL,), MANAGER)
REVIEW = declare("certificates.review", N_("Record a review"), (COMMERCIAL,), MANAGER)
CERTIFY = declare("certificates.certify", N_("Record the owner's signature"), (COMMERCIAL,), MANAGER)
VOID = declare("certificates.void", N_("Void a certificate"), (COMMERCIAL,), MANAGER)

PREPARED, SUBMITTED, SUPERVISED, REVIEWED, CERTIFIED = "prepared", "submitted", "supervised", "reviewed", "certified"
VOIDED, CORRECTED = "void", "corrected"
STAGES = {
    PREPARED: N_("Prepared"),
    SUBMITTED: N_("Submitted"),
    SUPERVISED: N_("Reviewed by the supervisor"),
    REVIEWED: N_("Reviewed by the owner"),
    CERTIFIED: N_("Signed by the owner"),
    VOIDED: N_("Void"),
    CORRECTED: N_("Corrected"),
}


@dataclass(frozen=True)
class ReviewDraft:
    """A stage a submitted certificate reached at the supervisor or the owner."""

    document: str = ""
    stage: str = entry(
        N_("Stage"), SUPERVISED, choices={name: STAGES[name] for name in (SUBMITTED, SUPERVISED, REVIEWED)}
    )
    on: date | None = entry(N_("On"), None, required=True)
    by: str = entry(N_("By"), "")
    amount: Money | None = entry(N_("Amount"), None)
    remark: str = entry(N_("Remark"), "")


def record(session: Session, draft: CertificateDraft) -> PaymentCertificate:
    """Keep a certificate; one with the owner's signature date is posted at once and makes its receivables."""
    stop(check(draft))
    row = session.get_one(PaymentCertificate, draft.id) if draft.id else PaymentCertificate(certified_on=None)
    _expect_open(row)
    behind = background(session, draft)
    draft = taxed(session, _numbered(draft, behind.contract_number, behind.next_period))
    stop([*taken(session, PaymentCertificate, draft), *_against(session, draft, behind)])
    contract = session.get_one(Contract, draft.contract)
    row.terms_id = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER).id
    fill_header(row, draft)
    fill_amounts(row, draft, behind)
    stop(check_due(draft, row))
    for name, (kind, fill) in PARTS.items():
        keep_parts(getattr(row, name), getattr(draft, name), kind, fill)
    session.add(row)
    session.flush()
    session.info["subject"] = row.number
    _keep_stages(session, row, draft)
    if draft.certified_on:
        certify(session, row, draft.certified_on)
    return row


def _against(session: Session, draft: CertificateDraft, behind: Background) -> Iterator[Problem]:
    """What contradicts the contract; two certificates of one period would count the same work twice."""
    if draft.kind == "advance":
        return
    c = PaymentCertificate
    twin = c.contract_id == draft.contract, c.void == 0, c.period == draft.period, c.kind != "advance", c.id != draft.id
    if session.scalar(select(exists().where(*twin))):
        yield Problem("period", SAME_PERIOD, {"period": str(draft.period)})
    yield from check_against(draft, behind)


def review(session: Session, draft: ReviewDraft) -> PaymentCertificate:
    """Note that the application was submitted or reviewed, with the amount that was left of it."""
    row = session.get_one(PaymentCertificate, draft.document)
    _expect_open(row)
    if draft.on is None:
        stop([Problem("on", N_("{caption} is missing: please fill it in."), {"caption": N_("On")})])
    assert draft.on
    if draft.stage == SUBMITTED:
        row.submitted_on = draft.on
    reach(session, row, draft.stage, draft.on, by=draft.by, amount=draft.amount, remark=draft.remark)
    session.info["subject"] = row.number
    return row


def certify(session: Session, row: PaymentCertificate, on: date) -> list[Receivable]:
    """The owner signed: the certificate is posted and its receivables come into being."""
    _expect_open(row)
    expect_unsettled(session, row.contract_id)
    row.certified_on = on
    session.flush()
    reach(session, row, CERTIFIED, on, amount=row.gross, digest=digest_of(row, row.parts))
    contract = session.get_one(Contract, row.contract_id)
    terms = session.get_one(Terms, row.terms_id)
    made = [
        Receivable(
            contract_id=contract.id,
            party_id=contract.owner_id,
            kind=kind,
            anchor=anchor,
            days=days,
            amount=amount,
            posted_on=on,
            source_noun=PaymentCertificate.__tablename__,
            source_id=row.id,
            document=row.number,
            person=contract.handler,
        )
        for kind, anchor, days, amount in claims_of(row, terms)
        if amount
    ]
    session.add_all(made)
    session.flush()
    release_at_once(session, made)
    if not is_held(row, terms):
        c = PaymentCertificate
        earlier = select(c.id).where(c.contract_id == row.contract_id, c.period < row.period)
        carry(session, row.id, row.number, on, Receivable.source_id.in_(earlier))
    return made


def is_held(row: PaymentCertificate, terms: Terms) -> bool:
    """Whether nothing of it is due: with what waited before it is still below the minimum."""
    return row.kind == "interim" and bool(terms.minimum) and not row.due


def claims_of(row: PaymentCertificate, terms: Terms) -> Iterator[tuple[str, str, int | None, Money]]:
    """The receivables of a certificate: class, event, days after it, amount. Their sum is what it makes owed.

    What is below the minimum waits for the certificate that pays it; that one pays it as what it is, beside its own.
    """
    event, first = (terms.milestones[0].event, terms.milestones[0].days) if terms.milestones else (FIRST[0], None)
    if row.kind == "advance":
        yield "advance", event, first, row.due
        return
    yield "progress", CARRIED if is_held(row, terms) and event == CERTIFICATION else event, first, payable(row)
    shares = [one.cumulative for one in terms.milestones] or [Decimal(1)]
    agreed = {one.kind: one.progress for one in terms.kinds if one.progress is not None}
    value = {kind: getattr(row, f"value_{kind}") for kind in VALUES}
    later = retention.parts_by_kind(value, shares, base.Shares(shares[0], agreed))[1:]
    for milestone, amount in zip(terms.milestones[1:], later, strict=True):
        kind = "retention" if milestone.event == events.DEFECTS_END else "final"
        yield kind, milestone.event, milestone.days, amount
    yield from contracts.retention_owed(terms, row.retention)


def void(session: Session, certificate_id: str, reason: str) -> PaymentCertificate:
    """The certificate never was: it and its receivables stop counting. Refused while money is allocated to them."""
    row = session.get_one(PaymentCertificate, certificate_id)
    if paper := papers.standing_of(session, row.id):
        raise Refused(N_("{paper} was issued for {number}. Withdraw it first."), paper=paper.number, number=row.number)
    expect_unsettled(session, row.contract_id)
    withdraw(session, row.id, row.number)
    reach(session, row, VOIDED, date.today(), remark=reason)
    return voided(session, row, reason)


def numbered(session: Session, number: str) -> PaymentCertificate | None:
    return session.scalars(select(PaymentCertificate).where(PaymentCertificate.number == number)).first()


def is_unaltered(session: Session, row: PaymentCertificate) -> bool:
    """Whether a signed certificate still is what was signed: its digest and that of its lines and adjustments."""
    return stages.is_unaltered(session, row, CERTIFIED, row.parts)


def _expect_open(row: PaymentCertificate) -> None:
    if row.certified_on or row.void:
        raise Refused(
            N_("Certificate {number} is signed and stays as it is. Correct it in a later one, or void it."),
            number=row.number,
        )


def _numbered(draft: CertificateDraft, contract_number: str, period: int) -> CertificateDraft:
    return replace(draft, period=period, number=draft.number or f"{contract_number}-{period:02d}")


def _keep_stages(session: Session, row: PaymentCertificate, draft: CertificateDraft) -> None:
    """Prepared on the first day that is known, submitted on its own; preparing never comes after submitting."""
    known = {stage.stage: stage for stage in stages_of(session, row.id)}
    days = (draft.submitted_on, draft.period_to, draft.certified_on, date.today())
    first = min(day for day in days if day)
    prepared = known.get(PREPARED) or reach(session, row, PREPARED, first)
    prepared.reached_on = min(prepared.reached_on, first)
    if draft.submitted_on and SUBMITTED not in known:
        reach(session, row, SUBMITTED, draft.submitted_on, amount=row.claimed)
