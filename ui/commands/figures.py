"""Commands that need no book: amounts in words, legal periods, court fees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import typer

from models.language import N_, _, listed
from models.problems import Invalid, Problem, Refused
from models.published import published_holidays
from models.rules import clocks
from models.rules.clocks import LONGEST
from models.rules.court_fee import court_fee as fee_of
from models.rules.periods import CLOCKS
from models.rules.words import words_of
from ui.commands.frame import day, money

AMOUNT = typer.Argument(help=N_("An amount in yuan, such as 1680.32."))


def words(ctx: typer.Context, amount: str = AMOUNT) -> None:
    """An amount in capital words, rounded half up to the fen."""
    try:
        told = words_of(amount)
    except ValueError as error:
        message = N_("“{typed}” is not an amount. Write it as 1680.32.")
        raise Invalid([Problem("", message, {"typed": amount})]) from error
    ctx.obj.answer({"words": told}, lambda _told: iter([told]))


def court_fee(ctx: typer.Context, amount: str = AMOUNT) -> None:
    """The fee of a claim for this amount filed today."""
    claimed = money(amount, _("Amount"))
    try:
        fee = fee_of(claimed, date.today())
    except ValueError as error:
        raise Refused(N_("A claim cannot be negative.")) from error
    ctx.obj.answer({"fee": str(fee)}, lambda _told: iter([fee.grouped]))


def clock(
    ctx: typer.Context,
    name: str = typer.Argument(metavar="PERIOD", help=N_("limitation, priority, guarantee, enforcement …")),
    since: str = typer.Option(..., "--from", help=N_("The day it starts.")),
    months: int | None = typer.Option(None, help=N_("Another length that was agreed.")),
) -> None:
    """When a legal period ends, by the calendar and after holidays."""
    if name not in CLOCKS:
        raise Refused(
            N_("There is no period “{name}”. Known are: {known}."),
            name=name,
            known=listed({key: one.caption for key, one in CLOCKS.items()}),
        )
    if months is not None and not 0 < months <= LONGEST:
        raise Refused(N_("--months: a period lasts one month or more, and {longest} at most."), longest=LONGEST)
    found = clocks.deadline(CLOCKS[name], day(since, "--from"), published_holidays(), months)
    told = {
        "clock": name,
        "from": found.start.isoformat(),
        "raw_end": found.raw_end.isoformat() if found.raw_end else None,
        "end": found.end.isoformat() if found.end else None,
        "act_by": found.safe_end.isoformat() if found.safe_end else None,
        "basis": _(found.clock.basis),
    }
    if found.end is None:
        told["note"] = _("The holidays of that year are not published yet.")
    ctx.obj.answer(told, _clock_lines)


def _clock_lines(told: dict[str, Any]) -> Iterator[str]:
    yield _("Last day by the calendar: {day}").format(day=told["raw_end"] or "—")
    yield _("Last day after holidays: {day}").format(day=told["end"] or told["note"])
    if told["act_by"]:
        yield _("Act by: {day}").format(day=told["act_by"])
    yield _("Basis: {basis}").format(basis=told["basis"])
