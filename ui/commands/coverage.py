"""The command for coverage: how much of what is owed is proven, and which papers are missing from whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from models import answers
from models.answers.scope import plain
from models.coverage import MISSING, found_of
from models.coverage import coverage as covered
from models.evidence.kinds import KINDS
from models.language import N_, _, text
from models.required_papers import DEPARTMENTS
from models.store.listing import Question
from ui.commands.answers import AS_OF, CONTRACT, PARTY, shown
from ui.commands.frame import Frame, columns, day

OUT = typer.Option(None, "-o", "--out", help=N_("The workbook (.xlsx) of missing papers to write."))
_PARTS = ("balance", "proven", "weak", "unproven")


def coverage(
    ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY, out: Path | None = OUT
) -> None:
    """What is owed, as far as it is proven, by contract; and what is missing."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        rows = covered(session, cut, **scope)
        told = {
            "as_of": cut.isoformat(),
            "contracts": [{name: plain(getattr(one, name)) for name in one.__dataclass_fields__} for one in rows],
            "missing": [{name: plain(value) for name, value in one.items()} for one in found_of(session, cut, **scope)],
        }
        if out is not None:
            from reports.listing_sheet import sheet_of
            from reports.workbook import write

            write(out, [sheet_of(session, MISSING, Question(cut, scope=scope))])
    frame.answer(told, _lines)


def _lines(told: dict[str, Any]) -> Iterator[str]:
    heading = [_("Contract"), _("Balance"), _("Proven"), _("Weakly proven"), _("Unproven")]
    yield from columns(heading, [[one["number"], *(shown(one[name]) for name in _PARTS)] for one in told["contracts"]],
                       right=range(1, 5))  # fmt: skip
    yield ""
    heading = [_("Document"), _("Paper that is missing"), _("Department"), _("Open")]
    rows = [
        [one["document"], text(KINDS[one["paper"]]), text(DEPARTMENTS[one["department"]]), shown(one["open"])]
        for one in told["missing"]
    ]
    yield from columns(heading, rows, right=(3,))
