"""The sheets of the import workbook: what one row of each says. Captions, choices and hints are those of the drafts.

How to add a sheet: declare what a row says (a draft; entries of the noun's own draft are inherited), add a
``SheetForm`` to ``FORMS`` and a function to ``models/importing/plan.py`` that makes of its rows what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.bill_lines import BillLineDraft
from models.certificates import ADJUSTMENTS, CertificateDraft, LineDraft
from models.contracts import ContractDraft
from models.drafts import entry
from models.importing.forms_afterwards import AFTERWARDS
from models.importing.forms_collecting import COLLECTING
from models.importing.forms_confirming import CONFIRMING
from models.importing.forms_downstream import DOWNSTREAM
from models.importing.forms_provided import PROVIDED
from models.importing.forms_working import WORKING
from models.importing.part_rows import (
    CONTRACT,
    EXISTING,
    AdjustmentRow,
    FactorRow,
    FeeRow,
    IndexRow,
    KindTermsRow,
    MaterialPriceRow,
    MilestoneRow,
    ReleaseRow,
    SupplyRow,
)
from models.importing.sheet_form import SheetForm as SheetForm
from models.language import N_
from models.money import Money
from models.opening import OpeningItemDraft
from models.parties import PartyDraft
from models.projects import ProjectDraft
from models.receipts import ReceiptDraft
from models.receivables import CLASSES
from models.variations import VariationDraft, VariationLineDraft


@dataclass(frozen=True)
class PartyRow(PartyDraft):
    """A party on one line, with its first account."""

    other_names: str = entry(
        N_("Other names"), "", hint=N_("Several names are separated by 、 or ;"), synonyms=("曾用名", "别名")
    )
    bank: str = entry(N_("Bank"), "", synonyms=("开户行", "开户银行"))
    account_number: str = entry(
        N_("Account number"), "", synonyms=("银行账号", "账号"), hint=N_("Format the cell as text.")
    )


@dataclass(frozen=True)
class VariationRow(VariationDraft):
    """A variation order with the stages it has gone through."""

    submitted_on: date | None = entry(N_("Submitted on"), None, synonyms=("报送日期", "申报日期"))
    submitted: Money | None = entry(N_("Amount submitted"), None, synonyms=("申报金额", "送审金额"))
    reviewed_on: date | None = entry(N_("Reviewed on"), None, synonyms=("审核日期",))
    reviewed: Money | None = entry(N_("Amount reviewed"), None, synonyms=("审核金额",))
    approved_on: date | None = entry(N_("Approved on"), None, synonyms=("批准日期", "批复日期"))
    approved: Money | None = entry(N_("Amount approved"), None, synonyms=("批准金额", "批复金额"))
    days_granted: int | None = entry(N_("Days granted"), None, synonyms=("批准工期",))


@dataclass(frozen=True)
class VariationLineRow(VariationLineDraft):
    """A line of a variation order; contract and number find the order."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)
    variation: str = entry(
        N_("Variation number"), "", required=True, synonyms=("变更编号", "签证编号"),
        hint=N_("The number of a variation order in the sheet “Variations” (变更)."),
    )  # fmt: skip


@dataclass(frozen=True)
class CertificateRow(CertificateDraft):
    """A certificate on one line, with one deduction or addition; further ones stand in their own sheet."""

    number: str = entry(
        N_("Certificate number"), "", key=True, hint=N_("Empty: made from contract and period"),
        synonyms=("计价单号", "计价编号", "计价单编号", "验工计价编号", "编号"),
    )  # fmt: skip

    adjustment_kind: str = entry(
        N_("Deduction or addition"), "", choices=ADJUSTMENTS, synonyms=("扣款类别", "扣款项目")
    )
    adjusted: Money | None = entry(
        N_("Deducted or added"), None, synonyms=("扣款金额", "其他扣款"), hint=N_("A positive amount.")
    )
    adjusted_for: str = entry(N_("Reason of the deduction or addition"), "", synonyms=("扣款原因", "扣款事由"))


@dataclass(frozen=True)
class LineRow(LineDraft):
    """A line of a certificate; the code finds the bill line, or the variation order of that number."""

    certificate: str = entry(
        N_("Certificate number"), "", required=True, synonyms=("计价单号", "计价编号", "验工计价编号"),
        hint=N_("The number of a certificate in the sheet “Certificates” (验工计价)."),
    )  # fmt: skip


