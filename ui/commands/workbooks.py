"""Commands around workbooks: the template, the import of a filled one, every list as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import typer

from models import importing
from models.importing import FORMS, Choices, Outcome, Workbook
from models.language import N_, _, text
from models.money import Money
from models.own import extended_listing, own_of
from models.problems import Invalid, problems_in, stop
from models.registry import LISTINGS
from models.round_trip import ADDED, CHANGED, REMOVED, Accepting, Change, Preview, bring_back, is_export, look
from models.round_trip.origin import plain
from models.store.listing import Question
from reports.listing_sheet import sheet_of
from reports.reading.reader import Reader
from reports.template import write_template
from reports.workbook import write
from ui.commands.frame import Frame, run
from ui.commands.ledgers import answered, recognised

FILE = typer.Argument(help=N_("The workbook (.xlsx, .xls or .csv)."))
OUT = typer.Argument(help=N_("The workbook to write."))
CHECK = typer.Option(False, "--check", help=N_("Only look for problems, bring nothing in."))
EXISTING = typer.Option(
    "skip", help=N_("What becomes of documents the book has: leave them, or update what is not posted.")
)
REMOVED_TOO = typer.Option(False, "--removed", help=N_("Of an exported list: also remove the rows that are missing."))
CONFLICTS = typer.Option(
    "book", help=N_("Of an exported list: which wins where the book has changed meanwhile, the book or the file.")
)
AUTO = typer.Option(
    False, "--auto", help=N_("Any ledger, not only the template: accept what is recognised, name every row left out.")
)
MAP = typer.Option(
    None,
    "--map",
    help=N_(
        "Answers to what would be asked; implies --auto. A JSON file with sheets (by name: kind, include, header, "
        "columns, unit, units, tax, tax_rate, cumulative, hidden_rows, month, year, fill_down, party, contract, date), "
        "parties, contracts, reversals, round_off; the manual explains each under “Import from Excel”."
    ),
)
ROUND_OFF = typer.Option(False, "--round-off", help=N_("Round amounts with more than two decimals."))


def template(ctx: typer.Context, out: Path = OUT) -> None:
    """A workbook to fill in, with notes, drop-down lists and an example row; with --book its own columns too."""
    frame: Frame = ctx.obj
    if frame.folder is None:
        write_template(out)
    else:
        with frame.book() as book, book.read() as session:
            write_template(out, own=own_of(session))
    frame.answer({"file": str(out)}, lambda told: iter([_("Written: {file}").format(**told)]))


def import_(
    ctx: typer.Context,
    file: Path = FILE,
    check: bool = CHECK,
    existing: Literal["skip", "update"] = EXISTING,
    round_off: bool = ROUND_OFF,
    removed: bool = REMOVED_TOO,
    conflicts: Literal["book", "file"] = CONFLICTS,
    auto: bool = AUTO,
    answers: Path | None = MAP,
) -> int:
    """Bring in a filled workbook or an exported list: all of it in one step, or nothing and every problem by cell."""
    frame: Frame = ctx.obj
    told = answered(answers, round_off)
    reader = Reader()
    try:
        workbook = run(reader.workbook(file))
    finally:
        reader.close()
    with problems_in(file.name):
        if is_export(workbook) and not (auto or answers):
            _bring_back(frame, workbook, check, Accepting(None, removed, conflicts == "file"))
        elif auto or answers:
            return 0 if recognised(frame, workbook, told, check) else 1
        else:
            _bring_in(frame, workbook, check, Choices(existing, round_off))
    return 0


def _bring_in(frame: Frame, workbook: Workbook, check: bool, choices: Choices) -> None:
    with frame.book() as book:
        if check:
            outcome = run(importing.try_out(book, workbook, choices))
            if not outcome.ready:
                raise Invalid(outcome.problems)
        else:
            outcome = run(importing.bring_in(book, workbook, choices))
    frame.answer(_plain(outcome, check), _import_lines)


def _plain(outcome: Outcome, check: bool) -> dict[str, Any]:
    names = ("rows", "new", "updated", "unchanged", "skipped")
    sheets = {
        name: {
            **{one: getattr(counts, one) for one in names},
            "totals": {currency: str(total) for currency, total in counts.totals.items()},
        }
        for name, counts in outcome.counts.items()
    }
    return {"checked": check, "sheets": sheets, "advice": [problem.text() for problem in outcome.problems]}


def _import_lines(told: dict[str, Any]) -> Iterator[str]:
    titles = {form.name: form.title() for form in FORMS}
    sheets = {name: counts for name, counts in told["sheets"].items() if counts["rows"]}
    for name, counts in sheets.items():
        yield _("{sheet}: {new} new, {updated} updated, {unchanged} unchanged, {skipped} skipped").format(
            sheet=titles[name], **counts
        )
    yield from (_("To note: {line}").format(line=one) if sheets else one for one in told["advice"])
    if told["checked"] and sheets:
        yield _("Nothing stands against it; nothing was brought in.")


def _bring_back(frame: Frame, workbook: Workbook, check: bool, accepting: Accepting) -> None:
    """A list that went out: what differs, and what was accepted of it."""
    with frame.book() as book:
        if check:
            preview = run(look(book, workbook, accepting))
            stop(preview.against(accepting))
        else:
            preview = run(bring_back(book, workbook, accepting))
    frame.answer(_returned(preview, check, accepting), _returned_lines)


def _returned(preview: Preview, check: bool, accepting: Accepting) -> dict[str, Any]:
    lists = {}
    for name, rows in preview.rows.items():
        kinds = [one.kind for one in preview.changes if one.listing == name]
        lists[name] = {"rows": rows, **{kind: kinds.count(kind) for kind in (ADDED, CHANGED, REMOVED)}}
    return {
        "checked": check,
        "lists": lists,
        "changes": [_change(one, accepting.takes(one)) for one in preview.changes],
        "advice": [problem.text() for problem in preview.problems],
    }


def _change(one: Change, accepted: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": one.kind, "list": one.listing, "where": one.where, "subject": one.subject}
    if one.column is not None:
        values = {"old": one.old, "now": one.now, "new": one.new}
        told |= {"column": one.column.name, **{name: _value(value) for name, value in values.items()}}
        told["conflict"] = one.is_conflict
    return {**told, "accepted": accepted}


def _value(value: Any) -> Any:
    return str(value) if isinstance(value, Money) else plain(value)


def _returned_lines(told: dict[str, Any]) -> Iterator[str]:
    for name, counts in told["lists"].items():
        yield _("{list}: {rows} rows; {added} new, {changed} cells changed, {removed} rows missing").format(
            list=text(LISTINGS[name].title), **counts
        )
    for one in told["changes"]:
        sign = "✓" if one["accepted"] else "–"
        shown = {name: "—" if one.get(name) is None else one[name] for name in ("old", "now", "new")}
        if one.get("conflict"):
            changed = _("{old} → {new} (in the book now: {now})").format(**shown)
        else:
            changed = f"{shown['old']} → {shown['new']}" if "column" in one else text(_KINDS[one["kind"]])
        yield f"{sign} {one['where']} {one['subject']}: {changed}"
    yield from told["advice"]
    if told["checked"]:
        yield _("Nothing was brought in.")


_KINDS = {ADDED: N_("New row"), REMOVED: N_("Row missing")}


def lists(frame: Frame, out: Path) -> None:
    """Every list of the book, a sheet each, as of today."""
    with frame.book() as book, book.read() as session:
        question, own = Question(date.today()), own_of(session)
        lists = (extended_listing(listing, own.get(name, ())) for name, listing in LISTINGS.items())
        write(out, [sheet_of(session, listing, question) for listing in lists])
