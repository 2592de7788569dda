"""The sheets of replies to statements: what came back, what of which document is confirmed, why the rest differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.confirmations.draft import ConfirmedDraft, DifferenceDraft, ReplyDraft
from models.drafts import entry
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.money import Money

PARTS_OF_REPLY = {
    "items": ("confirmed_items", ConfirmedDraft),
    "differences": ("reply_differences", DifferenceDraft),
}
"""By part of a reply, its sheet and its draft."""
NO_REPLY = N_("There is no reply “{name}” in this workbook. Add it to the sheet 对账回函.")
_REPLY = N_("The number of a reply in the sheet “Replies” (对账回函).")


@dataclass(frozen=True)
class ConfirmedRow(ConfirmedDraft):
    """What of a document a reply confirms."""

    reply: str = entry(N_("Reply number"), "", required=True, synonyms=("回执编号", "回函编号"), hint=_REPLY)
    receivable: str = entry(N_("Document"), "", required=True, synonyms=("单据号", "计价单号", "计价编号"))


@dataclass(frozen=True)
class DifferenceRow(DifferenceDraft):
    """Why a reply confirms less than the statement says."""

    reply: str = entry(N_("Reply number"), "", required=True, synonyms=("回执编号", "回函编号"), hint=_REPLY)


CONFIRMING = (
    SheetForm(
        "replies", "对账回函", "Replies", ReplyDraft, ("number",), ("回函登记", "对账回执", "询证回函"),
        ("number", "letter", "party", "contract", "as_of", "stated", "replied_on", "kind", "confirmed"),
        frozenset({"paper"}), total="confirmed",
        example={"number": "示例-HZ-01", "letter": "示例-DZ-01", "contract": "示例-HT-01", "as_of": date(2025, 12, 31),
                 "stated": Money.of(1_438_362), "replied_on": date(2026, 1, 20), "kind": "part",
                 "confirmed": Money.of(1_425_762), "signatory": "示例：李工", "seal": "official"},
    ),
    SheetForm(
        "confirmed_items", "回函明细", "Confirmed items", ConfirmedRow, (), ("逐笔确认",), ("reply", "receivable"),
        frozenset({"stated"}), total="confirmed",
        example={"reply": "示例-HZ-01", "receivable": "示例-JJ-01", "confirmed": Money.of(1_425_762)},
    ),
    SheetForm(
        "reply_differences", "对账差异", "Differences", DifferenceRow, (), ("对账差异表", "差异明细"), ("reply",),
        example={"reply": "示例-HZ-01", "amount": Money.of(12_600), "reason": "deduction", "note": "示例：超耗扣款"},
    ),
)  # fmt: skip
