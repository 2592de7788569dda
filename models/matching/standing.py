"""How two ledgers stand to each other: what is matched, what is proposed, what stands in one of them only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.matching.lines import LedgerLine, comparable, our_lines, their_lines
from models.matching.record import LedgerMatch, LineExplanation, OwnerLedger
from models.money import Money
from models.rules import matching as rules


@dataclass(frozen=True)
class Matched:
    """A match that was taken (``id``) or is proposed (no id): the lines of both sides."""

    id: str
    ours: tuple[LedgerLine, ...]
    theirs: tuple[LedgerLine, ...]
    reason: str
    remark: str = ""
    certain: bool = True

    @property
    def difference(self) -> Money:
        """Theirs − ours."""
        return total(self.theirs) - total(self.ours)


@dataclass(frozen=True)
class Standing:
    """Both ledgers of one owner on one day; ``only_ours`` and ``only_theirs`` are what no match holds.

    ours + Σ differences of the matches − only_ours + only_theirs = theirs. ``explained`` are reasons by line.
    """

    ours: Money
    theirs: Money
    stated: Money | None
    matches: tuple[Matched, ...]
    only_ours: tuple[LedgerLine, ...]
    only_theirs: tuple[LedgerLine, ...]
    explained: Mapping[str, str]

    @property
    def unexplained(self) -> int:
        """So many lines stand in one ledger only, or differ, and nobody said why."""
        apart = [one.key for one in (*self.only_ours, *self.only_theirs) if not self.explained.get(one.key)]
        return len(apart) + sum(1 for one in self.matches if one.difference and not one.remark)

    @property
    def unlisted(self) -> Money:
        """What the ledger states as its balance and its own lines do not show."""
        return (self.stated - self.theirs) if self.stated is not None else Money()

    @property
    def agrees(self) -> bool:
        """Whether everything between the two balances is explained."""
        return not self.unexplained and not self.unlisted


def total(lines: Iterable[LedgerLine]) -> Money:
    return Money.total(one.amount for one in lines)


def compared(
    ours: Iterable[LedgerLine],
    theirs: Iterable[LedgerLine],
    stated: Money | None = None,
    matches: Sequence[Matched] = (),
    explained: Mapping[str, str] | None = None,
) -> Standing:
    """Both ledgers with the matches that were taken."""
    held = {line.key for match in matches for line in (*match.ours, *match.theirs)}
    mine, others = list(ours), list(theirs)
    return Standing(
        ours=total(mine),
        theirs=total(others),
        stated=stated,
        matches=tuple(matches),
        only_ours=tuple(one for one in mine if one.key not in held),
        only_theirs=tuple(one for one in others if one.key not in held),
        explained=explained or {},
    )


def standing(session: Session, ledger_id: str) -> Standing:
    """Both ledgers as our book knows them now, up to the ledger's cut-off day."""
    row = session.get_one(OwnerLedger, ledger_id)
    ours = {one.key: one for one in our_lines(session, row.party_id, row.currency, row.as_of)}
    theirs = {one.key: one for one in their_lines(session, row)}
    reasons = select(LineExplanation.line, LineExplanation.reason).where(LineExplanation.ledger_id == ledger_id)
    explained = {str(line): reason for line, reason in session.execute(reasons)}
    return compared(ours.values(), theirs.values(), row.stated, _taken(session, ledger_id, ours, theirs), explained)


def _taken(
    session: Session, ledger_id: str, ours: Mapping[str, LedgerLine], theirs: Mapping[str, LedgerLine]
) -> list[Matched]:
    """A match whose line of ours is no longer in the book counts as not matched."""
    rows = select(LedgerMatch).where(LedgerMatch.ledger_id == ledger_id).options(selectinload(LedgerMatch.parts))
    taken = []
    for row in session.scalars(rows.order_by(LedgerMatch.id)):
        mine = [ours.get(part.line) for part in row.parts if part.is_ours]
        known = tuple(one for one in mine if one is not None)
        if len(known) == len(mine):
            others = tuple(theirs[part.line] for part in row.parts if not part.is_ours)
            taken.append(Matched(row.id, known, others, row.reason, row.remark))
    return taken


def proposals(found: Standing) -> list[Matched]:
    """What of the rest belongs together, the surest first; nothing is kept."""
    ours = {one.key: one for one in found.only_ours}
    theirs = {one.key: one for one in found.only_theirs}
    made = rules.matched(*comparable(found.only_ours, found.only_theirs))
    return [Matched("", _of(ours, one.ours), _of(theirs, one.theirs), one.reason, certain=one.certain) for one in made]


def _of(lines: Mapping[str, LedgerLine], keys: Sequence[str]) -> tuple[LedgerLine, ...]:
    return tuple(lines[key] for key in keys)
