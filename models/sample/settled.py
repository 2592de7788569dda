"""Final accounts of the sample: one in review, one agreed above what was certified."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from models import contracts, final_accounts
from models.final_accounts import FinalAccountDraft, ReviewDraft
from models.money import Money

if TYPE_CHECKING:
    from models.sample.months import Life

CONSULTANT = "江北诚信工程造价咨询有限公司"


def keep_account(life: Life) -> None:
    """What was handed in and, where the plan says so, agreed; the days are those of the contract."""
    if life.plan.number not in ("005", "006"):
        return
    known = contracts.draft_of(life.session, life.contract.id)
    draft = FinalAccountDraft(contract=life.contract.id, submitted_on=known.submitted_on)
    certified = final_accounts.with_book(life.session, draft).certified
    if not certified or known.submitted_on is None:
        return
    submitted = _thousands(certified, "1.046")
    draft = FinalAccountDraft(
        contract=life.contract.id,
        submitted_on=known.submitted_on,
        amount=submitted,
        papers="结算书、竣工图、签证及变更资料共 12 册，由业主成本部签收",
        reviews=_reviews(life, known.submitted_on, submitted),
        settled_on=known.settled_on,
        settled=_thousands(certified, "1.009") if known.settled_on else None,
        signed_by="业主、审计单位、我方三方签章" if known.settled_on else "",
        fee_free=Decimal("0.05") if known.settled_on else None,
        fee_rate=Decimal("0.05") if known.settled_on else None,
    )
    final_accounts.record(life.session, draft)


def _reviews(life: Life, submitted_on: date, submitted: Money) -> tuple[ReviewDraft, ...]:
    steps = (("first", 28, CONSULTANT, "0.982"), ("second", 70, "江北市审计局", "0.966"))
    found = (
        ReviewDraft(level, reviewer, submitted_on + timedelta(days), _thousands(submitted, share))
        for level, days, reviewer, share in steps
    )
    return tuple(one for one in found if one.reviewed_on and one.reviewed_on <= life.today)


def _thousands(amount: Money, share: str) -> Money:
    return Money(amount.share(Decimal(share)).fen // 100_000 * 100_000)