@dataclass(frozen=True)
class AllocationRow:
    """So much of a receipt settles so much of what a document made owed."""

    receipt: str = entry(
        N_("Receipt number"), "", required=True, synonyms=("收款编号", "凭证编号"),
        hint=N_("The number of a receipt in the sheet “Receipts” (收款) or in the book."),
    )  # fmt: skip
    document: str = entry(
        N_("Document"), "", required=True, synonyms=("单据号", "计价单号", "计价编号", "核销单据"),
        hint=N_("The number of the certificate or of the opening item that is paid."),
    )  # fmt: skip
    kind: str = entry(
        N_("Class"), "", choices=CLASSES, synonyms=("款项性质", "类别"),
        hint=N_("Empty: the part that the document makes due first."),
    )  # fmt: skip
    amount: Money | None = entry(N_("Amount allocated"), None, required=True, synonyms=("核销金额", "金额"))
    allocated_on: date | None = entry(
        N_("Allocated on"), None, synonyms=("核销日期",), hint=N_("Empty: the day of the receipt.")
    )


@dataclass(frozen=True)
class OpeningRow(OpeningItemDraft):
    """An old item, or the cumulative figures of a contract, or both on one line."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)
    taken_on: date | None = entry(
        N_("Taken on"), None, synonyms=("建账日期",), hint=N_("Once for each contract is enough.")
    )
    certified: Money | None = entry(N_("Certified to date"), None, synonyms=("累计计价", "开累计价"))
    received: Money | None = entry(N_("Received to date"), None, synonyms=("累计收款", "开累收款"))
    retention: Money | None = entry(N_("Retention held"), None, synonyms=("累计质保金",))
    advance_paid: Money | None = entry(N_("Advance received"), None, synonyms=("已收预付款",))
    recovered: Money | None = entry(N_("Advance recovered"), None, synonyms=("已扣回预付款",))
    second_paid: Money | None = entry(
        N_("Of it received of the second advance"), None, synonyms=("其中第二笔预付款", "已收第二笔预付款")
    )
    second_recovered: Money | None = entry(
        N_("Of it recovered of the second advance"), None, synonyms=("其中第二笔扣回", "已扣回第二笔预付款")
    )
    done: Money | None = entry(
        N_("Work done to date"), None, synonyms=("累计完成产值", "开累产值"), hint=N_("Empty: what was certified")
    )
    cost: Money | None = entry(N_("Cost to date"), None, synonyms=("累计成本",))
    revenue: Money | None = entry(N_("Revenue to date"), None, synonyms=("累计收入",))
    remark: str = entry(N_("Remark"), "", lines=2, synonyms=("备注",))
    stated: Money | None = entry(
        N_("Total of the take-on sheet"), None, synonyms=("交接表合计", "交接表金额"),
        hint=N_("Once for each contract; compared with its items"),
    )  # fmt: skip
    explanation: str = entry(N_("Why they differ"), "", synonyms=("差额说明",))
    giver: str = entry(N_("Handed over by"), "", synonyms=("移交人",))
    taker: str = entry(N_("Taken over by"), "", synonyms=("接收人", "接交人"))
    witness: str = entry(N_("Witnessed by"), "", synonyms=("监交人",))


FORMS = (
    SheetForm(
        "parties", "单位", "Parties", PartyRow, ("name",), ("往来单位", "客户", "业主单位"), total="",
        example={"name": "示例：江北公路事业发展中心", "nature": "institution", "contact": "李工",
                 "phone": "023-60000000"},
    ),
    SheetForm(
        "projects", "项目", "Projects", ProjectDraft, ("name",), ("工程项目",), total="",
        example={"number": "示例-XM-01", "name": "示例：江北三标", "owner": "示例：江北公路事业发展中心"},
    ),
    SheetForm(
        "contracts", "合同", "Contracts", ContractDraft, ("number",), ("合同台账",),
        ("number", "name", "project", "owner", "payer", "kind", "role", "currency", "price", "provisional",
         "signed_on"),
        total="price",
        example={"number": "示例-HT-01", "name": "示例：江北三标施工合同", "project": "示例：江北三标",
                 "owner": "示例：江北公路事业发展中心", "price": Money.of(48_600_000), "signed_on": date(2025, 3, 1)},
    ),
    SheetForm(
        "milestones", "付款节点", "Milestones", MilestoneRow, (), ("付款条件",), ("contract",), total="",
        example={"contract": "示例-HT-01", "event": "certification", "cumulative": Decimal(1), "days": 28},
    ),
    SheetForm(
        "releases", "质保金返还", "Retention releases", ReleaseRow, (), ("质保金返还条件", "质保金退还"), ("contract",),
        total="", example={"contract": "示例-HT-01", "event": "defects_end", "cumulative": Decimal(1), "days": 28},
    ),
    SheetForm(
        "kinds", "分类约定", "Terms by kind", KindTermsRow, (), ("价款类别约定",), ("contract",), total="",
        example={"contract": "示例-HT-01", "kind": "claims", "progress": Decimal(1), "retention_rate": Decimal(0)},
    ),
    SheetForm(
        "factors", "调价因子", "Price factors", FactorRow, (), ("调价公式",), ("contract",), total="",
        example={"contract": "示例-HT-01", "name": "示例：钢材", "weight": Decimal("0.25"), "index": Decimal(3820)},
    ),
    SheetForm(
        "fees", "按费率费用", "Fees by rate", FeeRow, (), ("规费", "取费"), ("contract",), total="",
        example={"contract": "示例-HT-01", "name": "示例：规费", "rate": Decimal("0.06"), "of": "work"},
    ),
    SheetForm(
        "bill", "清单", "Bill", BillLineDraft, (), ("工程量清单",), ("contract",),
        example={"contract": "示例-HT-01", "code": "203-1-a", "name": "示例：路基挖土方", "unit": "m³",
                 "quantity": Decimal(412500), "price": Decimal("14.8")},
    ),
    SheetForm(
        "variations", "变更", "Variations", VariationRow, ("contract", "number"), ("变更签证", "工程变更"),
        example={"contract": "示例-HT-01", "number": "示例-BG-01", "name": "示例：K12+300 涵洞加长",
                 "instructed_on": date(2025, 9, 10), "amount": Money.of(485_000)},
    ),
    SheetForm(
        "variation_lines", "变更明细", "Variation lines", VariationLineRow, (), ("变更清单", "签证明细"),
        ("contract", "variation"),
        example={"contract": "示例-HT-01", "variation": "示例-BG-01", "name": "示例：钢筋混凝土盖板涵", "unit": "m",
                 "quantity": Decimal("48.5"), "price": Decimal(10000)},
    ),
    SheetForm(
        "certificates", "验工计价", "Certificates", CertificateRow, ("number",), ("计价", "进度款"),
        ("contract", "number", "period"), total="work",
        example={"contract": "示例-HT-01", "number": "示例-JJ-01", "period": 1, "period_to": date(2025, 6, 25),
                 "certified_on": date(2025, 7, 8), "work": Money.of(1_438_362)},
    ),
    SheetForm(
        "lines", "计价明细", "Certificate lines", LineRow, (), ("验工计价明细", "计价清单"), ("certificate",),
        frozenset({"id", "bill_item", "variation"}),
        example={"certificate": "示例-JJ-01", "code": "203-1-a", "name": "示例：路基挖土方", "unit": "m³",
                 "quantity": Decimal(26500), "price": Decimal("14.8")},
    ),
    SheetForm(
        "adjustments", "计价扣款", "Deductions and additions", AdjustmentRow, (), ("计价扣补款", "扣款明细"),
        ("certificate",),
        example={"certificate": "示例-JJ-01", "kind": "penalty", "amount": Money.of(12_600),
                 "reason": "示例：材料超耗"},
    ),
    SheetForm(
        "indices", "价格指数", "Price indices", IndexRow, (), ("调价指数",), ("certificate",), total="",
        example={"certificate": "示例-JJ-01", "name": "示例：钢材", "current": Decimal(3950)},
    ),
    SheetForm(
        "supplies", "甲供材料", "Owner's materials", SupplyRow, (), ("甲供材",), ("certificate",), total="",
        example={"certificate": "示例-JJ-01", "name": "示例：钢筋", "unit": "t", "issued": Decimal("42.5"),
                 "price": Decimal(3800)},
    ),
    SheetForm(
        "material_prices", "材料价差", "Prices of materials", MaterialPriceRow, (), ("主材调差", "材料调差"),
        ("certificate",), total="",
        example={"certificate": "示例-JJ-01", "name": "示例：钢筋", "unit": "t", "quantity": Decimal(200),
                 "base": Decimal(3800), "current": Decimal(4256), "band": Decimal("0.05")},
    ),
    SheetForm(
        "receipts", "收款", "Receipts", ReceiptDraft, ("number",), ("回款", "到账"),
        example={"number": "示例-SK-01", "payer": "示例：江北公路事业发展中心", "contract": "示例-HT-01",
                 "received_on": date(2025, 8, 1), "amount": Money.of(1_000_000)},
    ),
    SheetForm(
        "allocations", "核销", "Allocations", AllocationRow, (), ("回款核销",),
        example={"receipt": "示例-SK-01", "document": "示例-JJ-01", "amount": Money.of(1_000_000)},
    ),
    *AFTERWARDS,
    *WORKING,
    *DOWNSTREAM,
    *COLLECTING,
    *CONFIRMING,
    *PROVIDED,
    SheetForm(
        "opening", "期初", "Opening balances", OpeningRow, (), ("期初余额", "期初数"), ("contract", "taken_on"),
        optional=frozenset({"posted_on", "amount", "kind"}),
        example={"contract": "示例-HT-01", "taken_on": date(2025, 1, 1), "document": "示例-旧账-01",
                 "posted_on": date(2023, 6, 30), "amount": Money.of(300_000)},
    ),
)  # fmt: skip
"""In the order in which they are brought in: what a sheet refers to comes before it."""


def form(name: str) -> SheetForm:
    return next(one for one in FORMS if one.name == name)
