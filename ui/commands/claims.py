"""Commands about what is claimed, disputed and certified downstream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from models import answers
from models.language import _, text
from models.rules.claims import WINDOWS
from ui.commands.answers import AS_OF, CONTRACT, PARTY, shown
from ui.commands.frame import Frame, columns, day


def claims(ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY) -> None:
    """The claims with their stage, amounts and days, and every time limit that runs."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        frame.answer(list(answers.claims_on(session, cut, **scope)), _claim_lines)


def _claim_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.claims import LISTING, STAGES

    names = ("number", "name", "stage", "claimed", "agreed", "asked", "granted")
    heading = [text(LISTING.column(name).caption) for name in names]
    rows = [[shown(STAGES.get(one[name], one[name]) if name == "stage" else one[name]) for name in names]
            for one in told]  # fmt: skip
    yield from columns(heading, rows, right=(3, 4, 5, 6))
    limits = [
        [one["number"], text(WINDOWS[limit["window"]]), limit["last_on"], limit.get("rolled_on") or _("not published"),
         limit.get("done_on") or "", str(limit.get("late") or "")]
        for one in told
        for limit in one["windows"]
    ]  # fmt: skip
    if limits:
        yield ""
        titles = [_("Claim number"), _("Time limit"), _("Last day"), _("After holidays"), _("Done on"), _("Days late")]
        yield from columns(titles, limits, right=(5,))
