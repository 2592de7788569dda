"""Collects a payment certificate from the book: every text and figure of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sqlalchemy.orm import Session

from models import certificates, company
from models.certificates import ADDITIONS, CertificateDraft, PaymentCertificate
from models.contracts import Terms
from models.drafts import faults
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Refused, stop
from models.projects import Project
from models.rules.tax import Taxed
from reports.certificate_amounts import ADVANCE
from reports.certificate_basis import Basis, basis_of
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_figures import Adjusted, CertificatePaper, Contractor, LineGroup, Signature, Stated, Step
from reports.certificate_form import amounts, people_of, rows, sentences, signature, told_since
from reports.certificate_groups import groups
from reports.certificate_line_columns import captions
from reports.certificate_steps import steps
from reports.style import Say


def collect(session: Session, asked: CertificatePaperDraft) -> CertificatePaper:
    """Everything the paper says; Invalid when the draft is incomplete, Refused when the certificate is void."""
    stop(faults(asked))
    row = session.get_one(PaymentCertificate, asked.certificate)
    if row.void:
        raise Refused(N_("Certificate {number} was voided; it is not printed."), number=row.number)
    found = basis_of(session, asked, row)
    ours = _contractor(session)
    claimed = amounts(found.columns["claimed"], row.kind, found.say)
    reviewed = amounts(found.columns["certified"], row.kind, found.say) if found.reviewed else None
    held, net, vat = _aside(found)
    return CertificatePaper(
        **_named(session, found),
        contractor=ours,
        sentences=sentences(found, claimed, reviewed),
        **_columns(found),
        rows=rows(found),
        claimed=claimed,
        reviewed=reviewed,
        held=held,
        net=net,
        vat=vat,
        taxes=_taxes(found, net),
        steps=_steps(found),
        groups=_groups(session, found),
        adjustments=_adjusted(found.draft, found.say),
        signatures=_signatures(session, found, ours, asked.with_detail and row.kind != ADVANCE),
        stated=tuple(_stated(found)),
        dated_on=asked.dated_on,
        language=asked.language,
        with_detail=asked.with_detail,
    )


def _named(session: Session, found: Basis) -> dict[str, Any]:
    """What the paper is about: parties, contract, certificate, form."""
    row, contract = found.row, found.contract
    owner = session.get_one(Party, contract.owner_id)
    project = session.get(Project, contract.project_id) if contract.project_id else None
    kept = {name: getattr(row, name) for name in "kind period period_from period_to certified_on remark".split()}
    return {
        **kept,
        "party": owner.name,
        "party_id": owner.id,
        "project": project.name if project else "",
        "contract": contract.number,
        "contract_name": contract.name,
        "contract_id": contract.id,
        "currency": contract.currency,
        "certificate": row.number,
        "as_of": found.day,
        "layout": found.layout.name,
        "title": found.say(found.shape.certified if row.certified_on else found.shape.applied),
        "due_row": found.shape.due,
        "note": "\n".join(filter(None, (found.say(found.layout.note), told_since(found)))),
    }


def _columns(found: Basis) -> dict[str, Any]:
    """The columns of form and lines, and where the amount due stands."""
    columns = found.layout.columns_for(found.row.kind)
    row = next(one for one in found.shape.rows if one.mark == found.shape.due)
    names = [name for name, _caption in columns]
    standing = set(row.only) if len(row.only) == 1 else {"claimed", "certified", "now", "sum"}
    return {
        "columns": tuple(found.say(caption) for _name, caption in columns),
        "due_in": tuple(place for place, name in enumerate(names) if name in standing),
        "answered": tuple(name in found.columns for name in names),
        "line_columns": captions(found.layout, found.say),
        "line_sums": tuple(_line_sums(found)) if found.row.kind != ADVANCE else (),
    }


def _line_sums(found: Basis) -> Iterator[tuple[str, Money]]:
    for name, column in found.layout.line_sums.items():
        whole = found.columns[column].get("gross")
        if whole is not None:
            yield name, whole


def _contractor(session: Session) -> Contractor:
    ours = company.profile(session)
    return Contractor(ours.name, ours.department, (ours.prepared_by, ours.checked_by, ours.approved_by))


def _aside(found: Basis) -> tuple[Money, Money, Money]:
    """What waits below the minimum, and the value without tax and its tax; an advance has none of them."""
    row, made = found.row, found.made.assessment
    if row.kind == ADVANCE or found.reviewed:
        return row.held, row.net, row.vat
    return made.held, made.net, made.vat


def _taxes(found: Basis, net: Money) -> tuple[Taxed, ...]:
    if found.row.kind == ADVANCE:
        return ()
    made = certificates.assessed(found.draft, found.behind) if found.reviewed else found.made.assessment
    return made.taxes if made.net == net else ()


def _steps(found: Basis) -> tuple[Step, ...]:
    if found.row.kind == ADVANCE:
        return ()
    if found.reviewed:
        made = certificates.assessed(found.draft, found.behind)
        return steps(certificates.as_kept(made.workings, found.row), found.say)
    return steps(found.made.assessment.workings, found.say)


def _groups(session: Session, found: Basis) -> tuple[LineGroup, ...]:
    if found.row.kind == ADVANCE:
        return ()
    return groups(session, found)


def _adjusted(draft: CertificateDraft, say: Say) -> tuple[Adjusted, ...]:
    """Deductions first, then additions; what we dispute is marked."""
    found = [
        Adjusted(
            kind=say(certificates.ADJUSTMENTS[one.kind]),
            reason=one.reason,
            amount=one.amount or Money(),
            addition=one.kind in ADDITIONS,
            disputed=not one.agreed and one.kind not in ADDITIONS,
        )
        for one in certificates.adjustments_of(draft)
    ]
    return tuple(sorted(found, key=lambda one: (one.addition, one.disputed)))


def _stated(found: Basis) -> Iterator[Stated]:
    """What is stated of earlier certificates, where they come to something else now."""
    before = found.behind.before
    for caption, said, ours in (
        (N_("Value of earlier certificates"), found.row.stated_gross, before.gross),
        (N_("Previous certificates, less retention"), found.row.stated_previous, before.gross - before.retention),
    ):
        if said is not None and said != ours:
            yield Stated(found.say(caption), said, ours)


def _signatures(session: Session, found: Basis, ours: Contractor, encloses: bool) -> tuple[Signature, ...]:
    """Ours is the first; the days to pay are those of the first milestone."""
    milestones = session.get_one(Terms, found.row.terms_id).milestones
    days = milestones[0].days if milestones else None
    names = [ours.names, *[()] * (len(found.layout.signings) - 1)]
    own = [(one.party, people_of(one.people)) for one in found.contract.signatures]
    told = zip_longest(found.layout.signings, names, own[: len(names)])
    return tuple(signature(found, one, known, days, encloses, other) for one, known, other in told)
