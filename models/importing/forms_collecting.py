"""The sheets of what is said and done to collect: what payments wait for, facts for deadlines, follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.correspondence.draft import LetterDraft
from models.drafts import entry
from models.follow_ups.draft import FollowUpDraft
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.legal_facts.draft import LegalFactDraft
from models.receivables.record import CLASSES


@dataclass(frozen=True)
class DueEventRow:
    """What a payment waits for has happened: the owner had the invoice, the review ended, the funds arrived."""

    document: str = entry(
        N_("Document"), "", required=True, synonyms=("单据号", "计价单号", "计价编号"),
        hint=N_("The number of the certificate or other document whose payment waits."),
    )  # fmt: skip
    kind: str = entry(
        N_("Class"), "", choices=CLASSES, synonyms=("款项性质", "类别"), hint=N_("Empty: everything of it that waits.")
    )
    happened_on: date | None = entry(N_("Happened on"), None, required=True, synonyms=("发生日期", "到账日期"))
    paper: str = entry(
        N_("Paper"), "", synonyms=("凭据", "依据"), hint=N_("For example: invoice number, receipt, review report")
    )


COLLECTING = (
    SheetForm(
        "due_events", "到期条件", "Payment events", DueEventRow, (), ("付款条件成就", "到期事件"), total="",
        example={"document": "示例-JJ-01", "happened_on": date(2025, 8, 15), "paper": "示例：发票签收单 03 号"},
    ),
    SheetForm(
        "correspondence", "收发文", "Letters", LetterDraft, ("number",),
        ("收发文登记", "收文登记", "发文登记", "函件台账"),
        ("number", "direction", "kind", "their_number", "about", "party", "contract", "dated_on"),
        frozenset({"answers"}), total="",
        example={"number": "示例-SW-01", "direction": "in", "kind": "instruction", "contract": "示例-HT-01",
                 "about": "示例：关于增设排水管的指令", "dated_on": date(2026, 3, 10),
                 "reply_due_on": date(2026, 3, 17)},
    ),
    SheetForm(
        "legal_facts", "时效事项", "Facts for deadlines", LegalFactDraft, ("number",), ("时效中断", "催收送达"),
        ("number", "kind", "party", "contract", "happened_on"), frozenset({"receivable", "paper"}), total="",
        example={"number": "示例-SX-01", "kind": "demand", "party": "示例：江北公路事业发展中心",
                 "contract": "示例-HT-01", "sent_on": date(2026, 3, 10), "happened_on": date(2026, 3, 12), "way": "ems",
                 "outcome": "delivered", "proof": "示例：EMS 回执，收发室签收"},
    ),
    SheetForm(
        "follow_ups", "催收记录", "Follow-up", FollowUpDraft, ("number",), ("催收台账", "跟进记录"),
        ("party", "contract", "kind", "happened_on", "said"), total="",
        example={"party": "示例：江北公路事业发展中心", "contract": "示例-HT-01", "kind": "promise",
                 "happened_on": date(2026, 3, 20), "said": "示例：财务科长答复月底前付款",
                 "promised_on": date(2026, 3, 31)},
    ),
)  # fmt: skip
