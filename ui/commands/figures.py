"""Commands that need no book: amounts in words, interest, legal periods, court fees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import typer

from models.language import N_, _
from models.money import read_decimal
from models.problems import Invalid, Problem, Refused
from models.published import published_holidays, published_rates
from models.rules import clocks
from models.rules import interest as rules
from models.rules.court_fee import court_fee as fee_of
from models.rules.periods import CLOCKS
from models.rules.rates import MissingRate
from models.rules.words import words_of
from ui.commands.frame import columns, day, money

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
    claimed = money(amount, "AMOUNT")
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
        raise Refused(N_("There is no period “{name}”. Known are: {known}."), name=name, known=", ".join(CLOCKS))
    found = clocks.deadline(CLOCKS[name], day(since, "--from"), published_holidays(), months)
    told = {
        "clock": name,
        "from": found.start.isoformat(),
        "raw_end": found.raw_end.isoformat() if found.raw_end else None,
        "end": found.end.isoformat() if found.end else None,
        "basis": _(found.clock.basis),
    }
    if found.end is None:
        told["note"] = _("The holidays of that year are not published yet.")
    ctx.obj.answer(told, _clock_lines)


def _clock_lines(told: dict[str, Any]) -> Iterator[str]:
    yield _("Last day by the calendar: {day}").format(day=told["raw_end"] or "—")
    yield _("Last day after holidays: {day}").format(day=told["end"] or told["note"])
    yield _("Basis: {basis}").format(basis=told["basis"])


def interest(
    ctx: typer.Context,
    principal: str = typer.Option(..., help=N_("What bears interest.")),
    since: str = typer.Option(..., "--from", help=N_("The first day.")),
    to: str = typer.Option(..., help=N_("The last day.")),
    rate: str = typer.Option("", help=N_("An agreed rate in percent: 0.05/d or 6/y.")),
    lpr: Literal["1y", "5y"] | None = typer.Option(None, help=N_("The published rate of this term.")),
    multiple: str = typer.Option("1", help=N_("How many times the published rate.")),
    basis: Literal["360", "365"] = typer.Option("365", help=N_("Days of a year.")),
    end: Literal["in", "out"] = typer.Option("in", help=N_("Whether the last day counts.")),
    segments: Literal["published", "merged", "fixed", "months"] = typer.Option("published", help=N_("How it is cut.")),
    rounding: Literal["segment", "total"] = typer.Option("segment", "--round", help=N_("What is rounded.")),
) -> None:
    """Simple interest, segment by segment."""
    terms = rules.InterestTerms(_rate(rate, lpr, multiple), int(basis), end, segments, rounding)
    first, last = day(since, "--from"), day(to, "--to")
    if last < first:
        raise Refused(N_("The last day is before the first."))
    try:
        found = rules.interest(money(principal, "--principal"), first, last, terms, published_rates())
    except MissingRate as gap:
        message = N_("The {term} rate of {month} is not in the table. Add it to the table of rates first.")
        raise Refused(message, term=gap.term, month=gap.month) from gap
    ctx.obj.answer(_interest_plain(found), _interest_lines)


def _rate(rate: str, lpr: str | None, multiple: str) -> rules.Rate | rules.LprRate:
    if bool(rate) == bool(lpr):
        raise Refused(N_("Name one rate: --rate 6/y, --rate 0.05/d or --lpr 1y."))
    try:
        return rules.LprRate(lpr, read_decimal(multiple)) if lpr else rules.read_rate(rate)
    except ValueError as error:
        raise Refused(N_("“{typed}” is not a rate. Write 0.05/d or 6/y."), typed=rate or multiple) from error


def _interest_plain(found: rules.Interest) -> dict[str, Any]:
    return {
        "total": str(found.total),
        "days": found.days,
        "segments": [
            {
                "from": one.first.isoformat(),
                "to": one.last.isoformat(),
                "days": one.days,
                "rate": _shown(one.rate),
                "amount": str(one.amount),
            }
            for one in found.segments
        ],
    }


def _shown(rate: rules.Rate) -> str:
    """A rate as it is typed: ``6/y``, ``0.05/d`` (percent)."""
    plain = f"{(rate.share * Decimal(100)).normalize():f}"
    return f"{plain}/{'d' if rate.daily else 'y'}"


def _interest_lines(told: dict[str, Any]) -> Iterator[str]:
    heading = [_("From"), _("To"), _("Days"), _("Rate"), _("Amount")]
    rows = [[one["from"], one["to"], str(one["days"]), one["rate"], one["amount"]] for one in told["segments"]]
    yield from columns(heading, rows, right=(2, 3, 4))
    yield _("Interest in all: {total}").format(total=told["total"])
