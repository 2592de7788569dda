"""What the sample contests: a claim at every stage, and what owners took off that we do not agree to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import claims, disputes
from models.claims import ClaimDraft, StepDraft
from models.disputes.disputable import subjects
from models.money import Money

if TYPE_CHECKING:
    from models.sample.months import Life

Said = tuple[str, int, int | None, int | None, str, str]
"""Stage, days before today, amount in yuan, days of time, by whom, paper."""


@dataclass(frozen=True)
class Told:
    """A claim as it stands today: the event ``happened`` so many days ago, ``ended`` its effect."""

    name: str
    cause: str
    clause: str
    happened: int
    steps: tuple[Said, ...]
    ended: int | None = None
    story: str = ""
    evidence: str = ""


_TOLD = {
    "003": Told(
        "业主提供的施工图迟交", "late_site", "通用条款 7.5.1", 23,
        (("notified", 9, None, None, "", "索赔意向通知书 SPYX-03"),),
        story="地下二层结构图应于开工令后 30 日内提供，迟交致钢筋班组窝工。",
        evidence="图纸收发登记 2 页、监理例会纪要 12 号、现场照片 16 张（资料柜 B-3）",
    ),
    "004": Told(
        "基坑遇废弃管涵停工处理", "ground", "通用条款 7.6", 96,
        (
            ("notified", 82, None, None, "", "索赔意向通知书 SPYX-01"),
            ("interim_report", 60, 410_000, 8, "", "期中索赔报告 SPBG-01"),
            ("final_report", 22, 684_000, 14, "", "最终索赔报告 SPBG-02"),
            ("claim_reviewed", 10, 590_000, 10, "江北华诚监理有限公司", "监理审核意见"),
        ),
        ended=48, story="开挖至 -4.2 m 遇旧管涵，改线与支护期间机械、人员停置。",
        evidence="地质变更签证 1 份、机械停置台班记录 9 页、影像 34 张",
    ),
    "006": Told(
        "业主指令暂停施工 21 天", "suspension", "通用条款 7.8.1", 260,
        (
            ("notified", 250, None, None, "", "索赔意向通知书 SPYX-01"),
            ("final_report", 226, 456_000, 21, "", "索赔报告 SPBG-01"),
            ("claim_reviewed", 203, 410_000, 18, "江北华诚监理有限公司", "监理审核意见"),
            ("agreed", 180, 392_000, 15, "业主代表", "索赔处理会议纪要"),
        ),
        ended=236, evidence="停工令、复工令、停置人员考勤 21 天",
    ),
    "009": Told(
        "钢材价格上涨", "prices", "专用条款 11.1", 330,
        (
            ("notified", 320, None, None, "", "索赔意向通知书 SPYX-02"),
            ("final_report", 295, 1_280_000, None, "", "索赔报告 SPBG-02"),
            ("rejected", 270, None, None, "业主成本部", "复函：合同约定综合单价不因市场价格调整"),
        ),
        evidence="信息价 6 期、采购发票 42 张",
    ),
    "010": Told("暴雨致围堰冲毁", "weather", "专用条款 7.7", 24, (), story="24 小时降雨 186 mm，围堰决口 35 m。"),
}  # fmt: skip


def keep_claims(life: Life) -> None:
    """The claim of this contract, where the plan tells of one; its days are seen from today."""
    told = _TOLD.get(life.plan.number)
    if told is None or life.count < 4:
        return

    def day(ago: int) -> date:
        return life.today - timedelta(ago)

    steps = tuple(
        StepDraft(stage, day(ago), None if yuan is None else Money.of(yuan), days, by, paper)
        for stage, ago, yuan, days, by, paper in told.steps
    )
    draft = ClaimDraft(
        contract=life.contract.id, name=told.name, cause=told.cause, clause=told.clause, happened_on=day(told.happened),
        ended_on=None if told.ended is None else day(told.ended), story=told.story, evidence=told.evidence, steps=steps,
    )  # fmt: skip
    claims.record(life.session, draft)


def keep_disputes(life: Life) -> None:
    """The first thing of this contract we did not agree to, recorded with both positions; a fine was settled since."""
    found = subjects().c
    asks = select(found.id, found.day).where(found.contract_id == life.contract.id, found.proposes == 1)
    row = life.session.execute(asks.order_by(found.day, found.id)).first()
    if row is None or row.day is None or life.plan.number not in ("002", "003", "009"):
        return
    draft = disputes.proposed(life.session, row.id)
    ends = life.plan.number == "002"
    disputes.record(
        life.session,
        replace(
            draft, opened_on=row.day, person="周商务", clause="专用条款 16.2",
            ours="责任不在我方，已书面申诉并附资料", theirs=draft.theirs or "业主复函不予认可",
            undisputed=Money(draft.amount.fen // 300_000 * 100_000) if draft.amount and not ends else None,
            closed_on=min(row.day + timedelta(75), life.today) if ends else None, outcome="ours" if ends else "",
            settled=draft.amount if ends else None,
        ),
    )  # fmt: skip
