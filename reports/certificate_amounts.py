"""The figures of a payment certificate by name: as they were applied for, and as they were reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models import certificates
from models.certificates import (
    ADDITIONS,
    AdjustmentDraft,
    Background,
    CertificateDraft,
    LineDraft,
    PaymentCertificate,
    adjustments_of,
    assessed,
    claimed_of,
)
from models.certificates.background import VALUES
from models.certificates.draft import TYPED
from models.certificates.measuring import entered
from models.money import Money
from models.rules import base
from models.rules.certificate import Assessment

Figures = Mapping[str, Money | None]
"""Amounts by the names of ``certificate_layouts.FIGURES``; None where the application was not itemised."""

ADVANCE = "advance"


@dataclass(frozen=True)
class Standing:
    """What is the same in every column: earlier additions, payments, price and agreed advance."""

    added_before: Money
    paid: Money
    price: Money


@dataclass(frozen=True)
class Applied:
    """The application worked out by the same terms: its value by kind, or only in all when it was typed so."""

    value: Mapping[str, Money]
    itemised: bool
    assessment: Assessment


def applied(draft: CertificateDraft, behind: Background) -> Applied:
    """What would be due had everything been certified as it was applied for.

    A typed total that differs from its parts goes to the only part there is; with several parts they are not known.
    """
    whole = certificates.as_claimed(draft)
    found = assessed(whole, behind)
    if draft.claimed is None or draft.claimed == found.gross:
        return Applied(found.value, True, found)
    value = {kind: amount for kind, amount in entered(whole).items() if amount}
    itemised = len(value) < 2 and not found.value.keys() - value.keys()
    alone = next(iter(value), base.LINES) if itemised else base.LINES
    nothing: dict[str, Any] = dict.fromkeys((*TYPED, "stored"))
    whole = replace(whole, lines=(LineDraft(kind=alone, amount=draft.claimed),), indices=(), **nothing)
    found = assessed(whole, behind)
    return Applied(found.value, itemised, found)


def of_application(draft: CertificateDraft, made: Applied, lump: Money, behind: Background, also: Standing) -> Figures:
    """The column of what is applied for; ``lump`` is what of the bill was applied for at lump sums."""
    found = made.assessment
    totals = {
        "gross": found.gross,
        "added": found.added,
        "recovery": found.recovery,
        "second_recovered": found.second,
        "retention": found.retention,
        "later": Money.total(found.later),
        "held": found.held - behind.before.held,
        "deducted": found.deducted,
        "due": claimed_of(draft) if draft.kind == ADVANCE else found.due,
    }
    parts: Figures = _parts(made.value, lump)
    if not made.itemised:
        parts = dict.fromkeys(parts)
    return {**parts, **totals, **_adjusted(adjustments_of(draft)), **_beside(totals, behind, also)}


def of_review(
    row: PaymentCertificate, draft: CertificateDraft, lump: Money, behind: Background, also: Standing
) -> Figures:
    """The column of what was reviewed or certified, as it is kept."""
    totals = {
        name: getattr(row, name)
        for name in "gross added recovery second_recovered retention later deducted due".split()
    }
    totals["held"] = row.held - behind.before.held
    value = {kind: getattr(row, column.key) for kind, column in VALUES.items()}
    return {**_parts(value, lump), **totals, **_adjusted(adjustments_of(draft)), **_beside(totals, behind, also)}


def _parts(value: Mapping[str, Money], lump: Money) -> dict[str, Money]:
    parts = {kind: value.get(kind, Money()) for kind in VALUES}
    return {"measured": parts.pop(base.LINES) - lump, "lump": lump, **parts}


def _adjusted(adjustments: tuple[AdjustmentDraft, ...]) -> dict[str, Money]:
    """Deductions that we have agreed and additions, by kind."""
    found: dict[str, Money] = {}
    for one in adjustments:
        if one.agreed or one.kind in ADDITIONS:
            found[f"of.{one.kind}"] = found.get(f"of.{one.kind}", Money()) + (one.amount or Money())
    return found


def _beside(totals: Mapping[str, Money], behind: Background, also: Standing) -> dict[str, Money]:
    to_date = behind.before.gross + also.added_before + totals["gross"] + totals["added"]
    return {"to_date": to_date, "paid": also.paid, "price": also.price, "advance": behind.advance_agreed}
