"""The command that puts evidence together for the court: one folder or archive that opens anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models import answers, bundles
from models.bundles import BundleDraft
from models.language import N_, _, current
from models.problems import Invalid, Problem, Refused
from models.store.book import Book
from reports.bundle.pieces import pieces_of
from reports.bundle.writing import write_bundle
from reports.letterhead import letterhead
from ui.commands.answers import CONTRACT, PARTY
from ui.commands.frame import Frame, complain, run

NUMBER = typer.Option("", help=N_("The number of a bundle that is in the book."))
TITLE = typer.Option("", help=N_("The title of a new bundle."))
KEEP = typer.Option(False, "--keep", help=N_("Keep what is proposed as a bundle of the book."))
OUT = typer.Option(None, "-o", "--out", help=N_("The folder or archive (.zip) to write."))


def bundle(
    ctx: typer.Context,
    number: str = NUMBER,
    contract: str = CONTRACT,
    party: str = PARTY,
    title: str = TITLE,
    keep: bool = KEEP,
    out: Path | None = OUT,
) -> None:
    """What is linked to a contract or debtor, or a bundle of the book, with contents, pages, originals and sums."""
    frame: Frame = ctx.obj
    if sum(map(bool, (number, contract, party))) != 1:
        raise Invalid([Problem("", N_("Name one of --number NUMBER, --contract NUMBER and --party NAME."))])
    if out is not None and out.suffix.lower() in (".pdf", ".docx", ".xlsx"):
        message = N_("{name}: a bundle is a folder or an archive. Name a folder or a file that ends in .zip.")
        raise Refused(message, name=out.name)
    with frame.book() as book:
        draft = _of_book(book, number) if number else _proposed(book, contract, party, title)
        if keep and not number:
            with book.write(bundles.RECORD) as session:
                draft = replace(draft, number=bundles.record(session, draft).number)
        with book.read() as session:
            told, head = pieces_of(session, draft), letterhead(session)
        written = run(write_bundle(book.folder, told, head, out or Path(told.number or told.title), current()))
    complain(problem.text() for problem in written.named)
    frame.answer(
        {
            "file": str(written.path),
            "number": draft.number,
            "pieces": written.pieces,
            "pages": written.pages,
            "items": [
                {"label": one.label, "title": one.title, "name": one.name, "sha256": one.digest,
                 "pages": list(written.numbers[one.label])} for one in told.pieces
            ],
            "named": [problem.text() for problem in written.named],
        },
        _lines,
    )  # fmt: skip


def _of_book(book: Book, number: str) -> BundleDraft:
    with book.read() as session:
        row = bundles.numbered(session, number)
        if row is None:
            raise Refused(N_("There is no bundle {number}. Check the number."), number=number)
        return bundles.draft_of(session, row.id)


def _proposed(book: Book, contract: str, party: str, title: str) -> BundleDraft:
    with book.read() as session:
        scope = answers.scope_of(session, contract, party)
        draft = bundles.proposed(session, scope.get("contract", ""), scope.get("party", ""), date.today())
    if not draft.items:
        raise Refused(N_("No evidence is linked here. Add files with “evidence add … --to NOUN:NUMBER” first."))
    return replace(draft, title=title) if title else draft


def _lines(told: dict[str, Any]) -> Iterator[str]:
    if told["number"]:
        yield _("Bundle {number}").format(number=told["number"])
    yield _("{pieces} pieces on {pages} pages").format(**told)
    yield _("Written: {file}").format(file=told["file"])
