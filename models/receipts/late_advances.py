"""An advance payment that is entered late: the certificates signed meanwhile did not recover it, which is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate
from models.contracts.record import Terms
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receivables.record import Receivable

ADVANCE = "advance"


def signed_of(session: Session, receivables: Iterable[str]) -> dict[str, tuple[date, ...]]:
    """By advance: the days on which certificates were signed that recover advances of its contract."""
    c = PaymentCertificate
    rows = session.execute(
        select(Receivable.id, c.certified_on)
        .join(c, c.contract_id == Receivable.contract_id)
        .join(Terms, Terms.id == c.terms_id)
        .where(Receivable.id.in_(list(receivables)), Receivable.kind == ADVANCE)
        .where(
            c.void == 0,
            c.kind != ADVANCE,
            c.certified_on.is_not(None),
            (Terms.recovery_rule != "none") | (Terms.second_advance > Money()),
        )
    )
    found: dict[str, tuple[date, ...]] = {}
    for key, day in rows:
        found[key] = (*found.get(key, ()), *([day] if day else ()))
    return found


def late_advance(entry: str, signed: Iterable[date], counts_from: date | None) -> Iterator[Problem]:
    """Certificates signed on or after the day of an advance that is only now entered."""
    missed = sum(counts_from is not None and day >= counts_from for day in signed)
    if missed:
        message = N_(
            "Certificates signed since {day}: {count}. They recovered nothing of this payment and stay as signed;"
            " the next one recovers by its rule what should have been recovered to date."
        )
        yield Problem(entry, message, {"day": str(counts_from), "count": missed}, advice=True)
