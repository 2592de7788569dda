"""What whoever writes a letter should know of the interest it claims: claimed before, or less than the law gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.late_interest import BEARS_NONE
from models.problems import Problem
from models.receivables.record import Receivable
from reports.interest_draft import LPR_1, LPR_5
from reports.letter_draft import LetterDraft
from reports.letter_lists import Listed

_CLAIMED = N_(
    "Interest was claimed before: {documents}. This letter works it out anew from the day each debt fell due: leave "
    "out what was claimed or paid already (write without interest, or demand the difference), so that no time is "
    "claimed twice."
)
_SALES = N_(
    "{contracts}: for sales in which no interest was agreed the law gives 1.3 to 1.5 times LPR (Sales Interpretation, "
    "article 18); this letter asks for once. Type the multiple, or the rate of the contract."
)


def advice(session: Session, asked: LetterDraft, found: Sequence[Listed], dated: date) -> Iterator[Problem]:
    """Of a letter that claims interest."""
    contracts = {one.contract_id for one in found if one.contract_id}
    if claimed := _claimed(session, contracts, dated):
        yield Problem("interest", _CLAIMED, {"documents": ", ".join(claimed)}, advice=True)
    if asked.interest in (LPR_1, LPR_5) and asked.multiple == Decimal(1) and (sales := _sales(session, contracts)):
        yield Problem("multiple", _SALES, {"contracts": ", ".join(sales)}, advice=True)


def _claimed(session: Session, contracts: Iterable[str], dated: date) -> list[str]:
    """Documents by which interest was claimed under these contracts, paid or not."""
    r = Receivable
    mine = r.contract_id.in_(contracts), r.kind.in_(BEARS_NONE), r.void == 0, r.posted_on <= dated
    rows = session.execute(select(r.document, r.amount).where(*mine).order_by(r.posted_on, r.document))
    return [f"{document} {amount.grouped}" for document, amount in rows]


def _sales(session: Session, contracts: Iterable[str]) -> list[str]:
    found = select(Contract.number).where(Contract.id.in_(contracts), Contract.kind == "goods")
    return list(session.scalars(found.order_by(Contract.number)))
