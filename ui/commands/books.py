"""Commands about the book itself: make one, look at what was done, take it back, check it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from models import answers, registry
from models import sample as sample_book
from models.checking import check
from models.language import N_, _
from models.problems import Refused
from models.store.commands import title_of
from models.store.history import Step
from ui.commands.frame import Frame, columns, complain, run

FAILED = 3


def new(ctx: typer.Context, site: str = typer.Option("S1", help=N_("The letters its numbers begin with."))) -> None:
    """An empty book in the folder that --book names."""
    frame: Frame = ctx.obj
    registry.create_book(frame.place, site).close()
    frame.answer({"book": str(frame.place)}, _made)


def sample(
    ctx: typer.Context,
    certificates: int = typer.Option(200, min=1, help=N_("How many payment certificates; a million is possible.")),
) -> None:
    """A believable book in the folder that --book names."""
    frame: Frame = ctx.obj
    run(sample_book.make(frame.place, certificates)).close()
    frame.answer({"book": str(frame.place)}, _made)


def _made(told: dict[str, Any]) -> Iterator[str]:
    yield _("The book is in {folder}").format(folder=told["book"])


def history(
    ctx: typer.Context,
    record: str = typer.Option("", help=N_("Only what happened to this record (its id, number or name).")),
    last: int = typer.Option(20, min=1, help=N_("How many steps.")),
) -> None:
    """The steps of the book, newest first."""
    frame: Frame = ctx.obj
    with frame.book() as book, book.read() as session:
        told = answers.record_done(session, record) if record else answers.steps_done(session, last)
        frame.answer(told[:last] if record else told, _history_lines)


def _history_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    heading = [_("Step"), _("Time"), _("Done by"), _("What")]
    rows = []
    for one in told:
        rows.append([one["step"], one["at"][:19].replace("T", " "), one["actor"], one["title"]])
        for name, (before, after) in one.get("entries", {}).items():
            rows.append(["", "", "", f"{name}: {_value(before)} → {_value(after)}"])
    yield from columns(heading, rows)


def _value(kept: Any) -> str:
    return "—" if kept in (None, "") else str(kept)


def undo(ctx: typer.Context) -> None:
    """Take back the last step."""
    frame: Frame = ctx.obj
    with frame.book() as book:
        _turned(frame, book.undo(), N_("Undone: {step}"), N_("There is nothing to undo."))


def redo(ctx: typer.Context) -> None:
    """Do again what was undone last."""
    frame: Frame = ctx.obj
    with frame.book() as book:
        _turned(frame, book.redo(), N_("Redone: {step}"), N_("There is nothing to redo."))


def _turned(frame: Frame, step: Step | None, done: str, nothing: str) -> None:
    if step is None:
        raise Refused(nothing)
    frame.answer({"step": title_of(step.title)}, lambda told: iter([_(done).format(**told)]))


def verify(ctx: typer.Context) -> int:
    """Check the chain of steps, every row and every kept file; the exit code is 3 when something is wrong."""
    frame: Frame = ctx.obj
    with frame.book() as book:
        verdict = run(check(book))
    findings = [finding.text() for finding in verdict.findings]
    told = {
        "holds": verdict.holds,
        "evidence": verdict.evidence,
        "papers": verdict.papers,
        "steps": verdict.steps,
        "rows": verdict.rows,
        "head": verdict.head,
        "findings": findings,
        "unsound": [one.text() for one in verdict.unsound],
    }
    frame.answer(told, _verdict_lines)
    if not frame.json:
        complain(findings)
    return 0 if verdict.holds else FAILED


def _verdict_lines(told: dict[str, Any]) -> Iterator[str]:
    counts = {"steps": f"{told['steps']:,}", "rows": f"{told['rows']:,}"}
    if told["holds"]:
        yield _("Nothing was altered: {steps} steps and {rows} rows agree.").format(**counts)
        if told["evidence"]:
            yield _("Evidence: {files} files are what they were.").format(files=f"{told['evidence']:,}")
            yield from told["unsound"]
        if told["papers"]:
            yield _("Issued papers: {files} files are what went out.").format(files=f"{told['papers']:,}")
        yield _("Head: {head}").format(head=told["head"])
    else:
        yield _("Something was altered; {steps} steps and {rows} rows were checked.").format(**counts)
