"""The sheets of what comes after the certificates: final accounts with their reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.drafts import entry
from models.final_accounts.draft import FinalAccountDraft, ReviewDraft
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.money import Money


@dataclass(frozen=True)
class AccountReviewRow(ReviewDraft):
    """A review of a final account, which has several."""

    account: str = entry(
        N_("Settlement number"), "", required=True, synonyms=("结算编号",),
        hint=N_("The number of a final account in the sheet “Final accounts” (竣工结算)."),
    )  # fmt: skip


AFTERWARDS = (
    SheetForm(
        "final_accounts", "竣工结算", "Final accounts", FinalAccountDraft, ("number",), ("结算", "过程结算"),
        ("contract", "number", "kind", "part"), total="settled",
        example={"contract": "示例-HT-01", "number": "示例-JS-01", "submitted_on": date(2026, 3, 10),
                 "amount": Money.of(49_860_000)},
    ),
    SheetForm(
        "account_reviews", "结算审核", "Account reviews", AccountReviewRow, (), ("结算审核记录",), ("account",),
        example={"account": "示例-JS-01", "level": "first", "reviewer": "示例：诚信造价咨询公司",
                 "reviewed_on": date(2026, 6, 30), "amount": Money.of(48_900_000)},
    ),
)  # fmt: skip
