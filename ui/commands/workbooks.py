"""Commands around workbooks: the template, the import of a filled one, every list as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import typer

from models import importing
from models.importing import FORMS, Choices, Outcome
from models.language import N_, _
from models.problems import Invalid
from models.registry import LISTINGS
from models.store.listing import Question
from reports.listing_sheet import sheet_of
from reports.reading.reader import Reader
from reports.template import write_template
from reports.workbook import write
from ui.commands.frame import Frame, run

FILE = typer.Argument(help=N_("The workbook (.xlsx or .xls)."))
OUT = typer.Argument(help=N_("The workbook to write."))
CHECK = typer.Option(False, "--check", help=N_("Only look for problems, bring nothing in."))
EXISTING = typer.Option(
    "skip", help=N_("What becomes of documents the book has: leave them, or update what is not posted.")
)
ROUND_OFF = typer.Option(False, "--round-off", help=N_("Round amounts with more than two decimals."))


def template(ctx: typer.Context, out: Path = OUT) -> None:
    """A workbook to fill in, with notes, drop-down lists and an example row."""
    frame: Frame = ctx.obj
    write_template(out)
    frame.answer({"file": str(out)}, lambda told: iter([_("Written: {file}").format(**told)]))


def import_(
    ctx: typer.Context,
    file: Path = FILE,
    check: bool = CHECK,
    existing: Literal["skip", "update"] = EXISTING,
    round_off: bool = ROUND_OFF,
) -> None:
    """Bring in a filled workbook: all of it in one step, or nothing and every problem by sheet and cell."""
    frame: Frame = ctx.obj
    reader = Reader()
    try:
        workbook = run(reader.workbook(file))
    finally:
        reader.close()
    choices = Choices(existing, round_off)
    with frame.book() as book:
        if check:
            with book.read() as session:
                outcome = run(importing.check(session, workbook, choices))
            if not outcome.ready:
                raise Invalid(outcome.problems)
        else:
            outcome = run(importing.bring_in(book, workbook, choices))
    frame.answer(_plain(outcome, check), _import_lines)


def _plain(outcome: Outcome, check: bool) -> dict[str, Any]:
    names = ("rows", "new", "updated", "unchanged", "skipped")
    sheets = {
        name: {**{one: getattr(counts, one) for one in names}, "total": str(counts.total) if counts.total else None}
        for name, counts in outcome.counts.items()
    }
    return {"checked": check, "sheets": sheets, "advice": [problem.text() for problem in outcome.problems]}


def _import_lines(told: dict[str, Any]) -> Iterator[str]:
    titles = {form.name: form.title() for form in FORMS}
    for name, counts in told["sheets"].items():
        yield _("{sheet}: {new} new, {updated} updated, {unchanged} unchanged, {skipped} skipped").format(
            sheet=titles[name], **counts
        )
    yield from told["advice"]
    if told["checked"]:
        yield _("Nothing stands against it; nothing was brought in.")


def lists(frame: Frame, out: Path) -> None:
    """Every list of the book, a sheet each, as of today."""
    with frame.book() as book, book.read() as session:
        question = Question(date.today())
        write(out, (sheet_of(session, listing, question) for listing in LISTINGS.values()))
