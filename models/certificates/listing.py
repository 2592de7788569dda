"""The table of certificates: what was claimed and certified, period by period."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause

from models.bookings.columns import booking_columns
from models.certificates.draft import KINDS, CertificateDraft
from models.certificates.record import PaymentCertificate
from models.certificates.usecases import STAGES
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.invoices import standing
from models.language import N_
from models.money import Money
from models.of_contract import SCOPES
from models.parties import Party
from models.receivables.record import Receivable
from models.stages import standing_at
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(CertificateDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = PaymentCertificate.__table__.outerjoin(
        Contract.__table__, Contract.id == PaymentCertificate.contract_id
    ).outerjoin(Party.__table__, Party.id == Contract.owner_id)
    parts = {"row": PaymentCertificate, "contract": Contract, "owner": Party, "as_of": question.as_of}
    return joined, parts, PaymentCertificate.void == 0


def _stage(sources: Sources) -> ColumnElement[str]:
    return standing_at(sources["row"].id, sources["as_of"])


def _invoiced(sources: Sources) -> ColumnElement[Money]:
    return standing.invoiced_of(Receivable.source_id == sources["row"].id, sources["as_of"])


def _invoices(sources: Sources) -> ColumnElement[str]:
    return standing.invoice_numbers(Receivable.source_id == sources["row"].id)


LISTING = Listing(
    name="certificates",
    title=N_("Payment certificates"),
    noun="certificates",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=19),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=22),
        Column("owner", N_("Owner"), "text", lambda s: s["owner"].name, width=22, shown=False),
        column(_HOW["period"], lambda s: s["row"].period, "number", width=5),
        column(_HOW["period_to"], lambda s: s["row"].period_to, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["claimed"], lambda s: s["row"].claimed, "money", width=14, total=True),
        Column("gross", N_("Value certified"), "money", lambda s: s["row"].gross, width=14, total=True),
        Column("due", N_("Due now"), "money", lambda s: s["row"].due, width=14, total=True),
        Column("stage", N_("Stage"), "choice", _stage, width=10, choices=STAGES),
        column(_HOW["certified_on"], lambda s: s["row"].certified_on, "date"),
        column(_HOW["submitted_on"], lambda s: s["row"].submitted_on, "date", shown=False),
        Column("kind", N_("Kind"), "choice", lambda s: s["row"].kind, width=10, shown=False, choices=KINDS),
        Column("retention", N_("Retention"), "money", lambda s: s["row"].retention, width=14, total=True),
        Column("recovery", N_("Recovery of the advance"), "money", lambda s: s["row"].recovery, width=14, total=True),
        *booking_columns(lambda s: s["row"].id),
        Column("invoiced", N_("Invoiced"), "money", _invoiced, width=14, total=True, shown=False),
        Column("invoices", N_("Invoice number"), "text", _invoices, width=20, shown=False),
        Column("deducted", N_("Deducted"), "money", lambda s: s["row"].deducted, width=14, total=True, shown=False),
        evidence_column(lambda s: s["row"].id),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["contract"].name,
        lambda s: s["contract"].initials,
        lambda s: s["owner"].name,
    ),
    currency="currency",
    sort="period_to",
    descending=True,
    empty=N_("Payment applications and certificates belong here. Start the first one, or import a workbook."),
)
