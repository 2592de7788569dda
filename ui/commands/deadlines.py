"""The command that lists deadlines: what lapses or must be acted on, by when, on which basis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import typer

from models import answers
from models.language import N_, _, current, text
from ui.commands.answers import AS_OF, CONTRACT, OUT, PARTY, shown
from ui.commands.frame import Frame, columns, day

WITHIN = typer.Option("every", help=N_("How many days ahead, or every."))


def deadlines(
    ctx: typer.Context,
    as_of: str = AS_OF,
    contract: str = CONTRACT,
    party: str = PARTY,
    within: Literal["30", "90", "365", "every"] = WITHIN,
    out: Path | None = OUT,
) -> None:
    """When each claim lapses or must be acted on, the nearest first; with -o the list as a paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    if out is not None:
        _print(frame, cut, within, contract, party, out)
        return
    with frame.reading() as session:
        told = answers.deadlines_on(session, cut, within, **answers.scope_of(session, contract, party))
        frame.answer(told, _lines)


def _print(frame: Frame, cut: Any, within: str, contract: str, party: str, out: Path) -> None:
    from reports.deadlines import DEADLINES, DeadlineListDraft
    from ui.commands.papers import print_paper

    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party)
        asked = DeadlineListDraft(cut, within, scope.get("party", ""), scope.get("contract", ""), language=current())
        print_paper(frame, book, DEADLINES, asked, out)


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.deadlines import LEVELS, captions

    heading = [_("Act by"), _("How near"), _("Deadline"), _("Debtor"), _("Contract"), _("Document"), _("Amount"),
               _("Runs from")]  # fmt: skip
    rows = [
        [one["act_by"] or "—", text(LEVELS[one["level"]]), text(captions()[one["clock"]]), one["party"],
         one["contract"], one["document"], shown(one["amount"]), one["because"]]
        for one in told
    ]  # fmt: skip
    yield from columns(heading, rows, right=(6,))
