"""What does not go as agreed in the sample: variations in every stage, deductions, reviews, later payment dates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from models import certificates, receipts, receivables, variations
from models.certificates import AdjustmentDraft, PaymentCertificate, ReviewDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.sample.agreed import period_end, working_day
from models.variations import StageDraft, VariationDraft

if TYPE_CHECKING:
    from models.sample.months import Life

SUBJECTS = (
    ("基坑支护改为咬合桩", "地质条件与勘察报告不符", "design_change"),
    ("雨季抢排水及道路临时恢复", "连续强降雨", "site_instruction"),
    ("外窗型材由 65 系列改为 70 系列", "设计变更通知单", "design_change"),
    ("业主指令夜间赶工", "业主要求提前交付", "site_instruction"),
    ("地下障碍物清除", "现场发现废弃管涵", "site_instruction"),
    ("增加无障碍坡道及栏杆", "图纸会审", "design_change"),
)
ENDS = ("approved", "approved", "reviewed", "submitted", "rejected", "priced", "instructed")
"""How far the variations of a contract come, one after the other."""

BUILDING = "construction"


def plan_variations(life: Life) -> None:
    """Two to five variations of a construction contract, spread over its time."""
    if life.plan.kind != BUILDING or life.count < 4:
        return
    many = 2 + int(life.plan.number) % 4
    for which in range(many):
        place = (which + 1) * life.count // (many + 2)
        day = period_end(life.plan, life.today, place) - timedelta(days=life.chance.randint(2, 20))
        life.on(day, partial(_instructed, life, which))


def _instructed(life: Life, which: int, day: date) -> None:
    name, cause, kind = SUBJECTS[(which + int(life.plan.number)) % len(SUBJECTS)]
    end = ENDS[(which + int(life.plan.number)) % len(ENDS)]
    amount = None if end == "instructed" else Money(life.chance.randint(8_000_000, 186_000_000))
    row = variations.record(
        life.session,
        VariationDraft(
            contract=life.contract.id, number=f"BG-{which + 1:03d}", name=name, kind=kind, cause=cause,
            instructed_on=day, priced_on=day + timedelta(days=6) if amount else None, amount=amount,
            days_asked=life.chance.randint(3, 20),
        ),
    )  # fmt: skip
    if end not in ("instructed", "priced") and amount:
        life.on(day + timedelta(days=11), partial(_submitted, life, row.id, end, amount))


def _submitted(life: Life, key: str, end: str, amount: Money, day: date) -> None:
    variations.submit(life.session, StageDraft(key, day, amount))
    if end != "submitted":
        life.on(day + timedelta(days=18), partial(_reviewed, life, key, end, Money(amount.fen * 93 // 100)))


def _reviewed(life: Life, key: str, end: str, amount: Money, day: date) -> None:
    variations.review(life.session, StageDraft(key, day, amount, by="江北诚信工程造价咨询有限公司"))
    if end != "reviewed":
        life.on(day + timedelta(days=16), partial(_decided, life, key, end, Money(amount.fen * 96 // 100)))


def _decided(life: Life, key: str, end: str, amount: Money, day: date) -> None:
    if end == "rejected":
        variations.reject(life.session, StageDraft(key, day, by="业主代表", remark="属投标报价包含范围，不予计量"))
        return
    row = variations.approve(life.session, StageDraft(key, day, amount, days=5, by="业主代表"))
    life.to_certify.append((row.id, row.number, amount))


def adjustments(life: Life, place: int) -> tuple[AdjustmentDraft, ...]:
    """Deductions and additions of a certificate; some penalties we have not agreed."""
    found = []
    if life.plan.kind == BUILDING and place == 1:
        found.append(AdjustmentDraft("safety", Money.of("360000.00"), "安全文明施工费首次支付"))
    if life.plan.kind == BUILDING and place % 5 == 3:
        found.append(AdjustmentDraft("utilities", Money(life.chance.randint(400_000, 2_600_000)), "现场用水用电"))
    if life.plan.disputes and place == life.count - 3:
        found.append(AdjustmentDraft("damages", Money.of("386000.00"), "业主主张工期延误 19 天，我方不予认可", False))
    if life.plan.disputes and place == life.count // 2:
        found.append(AdjustmentDraft("penalty", Money.of("20000.00"), "扬尘治理不到位罚款"))
        found.append(AdjustmentDraft("penalty", Money.of("150000.00"), "质量通病罚款，我方已书面申诉", False))
    if place == life.count // 3 and life.plan.number == "006":
        found.append(AdjustmentDraft("bonus", Money.of("100000.00"), "标准化工地奖励"))
    return tuple(found)


def reviewed(life: Life, row: PaymentCertificate, submitted: date, last: str) -> None:
    """The supervisor's review of an application, and the owner's, as far as the days (or ``last``) let it come."""
    steps = (("supervised", 4, "江北华诚监理有限公司", 99), ("reviewed", 8, "业主工程部", 98))
    for stage, days, by, percent in steps:
        day = submitted + timedelta(days=days)
        if day <= life.today:
            amount = row.gross if percent == 98 else Money(row.claimed.fen * percent // 100)
            certificates.review(life.session, ReviewDraft(row.id, stage, day, by, amount))
        if stage == last:
            return


def put_off(life: Life, days: int) -> None:
    """The owner asked for time and we agreed: the last overdue item falls due so many days from today."""
    draft = ReceiptDraft(contract=life.contract.id)
    late = [one for one in receipts.open_items(life.session, draft) if one.due_on and one.due_on < life.today]
    if not late or not late[0].due_on:
        return
    agreed_on = working_day(min(late[-1].due_on or life.today, life.today - timedelta(days=20)))
    receivables.change_due(
        life.session,
        receivables.DueChangeDraft(
            late[-1].receivable, agreed_on, life.today + timedelta(days=days), "延期付款协议：业主预售资金监管"
        ),
    )
