"""A statement of account off the window's thread: drawn to look at, written to a file, issued, read again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models import papers
from models.contracts import Contract
from models.drafts import changed, entry, from_plain
from models.language import N_
from models.papers import IssuedPaper, IssueDraft, WithdrawalDraft
from models.problems import Invalid, Problem, Refused
from models.stages import stages_of
from reports import named
from reports.statement_draft import StatementDraft

STATEMENT = "statement"
Session = Any


@dataclass(frozen=True)
class StatementForm(StatementDraft):
    """A statement as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


@dataclass(frozen=True)
class Drawn:
    """The paper as it would go out (``pdf``), or the reason why there is none.

    ``nameless`` says that our own profile is not filled in; ``missing`` are characters no font has.
    """

    pdf: bytes = b""
    pages: int = 0
    missing: str = ""
    nameless: bool = False
    problems: tuple[Problem, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Kept:
    """An issued paper as the register and its file have it; ``reason`` says why the file cannot be shown.

    ``why`` it was withdrawn on a day: the reason, or the number of the paper that corrects it.
    """

    key: str
    number: str
    issued_on: date
    withdrawn_on: date | None
    why: str
    pdf: bytes
    reason: str = ""


def drawn(asked: StatementForm, session: Session) -> Drawn:
    """The paper with a watermark; what stands against it is told, not raised."""
    from reports.report import pdf

    report = named(STATEMENT)
    try:
        collected = report.collect(session, asked)
        content, made = pdf(report, collected)
    except Invalid as invalid:
        return Drawn(problems=invalid.problems)
    except Refused as refused:
        return Drawn(reason=refused.text())
    nameless = not collected.letterhead.company
    return Drawn(content, made.pages, "".join(sorted(made.missing)), nameless)


def write_xlsx(asked: StatementForm, path: Path, session: Session) -> Path:
    """The same figures as a workbook."""
    from reports import report

    statement = named(STATEMENT)
    report.write_xlsx(statement, statement.collect(session, asked), path, asked.language)
    return path


def write_file(content: bytes, path: Path, _session: Session) -> Path:
    """The paper as it was shown."""
    try:
        path.write_bytes(content)
    except OSError as error:
        message = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
        raise Refused(message, name=path.name) from error
    return path


def issue(folder: Path, session: Session, asked: StatementForm) -> IssuedPaper:
    """Number, draw and keep the paper in the book's folder; without a day of its own it bears today."""
    from reports.report import press

    report = named(STATEMENT)
    draft = IssueDraft(STATEMENT, report.code, asked.dated_on or date.today(), asked.corrects)
    return papers.issue(session, draft, press(report, asked), folder)


def withdraw(session: Session, key: str, reason: str) -> IssuedPaper:
    """From today on the paper no longer stands."""
    return papers.withdraw(session, WithdrawalDraft(key, date.today(), reason))


def kept(folder: Path, key: str, session: Session) -> Kept:
    """The paper as it went out."""
    row = session.get_one(IssuedPaper, key)
    gone = next((stage for stage in reversed(stages_of(session, key)) if stage.stage == papers.WITHDRAWN), None)
    try:
        content, reason = papers.read(folder, row.file), ""
    except Refused as refused:
        content, reason = b"", refused.text()
    withdrawn_on, remark = (gone.reached_on, gone.remark) if gone else (None, "")
    return Kept(key, row.number, row.issued_on, withdrawn_on, remark, content, reason)


def asked_again(folder: Path, key: str, session: Session) -> StatementForm:
    """What was asked when this paper was made, for the next one; undated, so that it bears its own day."""
    row = session.get_one(IssuedPaper, key)
    told = json.loads(papers.read(folder, row.content))
    draft = from_plain(StatementForm, {**told, "party": row.party_id, "contract": row.contract_id or ""})
    return changed(draft, id="", corrects="", dated_on=None)


def blank(session: Session, scope: Any, as_of: date) -> StatementForm:
    """A statement as of the day looked at, of the contract or debtor it was begun from."""
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract and not party:
        party = debtor_of(session, contract)
    return StatementForm(party=party, contract=contract, as_of=as_of)


def debtor_of(session: Session, contract: str) -> str:
    """Who pays under a contract: the payer where one is named, else the owner."""
    row = session.get_one(Contract, contract)
    return row.payer_id or row.owner_id


def with_debtor(session: Session, draft: StatementForm) -> dict[str, Any]:
    """The debtor of the contract that was picked."""
    return {"party": debtor_of(session, draft.contract)}


def with_own_contract(session: Session, draft: StatementForm) -> dict[str, Any]:
    """Another debtor was picked: the contract of the one before no longer belongs here."""
    other = bool(draft.contract) and debtor_of(session, draft.contract) != draft.party
    return {"contract": ""} if other else {}
