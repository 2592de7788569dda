"""The sheets of the downstream mirror: subcontracts with what was certified and paid, set-offs among three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.downstream.draft import (
    SetOffDraft,
    SubCertificateDraft,
    SubcontractDraft,
    SubPaymentDraft,
    SubQuantityDraft,
)
from models.drafts import entry
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.money import Money

_NUMBER = N_("Subcontract number")
_FOUND = N_("The number of a subcontract in the sheet “Subcontracts” (分包合同).")
_SYNONYMS = ("分包合同编号",)


@dataclass(frozen=True)
class SubCertificateRow(SubCertificateDraft):
    """What was certified to a subcontractor, which is done several times."""

    subcontract: str = entry(_NUMBER, "", required=True, synonyms=_SYNONYMS, hint=_FOUND)


@dataclass(frozen=True)
class SubPaymentRow(SubPaymentDraft):
    """What was paid to a subcontractor."""

    subcontract: str = entry(_NUMBER, "", required=True, synonyms=_SYNONYMS, hint=_FOUND)


@dataclass(frozen=True)
class SubQuantityRow(SubQuantityDraft):
    """A quantity of our bill that was certified to a subcontractor."""

    subcontract: str = entry(_NUMBER, "", required=True, synonyms=_SYNONYMS, hint=_FOUND)


@dataclass(frozen=True)
class SetOffRow(SetOffDraft):
    """A set-off on one line: it settles what fell due first."""

    subcontract: str = entry(_NUMBER, "", required=True, synonyms=_SYNONYMS, hint=_FOUND)


DOWNSTREAM = (
    SheetForm(
        "subcontracts", "分包合同", "Subcontracts", SubcontractDraft, ("number",), ("对下计价", "分包台账"),
        ("contract", "number", "name", "party", "price"), total="price",
        example={"contract": "示例-HT-01", "number": "示例-FB-01", "name": "示例：土方劳务", "party": "示例劳务公司",
                 "price": Money.of(6_000_000), "retention_rate": Decimal("0.03")},
    ),
    SheetForm(
        "sub_certificates", "分包计价", "Subcontract certificates", SubCertificateRow, (), ("对下计价明细",),
        ("subcontract",), example={"subcontract": "示例-FB-01", "certified_on": date(2025, 6, 25),
                                   "amount": Money.of(800_000)},
    ),
    SheetForm(
        "sub_payments", "分包付款", "Subcontract payments", SubPaymentRow, (), ("对下付款",), ("subcontract",),
        example={"subcontract": "示例-FB-01", "paid_on": date(2025, 7, 10), "amount": Money.of(600_000)},
    ),
    SheetForm(
        "sub_quantities", "分包工程量", "Subcontract quantities", SubQuantityRow, (), ("对下工程量",), ("subcontract",),
        total="", example={"subcontract": "示例-FB-01", "certified_on": date(2025, 6, 25), "code": "203-1-a",
                           "quantity": Decimal(12_000)},
    ),
    SheetForm(
        "set_offs", "三方抵扣", "Set-offs", SetOffRow, ("number",), ("抵扣协议", "业主代付"), ("subcontract", "number"),
        example={"subcontract": "示例-FB-01", "number": "示例-DK-01", "signed_on": date(2025, 8, 1),
                 "effective_on": date(2025, 8, 20), "amount": Money.of(200_000)},
    ),
)  # fmt: skip
