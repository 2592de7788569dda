"""What a notice of claims should make its writer do: note it at the claims, and know which of them come too late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from models import holidays
from models.claims.limits import windows_on
from models.claims.record import Claim
from models.language import N_
from models.letters.kinds import CLAIMS, LetterKind
from models.problems import Problem
from models.rules.claims import NOTICE
from reports.letter_lists import Listed

_TOO_LATE = N_(
    "{claims}: the time for the notice has ended, the right may be lost ({clause}). Give the notice all the same, with "
    "what shows that the owner knew or let it pass, and ask your lawyer."
)
_NOTE_IT = N_(
    "This letter notes nothing at the claims: when it has arrived, enter the stage “Notified” with that day at "
    "{claims}; until then they count as not notified."
)


def noting(session: Session, kind: LetterKind, found: Iterable[Listed], dated: date) -> Iterator[Problem]:
    """Advice to a notice of claims: those whose time ended by the terms of each, where to note that it went out."""
    if kind.lists != CLAIMS:
        return
    known = holidays.known(session)
    late: dict[str, list[str]] = defaultdict(list)
    numbers = []
    for one in found:
        claim = session.get_one(Claim, one.key)
        terms, limits = windows_on(session, claim, dated, known)
        numbers.append(claim.number)
        for limit in limits:
            if limit.name == NOTICE and limit.late(dated):
                late[terms.clause].append(f"{claim.number} ({limit.last_on})")
    for clause, claims in late.items():
        yield Problem("kind", _TOO_LATE, {"claims": ", ".join(claims), "clause": clause}, advice=True)
    yield Problem("kind", _NOTE_IT, {"claims": ", ".join(numbers)}, advice=True)
