"""Commands about invoices: those that were given, and what is certified and not invoiced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from models import answers
from models.language import N_, text
from models.store.listing import Condition, Question
from ui.commands.answers import AS_OF, CONTRACT, PARTY, shown
from ui.commands.frame import Frame, columns, day

if TYPE_CHECKING:
    from models.store.listing import Listing

UNPAID = typer.Option(False, "--unpaid", help=N_("Only those that are not paid, with what is not."))


def invoices(
    ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY, unpaid: bool = UNPAID
) -> None:
    """The invoices that were given up to a day, newest first."""
    from models.invoices import listing

    names = ("number", "invoiced_on", "contract", "buyer", "gross", *(("paid", "open") if unpaid else ("net", "vat")))
    upto = (Condition("invoiced_on", "to", day(as_of)),)
    _answer(ctx.obj, listing.UNPAID if unpaid else listing.LISTING, names, as_of, contract, party, upto)


def uninvoiced(ctx: typer.Context, as_of: str = AS_OF, contract: str = CONTRACT, party: str = PARTY) -> None:
    """What is certified, is to be invoiced by a day and was not, document by document."""
    from models.invoices import listing

    names = ("document", "contract", "party", "posted_on", "amount", "invoiced", "to_invoice", "excess", "days")
    _answer(ctx.obj, listing.UNINVOICED, names, as_of, contract, party)


def _answer(
    frame: Frame, listing: Listing, names: Sequence[str], as_of: str, contract: str, party: str,
    having: tuple[Condition, ...] = (),
) -> None:  # fmt: skip
    cut = day(as_of)
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        told = answers.listed(listing, session, Question(cut, scope, having=having))
        frame.answer(told, lambda rows: _lines(listing, names, rows))


def _lines(listing: Listing, names: Sequence[str], told: list[dict[str, Any]]) -> Iterator[str]:
    known = [listing.column(name) for name in names]
    rows = [[shown(one[name]) for name in names] for one in told]
    right = [place for place, column in enumerate(known) if column.kind in ("money", "days")]
    yield from columns([text(column.caption) for column in known], rows, right=right)
