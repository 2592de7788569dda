"""The command that tells what is short in the wage accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from models import answers
from models.language import N_, text
from models.store.listing import Question
from ui.commands.answers import AS_OF, CONTRACT, PARTY, shown
from ui.commands.frame import columns, day


def wages(ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY) -> None:
    """What was agreed for the wage account, came into it and is short, by contract and month up to a day."""
    from models.wages import LISTING

    cut = day(as_of)
    with ctx.obj.reading() as session:
        told = answers.listed(LISTING, session, Question(cut, answers.scope_of(session, contract, party)))
        ctx.obj.answer(told, _lines)


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    names = ("month", "contract", "agreed", "paid", "short", "short_to_date")
    captions = (N_("Month"), N_("Contract"), N_("Agreed"), N_("Paid"), N_("Short"), N_("Short to date"))
    rows = [[shown(one[name]) for name in names] for one in told]
    yield from columns([text(caption) for caption in captions], rows, right=(2, 3, 4, 5))
