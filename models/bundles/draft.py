"""What is asked of a bundle of evidence, and what must hold (民事证据规定 19)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.evidence.kinds import FORMS
from models.language import N_
from models.problems import Problem

PARTIES, CONTRACT, PERFORMANCE, PAYMENT, CALCULATION, OTHER = (
    "parties", "contract", "performance", "payment", "calculation", "other",
)  # fmt: skip
GROUPS = {
    PARTIES: N_("Who the parties are"),
    CONTRACT: N_("The contract"),
    PERFORMANCE: N_("Performance"),
    PAYMENT: N_("Payments made"),
    CALCULATION: N_("Calculation"),
    OTHER: N_("Other evidence"),
}
"""The groups of a list of evidence, in the order in which they are proposed."""

_TOGETHER = N_(
    "The pieces of a group stand together in the bundle, where the group begins: line {line} is printed right after "
    "line {after}."
)


@dataclass(frozen=True)
class BundleItemDraft:
    """One piece of evidence; file or paper is needed."""

    group: str = entry(N_("Group"), PERFORMANCE, choices=GROUPS)
    file: str = entry(N_("Evidence"), "", pick="evidence")
    paper: str = entry(N_("Issued paper"), "", pick="papers")
    title: str = entry(N_("Name of the evidence"), "", hint=N_("Empty: as the evidence is called"))
    source: str = entry(N_("Source"), "")
    form: str = entry(N_("Original or copy"), "", choices=FORMS)
    proves: str = entry(N_("What it shows"), "")
    purpose: str = entry(N_("What it is to prove"), "")


@dataclass(frozen=True)
class BundleDraft:
    """A bundle of a contract, or of a debtor."""

    id: str = ""
    number: str = entry(N_("Bundle number"), "", key=True, hint=N_("Empty: made from the year"))
    title: str = entry(N_("Title"), "", required=True, wide=True)
    contract: str = entry(N_("Contract"), "", pick="contracts")
    party: str = entry(N_("Debtor"), "", pick="parties")
    made_on: date | None = entry(N_("Date of submission"), None, required=True)
    submitted_by: str = entry(N_("Submitted by"), "", hint=N_("Empty: our company"))
    copies: int | None = entry(N_("Copies"), 1, required=True, hint=N_("One for the court and one for each opponent"))
    items: tuple[BundleItemDraft, ...] = entry(N_("Evidence"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)


def grouped(draft: BundleDraft) -> list[tuple[str, list[BundleItemDraft]]]:
    """The pieces as they are printed: the groups in the order in which they begin, in each what was entered first."""
    groups: dict[str, list[BundleItemDraft]] = {}
    for item in draft.items:
        groups.setdefault(item.group, []).append(item)
    return list(groups.items())


def check(draft: BundleDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if not draft.contract and not draft.party:
        yield Problem("contract", N_("Choose the contract or the debtor the evidence is about."))
    if not draft.items:
        yield Problem("items", N_("Enter at least one piece of evidence."))
    yield from _check_order(draft)
    if draft.copies is not None and draft.copies < 1:
        yield Problem("copies", N_("At least one copy is handed in."))
    seen: set[str] = set()
    for place, item in enumerate(draft.items):
        if bool(item.file) == bool(item.paper):
            yield Problem(f"items.{place}.file", N_("Choose either a file of evidence or an issued paper."))
        if (key := item.file or item.paper) in seen:
            yield Problem(f"items.{place}.file", N_("This piece stands in the list already."), advice=True)
        seen.add(key)
        if not item.purpose:
            yield Problem(f"items.{place}.purpose", N_("Say what it is to prove: the court wants it."), advice=True)


def _check_order(draft: BundleDraft) -> Iterator[Problem]:
    """Where a line stands apart from its group it is printed elsewhere than it is written."""
    begun: dict[str, int] = {}
    for place, item in enumerate(draft.items):
        last = begun.get(item.group, place - 1)
        begun[item.group] = place
        if last != place - 1:
            yield Problem("items", _TOGETHER, {"line": place + 1, "after": last + 1}, advice=True)
            return
