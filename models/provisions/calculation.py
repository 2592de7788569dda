"""What is provided for on a day, contract by contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Refused
from models.provisions.aged import Aged, aged_by_class
from models.provisions.draft import OTHERS, ProvisionMatrixDraft, edges_of, lines_of
from models.provisions.record import BANDS, PAST_DUE, IndividualProvision, ProvisionMatrix
from models.provisions.usecases import draft_of
from models.receivables.ageing import ageing
from models.rules.ageing import POSTING
from models.rules.provision import provision


@dataclass(frozen=True)
class Provided:
    """One contract: what is open by year of age or by days past due, as its rates ask, and what is provided for.

    Where it stands alone: its ``rate``, ``since`` when and for what ``reason``. ``undated`` has no due date yet and
    stands among what is not past due.
    """

    currency: str
    contract: str
    party: str
    nature: str
    balance: Money
    bands: Mapping[str, Money]
    provision: Money
    rate: Decimal | None = None
    since: date | None = None
    reason: str = ""
    undated: Money = Money()


def provided(session: Session, as_of: date) -> list[Provided]:
    """The provision of every contract with something open; Refused while no rates apply to the day."""
    used = rates_on(session, as_of)
    matrix = _lines(used)
    alone = _alone_on(session, as_of)
    named = select(Contract.number, Contract.id, Party.name, Party.nature).join(Party, Party.id == Contract.owner_id)
    whose = {number: (key, name, nature) for number, key, name, nature in session.execute(named)}
    classes: dict[str, list[Aged]] = defaultdict(list)
    for one in aged_by_class(session, as_of, edges_of(used)):
        classes[one.contract].append(one)
    found = []
    for row in ageing(session, as_of, POSTING):
        key, name, nature = whose[row.contract]
        own, parts = alone.get(key), _by_line(matrix, nature, classes[row.contract])
        amount = Money.total(
            provision(bands, dict.fromkeys(bands, own.rate) if own else matrix[line]) for line, bands in parts.items()
        )
        bands = {band: Money.total(one.get(band, Money()) for one in parts.values()) for band in bands_of(matrix)}
        undated = Money.total(
            one.undated for one in classes[row.contract] if PAST_DUE[0] in matrix[_line_of(matrix, nature, one.kind)]
        )
        made = Provided(row.currency, row.contract, name, nature, row.balance, bands, amount, undated=undated)
        found.append(replace(made, rate=own.rate, since=own.valid_from, reason=own.reason) if own else made)
    return found


def without_a_day(found: Iterable[Provided]) -> dict[str, Money]:
    """By currency, what has no due date yet and is provided for as not past due."""
    sums: dict[str, Money] = {}
    for one in found:
        if one.undated:
            sums[one.currency] = sums.get(one.currency, Money()) + one.undated
    return sums


WITHOUT_A_DAY = N_("No due date yet, provided for as not past due: {amount} {currency}. Enter what its day waits for.")


Lines = Mapping[tuple[str, str], Mapping[str, Decimal]]
"""Group and class → band → rate."""


def _lines(used: ProvisionMatrixDraft) -> Lines:
    return {
        (one.nature, one.kind): {band: rate for _where, band, rate in one.rates if rate is not None}
        for one in lines_of(used)
    }


def _by_line(matrix: Lines, nature: str, classes: Iterable[Aged]) -> dict[tuple[str, str], dict[str, Money]]:
    """What each line of the rates applies to; classes of one line are rounded together."""
    found: dict[tuple[str, str], dict[str, Money]] = {}
    for one in classes:
        line = _line_of(matrix, nature, one.kind)
        before = found.get(line, {})
        found[line] = {band: before.get(band, Money()) + one.bands[band] for band in matrix[line]}
    return found


def _line_of(matrix: Lines, nature: str, kind: str) -> tuple[str, str]:
    """The line of its class and group, of its class, of its group, else the one for all others."""
    wanted = ((nature, kind), (OTHERS, kind), (nature, ""), (OTHERS, ""))
    return next(one for one in wanted if one in matrix)


def bands_on(session: Session, as_of: date) -> list[str]:
    """The bands that the rates of a day ask for: years, then months, then days."""
    return bands_of(_lines(rates_on(session, as_of)))


def bands_of(matrix: Lines) -> list[str]:
    """The bands that the rates ask for: years, then months, then days past due, the youngest of each first."""
    asked = {band for line in matrix.values() for band in line}
    months = sorted(asked - {*BANDS, *PAST_DUE}, key=lambda band: int(band[1:]))
    return [band for band in (*BANDS, *months, *PAST_DUE) if band in asked]


def rates_on(session: Session, as_of: date) -> ProvisionMatrixDraft:
    """The company's rates that apply to a day, with the day they are valid from and who decided them."""
    return draft_of(session, _matrix_on(session, as_of).id)


def _matrix_on(session: Session, as_of: date) -> ProvisionMatrix:
    row = session.scalars(
        select(ProvisionMatrix)
        .where(ProvisionMatrix.valid_from <= as_of)
        .order_by(ProvisionMatrix.valid_from.desc())
        .limit(1)
    ).first()
    if row is None:
        raise Refused(N_("No provision rates apply to {day}. Enter your company's rates first."), day=as_of)
    return row


def _alone_on(session: Session, as_of: date) -> dict[str, IndividualProvision]:
    rows: Iterable[IndividualProvision] = session.scalars(
        select(IndividualProvision)
        .where(IndividualProvision.valid_from <= as_of)
        .order_by(IndividualProvision.valid_from)
    )
    return {row.contract_id: row for row in rows}
