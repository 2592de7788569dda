"""Makes a contract of the sample as its plan says: terms, dates, bill of quantities, opening balances."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import bills, contracts, opening, projects
from models.contracts import AgreementDraft, Contract, ContractDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.rules.calendar import SATURDAY, add_months
from models.sample.people import party
from models.sample.plans import OLD_ITEMS, Plan
from models.sample.works import bill_of

PERIOD_ENDS = 25
"""Work is measured up to the 25th of the month."""


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def period_end(plan: Plan, today: date, place: int) -> date:
    """The end of the ``place``-th period that was certified (0 the first)."""
    newest = today.replace(day=1) if today.day > PERIOD_ENDS else add_months(today.replace(day=1), -1)
    return add_months(newest, -plan.last - (plan.certificates - 1 - place) * plan.every).replace(day=PERIOD_ENDS)


def keep_contract(session: Session, plan: Plan, today: date) -> Contract:
    """Keep the contract with its bill; its price is what the bill adds up to."""
    items = bill_of(plan.items, plan.scale)
    price = Money.total(bills.amounts([item for item in items if not bills.is_heading(item)]))
    began = add_months(period_end(plan, today, 0), -plan.every)
    signed = began if not plan.begun else add_months(today, -76)
    draft = ContractDraft(
        number=f"JB-{signed.year}-{plan.number}",
        name=plan.name,
        project=_project(session, plan),
        owner=party(session, plan.owner),
        payer=party(session, plan.payer) if plan.payer else "",
        kind=plan.kind,
        role="supplier" if plan.kind == "goods" else "main",
        price=price,
        signed_on=working_day(signed - timedelta(days=24)),
        start_on=signed,
        completion_on=add_months(signed, plan.planned * plan.every + 1),
        **_events(plan, today),
        defects_months=24,
        handler=plan.handler,
        **terms_of(plan, price),
    )
    contract = contracts.record(session, draft)
    bills.record(session, bills.BillDraft(contract.id, None, items))
    return contract


def terms_of(plan: Plan, price: Money) -> dict[str, Any]:
    """The payment terms of a plan as entries of a contract or an agreement."""
    return {
        "vat_rate": plan.vat,
        "milestones": plan.milestones,
        "retention_rate": plan.retention,
        "retention_cap": plan.retention,
        "releases": plan.releases,
        "wage_share": plan.wages,
        "advance": Money(price.share(plan.advance).fen // 10**7 * 10**7) if plan.advance else None,
        "recovery_rule": "percentage" if plan.advance else "none",
        "recovery_rate": Decimal("0.25") if plan.advance else None,
    }


def keep_agreement(session: Session, plan: Plan, contract: Contract, day: date) -> None:
    """A supplementary agreement that adds work and pays 90 % of progress."""
    terms = terms_of(plan, contract.price)
    first = contracts.MilestoneDraft("certification", Decimal("0.9"), 60)
    contracts.agree(
        session,
        AgreementDraft(
            contract=contract.id, number="补-1", signed_on=working_day(day), valid_from=day.replace(day=1),
            price_change=Money.of(4_860_000), reason="增加界河互通 A 匝道桥，进度款支付比例调整为 90%",
            **{**terms, "milestones": (first, *plan.milestones[1:])},
        ),
    )  # fmt: skip


def keep_opening(session: Session, plan: Plan, contract: Contract, today: date) -> None:
    """Where a running contract stood when the book began, with the old items still open."""
    begin = period_end(plan, today, 0)
    taken_on = add_months(begin, -2).replace(day=28)
    certified = contract.price.share(plan.begun)
    owed = Money.total(one.amount for one in OLD_ITEMS)
    later = certified.share(Decimal("0.2"))
    opening.take_on(
        session,
        OpeningDraft(
            contract=contract.id,
            taken_on=taken_on,
            certified=certified,
            received=certified - later - owed,
            items=(
                *(_old_item(one, today) for one in OLD_ITEMS),
                OpeningItemDraft("final", "外立面结算尾款", taken_on, None, certified.share(Decimal("0.17"))),
                OpeningItemDraft("retention", "外立面质保金", taken_on, None, later - certified.share(Decimal("0.17"))),
            ),
            remark="按双方签认的交接表录入",
        ),
    )


def _old_item(one: Any, today: date) -> OpeningItemDraft:
    posted, due = add_months(today, -one.posted), add_months(today, -one.due)
    return OpeningItemDraft(one.kind, one.document, posted, due, one.amount, one.invoice, "张秋实")


def _events(plan: Plan, today: date) -> dict[str, Any]:
    months = {
        "completed_on": plan.completed,
        "accepted_on": plan.accepted,
        "submitted_on": plan.submitted,
        "settled_on": plan.settled,
    }
    return {
        name: None if ago is None else working_day(add_months(today, -ago).replace(day=min(today.day, 18)))
        for name, ago in months.items()
    }


def _project(session: Session, plan: Plan) -> str:
    found = projects.named(session, plan.project)
    return found.id if found else ""
