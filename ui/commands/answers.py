"""Commands that answer from the book: contracts, receivables, position."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import typer

from models import answers
from models.language import N_, _, text
from models.receivables.record import CLASSES
from models.rules.ageing import CREDIT
from ui.commands.frame import Frame, columns, day

AS_OF = typer.Option("", help=N_("The cut-off day; today when it is not named."))
CONTRACT = typer.Option("", help=N_("Only this contract (its number)."))
OUT = typer.Option(None, "-o", "--out", help=N_("The PDF (or .xlsx, .json) to write."))
PARTY = typer.Option("", help=N_("Only this debtor (its name)."))
OWED = {
    "balance": N_("Balance"),
    "overdue": N_("Overdue"),
    "due_today": N_("Due today"),
    "not_due": N_("Not due"),
    "undated": N_("Without a due date"),
    "credit": CREDIT,
    "retention_not_due": N_("Retention not due"),
    "unallocated": N_("Unallocated"),
    "in_hand": N_("Bills in hand"),
    "disputed": N_("In dispute"),
}


def contracts(ctx: typer.Context, as_of: str = AS_OF) -> None:
    """The contracts with what was agreed, certified, received, is owed and overdue."""
    frame: Frame = ctx.obj
    with frame.reading() as session:
        frame.answer(answers.contracts_on(session, day(as_of)), _contract_lines)


def _contract_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    names = ("number", "name", "owner", "price", "certified", "received", "balance", "overdue")
    from models.contract_standing import LISTING  # with every form it takes its captions from; one command needs them

    heading = [text(LISTING.column(name).caption) for name in names]
    yield from columns(heading, [[shown(one[name]) for name in names] for one in told], right=range(3, 8))


def receivables(
    ctx: typer.Context,
    as_of: str = AS_OF,
    contract: str = CONTRACT,
    party: str = PARTY,
    settled: bool = typer.Option(False, "--settled", help=N_("Also what is settled.")),
) -> None:
    """What is open on a day, by due date; what has no due date comes last."""
    frame: Frame = ctx.obj
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        frame.answer(list(answers.receivables_on(session, day(as_of), settled, **scope)), _receivable_lines)


def _receivable_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    heading = [_("Contract"), _("Class"), _("Document"), _("Due on"), _("Open"), _("Overdue"), _("Days overdue")]
    names = ["contract", "class", "document", "due_on", "open", "overdue", "days_overdue"]
    if any(Decimal(one["credit"]) for one in told):
        heading.insert(6, text(CREDIT))
        names.insert(6, "credit")
    rows = [
        [shown(CLASSES.get(one[name], one[name]) if name == "class" else one[name]) for name in names] for one in told
    ]
    yield from columns(heading, rows, right=range(4, len(names)))


def position(ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY) -> None:
    """The balance with its parts, by currency, and what stands beside it."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        told = {"as_of": cut.isoformat(), "positions": answers.position_on(session, cut, **scope)}
        frame.answer(told, _position_lines)


def _position_lines(told: dict[str, Any]) -> Iterator[str]:
    for one in told["positions"]:
        yield _("{currency} as of {day}").format(currency=one["currency"], day=told["as_of"])
        rows = [[text(caption), shown(one[name])] for name, caption in OWED.items()]
        rows += [[text(CLASSES[name]), shown(amount)] for name, amount in one["classes"].items()]
        yield from columns(rows[0], rows[1:], right=(1,))


def shown(value: Any) -> str:
    """A plain value as a person reads it: amounts with separators, nothing for nothing."""
    if value is None:
        return ""
    told = str(value)
    head, point, cents = told.partition(".")
    if point and len(cents) == 2 and head.lstrip("-").isdigit():
        return f"{int(head):,}.{cents}" if not head.startswith("-0") else told
    return text(told) if told else ""


def certificate_lines(told: dict[str, Any]) -> Iterator[str]:
    """The figures of a certificate with their workings."""
    signed = told["certified_on"] or _("not signed yet")
    yield f"{told['number']}  {told['contract']}  {told['period_from'] or ''}–{told['period_to'] or ''}  {signed}"
    rows = [[one["caption"], shown(one["amount"]), one["rule"]] for one in told["workings"]]
    if rows:
        yield from columns(rows[0], rows[1:], right=(1,))
    else:
        yield _("Due now: {amount}").format(amount=shown(told["due"]))
