"""The sheets of what stands beside certificates: claims, accounts, deposits, invoices, bookings, ledger checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.bookings import BookingDraft
from models.books_checks import BalanceDraft, BooksCheckDraft, ReasonDraft
from models.claims.draft import ClaimDraft, StepDraft
from models.deposits.draft import DeductionDraft, DepositDraft
from models.disputes.draft import DisputeDraft
from models.drafts import entry
from models.final_accounts.draft import FinalAccountDraft, ReviewDraft
from models.importing.sheet_form import SheetForm
from models.invoices.draft import InvoiceDraft, InvoiceLineDraft
from models.language import N_
from models.money import Money


@dataclass(frozen=True)
class AccountReviewRow(ReviewDraft):
    """A review of a final account, which has several."""

    account: str = entry(
        N_("Settlement number"), "", required=True, synonyms=("结算编号",),
        hint=N_("The number of a final account in the sheet “Final accounts” (竣工结算)."),
    )  # fmt: skip


@dataclass(frozen=True)
class DeductionRow(DeductionDraft):
    """A deduction from a deposit, which may have several."""

    deposit: str = entry(
        N_("Deposit number"), "", required=True, synonyms=("保证金编号",),
        hint=N_("The number of a deposit in the sheet “Deposits” (保证金)."),
    )  # fmt: skip


@dataclass(frozen=True)
class InvoiceRow(InvoiceDraft):
    """An invoice on one line; a red one names the invoice it takes back by its number."""

    cancels: str = entry(
        N_("Red invoice for"), "", synonyms=("对应蓝字发票", "原发票号码", "红冲发票", "对应蓝字发票号码"),
        hint=N_("The number of the invoice it takes back"),
    )  # fmt: skip


@dataclass(frozen=True)
class InvoiceLineRow(InvoiceLineDraft):
    """What an invoice is for: one of the documents it names."""

    invoice: str = entry(
        N_("Invoice number"), "", required=True, synonyms=("发票号码", "发票号"),
        hint=N_("The number of an invoice in the sheet “Invoices” (发票)."),
    )  # fmt: skip
    receivable: str = entry(
        N_("Certificate or other document"), "", synonyms=("单据号", "计价单号", "对应单据", "计价编号"),
        hint=N_("The number of a certificate, final account or opening item; empty: nothing of it is certified yet."),
    )  # fmt: skip


@dataclass(frozen=True)
class ClaimStepRow(StepDraft):
    """A stage of a claim, which has several."""

    claim: str = entry(
        N_("Claim number"), "", required=True, synonyms=("索赔编号",),
        hint=N_("The number of a claim in the sheet “Claims” (索赔)."),
    )  # fmt: skip


@dataclass(frozen=True)
class LedgerBalanceRow(BalanceDraft):
    """What an account of the ledger says a customer owes at the end of a month."""

    month: str = entry(
        N_("Month of the check"), "", required=True, synonyms=("会计期间", "月份", "核对月份"),
        hint=N_("Such as 2026-08"),
    )  # fmt: skip


@dataclass(frozen=True)
class LedgerReasonRow(ReasonDraft):
    """Why our balance of a customer differs from the ledger's at the end of a month."""

    month: str = entry(
        N_("Month of the check"), "", required=True, synonyms=("会计期间", "月份", "核对月份"),
        hint=N_("Such as 2026-08"),
    )  # fmt: skip


AFTERWARDS = (
    SheetForm(
        "claims", "索赔", "Claims", ClaimDraft, ("number",), ("索赔台账", "索赔登记"),
        ("contract", "number", "name", "cause", "happened_on"), total="",
        example={"contract": "示例-HT-01", "number": "示例-SP-01", "name": "示例：图纸迟交停工",
                 "cause": "late_site", "happened_on": date(2025, 6, 3)},
    ),
    SheetForm(
        "claim_steps", "索赔过程", "Claim stages", ClaimStepRow, (), ("索赔进展",), ("claim",),
        example={"claim": "示例-SP-01", "stage": "notified", "on": date(2025, 6, 20), "remark": "示例：索赔意向 03 号"},
    ),
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
    SheetForm(
        "deposits", "保证金", "Deposits", DepositDraft, ("number",), ("保证金保函", "保函", "保证金台账"),
        ("contract", "number", "kind", "form", "amount", "paid_on"),
        example={"contract": "示例-HT-01", "number": "示例-BZ-01", "kind": "performance", "amount": Money.of(2_430_000),
                 "paid_on": date(2025, 3, 10), "return_event": "acceptance", "return_days": 28},
    ),
    SheetForm(
        "deposit_deductions", "保证金扣款", "Deposit deductions", DeductionRow, (), ("保证金扣除",), ("deposit",),
        example={"deposit": "示例-BZ-01", "deducted_on": date(2025, 9, 1), "amount": Money.of(20_000),
                 "reason": "示例：扬尘治理扣款"},
    ),
    SheetForm(
        "invoices", "发票", "Invoices", InvoiceRow, ("number",), ("增值税发票", "开票台账", "发票台账"),
        ("contract", "number", "kind", "invoiced_on", "gross", "net", "vat"), total="gross",
        example={"contract": "示例-HT-01", "number": "24322000000000000001", "invoiced_on": date(2025, 7, 15),
                 "gross": Money.of(1_000_000)},
    ),
    SheetForm(
        "invoice_lines", "发票明细", "Invoice lines", InvoiceLineRow, (), ("开票明细",), ("invoice",),
        example={"invoice": "24322000000000000001", "receivable": "示例-JJ-01", "amount": Money.of(1_000_000)},
    ),
    SheetForm(
        "bookings", "入账", "Bookings", BookingDraft, ("noun", "number"), ("入账记录", "记账", "凭证"), total="",
        example={"noun": "certificates", "number": "示例-JJ-01", "voucher": "记-07-012",
                 "booked_on": date(2025, 7, 31)},
    ),
    SheetForm(
        "books_checks", "往来核对", "Ledger checks", BooksCheckDraft, ("month",), ("往来核对表",), total="",
        example={"month": "2025-08", "covers": "trade"},
    ),
    SheetForm(
        "ledger_balances", "账面余额", "Ledger balances", LedgerBalanceRow, (), ("科目余额", "客户余额"),
        ("month", "party", "account", "amount"),
        example={"month": "2025-08", "party": "示例：江北公路事业发展中心", "account": "1122",
                 "amount": Money.of(438_362)},
    ),
    SheetForm(
        "ledger_reasons", "核对差异", "Ledger differences", LedgerReasonRow, (), ("差异说明",),
        ("month", "party", "kind", "amount"),
        example={"month": "2025-08", "party": "示例：江北公路事业发展中心", "amount": Money.of(1_000),
                 "reason": "示例：记在其他应收款"},
    ),
    SheetForm(
        "disputes", "争议", "Disputed items", DisputeDraft, ("number",), ("争议事项", "争议台账"),
        ("contract", "number", "document", "name", "amount", "undisputed"), frozenset({"subject"}),
        example={"contract": "示例-HT-01", "number": "示例-ZY-01", "name": "示例：扬尘罚款不予认可",
                 "amount": Money.of(20_000), "opened_on": date(2025, 9, 3)},
    ),
)  # fmt: skip
