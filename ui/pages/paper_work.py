"""What is done with any paper off the window's thread: drawn to look at, written to a file, issued, read again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models import company, kept_files, papers
from models.drafts import changed, from_plain
from models.language import _
from models.papers import IssuedPaper, IssueDraft, WithdrawalDraft
from models.problems import Invalid, Problem, Refused
from models.stages import stages_of
from models.unwritable import expect_ending, write_whole
from reports import named

Session = Any


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
    advice: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Kept:
    """An issued paper as the register and its file have it; ``reason`` says why the file cannot be shown.

    ``why`` it was withdrawn on a day: the reason, or the number of the paper that corrects it.
    """

    key: str
    kind: str
    number: str
    issued_on: date
    withdrawn_on: date | None
    why: str
    pdf: bytes
    reason: str = ""


def drawn(kind: str, asked: Any, session: Session) -> Drawn:
    """The paper without number and check code; what stands against it is told, not raised."""
    return drawn_by(named(kind), asked, session)


def drawn_by(report: Any, asked: Any, session: Session) -> Drawn:
    """The same for a report that is in no register."""
    from reports.report import pdf

    try:
        data = _correcting(session, report.collect(session, asked), asked)
        content, made = pdf(report, data)
    except Invalid as invalid:
        return Drawn(problems=invalid.problems)
    except Refused as refused:
        return Drawn(reason=refused.text())
    nameless = not company.profile(session).name
    advice = (*getattr(data, "advice", ()), *out_already(session, report, asked, data.party_id))
    return Drawn(content, made.pages, "".join(sorted(made.missing)), nameless, advice=advice)


def out_already(session: Session, report: Any, asked: Any, party: str) -> tuple[Problem, ...]:
    """That the same was said to the same debtor, unless this paper replaces it."""
    if report.name not in papers.TO_DEBTORS:
        return ()
    return papers.beside(session, report.name, report.form(asked), party, asked.contract, asked.as_of, asked.corrects)


def _correcting(session: Session, data: Any, asked: Any) -> Any:
    """A paper that corrects another one says so before it is issued, too; what is never issued corrects nothing."""
    corrected = getattr(asked, "corrects", "")
    return replace(data, corrects=session.get_one(IssuedPaper, corrected).number) if corrected else data


def write_xlsx(kind: str, asked: Any, path: Path, session: Session) -> Path:
    """The same figures as a workbook."""
    from reports import report

    paper = named(kind)
    report.write_xlsx(paper, paper.collect(session, asked), path, asked.language)
    return path


def write_word(kind: str, asked: Any, path: Path, session: Session) -> Path:
    """The same words for a word processor."""
    report = named(kind)
    assert report.word is not None
    report.word(report.collect(session, asked), path)
    return path


def write_file(content: bytes, path: Path, _session: Session) -> Path:
    """The paper as it was shown."""
    expect_ending(path, ".pdf")
    write_whole(path, content)
    return path


def issue(kind: str, folder: Path, session: Session, asked: Any) -> IssuedPaper:
    """Number, draw and keep the paper in the book's folder; without a day of its own it bears today."""
    from reports.report import press

    report = named(kind)
    draft = IssueDraft(kind, report.code, asked.dated_on or date.today(), asked.corrects)
    return papers.issue(session, draft, press(report, asked), folder)


def withdraw(session: Session, key: str, reason: str) -> IssuedPaper:
    """From today on the paper no longer stands."""
    return papers.withdraw(session, WithdrawalDraft(key, date.today(), reason))


def kept(folder: Path, key: str, session: Session) -> Kept:
    """The paper as it went out."""
    row = session.get_one(IssuedPaper, key)
    gone = next((stage for stage in reversed(stages_of(session, key)) if stage.stage == papers.WITHDRAWN), None)
    try:
        content, reason = kept_files.read(folder, row.file), ""
    except Refused as refused:
        content, reason = b"", refused.text()
    withdrawn_on, remark = (gone.reached_on, gone.remark) if gone else (None, "")
    return Kept(key, row.kind, row.number, row.issued_on, withdrawn_on, remark, content, reason)


def asked_again(form: type[Any], folder: Path, key: str, session: Session) -> Any:
    """What was asked when a paper was made, for the next one; undated, so that it bears its own day."""
    row = session.get_one(IssuedPaper, key)
    told = json.loads(kept_files.read(folder, row.content))
    return changed(from_plain(form, {**told["asked"], "id": "", "corrects": ""}), dated_on=None)


def told_about(made: Drawn) -> list[str]:
    """What whoever issues it should know first."""
    told = [problem.text() for problem in made.advice]
    if made.nameless:
        told.append(_("Nobody would know who writes. Fill in our company profile first."))
    if made.missing:
        told.append(_("These characters cannot be printed and appear as 〓: {letters}").format(letters=made.missing))
    return told
