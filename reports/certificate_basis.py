"""What a certificate's paper is made from: the certificate, what stands behind it, and its figures by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import certificates, stages
from models.certificates import Background, CertificateDraft, PaymentCertificate
from models.contracts import Contract
from models.money import Money
from models.movements import turnovers
from reports.certificate_amounts import Applied, Figures, Standing, applied, of_application, of_review
from reports.certificate_columns import (
    Chapters,
    advances_of,
    agreed,
    application,
    begun,
    chapters_of,
    earlier,
    of_the_year,
    own_lines,
    plus,
    this_period,
)
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_layouts import LAYOUTS, Layout
from reports.certificate_lines import Place, lump_sums, places
from reports.certificate_shape import Shape
from reports.style import Say

_ANSWERED = ("supervised", "reviewed", "certified")


@dataclass(frozen=True)
class Basis:
    """One certificate with its contract; ``reviewed`` when supervisor or owner have answered.

    ``day`` is the one up to which payments are counted; ``columns`` has the figures by the name of their column.
    """

    row: PaymentCertificate
    contract: Contract
    draft: CertificateDraft
    behind: Background
    made: Applied
    stages: list[stages.Stage]
    reviewed: bool
    day: date
    places: Mapping[str, Place]
    columns: Mapping[str, Figures]
    layout: Layout
    say: Say
    chapters: Chapters

    @property
    def shape(self) -> Shape:
        return self.layout.shape(self.row.kind)


def basis_of(session: Session, asked: CertificatePaperDraft, row: PaymentCertificate) -> Basis:
    contract = session.get_one(Contract, row.contract_id)
    draft = certificates.draft_of(session, row.id)
    behind = certificates.background(session, draft)
    made = applied(draft, behind)
    reached = stages.stages_of(session, row.id)
    reviewed = bool(row.certified_on) or any(one.stage in _ANSWERED for one in reached)
    day = row.submitted_on or row.period_to or row.certified_on or date.today()
    where = places(session, row.contract_id)
    claimed, certified = lump_sums(row, where)
    also = Standing(_added_before(session, row), _paid(session, contract, day), contract.price)
    columns = {"claimed": of_application(draft, made, claimed, behind, also)}
    if reviewed:
        columns["certified"] = of_review(row, draft, certified, behind, also)
    layout, say = LAYOUTS[asked.layout or contract.layout], Say(asked.language)
    chapters = chapters_of(where)
    if {name for name, _caption in layout.columns_for(row.kind)} - {"claimed", "certified"}:
        columns |= _periods(session, contract, row, columns, behind, chapters)
    return Basis(row, contract, draft, behind, made, reached, reviewed, day, where, columns, layout, say, chapters)


def _periods(
    session: Session,
    contract: Contract,
    row: PaymentCertificate,
    columns: Mapping[str, Figures],
    behind: Background,
    chapters: Chapters,
) -> dict[str, Figures]:
    """This period, those before it, the year, to date, and what was agreed."""
    reviewed = "certified" in columns
    now = this_period(columns["certified" if reviewed else "claimed"], own_lines(row, reviewed), chapters)
    previous = begun(session, contract.id, earlier(session, row, chapters))
    previous["advances"] = advances_of(session, row)
    to_date: dict[str, Money | None] = plus(previous, now)
    year = plus(earlier(session, row, chapters, of_the_year(row)), now)
    told = agreed(session, contract.id, behind.terms.price, behind.ceiling - behind.terms.price, chapters)
    to_date |= {"previous_due": previous["due"], "now_due": now["due"]}
    whole = application(to_date, previous, now, behind.ceiling, contract.price, behind)
    found = {"now": now, "previous": previous, "to_date": to_date, "year": year, **told, "sum": whole}
    return {**found, "remaining": plus(told["revised"], to_date, -1)}


def _paid(session: Session, contract: Contract, day: date) -> Money:
    """What was received and allocated under the contract up to a day."""
    moved = turnovers(session, day, [contract.id], "").get(contract.id)
    return moved.received if moved else Money()


def _added_before(session: Session, row: PaymentCertificate) -> Money:
    """What earlier certificates added on top of their value."""
    c = PaymentCertificate
    earlier = (c.contract_id == row.contract_id, c.void == 0, c.certified_on.is_not(None), c.period < row.period)
    return session.scalar(select(func.sum(c.added)).where(*earlier, c.id != row.id)) or Money()
