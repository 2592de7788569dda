"""Commands that print papers: the statement of account, the payment certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models import answers, certificates, kept_files, papers
from models.contracts import LAYOUTS
from models.language import N_, _, current, listed, text
from models.problems import Invalid, Problem, Refused
from models.store.book import Book
from models.unwritable import expect_ending, expect_place
from reports.certificate import CERTIFICATE
from reports.certificate_draft import CertificatePaperDraft
from reports.report import Report, kinds_of, plain, press, to_json, write_as_named
from reports.statement import STATEMENT
from reports.statement_draft import StatementDraft
from reports.take_on import TAKE_ON
from reports.take_on_draft import TakeOnDraft
from ui.commands.answers import AS_OF, CONTRACT, OUT, PARTY, certificate_lines
from ui.commands.frame import Frame, advised, day

SINCE = typer.Option("", help=N_("List movements from this day on."))
DEMAND = typer.Option(False, "--demand", help=N_("Demand payment of what is overdue."))
BRIEF = typer.Option(False, "--brief", help=N_("Without the list of movements."))
ISSUE = typer.Option(False, "--issue", help=N_("Give it a number and keep it; else it is a draft."))
CORRECTS = typer.Option("", help=N_("The number of the issued paper it corrects."))


def statement(
    ctx: typer.Context,
    contract: str = CONTRACT,
    party: str = PARTY,
    as_of: str = AS_OF,
    since: str = SINCE,
    demand: bool = DEMAND,
    brief: bool = BRIEF,
    issue: bool = ISSUE,
    corrects: str = CORRECTS,
    out: Path | None = OUT,
) -> None:
    """Print a statement of account of one contract or of all of a debtor."""
    frame: Frame = ctx.obj
    if bool(contract) == bool(party):
        raise Invalid([Problem("", N_("Name either --contract NUMBER or --party NAME."))])
    cut = day(as_of)
    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party)
        asked = StatementDraft(
            party=scope.get("party", ""),
            contract=scope.get("contract", ""),
            as_of=cut,
            since=day(since, "--since") if since else None,
            demand=demand,
            with_detail=not brief,
            language=current(),
        )
        if issue:
            issue_paper(frame, book, STATEMENT, asked, date.today(), out, corrects)
        elif frame.json and out is None:
            with book.read() as session:
                print(to_json(STATEMENT, STATEMENT.collect(session, asked)))
        else:
            print_paper(frame, book, STATEMENT, asked, out or Path(file_name(STATEMENT.title, contract or party, cut)))


def certificate(
    ctx: typer.Context,
    number: str = typer.Argument(help=N_("The number of the certificate.")),
    layout: str = typer.Option("", help=N_("The form it is printed in; without it the one of the contract.")),
    brief: bool = typer.Option(False, "--form-only", help=N_("Without computation and lines.")),
    out: Path | None = OUT,
) -> None:
    """All figures of a certificate with their workings; with -o the paper itself."""
    frame: Frame = ctx.obj
    with frame.book() as book:
        with book.read() as session:
            row = certificates.numbered(session, number)
            if row is None:
                raise Refused(N_("There is no certificate {number}. Check the number."), number=number)
            asked = CertificatePaperDraft(row.id, _layout(layout), with_detail=not brief, language=current())
            if out is None:
                told = answers.certificate_figures(session, number)
                frame.answer({**told, **_form(session, asked)} if layout else told, certificate_lines)
                return
        print_paper(frame, book, CERTIFICATE, asked, out)


def take_on(ctx: typer.Context, contract: str = CONTRACT, party: str = PARTY, out: Path | None = OUT) -> None:
    """Print what was still owed when the book began, item by item, for giver, taker and witness to sign.

    Of one contract, of one debtor, or without either of the whole book.
    """
    frame: Frame = ctx.obj
    if contract and party:
        raise Invalid([Problem("", N_("Name either --contract NUMBER or --party NAME."))])
    name = f"{_plain(contract or party)} {_('Take-on sheet')}".strip()
    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party) if contract or party else {}
            asked = TakeOnDraft(scope.get("party", ""), scope.get("contract", ""), language=current())
            if frame.json and out is None:
                print(to_json(TAKE_ON, TAKE_ON.collect(session, asked)))
                return
        print_paper(frame, book, TAKE_ON, asked, out or Path(f"{name}.pdf"))


def _form(session: Any, asked: CertificatePaperDraft) -> dict[str, Any]:
    """The rows of the form by mark, and its lines; a row stands once in every column."""
    told = plain(CERTIFICATE.collect(session, asked))
    return {name: told[name] for name in ("layout", "title", "columns", "rows", "line_columns", "groups")}


def _layout(name: str) -> str:
    if name and name not in LAYOUTS:
        message = N_("There is no layout “{name}”. Known are: {known}.")
        raise Refused(message, name=name, known=listed(LAYOUTS))
    return name


def print_paper(frame: Frame, book: Book, report: Report[Any, Any], asked: Any, out: Path) -> None:
    """A paper that is not issued: without a number, nothing is kept."""
    expect_ending(out, *kinds_of(report))
    with book.read() as session:
        told = report.collect(session, asked)
    advised(getattr(told, "advice", ()))
    write_as_named(report, told, out)
    frame.answer({"file": str(out)}, written)


def issue_paper(
    frame: Frame, book: Book, report: Report[Any, Any], asked: Any, on: date, out: Path | None, corrects: str = ""
) -> None:
    """Give the paper a number, keep its PDF, and write it where it is wanted as what the name of the file says."""
    if out is not None:
        expect_ending(out, *kinds_of(report))
        expect_place(out)
    with book.read() as session:
        old = papers.numbered(session, corrects) if corrects else None
        if corrects and old is None:
            raise Refused(N_("There is no paper “{number}”. Check the number."), number=corrects)
        corrected = old.id if old else ""
        data = report.collect(session, asked)
        whose = data.party_id, data.contract_id, data.as_of, corrected
        advised((*getattr(data, "advice", ()), *papers.beside(session, report.name, report.form(asked), *whose)))
    draft = papers.IssueDraft(report.name, report.code, on, corrected)
    printed: list[Any] = []
    with book.write(papers.ISSUE) as session:
        row = papers.issue(session, draft, press(report, asked, printed.append), book.folder)
        kept, number = kept_files.path_of(book.folder, row.file), row.number
    target = out or Path(f"{_plain(number)}.pdf")
    write_as_named(report, printed[-1], target, kept.read_bytes())
    frame.answer({"number": number, "file": str(target)}, written)


def file_name(title: str, whose: str, as_of: date) -> str:
    return f"{text(title)} {_plain(whose)} {as_of.isoformat()}.pdf"


def _plain(name: str) -> str:
    """A name that every system takes as a file name."""
    return re.sub(r'[\\/:*?"<>|]+', "-", name).strip()


def written(told: dict[str, Any]) -> Iterator[str]:
    if "number" in told:
        yield _("Issued as {number}").format(number=told["number"])
    yield _("Written: {file}").format(file=told["file"])
