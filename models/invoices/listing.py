"""The tables of invoices: all of them; documents certified and not invoiced; invoices not paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, literal, or_, true

from models.bookings.columns import booking_columns
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.invoices import standing
from models.invoices.draft import InvoiceDraft
from models.invoices.record import VatInvoice
from models.language import N_
from models.money import Money
from models.parties import Party
from models.receivables.record import Receivable
from models.store.base import Day, Fen
from models.store.dates import days_between
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(InvoiceDraft)
Source = Callable[[Question], tuple[FromClause, Sources, ColumnElement[bool]]]
SOURCES = {
    "certificates": N_("Certificate"),
    "final_accounts": N_("Final account"),
    "opening_positions": N_("Opening balance"),
    "claims": N_("Claim"),
    "debit_notes": N_("Debit notes"),
}
"""What makes something owed that is invoiced, by its table."""


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    blue = VatInvoice.__table__.alias("blue")
    joined = (
        VatInvoice.__table__.outerjoin(Contract.__table__, Contract.id == VatInvoice.contract_id)
        .outerjoin(Party.__table__, Party.id == VatInvoice.buyer_id)
        .outerjoin(blue, blue.c.id == VatInvoice.cancels_id)
    )
    parts = {"row": VatInvoice, "contract": Contract, "party": Party, "blue": blue, "as_of": question.as_of}
    return joined, parts, VatInvoice.void == 0


_INVOICE: tuple[Column, ...] = (
    column(_HOW["number"], lambda s: s["row"].number, "text", width=20),
    column(_HOW["contract"], lambda s: s["contract"].name, "text", width=18),
    column(_HOW["buyer"], lambda s: s["party"].name, "text", width=18),
    column(_HOW["invoiced_on"], lambda s: s["row"].invoiced_on, "date", width=10),
    column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=14),
    currency_column(lambda s: s["contract"].currency),
)
_WORDS = (
    lambda s: s["row"].number,
    lambda s: s["contract"].number,
    lambda s: s["contract"].name,
    lambda s: s["contract"].initials,
    lambda s: s["party"].name,
    lambda s: s["party"].initials,
)
_SCOPES: dict[str, Callable[[Sources], ColumnElement[str]]] = {
    "contract": lambda s: s["row"].contract_id,
    "party": lambda s: s["row"].buyer_id,
    "project": lambda s: s["contract"].project_id,
}

LISTING = Listing(
    name="invoices",
    title=N_("VAT invoices"),
    noun="invoices",
    columns=(
        *_INVOICE,
        column(_HOW["net"], lambda s: s["row"].net, "money", width=13, total=True),
        column(_HOW["vat"], lambda s: s["row"].vat, "money", width=12, total=True),
        column(_HOW["gross"], lambda s: s["row"].gross, "money", width=13, total=True),
        column(_HOW["cancels"], lambda s: s["blue"].c.number, "text", width=14),
        column(_HOW["received_on"], lambda s: s["row"].received_on, "date", width=10),
        *booking_columns(lambda s: s["row"].id),
        column(_HOW["code"], lambda s: s["row"].code, "text", width=12, shown=False),
        column(_HOW["prepayment"], lambda s: s["row"].prepayment, "flag", width=8, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=_SCOPES,
    words=_WORDS,
    currency="currency",
    sort="invoiced_on",
    descending=True,
    empty=N_("Invoices given to owners belong here. Begin with what is certified and not invoiced."),
)


def _of_documents(only_open: bool) -> Source:
    def source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
        row = standing.documents(question.as_of, *_narrowed(question))
        joined = row.outerjoin(Contract.__table__, Contract.id == row.c.contract_id).outerjoin(
            Party.__table__, Party.id == row.c.party_id
        )
        parts = {"row": row.c, "contract": Contract, "party": Party, "as_of": question.as_of}
        return joined, parts, or_(row.c.to_invoice > 0, row.c.excess > 0) if only_open else true()

    return source


def _narrowed(question: Question) -> list[ColumnElement[bool]]:
    """A contract is narrowed to before its documents are added up."""
    return [Receivable.contract_id == question.scope["contract"]] if "contract" in question.scope else []


def _money(name: str, caption: str, **how: Any) -> Column:
    return Column(name, caption, "money", lambda s: getattr(s["row"], name), width=13, total=True, **how)


def _still_to_invoice(sources: Sources) -> ColumnElement[Money]:
    """Nothing of a document of which more is invoiced than it is worth: what is beyond stands apart."""
    row = sources["row"]
    return case((row.excess > 0, literal(Money(), Fen())), else_=row.to_invoice)


def _days(of: Callable[[Sources], ColumnElement[date]]) -> Callable[[Sources], ColumnElement[int]]:
    return lambda s: days_between(of(s), literal(s["as_of"], Day()))


def _documents(name: str, title: str, only_open: bool, empty: str) -> Listing:
    return Listing(
        name=name,
        title=title,
        noun="receivables",
        columns=(
            Column("document", N_("Document"), "text", lambda s: s["row"].document, width=19),
            Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=20),
            Column("to_invoice", N_("To be invoiced"), "money", _still_to_invoice, width=13, total=True),
            Column("party", N_("Debtor"), "text", lambda s: s["party"].name, width=20),
            Column("source", N_("Kind"), "choice", lambda s: s["row"].source_noun, width=9, choices=SOURCES),
            Column("posted_on", N_("Posted on"), "date", lambda s: s["row"].posted_on, width=10),
            currency_column(lambda s: s["contract"].currency),
            _money("amount", N_("Certified with VAT")),
            _money("invoiced", N_("Invoiced")),
            _money("settled", N_("Settled"), shown=False),
            _money("excess", N_("Invoiced beyond"), shown=only_open),
            Column("days", N_("Days since"), "days", _days(lambda s: s["row"].posted_on), width=7),
        ),
        source=_of_documents(only_open),
        key=lambda s: s["row"].key,
        scopes={
            "contract": lambda s: s["row"].contract_id,
            "party": lambda s: s["row"].party_id,
            "project": lambda s: s["contract"].project_id,
        },
        words=(
            lambda s: s["row"].document,
            lambda s: s["contract"].number,
            lambda s: s["contract"].name,
            lambda s: s["contract"].initials,
            lambda s: s["party"].name,
            lambda s: s["party"].initials,
        ),
        currency="currency",
        sort="posted_on",
        descending=not only_open,
        empty=empty,
    )


DOCUMENTS = _documents("documents", N_("Documents"), False, N_("Nothing is certified yet."))
"""What an invoice can be for."""
UNINVOICED = _documents(
    "uninvoiced", N_("Certified, not invoiced"), True, N_("Everything that is to be invoiced by this day is invoiced.")
)


def _unpaid(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    mine = [VatInvoice.contract_id == question.scope["contract"]] if "contract" in question.scope else []
    left = standing.unpaid(question.as_of, *mine)
    joined = (
        VatInvoice.__table__.join(left, left.c.id == VatInvoice.id)
        .outerjoin(Contract.__table__, Contract.id == VatInvoice.contract_id)
        .outerjoin(Party.__table__, Party.id == VatInvoice.buyer_id)
    )
    parts = {"row": VatInvoice, "left": left.c, "contract": Contract, "party": Party, "as_of": question.as_of}
    return joined, parts, left.c.open > 0


def _left(name: str, caption: str, **how: Any) -> Column:
    return Column(name, caption, "money", lambda s: getattr(s["left"], name), width=13, total=True, **how)


UNPAID = Listing(
    name="unpaid_invoices",
    title=N_("Invoiced, not paid"),
    noun="invoices",
    columns=(
        *_INVOICE,
        column(_HOW["gross"], lambda s: s["row"].gross, "money", width=13, total=True),
        _left("taken_back", N_("Taken back"), shown=False),
        _left("paid", N_("Paid")),
        _left("open", N_("Not paid")),
        column(_HOW["received_on"], lambda s: s["row"].received_on, "date", width=10),
        Column("days", N_("Days since"), "days", _days(lambda s: s["row"].invoiced_on), width=7),
    ),
    source=_unpaid,
    key=lambda s: s["row"].id,
    scopes=_SCOPES,
    words=_WORDS,
    currency="currency",
    sort="invoiced_on",
    empty=N_("Everything that was invoiced by this day is paid."),
)
