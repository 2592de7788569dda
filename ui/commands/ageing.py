"""Commands about age: how old what is owed is, on three bases, and what is provided for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from models import answers
from models.language import N_, _, current, text
from models.money import Money
from models.problems import Refused
from models.receivables.ageing import bands_on
from models.rules.ageing import POSTING
from models.rules.captions import percent
from ui.commands.answers import AS_OF, CONTRACT, OUT, OWED, PARTY, shown
from ui.commands.frame import Frame, columns, day

if TYPE_CHECKING:  # an answer on the screen waits for no paper
    from models import provisions

BY = typer.Option("due", help=N_("By due date, by posting, or by debtor first in first out."))


def ageing(
    ctx: typer.Context,
    as_of: str = AS_OF,
    by: Literal["due", "posting", "fifo"] = BY,
    contract: str = CONTRACT,
    party: str = PARTY,
    out: Path | None = OUT,
) -> None:
    """Balance, not due, overdue and bands of age, by contract and in all; with -o the paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    if out is not None:
        if contract or party:
            raise Refused(N_("The paper shows all contracts: leave out --contract and --party."))
        _print(frame, cut, by, out)
        return
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        if by == "fifo":
            frame.answer(_fifo(session, cut, scope), lambda told: _fifo_lines(told, _bands(cut, POSTING)))
        else:
            told = answers.ageing_on(session, cut, by, **scope)
            frame.answer(told, lambda told: _ageing_lines(told, _bands(cut, by)))


def provision(ctx: typer.Context, as_of: str = AS_OF, out: Path | None = OUT) -> None:
    """What is provided for bad debts, contract by contract; with -o the paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    if out is not None:
        _print(frame, cut, "provision", out)
        return
    from models import provisions

    with frame.reading() as session:
        found = provisions.provided(session, cut)
        used = provisions.rates_on(session, cut)
        waiting = provisions.without_a_day(found)
        frame.answer([_provided(row) for row in found], lambda told: _provision_lines(told, used, waiting))


def _print(frame: Frame, cut: Any, by: str, out: Path) -> None:
    from reports.ageing import AGEING, AgeingDraft
    from ui.commands.papers import print_paper

    with frame.book() as book:
        print_paper(frame, book, AGEING, AgeingDraft(as_of=cut, by=by, language=current()), out)


def _provided(row: provisions.Provided) -> dict[str, Any]:
    return {
        "contract": row.contract,
        "party": row.party,
        "currency": row.currency,
        "balance": str(row.balance),
        "bands": {name: str(amount) for name, amount in row.bands.items()},
        "rate": str(row.rate) if row.rate is not None else None,
        "since": row.since.isoformat() if row.since else None,
        "reason": row.reason,
        "provision": str(row.provision),
        "undated": str(row.undated),
    }


def _provision_lines(
    told: list[dict[str, Any]], used: provisions.ProvisionMatrixDraft, waiting: Mapping[str, Money]
) -> Iterator[str]:
    """Contract by contract, in all by currency, what has no due date yet, then the rates that were used."""
    from models.provisions import WITHOUT_A_DAY

    heading = [_("Contract"), _("Debtor"), _("Balance"), _("Provision"), _("Provided for by itself"), _("Reason")]
    sums: dict[str, tuple[Money, Money]] = {}
    for one in told:
        balance, provided = sums.get(one["currency"], (Money(), Money()))
        sums[one["currency"]] = balance + Money.of(one["balance"]), provided + Money.of(one["provision"])
    rows = [
        [one["contract"], one["party"], shown(one["balance"]), shown(one["provision"]),
         percent(Decimal(one["rate"])) if one["rate"] else "", one["reason"]]
        for one in told
    ]  # fmt: skip
    rows += [
        [_("Total {currency}").format(currency=currency), "", balance.grouped, provided.grouped, "", ""]
        for currency, (balance, provided) in sums.items()
    ]
    yield from columns(heading, rows, right=(2, 3, 4))
    for currency, amount in waiting.items():
        yield text(WITHOUT_A_DAY).format(currency=currency, amount=amount.grouped)
    yield from _rate_lines(used)


def _rate_lines(used: provisions.ProvisionMatrixDraft) -> Iterator[str]:
    from models.provisions import GROUPS, KINDS, captions_of, lines_of

    told = _("Rates of provision valid from {day}, decided by: {source}")
    yield from ("", told.format(day=used.valid_from, source=used.source or "—"))
    captions = captions_of(used)
    by_bands: dict[tuple[str, ...], list[list[str]]] = {}
    for one in lines_of(used):
        rates = [percent(rate or Decimal(0)) for _where, _band, rate in one.rates]
        rows = by_bands.setdefault(tuple(band for _where, band, _rate in one.rates), [])
        rows.append([text(GROUPS[one.nature]), text(KINDS[one.kind]), *rates])
    for bands, rows in by_bands.items():
        heading = [_("Debtors"), _("Class"), *(text(captions[band][0]).format(**captions[band][1]) for band in bands)]
        yield from columns(heading, rows, right=range(2, len(heading)))


def _fifo(session: Any, cut: Any, scope: dict[str, str]) -> dict[str, Any]:
    from models.receivables.fifo import fifo

    rows = [
        {
            "party": one.party,
            "currency": one.currency,
            "balance": str(one.balance),
            "credit": str(one.credit),
            "bands": {name: str(amount) for name, amount in one.bands.items()},
        }
        for one in fifo(session, cut, **scope)
    ]
    return {"as_of": cut.isoformat(), "by": "fifo", "debtors": rows}


def _fifo_lines(told: dict[str, Any], bands: dict[str, str]) -> Iterator[str]:
    heading = [_("Debtor"), _("Currency"), _("Balance"), *bands.values()]
    rows = [
        [one["party"], one["currency"], shown(one["balance"]), *(shown(one["bands"][name]) for name in bands)]
        for one in told["debtors"]
    ]
    yield from columns(heading, rows, right=range(2, len(heading)))


def _bands(cut: Any, by: str) -> dict[str, str]:
    return {band.name: text(band.caption).format(over=band.over, upto=band.upto) for band in bands_on(cut, by)}


def _ageing_lines(told: dict[str, Any], bands: dict[str, str]) -> Iterator[str]:
    names = ("balance", "unallocated", "undated", "not_due", "overdue", "credit")
    heading = [_("Contract"), *(text(OWED[name]) for name in names), *bands.values()]
    rows = [_aged(one["contract"], one, names, bands) for one in told["contracts"]]
    rows += [_aged(_("Total {currency}").format(currency=one["currency"]), one, names, bands) for one in told["total"]]
    yield from columns(heading, rows, right=range(1, len(heading)))


def _aged(title: str, one: dict[str, Any], names: Sequence[str], bands: dict[str, str]) -> list[str]:
    return [title, *(shown(one[name]) for name in names), *(shown(one["bands"][name]) for name in bands)]
