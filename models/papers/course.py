"""What is asked of an issued paper before it goes out (approved, its seal asked for, sealed), and what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from models.drafts import entry
from models.language import N_, text
from models.papers.record import APPROVED, COURSE, SEALED, SEALS, STAGES
from models.problems import Problem

_LEFT_OUT = N_(
    "Not recorded: {steps}. They cannot be entered afterwards: record them first, or tick that they are left out."
)


@dataclass(frozen=True)
class CourseDraft:
    """That a paper was approved, its seal asked for, or sealed: on which day, by whom, with which seal.

    ``done`` are the stages that are recorded already; ``skip`` says that those left out stay out.
    """

    paper: str = ""
    done: tuple[str, ...] = ()
    stage: str = entry(N_("What happened in the house"), SEALED, required=True, choices=COURSE)
    on: date | None = entry(N_("On"), None, required=True)
    by: str = entry(N_("Handled by"), "", required=True)
    seal: str = entry(N_("Seal"), "official", choices=SEALS)
    skip: bool = entry(N_("Leave out the steps before it"), False)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The steps before this one that are not recorded."""
        before = takewhile(lambda one: one != self.stage, COURSE) if self.stage in COURSE else ()
        return tuple(one for one in before if one not in self.done)


def idle(draft: CourseDraft) -> Collection[str]:
    """An approval names no seal, and where every step was taken none is left out."""
    none_left = () if draft.left_out else ("skip",)
    return (*none_left, "seal") if draft.stage == APPROVED else none_left


def check_course(draft: CourseDraft) -> Iterator[Problem]:
    """Who leaves out a step says so before it is kept: it cannot be entered afterwards."""
    if draft.left_out and not draft.skip:
        yield Problem("skip", _LEFT_OUT, {"steps": listed(draft.left_out)})


def listed(stages: Iterable[str]) -> str:
    """Their captions in a row."""
    return text(N_(", ")).join(text(STAGES[one]) for one in stages)
