"""The statement of account (对账函): what a debtor owes on a day, ready to be signed and sealed."""

from __future__ import annotations

from datetime import date, timedelta

from models.language import N_
from models.money import Money
from reports.report import Report
from reports.statement_checks import contradictions
from reports.statement_collect import collect
from reports.statement_draft import StatementDraft
from reports.statement_figures import StatementOfAccount
from reports.statement_paper import TEMPLATE, draw
from reports.statement_sheet import sheets


def _owed(data: StatementOfAccount) -> dict[str, Money]:
    """What the debtor is asked to confirm."""
    return {group.currency: group.owed for group in data.groups}


def _form(asked: StatementDraft) -> str:
    """Only an express demand asks for payment."""
    return "demand" if asked.demand else ""


def _noted(data: StatementOfAccount) -> tuple[date | None, str]:
    """Until when it wants an answer: so many days after its own day."""
    return (data.dated_on + timedelta(days=data.days_to_answer) if data.dated_on else None), ""


STATEMENT: Report[StatementDraft, StatementOfAccount] = Report(
    name="statement",
    title=N_("Statement of Account"),
    code="DZ",
    template=TEMPLATE,
    asks=StatementDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_owed,
    form=_form,
    noted=_noted,
)
