"""One deadline: the period, whose and for what, from which day and why, its last day by the calendar and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.language import N_, text
from models.money import Money
from models.rules.clocks import Clock, warning
from models.rules.clocks import Deadline as Period
from models.rules.periods import CLOCKS
from models.said import NOTHING, Said

GUARANTEE_EXPIRY, RETENTION_DUE = "guarantee_expiry", "retention_due"
OWN = {
    GUARANTEE_EXPIRY: N_("Expiry of a bank guarantee"),
    RETENTION_DUE: N_("Retention falls due"),
}
"""Last days that stand in a paper or contract of our own and not in a law."""
PASSED, LATER, STANDS = "passed", "later", "stands"
LEVELS = {
    PASSED: N_("Passed"),
    "7": N_("Within 7 days"),
    "30": N_("Within 30 days"),
    "90": N_("Within 90 days"),
    LATER: N_("Later"),
    STANDS: N_("Stands still or not begun"),
}


@dataclass(frozen=True)
class Subject:
    """Whose and for what: ``noun`` and ``record`` name the record that is opened for it, ``key`` tells it apart."""

    party_id: str = ""
    party: str = ""
    contract_id: str = ""
    contract: str = ""
    project_id: str = ""
    document: str = ""
    currency: str = ""
    amount: Money | None = None
    noun: str = ""
    record: str = ""
    key: str = ""


@dataclass(frozen=True)
class Deadline:
    """``because`` says what the period runs from and by which paper, ``note`` what to beware of, ``basis`` are msgids.

    ``raw_end`` is the last day by the calendar, ``end`` after holidays (None: not announced), ``act_by`` the safe one.
    Both are None while the period stands still. ``behind`` are the records of the papers, as (noun, id).
    """

    clock: str
    subject: Subject
    start: date | None
    because: Said
    raw_end: date | None
    end: date | None
    act_by: date | None
    basis: tuple[str, ...]
    note: Said = NOTHING
    behind: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return f"{self.clock}:{self.subject.key or self.subject.record}"

    def law(self, language: str | None = None) -> str:
        """The basis as a reader reads it."""
        return "; ".join(text(one, language) for one in self.basis)

    def level(self, today: date) -> str:
        """How near it is: the tightest of the warnings that are due."""
        if self.act_by is None:
            return STANDS
        found = warning(self.act_by, today)
        return LATER if found is None else PASSED if found == 0 else str(found)


def captions() -> dict[str, str]:
    """What every kind of deadline is called (msgids)."""
    return {**{name: clock.caption for name, clock in CLOCKS.items()}, **OWN}


def of_period(
    subject: Subject, found: Period, because: Said, note: Said = NOTHING, basis: tuple[str, ...] = ()
) -> Deadline:
    """The deadline of a period that ran from its start."""
    clock: Clock = found.clock
    return Deadline(
        clock.name, subject, found.start, because, found.raw_end, found.end, found.safe_end,
        basis or (clock.basis,), note,
    )  # fmt: skip


def on_day(kind: str, subject: Subject, day: date, because: Said, basis: str) -> Deadline:
    """A last day that is written down somewhere."""
    return Deadline(kind, subject, None, because, day, day, day, (basis,))
