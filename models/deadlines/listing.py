"""The table of deadlines: what lapses when, the nearest first, each with its basis and the paper it runs from."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.currencies import CURRENCIES
from models.deadlines.record import LEVELS, Deadline, captions
from models.deadlines.working_out import deadlines
from models.language import N_, text
from models.store.computed import ComputedListing, Made, never, worked

COLUMNS = (
    worked("act_by", N_("Act by"), "date", width=10),
    worked("level", N_("How near"), "choice", width=10, choices=LEVELS),
    worked("clock", N_("Deadline"), "choice", width=18, choices=captions()),
    worked("party", N_("Debtor"), "text", width=20),
    worked("contract", N_("Contract"), "text", width=14, reference=True),
    worked("document", N_("Document"), "text", width=16),
    worked("currency", N_("Currency"), "choice", width=8, shown=False, choices=CURRENCIES),
    worked("amount", N_("Amount"), "money", width=13),
    worked("because", N_("Runs from"), "text", width=34),
    worked("raw_end", N_("Last day by the calendar"), "date", width=10),
    worked("end", N_("After holidays"), "date", width=10),
    worked("unannounced", N_("Holidays"), "text", width=8),
    worked("note", N_("Beware"), "text", width=36),
    worked("basis", N_("Basis"), "text", width=30, shown=False),
    worked("start", N_("Begins on"), "date", width=10, shown=False),
)


def made(session: Session, as_of: date) -> list[Made]:
    return [_row(one, as_of) for one in deadlines(session, as_of)]


def _row(one: Deadline, as_of: date) -> Made:
    who = one.subject
    unknown = text(N_("not announced")) if one.raw_end and one.end is None else ""
    values = (
        one.act_by, one.level(as_of), one.clock, who.party, who.contract, who.document, who.currency, who.amount,
        one.because.text(), one.raw_end, one.end, unknown, one.note.text(), one.law(), one.start,
    )  # fmt: skip
    scope = {"party": who.party_id, "contract": who.contract_id, "project": who.project_id}
    return Made(one.key, values, scope)


LISTING = ComputedListing(
    name="deadlines",
    title=N_("Deadlines"),
    noun="legal_facts",
    columns=COLUMNS,
    source=never,
    key=never,
    currency="currency",
    empty=N_("No period runs on this day: nothing is owed, and nothing waits for a notice."),
    made=made,
)
