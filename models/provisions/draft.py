"""What is asked of provision rates, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.drafts import entries, entry, faults
from models.language import N_
from models.parties import NATURES
from models.problems import Problem
from models.provisions.record import BANDS, PAST_DUE
from models.receivables.record import CLASSES

OTHERS = "other"
GROUPS = {OTHERS: N_("All other debtors"), **NATURES}
KINDS = {"": N_("All other classes"), **CLASSES}


@dataclass(frozen=True)
class ProvisionRateDraft:
    """One group of debtors, a rate for each year of age."""

    nature: str = entry(N_("Debtors"), OTHERS, choices=GROUPS)
    kind: str = entry(N_("Class"), "", choices=KINDS)
    y0: Decimal | None = entry(N_("Up to 1 year"), None, unit="%", required=True)
    y1: Decimal | None = entry(N_("1–2 years"), None, unit="%", required=True)
    y2: Decimal | None = entry(N_("2–3 years"), None, unit="%", required=True)
    y3: Decimal | None = entry(N_("3–4 years"), None, unit="%", required=True)
    y4: Decimal | None = entry(N_("4–5 years"), None, unit="%", required=True)
    y5: Decimal | None = entry(N_("Over 5 years"), None, unit="%", required=True)


@dataclass(frozen=True)
class PastDueRateDraft:
    """One group of debtors, a rate for each span of days past due (CAS 22, IFRS 9 B5.5.35)."""

    nature: str = entry(N_("Debtors"), OTHERS, choices=GROUPS)
    kind: str = entry(N_("Class"), "", choices=KINDS)
    not_due: Decimal | None = entry(N_("Not past due"), None, unit="%", required=True)
    d0: Decimal | None = entry(N_("1–30 days past due"), None, unit="%", required=True)
    d30: Decimal | None = entry(N_("31–60 days past due"), None, unit="%", required=True)
    d60: Decimal | None = entry(N_("61–90 days past due"), None, unit="%", required=True)
    d90: Decimal | None = entry(N_("Over 90 days past due"), None, unit="%", required=True)


CAPTIONS = {
    band: str(entries(line)[band].caption)
    for line, bands in ((ProvisionRateDraft, BANDS), (PastDueRateDraft, PAST_DUE))
    for band in bands
}
"""What each band is called."""


@dataclass(frozen=True)
class ProvisionMatrixDraft:
    """The company's rates; there is no rate of the law, so none is proposed."""

    id: str = ""
    valid_from: date | None = entry(N_("Valid from"), None, required=True, key=True)
    source: str = entry(N_("Decided by"), "", wide=True, hint=N_("For example: the accounting policy of 2026"))
    rates: tuple[ProvisionRateDraft, ...] = entry(N_("Rates by age since posting"), ())
    past_due: tuple[PastDueRateDraft, ...] = entry(N_("Rates by days past due"), ())

    @property
    def number(self) -> str:
        """By what it is known."""
        return str(self.valid_from or "")


@dataclass(frozen=True)
class IndividualDraft:
    """A contract that is provided for by itself."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", wide=True)
    valid_from: date | None = entry(N_("Valid from"), None, required=True)
    rate: Decimal | None = entry(N_("Share that will not be paid"), None, required=True, unit="%")
    reason: str = entry(N_("Reason"), "", required=True, wide=True, hint=N_("For example: bankruptcy was filed"))

    @property
    def number(self) -> str:
        """By what it is known."""
        return f"{self.contract}/{self.valid_from}" if self.contract and self.valid_from else ""


def check(draft: ProvisionMatrixDraft) -> Iterator[Problem]:
    yield from faults(draft)
    lines = [
        (f"{name}.{place}", line, bands)
        for name, bands in (("rates", BANDS), ("past_due", PAST_DUE))
        for place, line in enumerate(getattr(draft, name))
    ]
    if not any((line.nature, line.kind) == (OTHERS, "") for _where, line, _bands in lines):
        yield Problem("rates", N_("Add the line “All other debtors”: it serves whoever has no line of his own."))
    seen: set[tuple[str, str]] = set()
    for where, line, bands in lines:
        if (line.nature, line.kind) in seen:
            yield Problem(f"{where}.nature", N_("This group has a line already."))
        seen.add((line.nature, line.kind))
        yield from _check_line(where, line, bands)


def _check_line(where: str, line: ProvisionRateDraft | PastDueRateDraft, bands: Sequence[str]) -> Iterator[Problem]:
    before = Decimal(0)
    for band in bands:
        rate = getattr(line, band)
        if rate is None:
            continue
        if not 0 <= rate <= 1:
            yield Problem(f"{where}.{band}", N_("A percentage lies between 0 and 100."))
        elif rate < before:
            yield Problem(f"{where}.{band}", N_("An older debt has a lower rate: is that meant?"), advice=True)
        before = rate


def check_individual(draft: IndividualDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.rate is not None and not 0 <= draft.rate <= 1:
        yield Problem("rate", N_("A percentage lies between 0 and 100."))
