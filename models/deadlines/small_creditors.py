"""By when a large enterprise or a public body has to pay a small or medium enterprise, whatever was agreed later."""

from __future__ import annotations

from collections.abc import Iterator

from models.deadlines.debts import Debt, subject_of
from models.deadlines.record import Deadline, of_period
from models.language import N_
from models.receivables.record import PRICE_CLASSES
from models.rules.calendar import Holidays
from models.rules.clocks import deadline
from models.rules.due import LARGE, PUBLIC, small_creditor
from models.rules.periods import CLOCKS
from models.said import NOTHING, Said

SME_CLOCKS = {LARGE: "sme_payment", PUBLIC: "sme_payment_public"}
_LATER = {
    LARGE: Said(N_("A later day is agreed: it binds only as far as the trade usually agrees it.")),
    PUBLIC: Said(N_("A later day is agreed: at most 60 days may be.")),
}


def small_creditors(debts: list[Debt], holidays: Holidays) -> Iterator[Deadline]:
    """One for each debt, from the day both confirmed its oldest open amount (条例 9)."""
    for debt in debts:
        rule = small_creditor(debt.contract.sme_debtor, debt.contract.signed_on)
        price = [one for one in debt.items if one.kind in PRICE_CLASSES and one.kind != "retention"]
        if rule is None or not price:
            continue
        oldest = min(price, key=lambda one: one.posted_on)
        told = Said(N_("{document} confirmed on {day}"), {"document": oldest.document, "day": oldest.posted_on})
        found = deadline(CLOCKS[SME_CLOCKS[rule.debtor]], oldest.posted_on, holidays)
        agreed = oldest.due_on is not None and found.raw_end is not None and oldest.due_on > found.raw_end
        yield of_period(subject_of(debt), found, told, _LATER[rule.debtor] if agreed else NOTHING, (rule.basis,))
