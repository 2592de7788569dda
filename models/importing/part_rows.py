"""Rows of the workbook that are parts of a contract or of a certificate: each names the document it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from models.certificates import AdjustmentDraft, IndexDraft, MaterialPriceDraft, SupplyDraft
from models.contracts import FactorDraft, FeeDraft, KindTermsDraft, MilestoneDraft, ReleaseDraft
from models.drafts import entry
from models.language import N_

CONTRACT = ("合同编号", "合同号", "合同")
EXISTING = N_("The number of a contract in the sheet “Contracts” (合同) or in the book.")


@dataclass(frozen=True)
class MilestoneRow(MilestoneDraft):
    """A milestone and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)


@dataclass(frozen=True)
class ReleaseRow(ReleaseDraft):
    """A part of the retention that is released, and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)


@dataclass(frozen=True)
class AdjustmentRow(AdjustmentDraft):
    """A deduction or addition of a certificate, which may have several."""

    certificate: str = entry(
        N_("Certificate number"), "", required=True, synonyms=("计价单号", "计价编号", "验工计价编号"),
        hint=N_("The number of a certificate in the sheet “Certificates” (验工计价)."),
    )  # fmt: skip


@dataclass(frozen=True)
class KindTermsRow(KindTermsDraft):
    """What is agreed otherwise for a kind of value, and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)


@dataclass(frozen=True)
class FactorRow(FactorDraft):
    """A cost that moves the price, and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)


@dataclass(frozen=True)
class FeeRow(FeeDraft):
    """A fee that is a rate of a base, and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=CONTRACT, hint=EXISTING)


@dataclass(frozen=True)
class IndexRow(IndexDraft):
    """A price index of a certificate."""

    certificate: str = entry(
        N_("Certificate number"), "", required=True, synonyms=("计价单号", "计价编号", "验工计价编号"),
        hint=N_("The number of a certificate in the sheet “Certificates” (验工计价)."),
    )  # fmt: skip


@dataclass(frozen=True)
class SupplyRow(SupplyDraft):
    """Materials of the owner that a certificate takes off."""

    certificate: str = entry(
        N_("Certificate number"), "", required=True, synonyms=("计价单号", "计价编号", "验工计价编号"),
        hint=N_("The number of a certificate in the sheet “Certificates” (验工计价)."),
    )  # fmt: skip


@dataclass(frozen=True)
class MaterialPriceRow(MaterialPriceDraft):
    """The prices of a material of a certificate."""

    certificate: str = entry(
        N_("Certificate number"), "", required=True, synonyms=("计价单号", "计价编号", "验工计价编号"),
        hint=N_("The number of a certificate in the sheet “Certificates” (验工计价)."),
    )  # fmt: skip
