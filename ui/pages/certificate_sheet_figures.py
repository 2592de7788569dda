"""A valuation sheet worked out as it is typed: only the lines that changed are looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from models import certificates
from models.certificates import Background, CertificateDraft, LineDraft
from models.certificates.sheet import is_filled, known_indices
from models.money import Money
from models.problems import Problem
from models.rules.base import BREAKS
from models.rules.captions import Working
from models.rules.certificate import Assessment

ADVANCE = "advance"
Group = tuple[str, Decimal | None]
"""Lines of one kind and rate of tax are one sum."""


@dataclass(frozen=True)
class Figures:
    """What a sheet comes to: the assessment, every problem and advice, its filled lines and their sum."""

    draft: CertificateDraft
    assessment: Assessment
    problems: tuple[Problem, ...]
    filled: tuple[LineDraft, ...]
    lines: Money
    claimed: Money

    @property
    def kept(self) -> CertificateDraft:
        """The draft as it is saved: without its empty lines."""
        return replace(self.draft, lines=self.filled, indices=known_indices(self.draft))

    @property
    def due(self) -> Money:
        """What the owner is to pay now; an advance is due as it was typed."""
        return (self.draft.work or Money()) if self.draft.kind == ADVANCE else self.assessment.due

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """The lines from gross to due; an advance has only its amount."""
        found = self.assessment.workings
        if self.draft.kind == ADVANCE:
            return tuple(replace(one, amount=self.due) for one in found if one.name == "due")
        return found


@dataclass(frozen=True)
class _Seen:
    """A line as it was last looked at. Amounts in fen; ``beyond``: what its price changes beyond the bill quantity."""

    line: LineDraft
    amount: int
    claimed: int
    is_filled: bool
    problems: tuple[Problem, ...]
    beyond: int = 0
    beyond_claimed: int = 0

    @property
    def group(self) -> Group:
        return self.line.kind, self.line.vat_rate


class LiveFigures:
    """Remembers each line's amounts and problems, and their sums by kind, from one keystroke to the next."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self._seen: list[_Seen] = []
        self._sums: dict[Group, int] = {}
        self._claimed: dict[Group, int] = {}
        self._beyond, self._beyond_claimed, self._is_last = 0, 0, False

    def of(self, draft: CertificateDraft) -> Figures:
        """The figures of this draft; costs what changed since the last one."""
        self._is_last, was = draft.kind == "last", self._is_last
        self._look_at(draft.lines, anew=was != self._is_last)
        whole = _summed(draft, self._sums, self._beyond)
        found = certificates.assessed(whole, self.background)
        return Figures(
            draft=draft,
            assessment=found,
            problems=(*self._whole_problems(whole), *certificates.check_due(draft, found), *self._line_problems()),
            filled=tuple(seen.line for seen in self._seen if seen.is_filled),
            lines=Money(sum(self._sums.values())),
            claimed=self._claimed_in_all(draft, found),
        )

    def _claimed_in_all(self, draft: CertificateDraft, found: Assessment) -> Money:
        """As the book keeps it (``claimed_in_all``), from the sums of what the lines claim."""
        if draft.claimed is not None or draft.kind == ADVANCE:
            return certificates.claimed_of(replace(draft, lines=()))
        if (self._claimed, self._beyond_claimed) == (self._sums, self._beyond):
            return found.gross
        whole = _summed(draft, self._claimed, self._beyond_claimed)
        return certificates.assessed(whole, self.background).gross

    def _look_at(self, lines: Sequence[LineDraft], anew: bool) -> None:
        kept = self._seen if len(self._seen) == len(lines) and not anew else self._forget()
        for place, line in enumerate(lines):
            before = kept[place] if place < len(kept) else None
            if before is not None and before.line is line:
                continue
            now = self._seen_as(line)
            self._count(now, 1)
            if before is None:
                kept.append(now)
            else:
                self._count(before, -1)
                kept[place] = now

    def _forget(self) -> list[_Seen]:
        self._seen, self._sums, self._claimed, self._beyond, self._beyond_claimed = [], {}, {}, 0, 0
        return self._seen

    def _count(self, seen: _Seen, sign: int) -> None:
        self._sums[seen.group] = self._sums.get(seen.group, 0) + sign * seen.amount
        self._claimed[seen.group] = self._claimed.get(seen.group, 0) + sign * seen.claimed
        self._beyond += sign * seen.beyond
        self._beyond_claimed += sign * seen.beyond_claimed

    def _seen_as(self, line: LineDraft) -> _Seen:
        if not is_filled(line):
            return _Seen(line, 0, 0, False, ())
        alone = CertificateDraft(contract="-", lines=(line,))
        found = [*certificates.check(alone), *certificates.check_against(alone, self.background)]
        own = tuple(problem for problem in found if problem.entry.startswith("lines.0."))
        (claimed,) = certificates.as_claimed(alone).lines
        beyond, asked = (certificates.break_of(one, self.background, self._is_last).fen for one in (line, claimed))
        return _Seen(line, line.certified().fen, line.applied_for().fen, True, own, beyond, asked)

    def _line_problems(self) -> Iterator[Problem]:
        for place, seen in enumerate(self._seen):
            for problem in seen.problems:
                name = problem.entry.removeprefix("lines.0.")
                yield replace(problem, entry=f"lines.{place}.{name}")

    def _whole_problems(self, whole: CertificateDraft) -> Iterator[Any]:
        """What is wrong with the sheet as a whole; its lines stand in it as one sum a kind."""
        yield from certificates.check(whole)
        if whole.kind != ADVANCE:
            yield from certificates.check_against(whole, self.background)


def _summed(draft: CertificateDraft, sums: Mapping[Group, int], beyond: int) -> CertificateDraft:
    """The sheet with one line a kind and rate of tax instead of thousands."""
    lines = [LineDraft(kind=kind, amount=Money(fen), vat_rate=rate) for (kind, rate), fen in sums.items() if fen]
    if beyond:
        lines.append(LineDraft(kind=BREAKS, amount=Money(beyond)))
    return replace(draft, lines=tuple(lines), indices=known_indices(draft))
