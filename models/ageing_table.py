"""The tables of ages (账龄表): what each contract or each debtor owes on a day, in columns of age."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, select, true, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.language import N_
from models.money import Money
from models.parties import Party
from models.receivables import position
from models.receivables.ageing import aged, bands_on
from models.rules.ageing import CREDIT, DUE, POSTING, Band
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources

CONTRACT, PARTY = "contract", "party"
CAPTIONS = {
    "d0": N_("1–30 days"),
    "d30": N_("31–90 days"),
    "d90": N_("91–180 days"),
    "d180": N_("181–365 days"),
    "d365": N_("Over 365 days"),
    "y0": N_("Up to 1 year"),
    "y1": N_("1–2 years"),
    "y2": N_("2–3 years"),
    "y3": N_("3–4 years"),
    "y4": N_("4–5 years"),
    "y5": N_("Over 5 years"),
}
"""What the bands of ``bands_on`` are called at the head of a column."""


def _of(part: Callable[[FromClause, date], ColumnElement[Money]]) -> Callable[[FromClause, date], Any]:
    return lambda item, as_of: func.coalesce(func.sum(part(item, as_of)), 0, type_=Fen())


_PARTS = {
    "balance": _of(lambda item, as_of: item.c.open),
    "undated": _of(lambda item, as_of: position.undated(item)),
    "not_due": _of(
        lambda item, as_of: type_coerce(position.not_due(item, as_of) + position.due_today(item, as_of), Fen())
    ),
    "overdue": _of(position.overdue),
    "credit": _of(lambda item, as_of: item.c.credit),
}


def _aged(item: FromClause, band: Band, by: str) -> ColumnElement[Money]:
    return func.coalesce(func.sum(aged(item, band, by)), 0, type_=Fen())


def _sums(question: Question, by: str, of: str) -> Select[Any]:
    """One row a contract or debtor, and currency, with something open."""
    as_of, scope = question.as_of, {name: key for name, key in question.scope.items() if name in (CONTRACT, PARTY)}
    item = position.worked_out(as_of, *position.scoped(scope))
    owner = item.c.contract_id if of == CONTRACT else item.c.party_id
    columns = [part(item, as_of).label(name) for name, part in _PARTS.items()]
    columns += [_aged(item, band, by).label(band.name) for band in bands_on(as_of, by)]
    return (
        select(owner.label("owner"), Contract.currency, *columns)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.open != 0)
        .group_by(owner, Contract.currency)
    )


def _source(by: str, of: str) -> Callable[[Question], tuple[FromClause, Sources, ColumnElement[bool]]]:
    def source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
        row = _sums(question, by, of).subquery("aged")
        if of == CONTRACT:
            joined = row.join(Contract.__table__, Contract.id == row.c.owner)
            joined = joined.join(Party.__table__, Party.id == Contract.owner_id)
        else:
            joined = row.join(Party.__table__, Party.id == row.c.owner)
        return joined, {"row": row.c, "contract": Contract, "party": Party, "scope": question.scope}, true()

    return source


def _money(name: str, caption: str) -> Column:
    return Column(name, caption, "money", lambda s: getattr(s["row"], name), width=12, total=True)


def _columns(by: str, of: str) -> tuple[Column, ...]:
    party = Column("party", N_("Debtor"), "text", lambda s: s["party"].name, width=18)
    named = (
        Column("name", N_("Contract"), "text", lambda s: s["contract"].name, width=18),
        Column("number", N_("Contract number"), "text", lambda s: s["contract"].number, width=14, shown=False),
        replace(party, shown=False),
    )
    bands = tuple(
        _money(name, caption) for name, caption in CAPTIONS.items() if name[0] == ("y" if by == POSTING else "d")
    )
    return (
        *(named if of == CONTRACT else (party,)),
        currency_column(lambda s: s["row"].currency),
        _money("balance", N_("Balance")),
        replace(_money("undated", N_("Without due date")), shown=by == DUE),
        replace(_money("not_due", N_("Not due yet")), shown=by == DUE),
        replace(_money("overdue", N_("Overdue")), shown=by == DUE),
        *bands,
        _money("credit", CREDIT),
    )


def _listing(by: str, of: str) -> Listing:
    words: tuple[Any, ...] = (lambda s: s["party"].name, lambda s: s["party"].initials)
    if of == CONTRACT:
        words += (lambda s: s["contract"].number, lambda s: s["contract"].name, lambda s: s["contract"].initials)
    return Listing(
        name=f"ageing_{of}_{by}",
        title=N_("Ageing"),
        noun="receivables",
        columns=_columns(by, of),
        source=_source(by, of),
        key=lambda s: s["row"].owner,
        scopes={
            CONTRACT: lambda s: literal(s["scope"][CONTRACT]),  # narrowed before it is summed
            PARTY: lambda s: literal(s["scope"][PARTY]),
        },
        words=words,
        currency="currency",
        sort="overdue" if by == DUE else "balance",
        descending=True,
        empty=N_("Nothing is owed on this day."),
    )


LISTINGS = {(by, of): _listing(by, of) for by in (DUE, POSTING) for of in (CONTRACT, PARTY)}
"""By ``(due | posting, contract | party)``; in the scope of a ``currency`` a key is one contract or debtor."""
