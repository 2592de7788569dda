"""The deadline list (期限清单): what lapses or must be done by when, with basis and paper, to be handed to who acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import deadlines
from models.deadlines import Deadline
from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.problems import Problem, stop
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import NOTHING, Say
from reports.tabular import DAY, MONEY, Tabular, TabularColumn, TabularGroup, contradictions, sheets
from reports.tabular_paper import TEMPLATE, draw

EVERY = "every"
WITHIN = {
    "30": N_("The next 30 days"),
    "90": N_("The next 90 days"),
    "365": N_("The next year"),
    EVERY: N_("All, with those that passed"),
}


@dataclass(frozen=True)
class DeadlineListDraft:
    """On which day, how far ahead, of which debtor or contract."""

    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    within: str = entry(N_("How far ahead"), "90", choices=WITHIN, required=True, wide=True)
    party: str = entry(N_("Only this debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: DeadlineListDraft) -> Iterator[Problem]:
    yield from faults(asked)


def collect(session: Session, asked: DeadlineListDraft) -> Tabular:
    """One row a deadline, the nearest first; a list without a row says so."""
    stop(check(asked))
    assert asked.as_of
    say = Say(asked.language)
    found = [one for one in deadlines.deadlines(session, asked.as_of, asked.contract) if _belongs(one, asked)]
    rows = tuple(_row(one, say) for one in found)
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Deadline list")),
        scope=say(WITHIN[asked.within]),
        as_of=asked.as_of,
        columns=_columns(say),
        groups=(TabularGroup("", rows),) if rows else (),
        notes=(say(N_("“Act by” is the careful day: the last day by the calendar where moving it is arguable.")),),
        is_final=True,
        signers=(say(N_("Prepared by")), say(N_("Received by"))),
        party_id=asked.party,
        contract_id=asked.contract,
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _belongs(one: Deadline, asked: DeadlineListDraft) -> bool:
    assert asked.as_of
    if asked.party and one.subject.party_id != asked.party:
        return False
    if asked.within == EVERY:
        return True
    last = asked.as_of + timedelta(days=int(asked.within))
    return one.act_by is not None and asked.as_of <= one.act_by <= last


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("Act by")), DAY, width=11),
        TabularColumn(say(N_("Deadline")), weight=2, width=15),
        TabularColumn(say(N_("Debtor")), weight=2, width=15),
        TabularColumn(say(N_("Contract and document")), weight=2, width=15),
        TabularColumn(say(N_("Amount")), MONEY, width=15),
        TabularColumn(say(N_("Runs from")), weight=3, width=20),
        TabularColumn(say(N_("Last day by the calendar")), DAY, width=11),
        TabularColumn(say(N_("After holidays")), DAY, width=11),
        TabularColumn(say(N_("Basis and what to beware of")), weight=4, width=26),
    )


def _row(one: Deadline, say: Say) -> tuple[Any, ...]:
    who, language = one.subject, say.language
    moved = say(N_("not announced")) if one.raw_end and one.end is None else one.end
    return (
        one.act_by, say(deadlines.captions()[one.clock]), who.party or NOTHING,
        " ".join(filter(None, (who.contract, who.document))), who.amount, one.because.text(language), one.raw_end,
        moved, " ".join(filter(None, (one.law(language), one.note.text(language)))),
    )  # fmt: skip


DEADLINES: Report[DeadlineListDraft, Tabular] = Report(
    name="deadlines",
    title=N_("Deadline list"),
    code="QX",
    template=TEMPLATE,
    asks=DeadlineListDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
)
