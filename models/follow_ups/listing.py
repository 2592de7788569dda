"""The table of follow-ups, the newest first: what was said, what became of promises, what is to be done next."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, func

from models.contracts.record import Contract
from models.currencies import HOME
from models.currency_column import currency_column
from models.drafts import entries
from models.follow_ups import promises
from models.follow_ups.draft import FollowUpDraft
from models.follow_ups.record import FollowUp
from models.language import N_
from models.parties import Party
from models.store.listing import Column, Listing, Question, Sources, column

OUTCOMES = {
    promises.KEPT: N_("Kept as promised"),
    promises.BROKEN: N_("Broken"),
    promises.RUNNING: N_("Still running"),
}
_HOW = entries(FollowUpDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = FollowUp.__table__.outerjoin(Party.__table__, Party.id == FollowUp.party_id).outerjoin(
        Contract.__table__, Contract.id == FollowUp.contract_id
    )
    parts = {"row": FollowUp, "party": Party, "contract": Contract, "as_of": question.as_of}
    return joined, parts, and_(FollowUp.void == 0, FollowUp.happened_on <= question.as_of)


LISTING = Listing(
    name="follow_ups",
    title=N_("Follow-up"),
    noun="follow_ups",
    columns=(
        column(_HOW["happened_on"], lambda s: s["row"].happened_on, "date", width=10),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=20),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=14, reference=True),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=9),
        column(_HOW["said"], lambda s: s["row"].said, "text", width=34),
        column(_HOW["counterpart"], lambda s: s["row"].counterpart, "text", width=10),
        column(_HOW["person"], lambda s: s["row"].person, "text", width=8),
        currency_column(lambda s: func.coalesce(s["contract"].currency, HOME)),
        column(_HOW["promised"], lambda s: s["row"].promised, "money", width=13, total=True),
        column(_HOW["promised_on"], lambda s: s["row"].promised_on, "date", width=10),
        Column(
            "outcome", N_("What became of it"), "choice", lambda s: promises.outcome(s["as_of"]), width=9,
            choices=OUTCOMES,
        ),
        Column(
            "came_in", N_("Received in time"), "money", lambda s: promises.came_in(s["as_of"]), width=13, shown=False
        ),
        column(_HOW["next_step"], lambda s: s["row"].next_step, "text", width=22),
        column(_HOW["next_on"], lambda s: s["row"].next_on, "date", width=10),
        column(_HOW["done_on"], lambda s: s["row"].done_on, "date", width=10),
        column(_HOW["number"], lambda s: s["row"].number, "text", width=12, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"party": lambda s: s["row"].party_id, "contract": lambda s: s["row"].contract_id},
    words=(
        lambda s: s["row"].number, lambda s: s["row"].said, lambda s: s["row"].next_step,
        lambda s: s["party"].name, lambda s: s["party"].initials, lambda s: s["contract"].number,
    ),
    currency="currency",
    sort="happened_on",
    descending=True,
    empty=N_("Visits, calls and promises belong here: twenty seconds each, with the next step and its day."),
)  # fmt: skip
