"""What is asked of provision rates, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.drafts import entries, entry, faults
from models.language import N_
from models.parties import NATURES
from models.problems import Problem
from models.provisions.record import BANDS, PAST_DUE
from models.receivables.record import CLASSES
from models.rules.ageing import month_bands

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


@dataclass(frozen=True)
class MonthRateDraft:
    """The rate of one group of debtors up to an age; a line for each age, the last one without a limit."""

    nature: str = entry(N_("Debtors"), OTHERS, choices=GROUPS)
    kind: str = entry(N_("Class"), "", choices=KINDS)
    upto: int | None = entry(
        N_("Up to months of age"), None, synonyms=("账龄上限（月）", "账龄（月）"),
        hint=N_("6, 12, 24 …; the last line empty: all that is older"),
    )  # fmt: skip
    rate: Decimal | None = entry(N_("Rate of provision"), None, unit="%", required=True, synonyms=("计提比例",))


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
    months: tuple[MonthRateDraft, ...] = entry(N_("Rates by months since posting"), ())

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


@dataclass(frozen=True)
class RateLine:
    """The rates of one group and class; ``rates`` are entry, band and rate, the youngest first, ``where`` the line."""

    where: str
    nature: str
    kind: str
    rates: tuple[tuple[str, str, Decimal | None], ...]


def lines_of(draft: ProvisionMatrixDraft) -> list[RateLine]:
    """Every group and class with its rates: lines by years and by days as they stand, those by months put together."""
    found = []
    for name, bands in (("rates", BANDS), ("past_due", PAST_DUE)):
        for place, line in enumerate(getattr(draft, name)):
            where = f"{name}.{place}"
            rates = ((f"{where}.{band}", band, getattr(line, band)) for band in bands)
            found.append(RateLine(where, line.nature, line.kind, tuple(rates)))
    for (nature, kind), rows in _by_group(draft).items():
        overs = [0, *(row.upto or 0 for _place, row in rows)]
        rates = (
            (f"months.{place}.rate", f"m{over}", row.rate) for over, (place, row) in zip(overs, rows, strict=False)
        )
        found.append(RateLine(f"months.{rows[0][0]}", nature, kind, tuple(rates)))
    return found


def edges_of(draft: ProvisionMatrixDraft) -> tuple[int, ...]:
    """The ages in months at which rates by months change; all groups have the same."""
    groups = list(_by_group(draft).values())
    return tuple(row.upto for _place, row in groups[0] if row.upto) if groups else ()


def captions_of(draft: ProvisionMatrixDraft) -> Mapping[str, tuple[str, Mapping[str, object]]]:
    """Of each band the msgid of what it is called, and what fills it in."""
    found: dict[str, tuple[str, Mapping[str, object]]] = {band: (caption, {}) for band, caption in CAPTIONS.items()}
    for one in month_bands(draft.valid_from or date.max, edges_of(draft)):
        found[one.name] = one.caption, {"over": one.over, "upto": one.upto}
    return found


def _by_group(draft: ProvisionMatrixDraft) -> Mapping[tuple[str, str], list[tuple[int, MonthRateDraft]]]:
    found: dict[tuple[str, str], list[tuple[int, MonthRateDraft]]] = {}
    for place, row in enumerate(draft.months):
        found.setdefault((row.nature, row.kind), []).append((place, row))
    return found


def check(draft: ProvisionMatrixDraft) -> Iterator[Problem]:
    yield from faults(draft)
    lines = lines_of(draft)
    if not any((line.nature, line.kind) == (OTHERS, "") for line in lines):
        where = next((name for name in ("rates", "past_due", "months") if getattr(draft, name)), "rates")
        yield Problem(where, N_("Add the line “All other debtors”: it serves whoever has no line of his own."))
    seen: set[tuple[str, str]] = set()
    for line in lines:
        if (line.nature, line.kind) in seen:
            yield Problem(f"{line.where}.nature", N_("This group has a line already."))
        seen.add((line.nature, line.kind))
        yield from _check_line(line)
    yield from _check_months(draft)


def _check_line(line: RateLine) -> Iterator[Problem]:
    before = Decimal(0)
    for where, _band, rate in line.rates:
        if rate is None:
            continue
        if not 0 <= rate <= 1:
            yield Problem(where, N_("A percentage lies between 0 and 100."))
        elif rate < before:
            yield Problem(where, N_("An older debt has a lower rate: is that meant?"), advice=True)
        before = rate


def _check_months(draft: ProvisionMatrixDraft) -> Iterator[Problem]:
    """The ages of a group rise from line to line, the last line has none, and all groups have the same."""
    for rows in _by_group(draft).values():
        before = 0
        for place, row in rows[:-1]:
            if row.upto is None or row.upto <= before:
                yield Problem(f"months.{place}.upto", N_("Ages rise from line to line; only the last line has none."))
            before = row.upto or before
        last, row = rows[-1]
        if row.upto is not None:
            message = N_("Add a line of this group without an age: the rate of all that is older.")
            yield Problem(f"months.{last}.upto", message)
        elif tuple(row.upto for _place, row in rows if row.upto) != edges_of(draft):
            yield Problem(f"months.{last}.upto", N_("All groups by months change their rate at the same ages."))


def check_individual(draft: IndividualDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.rate is not None and not 0 <= draft.rate <= 1:
        yield Problem("rate", N_("A percentage lies between 0 and 100."))
