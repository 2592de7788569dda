"""Commands about what is claimed, disputed and certified downstream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from models import answers
from models.language import N_, _, text
from models.rules.claims import WINDOWS
from models.store.listing import Question
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
    from models.claims import LISTING

    yield from _listed_lines(LISTING, "number name stage claimed agreed asked granted".split(), told)
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


def disputes(
    ctx: typer.Context,
    as_of: str = AS_OF,
    contract: str = CONTRACT,
    party: str = PARTY,
    proposed: bool = typer.Option(False, "--proposed", help=N_("What asks to be recorded as disputed.")),
) -> None:
    """What is disputed, with what of it is open; balances stay as they are."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        told = answers.disputes_on(session, cut, proposed, **scope)
        frame.answer(told, _proposed_lines if proposed else _dispute_lines)


def _dispute_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.disputes import LISTING

    yield from _listed_lines(LISTING, "number name document amount disputed opened_on closed_on outcome".split(), told)


def _proposed_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.disputes import PROPOSED

    yield from _listed_lines(PROPOSED, "document about name day amount reason".split(), told)


def contradictions(ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY) -> None:
    """Documents that contradict each other: what each says and the difference."""
    from models.contradictions import LISTING

    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        question = Question(cut, answers.scope_of(session, contract, party))
        frame.answer(answers.listed(LISTING, session, question), _contradiction_lines)


def _contradiction_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.contradictions import LISTING

    if told:
        yield from _listed_lines(LISTING, "day kind number stated other_number known difference".split(), told)
    else:
        yield text(LISTING.empty)


def downstream(
    ctx: typer.Context,
    as_of: str = AS_OF,
    contract: str = CONTRACT,
    quantities: bool = typer.Option(False, "--quantities", help=N_("Bill lines certified above and below.")),
) -> None:
    """What was certified and paid below; none of it is netted into what is owed."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract)
        told = answers.downstream_on(session, cut, quantities, **scope)
        frame.answer(told, _quantity_lines if quantities else _subcontract_lines)


def _subcontract_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.downstream import LISTING

    yield from _listed_lines(LISTING, "number name party whole kept paid by_owner left wages_short".split(), told)


def _quantity_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    from models.downstream import COMPARISON

    yield from _listed_lines(COMPARISON, "contract code name unit up down difference verdict".split(), told)


def _listed_lines(listing: Any, names: list[str], told: list[dict[str, Any]]) -> Iterator[str]:
    """A list as its columns are called and its choices read."""
    shape = [listing.column(name) for name in names]
    rows = [[shown(one.choices.get(row[one.name], row[one.name])) for one in shape] for row in told]
    right = [place for place, one in enumerate(shape) if one.kind in ("money", "days", "quantity")]
    yield from columns([text(one.caption) for one in shape], rows, right=right)
