"""Extensions of time (工期顺延): the days granted to claims and variations, and what a delay after them costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import contracts, events, variations
from models.certificates.record import Adjustment, PaymentCertificate
from models.claims import standing as claims_standing
from models.claims.record import Claim
from models.contracts.record import Contract
from models.money import Money
from models.rules.delay import DelayTerms, days_late, delay_terms, extended
from models.stages import Stage
from models.variations import VariationOrder

DAMAGES = "damages"
"""The kind of deduction that delay damages are in a certificate."""


@dataclass(frozen=True)
class Extension:
    """A claim or variation that asked for time; ``granted`` counts from ``on``, the day it was agreed or approved."""

    noun: str
    id: str
    number: str
    name: str
    asked: int
    granted: int
    on: date | None


@dataclass(frozen=True)
class Completion:
    """When a contract is to be completed as of a day, and what a delay comes to by its terms.

    Without an agreed day nothing is late. ``deducted`` are delay damages that both sides agreed in certificates,
    ``disputed`` those we did not agree to.
    """

    agreed_on: date | None
    extensions: tuple[Extension, ...] = ()
    done_on: date | None = None
    late: int = 0
    terms: DelayTerms = field(default_factory=DelayTerms)
    deducted: Money = Money()
    disputed: Money = Money()

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.extensions)

    @property
    def granted(self) -> int:
        return sum(one.granted for one in self.extensions)

    @property
    def adjusted_on(self) -> date | None:
        """The agreed day with all that was granted."""
        return extended(self.agreed_on, self.granted) if self.agreed_on else None

    @property
    def damages(self) -> Money:
        """What the days late come to by the terms, up to their limit."""
        return self.terms.damages(self.late)

    @property
    def still(self) -> Money:
        """What of it was not deducted yet."""
        return max(self.damages - self.deducted, Money())


def completion_of(session: Session, contract_id: str, as_of: date) -> Completion:
    """The completion of one contract as it stood on a day."""
    contract = session.get_one(Contract, contract_id)
    terms = contracts.terms_on(contract, as_of)
    price = contracts.price_on(session, contract, as_of)
    done = {one.event: one.happened_on for one in contract.events if one.known_from <= as_of}
    found = Completion(
        agreed_on=contract.completion_on,
        extensions=(*_claims(session, contract_id, as_of), *_variations(session, contract_id, as_of)),
        done_on=done.get(events.COMPLETION) or done.get(events.ACCEPTANCE),
        terms=delay_terms(price, terms.damages_day, terms.damages_rate, terms.damages_cap),
        deducted=_deducted(session, contract_id, as_of, agreed=True),
        disputed=_deducted(session, contract_id, as_of, agreed=False),
    )
    if found.adjusted_on is None:
        return found
    late = days_late(found.adjusted_on, found.done_on, as_of)
    return Completion(found.agreed_on, found.extensions, found.done_on, late, found.terms, found.deducted,
                      found.disputed)  # fmt: skip


def _claims(session: Session, contract_id: str, as_of: date) -> tuple[Extension, ...]:
    stood = claims_standing.standing(as_of)
    granted = func.coalesce(stood.c.granted, 0)
    rows = session.execute(
        select(Claim.id, Claim.number, Claim.name, func.coalesce(stood.c.asked, 0), granted, stood.c.decided_on)
        .join(stood, stood.c.document_id == Claim.id)
        .where(Claim.contract_id == contract_id, Claim.void == 0)
        .order_by(Claim.number)
    )
    return tuple(Extension("claims", *row) for row in rows if row[3] or row[4])


def _variations(session: Session, contract_id: str, as_of: date) -> tuple[Extension, ...]:
    v = VariationOrder
    rows = session.execute(
        select(v.id, v.number, v.name, func.coalesce(v.days_asked, 0), func.coalesce(v.days_granted, 0), Stage.stage,
               Stage.reached_on)
        .join(Stage, Stage.document_id == v.id)
        .where(v.contract_id == contract_id, v.instructed_on <= as_of, Stage.reached_on <= as_of)
        .order_by(v.number, Stage.reached_on, Stage.id)
    )  # fmt: skip
    last = {row[0]: row for row in rows}
    return tuple(
        Extension("variations", key, number, name, asked, granted if stage == variations.APPROVED else 0, on)
        for key, number, name, asked, granted, stage, on in last.values()
        if stage != variations.VOID and (asked or (granted and stage == variations.APPROVED))
    )


def _deducted(session: Session, contract_id: str, as_of: date, *, agreed: bool) -> Money:
    c = PaymentCertificate
    signed = c.contract_id == contract_id, c.void == 0, c.certified_on <= as_of
    found = (
        select(func.sum(Adjustment.amount))
        .join(c, c.id == Adjustment.certificate_id)
        .where(*signed, Adjustment.kind == DAMAGES, Adjustment.agreed == int(agreed))
    )
    return session.scalar(found) or Money()
