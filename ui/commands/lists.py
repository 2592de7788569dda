"""Commands about lists of all contracts on a day: work that is not certified, the ledger of arrears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from models import answers
from models.language import N_, _, current, text
from models.problems import Refused
from models.rules.ageing import CREDIT
from ui.commands.answers import AS_OF, CONTRACT, OUT, PARTY, shown
from ui.commands.frame import Frame, columns, day

_UNBILLED = {
    "done": N_("Work done to date"),
    "measured": N_("Measured by ourselves"),
    "certified": N_("Certified to date"),
    "unbilled": N_("Done, not certified"),
    "ahead": N_("Certified ahead of the work"),
    "cost_over": N_("Cost less certified"),
    "revenue_over": N_("Revenue less certified"),
}

_ARREARS = {
    "certified": N_("Certified to date"),
    "unbilled": N_("Done, not certified"),
    "received": N_("Received to date"),
    "balance": N_("Balance"),
    "undated": N_("Without due date"),
    "not_due": N_("Not due yet"),
    "overdue": N_("Overdue"),
    "credit": CREDIT,
}


def unbilled(
    ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY, out: Path | None = OUT
) -> None:
    """Work done less what is certified, by contract, and since when; with -o the paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    if out is not None:
        from reports.unbilled import UNBILLED

        _print(frame, UNBILLED, cut, contract or party, out)
        return
    with frame.reading() as session:
        told = answers.unbilled_on(session, cut, **answers.scope_of(session, contract, party))
        frame.answer(told, _unbilled_lines)


def _unbilled_lines(told: dict[str, Any]) -> Iterator[str]:
    heading = [_("Contract"), *(text(caption) for caption in _UNBILLED.values()), _("Not certified since"), _("Days")]
    rows = [[one["contract"], *_amounts(one), one["oldest"] or "", str(one["days"] or "")] for one in told["contracts"]]
    rows += [[_("Total {currency}").format(currency=one["currency"]), *_amounts(one), "", ""] for one in told["total"]]
    yield from columns(heading, rows, right=range(1, len(_UNBILLED) + 1))


def _amounts(one: dict[str, Any]) -> list[str]:
    return [shown(one[name]) for name in _UNBILLED]


def arrears(ctx: typer.Context, as_of: str = AS_OF, out: Path | None = OUT) -> None:
    """What every contract owes, how old it is, and what of its work is not certified; with -o the paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    if out is not None:
        from reports.arrears import ARREARS

        _print(frame, ARREARS, cut, "", out)
        return
    with frame.reading() as session:
        frame.answer(answers.arrears_on(session, cut), _arrears_lines)


def _arrears_lines(told: dict[str, Any]) -> Iterator[str]:
    heading = [_("Contract"), _("Debtor"), *(text(caption) for caption in _ARREARS.values())]
    rows = [[one["contract"], one["debtor"], *_owed(one)] for one in told["contracts"]]
    rows += [[_("Total {currency}").format(currency=one["currency"]), "", *_owed(one)] for one in told["total"]]
    yield from columns(heading, rows, right=range(2, len(heading)))


def _owed(one: dict[str, Any]) -> list[str]:
    return [shown(one[name]) for name in _ARREARS]


def _print(frame: Frame, report: Any, cut: Any, narrowed: str, out: Path) -> None:
    from reports.tabular_draft import AsOfDraft
    from ui.commands.papers import print_paper

    if narrowed:
        raise Refused(N_("This paper lists all contracts: leave out --contract and --party."))
    with frame.book() as book:
        print_paper(frame, book, report, AsOfDraft(cut, language=current()), out)
