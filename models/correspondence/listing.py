"""The table of letters in and out: what each was about, when its answer is due, and how late that is."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, case, literal, select
from sqlalchemy.orm import aliased

from models.contracts.record import Contract
from models.correspondence.draft import LetterDraft
from models.correspondence.record import RegisteredLetter
from models.correspondence.usecases import answered_on
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.language import N_
from models.parties import Party
from models.store.base import Day
from models.store.dates import days_between
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(LetterDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = RegisteredLetter.__table__.outerjoin(Party.__table__, Party.id == RegisteredLetter.party_id).outerjoin(
        Contract.__table__, Contract.id == RegisteredLetter.contract_id
    )
    parts = {"row": RegisteredLetter, "party": Party, "contract": Contract, "as_of": question.as_of}
    return joined, parts, RegisteredLetter.void == 0


def _days(sources: Sources) -> ColumnElement[int]:
    """Days by which the answer is late; NULL while it is not, or when none is wanted."""
    day, due = sources["as_of"], RegisteredLetter.reply_due_on
    late = (due < day) & answered_on(day).is_(None)
    return case((late, days_between(due, literal(day, Day()))))


def _answered(_sources: Sources) -> ColumnElement[str]:
    """The number of the letter this one answers."""
    asked = aliased(RegisteredLetter)
    return (
        select(asked.number)
        .where(asked.id == RegisteredLetter.answers_id)
        .correlate(RegisteredLetter)
        .scalar_subquery()
    )


LISTING = Listing(
    name="correspondence",
    title=N_("Letters in and out"),
    noun="correspondence",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=9),
        column(_HOW["direction"], lambda s: s["row"].direction, "choice", width=6),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=8),
        column(_HOW["dated_on"], lambda s: s["row"].dated_on, "date", width=10),
        column(_HOW["about"], lambda s: s["row"].about, "text", width=22),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=14),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=16),
        column(_HOW["reply_due_on"], lambda s: s["row"].reply_due_on, "date", width=10),
        Column("answered", N_("Answered on"), "date", lambda s: answered_on(s["as_of"]), width=10),
        Column("days", N_("Days late"), "days", _days, width=7),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=11, total=True),
        evidence_column(lambda s: s["row"].id),
        column(_HOW["their_number"], lambda s: s["row"].their_number, "text", width=14, shown=False),
        column(_HOW["answers"], _answered, "text", width=10, shown=False),
        column(_HOW["handler"], lambda s: s["row"].handler, "text", width=8, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["row"].contract_id, "party": lambda s: s["row"].party_id},
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].their_number,
        lambda s: s["row"].about,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
        lambda s: s["contract"].number,
        lambda s: s["contract"].name,
    ),
    currency="currency",
    sort="dated_on",
    descending=True,
    empty=N_("Site instructions, minutes and letters in and out are registered here, with the day an answer is due."),
)
