"""The command that works out interest: on a sum that is typed, or on what a debtor paid late or still owes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import typer

from models import answers, lending_rates
from models.language import N_, _, current
from models.money import Money, read_decimal
from models.problems import Problem, Refused, stop
from models.published import published_rates
from models.rules import interest as rules
from models.rules.interest_rates import read_rate
from models.rules.rates import MissingRate, RateTable
from reports.interest import INTEREST
from reports.interest_collect import missing
from reports.interest_draft import (
    DAILY,
    DOUBLED,
    LPR_1,
    LPR_5,
    SME,
    YEARLY,
    InterestDraft,
    PaymentDraft,
    check,
    idle,
    terms_of,
)
from reports.interest_told import percent
from reports.report import to_json
from ui.commands.answers import CONTRACT, OUT, PARTY, shown
from ui.commands.frame import Frame, columns, day, money
from ui.commands.papers import print_paper

USUAL = InterestDraft()
"""What a sheet is worked out by where nothing else is said, in the window and by command."""
BASIS = typer.Option(USUAL.basis, help=N_("Days of a year."))
END = typer.Option(USUAL.end, help=N_("Whether the last day counts."))
SEGMENTS = typer.Option(USUAL.segments, help=N_("How it is cut."))
ROUNDING = typer.Option(USUAL.rounding, "--round", help=N_("What is rounded."))
PAYMENT = typer.Option([], "--payment", help=N_("A payment on the principal, DAY=AMOUNT; may be repeated."))
PRINCIPAL = typer.Option("", help=N_("What bears interest; without it, what --contract or --party paid late."))

_BEFORE = N_("The benchmark rate until 2019-08-19, where it was that of another term.")
_AFTER = N_("From the day after so many days late so many times the rate: 56=2 (GF-2017-0201, 14.4.2).")
_MOST = N_("No more interest than this: a share of the principal (30%) or an amount (50000).")
_FREE = N_("The first days late that bear no interest; without it, as each contract says.")
_COMPOUND = N_("Interest of each month bears interest from the next on (FIDIC 14.8).")
BILLS_STAND = N_("No interest while a bill dishonoured later was held (only as agreed); else it runs all the time.")


def interest(
    ctx: typer.Context,
    principal: str = PRINCIPAL,
    since: str = typer.Option("", "--from", help=N_("The first day.")),
    to: str = typer.Option("", "--to", help=N_("The last day.")),
    rate: str = typer.Option("", help=N_("An agreed rate in percent: 0.05/d or 6/y.")),
    lpr: Literal["1y", "5y"] | None = typer.Option(None, help=N_("The published rate of this term.")),
    before: Literal["6m", "1y", "1-3y", "3-5y", "5y"] | None = typer.Option(None, help=_BEFORE),
    multiple: str = typer.Option("1", help=N_("How many times the published rate.")),
    margin: str = typer.Option("", help=N_("Percentage points on top of the published rate: 3.")),
    after: str = typer.Option("", help=_AFTER),
    free: int | None = typer.Option(None, help=_FREE),
    compound: bool = typer.Option(False, "--compound", help=_COMPOUND),
    cap: Literal["1y", "5y"] | None = typer.Option(None, help=N_("Never more than the published rate of this term.")),
    most: str = typer.Option("", help=_MOST),
    sme: bool = typer.Option(False, "--sme", help=N_("0.05 % a day: the creditor is an SME, no rate was agreed.")),
    doubled: bool = typer.Option(False, "--doubled", help=N_("0.0175 % a day: the doubled part in enforcement.")),
    basis: Literal["360", "365"] = BASIS,
    end: Literal["in", "out"] = END,
    segments: Literal["published", "merged", "fixed", "months"] = SEGMENTS,
    rounding: Literal["segment", "row", "total"] = ROUNDING,
    payment: list[str] = PAYMENT,
    bills_stand: bool = typer.Option(False, "--bills-stand", help=BILLS_STAND),
    contract: str = CONTRACT,
    party: str = PARTY,
    out: Path | None = OUT,
) -> None:
    """Interest, segment by segment; with -o the calculation sheet."""
    how: dict[str, Any] = {"basis": basis, "end": end, "segments": segments, "rounding": rounding, **_most(most)}
    how |= {"cap": cap or "", "before": before or "", "compound": compound, "bills_stand": bills_stand}
    how |= {**_raised(after, free), "margin": _share(margin, "--margin"), "payments": tuple(map(_payment, payment))}
    how |= zip(("rate_kind", "rate", "multiple"), _rate(rate, lpr, multiple, sme, doubled), strict=True)
    what: dict[str, Any] = {"as_of": day(to, "--to"), "since": day(since, "--from") if since else None}
    what |= {"principal": money(principal, "--principal") if principal else None}
    asked = InterestDraft(language=current(), **what, **how)
    if contract or party or out:
        _sheet(ctx.obj, asked, contract, party, out)
    else:
        ctx.obj.answer(_plain(_worked_out(ctx.obj, asked)), _lines)


def _sheet(frame: Frame, asked: InterestDraft, contract: str, party: str, out: Path | None) -> None:
    """From the book: every late item of a contract or a debtor, or the paper of a principal."""
    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party) if contract or party else {}
        asked = replace(asked, party=scope.get("party", ""), contract=scope.get("contract", ""))
        stop(_at_options(asked))
        if out is not None:
            print_paper(frame, book, INTEREST, asked, out)
            return
        with book.read() as session:
            found = INTEREST.collect(session, asked)
    frame.answer(json.loads(to_json(INTEREST, found)), _sheet_lines)


def _worked_out(frame: Frame, asked: InterestDraft) -> rules.Interest:
    """One principal; where a book is named, with the rates that were entered in it."""
    stop(_at_options(asked))
    assert asked.principal is not None
    assert asked.since is not None
    assert asked.as_of is not None
    paid = [rules.PartPayment(one.on, one.amount) for one in asked.payments if one.on and one.amount]
    try:
        return rules.interest(asked.principal, asked.since, asked.as_of, terms_of(asked), _table(frame), paid)
    except MissingRate as gap:
        raise missing(gap) from gap


def _table(frame: Frame) -> RateTable:
    if frame.folder is None:
        return published_rates()
    with frame.book() as book, book.read() as session:
        return lending_rates.table(session)


def _at_options(asked: InterestDraft) -> list[Problem]:
    """What is wrong, each at the option where it was typed; one that says nothing here is not passed over."""
    found = [*check(asked), *_unread(asked)]
    return [replace(problem, where=_OPTIONS.get(problem.entry.split(".")[0], "")) for problem in found]


def _unread(asked: InterestDraft) -> Iterator[Problem]:
    for name in sorted(idle(asked)):
        if name in _OPTIONS and getattr(asked, name) not in (getattr(USUAL, name), None):
            yield Problem(name, _UNREAD)


_UNREAD = N_("This option is not read beside the others: leave it out, or name what it belongs to.")


_OPTIONS = {
    "party": "--principal", "principal": "--principal", "since": "--from", "as_of": "--to", "rate": "--rate",
    "multiple": "--multiple", "payments": "--payment", "cap": "--cap", "bills_stand": "--bills-stand",
    "before": "--before", "margin": "--margin", "raised_after": "--after", "raised_times": "--after",
    "interest_free": "--free", "most": "--most", "most_share": "--most",
}  # fmt: skip


def _rate(
    rate: str, lpr: str | None, multiple: str, sme: bool, doubled: bool
) -> tuple[str, Decimal | None, Decimal | None]:
    """The kind of the one rate that was named, its share, and how many times it is taken."""
    if sum(map(bool, (rate, lpr, sme, doubled))) != 1:
        raise Refused(N_("Name one rate: --rate 6/y, --rate 0.05/d, --lpr 1y, --sme or --doubled."))
    try:
        times = read_decimal(multiple)
        if sme or doubled:
            return SME if sme else DOUBLED, None, times
        if lpr:
            return LPR_1 if lpr == "1y" else LPR_5, None, times
        found = read_rate(rate)
    except ValueError as error:
        raise Refused(N_("“{typed}” is not a rate. Write 0.05/d or 6/y."), typed=rate or multiple) from error
    return DAILY if found.daily else YEARLY, found.share, times


def _raised(typed: str, free: int | None) -> dict[str, Any]:
    """Days late that are free, and after how many how many times the rate is taken: twice where nothing is said."""
    days, equals, times = typed.partition("=")
    if not typed:
        return {"interest_free": free}
    try:
        return {
            "interest_free": free,
            "raised_after": int(days),
            "raised_times": read_decimal(times) if equals else None,
        }
    except ValueError as error:
        raise Refused(
            N_("“{typed}” is no raise of the rate. Write --after 56 or --after 56=2."), typed=typed
        ) from error


def _share(typed: str, option: str) -> Decimal | None:
    if not typed:
        return None
    try:
        return read_decimal(typed.rstrip("% ")) / 100
    except ValueError as error:
        raise Refused(N_("{option}: “{typed}” is no percentage."), typed=typed, option=option) from error


def _most(typed: str) -> dict[str, Any]:
    """A share of the principal or an amount."""
    if not typed:
        return {}
    try:
        if typed.rstrip().endswith("%"):
            return {"most_share": read_decimal(typed.rstrip("% ")) / 100}
        return {"most": Money.parse(typed)}
    except ValueError as error:
        raise Refused(N_("“{typed}” is not a limit. Write --most 30% or --most 50000."), typed=typed) from error


def _payment(typed: str) -> PaymentDraft:
    on, _equals, amount = typed.partition("=")
    return PaymentDraft(day(on or "?", "--payment"), money(amount, "--payment"))


def _plain(found: rules.Interest) -> dict[str, Any]:
    """The principal of each segment is told where payments change it."""
    changing = len({one.principal for one in found.segments}) > 1
    segments = [_segment(one) | ({"principal": str(one.principal)} if changing else {}) for one in found.segments]
    beyond = {"beyond": str(found.beyond)} if found.beyond else {}
    return {"total": str(found.total), "days": found.days, **beyond, "segments": segments}


def _segment(one: rules.Segment) -> dict[str, Any]:
    return {
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "days": one.days,
        "rate": f"{percent(one.rate.share)}/{'d' if one.rate.daily else 'y'}",
        "amount": str(one.amount),
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    captions = {
        "from": _("From"), "to": _("To"), "days": _("Days"), "principal": _("Principal"), "rate": _("Rate"),
        "amount": _("Amount"),
    }  # fmt: skip
    names = [name for name in captions if all(name in one for one in told["segments"])]
    rows = [[_rate_words(one[name]) if name == "rate" else shown(one[name]) for name in names]
            for one in told["segments"]]  # fmt: skip
    yield from columns([captions[name] for name in names], rows, right=range(2, len(names)))
    if "beyond" in told:
        yield _("Beyond the agreed limit: {amount}").format(amount=shown(told["beyond"]))
    yield _("Interest in all: {total}").format(total=shown(told["total"]))


def _rate_words(told: str) -> str:
    """``3.45/y`` as people write it."""
    figure, _slash, per = told.partition("/")
    return (_("{rate} % a day") if per == "d" else _("{rate} % a year")).format(rate=figure)


def _sheet_lines(told: dict[str, Any]) -> Iterator[str]:
    heading = [_("Contract"), _("Document"), _("Due on"), _("Open when due"), _("Still open"), _("Days"), _("Interest")]
    names = ("contract", "document", "due_on", "owed", "open", "days", "interest")
    for group in told["groups"]:
        rows = [[shown(one[name]) for name in names] for one in group["items"]]
        yield from columns(heading, rows, right=(3, 4, 5, 6))
        yield _("Interest in all: {total}").format(total=f"{group['currency']} {shown(group['interest'])}")
    yield from told["stops"]
