"""What whoever moves a paper on through the house should know: a step that was left out, a paper without our seal."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.language import N_
from models.papers.course import CourseDraft, listed
from models.papers.record import SEALED, STAGES, IssuedPaper
from models.papers.usecases import TO_DEBTORS
from models.problems import Problem
from models.stages import stages_of

_SKIPPED = N_(
    "{number}: not recorded before “{stage}”: {steps}. Record these steps first, they cannot be entered afterwards; "
    "what was entered is taken back by undo."
)
_UNSEALED = N_("{number} is not recorded as sealed: without our seal it proves little. Record the seal too.")


def skipped(session: Session, paper: IssuedPaper, stage: str) -> Iterator[Problem]:
    """The steps before this one that nobody recorded."""
    done = tuple(one.stage for one in stages_of(session, paper.id))
    left = CourseDraft(paper.id, done, stage).left_out
    if left:
        told = {"number": paper.number, "stage": STAGES[stage], "steps": listed(left)}
        yield Problem("", _SKIPPED, told, advice=True)


def unsealed(session: Session, paper: IssuedPaper) -> Iterator[Problem]:
    """What goes to a debtor bears our seal."""
    if paper.kind in TO_DEBTORS and SEALED not in {one.stage for one in stages_of(session, paper.id)}:
        yield Problem("", _UNSEALED, {"number": paper.number}, advice=True)
