"""Lives through the months of one contract of the sample: measured, signed, paid late, disputed."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from sqlalchemy.orm import Session

from models import bills, certificates, receipts
from models.certificates import CertificateDraft, LineDraft
from models.contracts import Contract
from models.money import Money
from models.receipts import ReceiptDraft, ReversalDraft
from models.rules.calendar import add_months
from models.sample import agreed, below, changes, contested, dues, invoiced, secured, settled, sold, used, worked
from models.sample.agreed import period_end, working_day
from models.sample.people import LAKESIDE, ROADS
from models.sample.plans import Plan
from models.sample.works import places

Action = Callable[[date], None]
METHODS = {
    LAKESIDE: "transfer transfer commercial_bill transfer bank_bill goods transfer commercial_bill voucher".split(),
    ROADS: "transfer transfer transfer bank_bill transfer".split(),
}
USUAL = "transfer bank_bill transfer voucher transfer transfer cash bank_bill".split()
TEN_THOUSAND = 10_000_00
WORTH_A_TRANSFER = Money(5 * TEN_THOUSAND)


class Life:
    """What happens under one contract, day by day up to ``today``; the same for the same plan and day."""

    def __init__(self, session: Session, plan: Plan, today: date, count: int) -> None:
        self.session, self.plan, self.today, self.count = session, plan, today, count
        self.chance = Random(plan.number)
        self.contract: Contract = agreed.keep_contract(session, plan, today)
        self.bill = [item for item in bills.items_of(session, self.contract.id) if not item.is_heading]
        self.done: dict[str, Decimal] = {}
        self.to_certify: list[tuple[str, str, Money]] = []
        self.received = 0
        self.sent_back = False
        self._agenda: list[tuple[date, int, Action]] = []
        self._number = 0

    def on(self, day: date, action: Action) -> None:
        """Put something on the agenda; what lies after today never happens."""
        if day <= self.today:
            self._number += 1
            heapq.heappush(self._agenda, (day, self._number, action))

    def live(self) -> None:
        self._plan_certificates()
        self._plan_payments()
        changes.plan_variations(self)
        if self.plan.number == "010" and self.count > 8:
            middle = period_end(self.plan, self.today, self.count // 2)
            self.on(middle - timedelta(days=30), partial(agreed.keep_agreement, self.session, self.plan, self.contract))
        if self.plan.begun:
            agreed.keep_opening(self.session, self.plan, self.contract, self.today)
        while self._agenda:
            day, _number, action = heapq.heappop(self._agenda)
            action(day)
        settled.keep_account(self)
        secured.keep_deposits(self)
        invoiced.keep_invoices(self)
        contested.keep_claims(self)
        worked.keep_work(self)
        used.keep_consumption(self)
        sold.keep_sales(self)
        contested.keep_disputes(self)
        below.keep_subcontracts(self)

    # Certificates

    def _plan_certificates(self) -> None:
        advance = self.plan.advance is not None and self.count > 1
        if advance:
            start = self.contract.signed_on or self.today
            self.on(working_day(start + timedelta(days=12)), self._advance)
        for place in range(advance, self.count):
            submitted = working_day(period_end(self.plan, self.today, place) + timedelta(days=3))
            signed = working_day(submitted + timedelta(days=self.chance.randint(9, 21)))
            self.on(min(signed, self.today), partial(self._certificate, place, submitted))

    def _advance(self, day: date) -> None:
        terms = self.contract.terms[0]
        certificates.record(
            self.session,
            CertificateDraft(contract=self.contract.id, kind="advance", submitted_on=day - timedelta(days=7),
                             certified_on=day, work=terms.advance, remark="预付款"),
        )  # fmt: skip
        self.on(working_day(day + timedelta(days=24)), partial(self._receive, terms.advance, "transfer"))

    def _certificate(self, place: int, submitted: date, day: date) -> None:
        ends = period_end(self.plan, self.today, place)
        draft = CertificateDraft(
            contract=self.contract.id,
            kind="last" if place == self.plan.planned - 1 and self.plan.completed is not None else "interim",
            period_from=add_months(ends, -self.plan.every) + timedelta(days=1),
            period_to=ends,
            submitted_on=submitted if submitted <= self.today else None,
            lines=(*self._lines(place), *self._varied(ends)),
            adjustments=changes.adjustments(self, place),
        )
        stays = self.plan.waits if place == self.plan.certificates - 1 else ""
        signed = None if stays or day >= self.today else day
        if signed and place < self.count - 3:
            dues.note_invoice(self, certificates.record(self.session, replace(draft, certified_on=signed)), signed)
            return
        if stays == "prepared":
            draft = replace(draft, submitted_on=None)
        row = certificates.record(self.session, draft)
        if draft.submitted_on and stays != "submitted":
            changes.reviewed(self, row, submitted, stays)
        if signed:
            again = certificates.draft_of(self.session, row.id)
            dues.note_invoice(self, certificates.record(self.session, replace(again, certified_on=signed)), signed)

    def _lines(self, place: int) -> list[LineDraft]:
        span = max(self.plan.planned, self.count)
        reached = self.plan.begun + (1 - self.plan.begun) * Decimal(place + 1) / span
        lines = []
        for at, item in enumerate(self.bill):
            to_date = round((item.quantity or Decimal(0)) * self._share(at, reached), places(item.unit))
            begun = round((item.quantity or Decimal(0)) * self._share(at, self.plan.begun), places(item.unit))
            now = to_date - max(self.done.get(item.id, Decimal(0)), begun)
            if now > 0:
                self.done[item.id] = to_date
                more = Decimal(100 + max(0, self.chance.randint(-4, 7))) / 100
                lines.append(LineDraft(bill_item=item.id, code=item.code, name=item.name, unit=item.unit,
                                       claimed_quantity=round(now * more, places(item.unit)), quantity=now,
                                       price=item.price))  # fmt: skip
        return lines

    def _share(self, at: int, reached: Decimal) -> Decimal:
        """How much of the ``at``-th line is built when ``reached`` of the time has gone: early lines first."""
        lines = len(self.bill)
        begins, lasts = Decimal(at) / (2 * lines), Decimal(lines + 1) / (2 * lines)
        return min(max((reached - begins) / lasts, Decimal(0)), Decimal(1))

    def _varied(self, ends: date) -> list[LineDraft]:
        """Variations approved by then, certified once."""
        ready, self.to_certify = self.to_certify, []
        return [
            LineDraft(
                variation=key, kind="variations", code=number, name="变更签证 " + number, unit="项", amount=amount
            )
            for key, number, amount in ready
        ]

    # Money

    def _plan_payments(self) -> None:
        first = period_end(self.plan, self.today, 0)
        until = add_months(self.today, -self.plan.stopped)
        for month in range(2, 120):
            day = add_months(first, month).replace(day=self.chance.randint(5, 27))
            if self.plan.stopped and day > until:
                return
            if month % 2 or self.plan.pays > 90:
                self.on(working_day(day), self._pay)

    def _pay(self, day: date) -> None:
        ripe = day - timedelta(days=self.plan.late)
        items = receipts.open_items(self.session, ReceiptDraft(contract=self.contract.id))
        due = Money.total(one.open for one in items if one.open and one.due_on and one.due_on <= ripe)
        amount = due.share(Decimal(self.plan.pays) / 100)
        if amount != due:
            amount = Money(amount.fen // TEN_THOUSAND * TEN_THOUSAND)
        if amount >= WORTH_A_TRANSFER:
            methods = METHODS.get(self.plan.owner, USUAL)
            self._receive(amount, methods[self.received % len(methods)], day)

    def _receive(self, amount: Money, method: str, day: date) -> None:
        self.received += 1
        bill = method in receipts.BILLS
        draft = ReceiptDraft(
            payer=self.contract.payer_id or self.contract.owner_id,
            contract=self.contract.id,
            received_on=day,
            amount=amount,
            method=method,
            bill_number=f"1313{self.chance.randint(10**11, 10**12 - 1)}" if bill else "",
            matures_on=add_months(day, 6) if bill else None,
            wages=dues.wages_of(self.plan, amount),
            voucher=f"记-{day.month:02d}-{self.chance.randint(1, 180):03d}",
            remark="以房抵款：临湖花园 8 幢 1203 室" if method == "goods" else "工程款",
        )
        row = receipts.record(self.session, replace(draft, allocations=receipts.propose(self.session, draft)))
        if bill and draft.matures_on:
            self.on(working_day(draft.matures_on), partial(self._matured, row.id, method))
        elif self.plan.number == "004" and method == "transfer" and not self.sent_back and self.received > 2:
            self.sent_back = True
            self.on(working_day(day + timedelta(days=4)), partial(self._returned, row.id))

    def _matured(self, key: str, method: str, day: date) -> None:
        if method == "commercial_bill" and self.plan.number == "002":
            receipts.reverse(self.session, ReversalDraft(key, "dishonoured", day, "承兑人账户余额不足，拒付"))
        else:
            receipts.collect(self.session, key, day)

    def _returned(self, key: str, day: date) -> None:
        receipts.reverse(self.session, ReversalDraft(key, "returned", day, "收款账户户名不符，银行退回"))
