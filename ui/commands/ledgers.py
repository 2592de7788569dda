"""The import of a site's own ledger without a window: what was recognised is accepted, what was not is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.importing import FORMS, Workbook, recognition
from models.importing.recognition import Answers
from models.language import N_, _, text
from models.money import Money
from models.problems import Problem
from ui.commands.frame import Frame, complain, expect_file, run


def answered(file: Path | None, round_off: bool) -> Answers:
    """The answers in a file (none: nothing was answered); raises Refused or Invalid for a file that holds none."""
    answers = recognition.NOBODY
    if file is not None:
        answers = recognition.read_answers(expect_file(file))
    return replace(answers, round_off=True) if round_off else answers


_NONE = N_(
    "No ledger was recognised in {name}. Name the kind of its sheets in the answers (--map), or use the template."
)


def recognised(frame: Frame, workbook: Workbook, answers: Answers, check: bool) -> bool:
    """Bring in what is understood, as one Step; with ``check`` nothing is kept. Every row left out is named.

    False when no sheet is a ledger: what was seen is told all the same.
    """
    with frame.book() as book:
        if check:
            with book.read() as session:
                proposal = run(recognition.propose(session, workbook, answers))
        else:
            proposal = run(recognition.bring_in(book, workbook, answers))
    problems = [] if proposal.recognised else [Problem("", _NONE, {"name": workbook.name}, file=workbook.name)]
    told = [one.plain() for one in problems]
    frame.answer({"checked": check, **recognition.plain(proposal), "problems": told}, _lines)
    complain(one.sentence() for one in problems)
    return proposal.recognised


def _lines(told: dict[str, Any]) -> Iterator[str]:
    for name, sheet in told["sheets"].items():
        yield from _sheet_lines(name, sheet)
    titles = {form.name: form.title() for form in FORMS}
    for name, counts in told["brings"].items():
        yield _("{sheet}: {new} new, {updated} updated, {unchanged} unchanged, {skipped} skipped").format(
            sheet=titles[name], **counts
        )
    for one in told["balances"]:
        yield _("{contract} {name}: owed {balance}, received and not set against anything {unallocated}").format(**one)
        if Money.parse(one["later"]):
            yield _("  of it {later} waits for the final account or the end of defects").format(**one)
        if one["stated"]:
            yield _("  Row {row} of “{sheet}”, {caption}: {amount}").format(**one["stated"])
    yield from told["advice"]
    if told["checked"]:
        yield _("Only looked at; nothing was brought in.")


def _open_beside(sheet: dict[str, Any], caption: str) -> str:
    """What open rows add to a column, and what the sheet comes to with them."""
    if Money.parse(sheet["open_sums"].get(caption, "0")) == Money():
        return ""
    return _(" (open rows {open}, the whole sheet {whole})").format(
        open=sheet["open_sums"][caption], whole=sheet["sheet_sums"][caption]
    )


def _sheet_lines(name: str, sheet: dict[str, Any]) -> Iterator[str]:
    if not sheet["kind"]:
        yield _("“{sheet}” is no ledger that is known ({rows} rows); nothing of it is brought in.").format(
            sheet=name, rows=sheet["rows"]
        )
        yield f"  {sheet['reason']}"
        yield from (f"  {caption}: {amount}" for caption, amount in sheet["sums"].items())
        return
    yield _("“{sheet}”: {kind}, {rows} rows, {understood} understood, {open} open").format(
        sheet=name, kind=text(recognition.SAYS[sheet["kind"]]), rows=sheet["rows"], understood=sheet["understood"],
        open=len(sheet["open"]),
    )  # fmt: skip
    for caption, amount in sheet["sums"].items():
        yield f"  {caption}: {amount}" + _open_beside(sheet, caption)
    for total in sheet["stated_totals"]:
        yield _("  Row {row}, {caption}: the sheet says {stated}, the rows give {ours}").format(**total)
    if sheet["left_out"]:
        yield f"  {sheet['left_out']}"
        return
    yield from (_("  Row {row} stays out: {reason}").format(**one) for one in sheet["open"])
    yield from (_("  Row {row}: {note}").format(**one) for one in sheet["notes"])
