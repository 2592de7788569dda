"""Commands that bring drafts in and write them out again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import typer

from models import exchange
from models.exchange.journals import JOURNALS
from models.exchange.kinds import KINDS
from models.language import N_, _, text
from models.problems import Refused, problems_in
from models.wholesale import LOAD
from ui.commands.frame import Frame, advised, expect_file, run, write_text

DRAFTS = typer.Argument(help=N_("A JSON file of drafts."))
FORM = typer.Argument(help=N_("For which program."))
FILE = typer.Option(..., "-o", "--out", help=N_("The file to write."))
OUT = typer.Option(None, "-o", "--out", help=N_("The file to write; else it is printed."))


def load(ctx: typer.Context, drafts: Path = DRAFTS) -> None:
    """Read drafts, all of them in one step or none."""
    frame: Frame = ctx.obj
    told = _read(expect_file(drafts))
    with problems_in(drafts.name), frame.book() as book, book.write(LOAD, drafts.name) as session:
        kept = run(exchange.load(session, told, drafts.name))
        advice = session.info.get("advice", ())
    advised(advice)
    frame.answer(kept, _loaded)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(N_("{name} is not text in UTF-8. Save it as UTF-8 and try again."), name=path.name) from error
    except json.JSONDecodeError as error:
        values = {"name": path.name, "line": error.lineno, "column": error.colno}
        raise Refused(N_("{name} is not JSON: see line {line}, column {column}."), **values) from error


def _loaded(kept: dict[str, int]) -> Iterator[str]:
    if not kept:
        yield _("The file holds nothing: nothing was brought in.")
    for noun, count in kept.items():
        yield _("{caption}: {count}").format(caption=text(KINDS[noun].caption), count=count)


def dump(ctx: typer.Context, out: Path | None = OUT) -> None:
    """Write the book as drafts that “load” reads."""
    frame: Frame = ctx.obj
    with frame.book() as book, book.read() as session:
        if out is None:
            for line in _dumped(exchange.dump(session)):
                print(line, end="")
        else:
            write_text(out, _dumped(exchange.dump(session)))
            frame.answer({"file": str(out)}, lambda told: iter([_("Written: {file}").format(**told)]))


def _dumped(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """One JSON list with a draft on each line."""
    before = "[\n"
    for one in entries:
        yield before + json.dumps(one, ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def export(
    ctx: typer.Context,
    form: Literal["hledger", "beancount", "xlsx"] = FORM,
    out: Path = FILE,
) -> None:
    """Write the book for other people's programs."""
    frame: Frame = ctx.obj
    if form == "xlsx":
        _lists(frame, out)
    else:
        with frame.book() as book, book.read() as session:
            write_text(out, JOURNALS[form](session))
    frame.answer({"file": str(out)}, lambda told: iter([_("Written: {file}").format(**told)]))


def _lists(frame: Frame, out: Path) -> None:
    from ui.commands.workbooks import lists  # the writer of workbooks is not needed for journals

    lists(frame, out)
