"""The table of receivables: what is open on the cut-off day, when it is due, how late it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, select, true
from sqlalchemy.orm import aliased

from models.confirmations.record import ConfirmedItem, Reply
from models.confirmations.standing import newest, tells_items
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.invoices import standing
from models.language import N_
from models.of_contract import NAMES
from models.parties import Party
from models.receivables import position
from models.receivables.record import CLASSES, RULES, Receivable
from models.rules.ageing import CREDIT
from models.store.listing import Column, Listing, Question, Sources


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    item = position.items(question.as_of)
    joined = item.outerjoin(Contract.__table__, Contract.id == item.c.contract_id).outerjoin(
        Party.__table__, Party.id == item.c.party_id
    )
    return joined, {"item": item, "contract": Contract, "party": Party, "as_of": question.as_of}, true()


def _invoices(sources: Sources) -> ColumnElement[str]:
    """Those of its document; of an old item what was written down."""
    item, own = sources["item"].c, aliased(Receivable)
    document = select(own.source_id).where(own.id == item.id).correlate_except(own).scalar_subquery()
    known = standing.invoice_numbers(and_(Receivable.source_id == document, Receivable.document == item.document))
    return func.coalesce(known, item.invoice)


_SAID = case((tells_items(), ConfirmedItem.confirmed))
"""Nothing where the balance was confirmed in total only: nobody knows of which items."""


def _confirmed(sources: Sources, what: Any) -> ColumnElement[Any]:
    """Of the newest reply that confirmed something of the item and stood on the day."""
    return newest(sources["item"].c.id, sources["as_of"], what)


LISTING = Listing(
    name="receivables",
    title=N_("Receivables"),
    noun="receivables",
    columns=(
        Column("document", N_("Document"), "text", lambda s: s["item"].c.document, width=14),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=18),
        Column("party", N_("Debtor"), "text", lambda s: s["party"].name, width=16),
        Column("kind", N_("Class"), "choice", lambda s: s["item"].c.kind, width=8, choices=CLASSES),
        Column("posted_on", N_("Posted on"), "date", lambda s: s["item"].c.posted_on, width=10, shown=False),
        Column("due_on", N_("Due on"), "date", lambda s: s["item"].c.due_on, width=10),
        Column(
            "raw_due_on", N_("Due by the calendar"), "date", lambda s: s["item"].c.raw_due_on, width=10, shown=False
        ),
        Column("rolled_due_on", N_("Next working day"), "date", lambda s: position.rolled_due_on(s["item"]), width=10),
        Column("rule", N_("Follows"), "choice", lambda s: s["item"].c.anchor, width=20, choices=RULES),
        currency_column(lambda s: s["contract"].currency),
        Column("amount", N_("Amount"), "money", lambda s: s["item"].c.amount, width=13, total=True),
        Column("paid", N_("Settled"), "money", lambda s: s["item"].c.paid, width=13, total=True, shown=False),
        Column("open", N_("Open"), "money", lambda s: s["item"].c.open, width=13, total=True),
        Column(
            "overdue",
            N_("Overdue"),
            "money",
            lambda s: position.overdue(s["item"], s["as_of"]),
            width=13,
            total=True,
            shown=False,
        ),
        Column("credit", CREDIT, "money", lambda s: s["item"].c.credit, width=13, total=True, shown=False),
        Column("days", N_("Days overdue"), "days", lambda s: position.days_overdue(s["item"], s["as_of"]), width=7),
        Column(
            "confirmed", N_("Confirmed"), "money", lambda s: _confirmed(s, _SAID), width=13,
            total=True,
        ),
        Column("confirmed_on", N_("Confirmed on"), "date", lambda s: _confirmed(s, Reply.replied_on), width=10),
        Column(
            "confirmed_by", N_("Confirmed by"), "text", lambda s: _confirmed(s, Reply.signatory), width=9, shown=False
        ),
        Column(
            "confirmed_well", N_("Binds the company"), "flag", lambda s: _confirmed(s, Reply.is_strong), width=7,
            shown=False,
        ),
        Column("invoice", N_("Invoice number"), "text", _invoices, width=20, shown=False),
        Column("person", N_("Person in charge"), "text", lambda s: s["item"].c.person, shown=False),
    ),
    source=_source,
    key=lambda s: s["item"].c.id,
    scopes={
        "contract": lambda s: s["item"].c.contract_id,
        "party": lambda s: s["item"].c.party_id,
        "project": lambda s: s["contract"].project_id,
    },
    words=(
        lambda s: s["item"].c.document,
        *NAMES,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
    ),
    currency="currency",
    sort="due_on",
    empty=N_("What owners owe stands here. It comes from certificates and opening balances."),
)  # fmt: skip
