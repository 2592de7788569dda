"""Letters of the sample: an instruction that was answered, one that waits, one of ours the owner has not answered."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from models import correspondence
from models.contracts.record import Contract
from models.correspondence import LetterDraft
from models.money import Money
from models.store.book import Book


def keep_letters(book: Book, today: date) -> None:
    """Seen from today: one answer of ours is late, one of theirs too."""
    with book.write(correspondence.RECORD) as session:
        contracts = {row.number[-3:]: row.id for row in session.scalars(select(Contract))}

        def before(days: int) -> date:
            return today - timedelta(days=days)

        first = correspondence.record(
            session,
            LetterDraft(kind="instruction", contract=contracts["005"], their_number="监理〔2026〕018 号",
                        about="关于增设 K3+260 横向排水管的指令", dated_on=before(48), reply_due_on=before(41),
                        handler="周工", amount=Money.of(186_000)),
        )  # fmt: skip
        rest = (
            LetterDraft(direction="out", kind="reply", answers=first.id, dated_on=before(44), handler="周工",
                        about="对增设横向排水管指令的回复及费用测算"),
            LetterDraft(kind="contact", contract=contracts["006"], their_number="滨江函〔2026〕7 号", handler="陈工",
                        about="要求提交沥青面层返修方案", dated_on=before(16), reply_due_on=before(6)),
            LetterDraft(direction="out", kind="submission", contract=contracts["001"], handler="李会计",
                        about="报送竣工结算书及附件（一式四份）", dated_on=before(75), reply_due_on=before(19)),
            LetterDraft(kind="minutes", contract=contracts["003"], about="第 14 次工程例会纪要：签证费用确认",
                        dated_on=before(9), handler="周工"),
        )  # fmt: skip
        for draft in rest:
            correspondence.record(session, draft)
