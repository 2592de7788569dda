"""Work done in the sample: every period of five contracts as the project reports it, and the months after the last."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import work_done
from models.certificates import PaymentCertificate
from models.money import Money
from models.rules.calendar import add_months
from models.rules.tax import split
from models.work_done import WorkDoneDraft

if TYPE_CHECKING:
    from models.sample.months import Life

AFTER = {"003": 1, "007": 1, "009": 2, "010": 1, "011": 2}
"""By contract, the months of work after the last period that was applied for."""
HUNDRED = 100_00
MEASURED, COST = Decimal("0.97"), Decimal("0.91")


def keep_work(life: Life) -> None:
    """What was applied for was done in its period; ours is measured ten days later."""
    if life.plan.number not in AFTER:
        return
    c = PaymentCertificate
    mine = c.contract_id == life.contract.id, c.kind != "advance", c.void == 0, c.period_to.is_not(None)
    rows = life.session.scalars(select(c).where(*mine).order_by(c.period))
    done = [(one.period_to, one.claimed) for one in rows if one.period_to]
    if not done:
        return
    last, usual = done[-1]
    for month in range(1, AFTER[life.plan.number] + 1):
        done.append((add_months(last, month), _round(usual.share(Decimal("0.9") + Decimal(month) / 50))))
    for until, amount in done:
        if until <= life.today:
            work_done.record(life.session, _report(life, until, amount))


def _report(life: Life, until: date, amount: Money) -> WorkDoneDraft:
    revenue = split(amount, life.plan.vat).net
    measured_on = until + timedelta(10)
    is_measured = measured_on <= life.today
    return WorkDoneDraft(
        contract=life.contract.id, done_to=until, amount=amount,
        measured=_round(amount.share(MEASURED)) if is_measured else None,
        measured_on=measured_on if is_measured else None,
        measured_by=life.plan.handler if is_measured else "",
        cost=_round(revenue.share(COST)), revenue=revenue,
    )  # fmt: skip


def _round(amount: Money) -> Money:
    return Money(amount.fen // HUNDRED * HUNDRED)
