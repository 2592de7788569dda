"""Replies of the sample: one owner agrees in full, one in part with reasons, one lets the project office sign.

Of the first two the signed paper was scanned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models import confirmations
from models.confirmations import DifferenceDraft, ReplyDraft
from models.confirmations.draft import DISAGREES, PART
from models.evidence import LinkDraft
from models.money import Money
from models.rules.rhythm import QUARTER, last_end
from models.sample import people
from models.sample.proven import keep_scan
from models.store.book import Book

CLOSED = Money.of("126000.00")
OPEN = Money.of("48600.00")
_FIRST_SCAN = 40


def keep_replies(book: Book, today: date) -> None:
    """To the statements of the last quarter that had time to be answered."""
    cut = last_end(QUARTER, today - timedelta(days=25))
    assert cut
    told = DifferenceDraft(CLOSED, "deduction", "扬尘治理扣款，我方未认可，已列争议事项")
    drafts = (
        ReplyDraft(
            letter=f"江建清对〔{cut.year}〕31 号", demand=True, replied_on=cut + timedelta(days=12), signatory="孙立群",
            capacity="finance", seal="finance",
        ),
        ReplyDraft(
            letter=f"江建清对〔{cut.year}〕32 号", demand=True, replied_on=cut + timedelta(days=19), kind=PART,
            signatory="钱敏", capacity="agent", authority="授权委托书", seal="official",
            differences=(told,),
        ),
        ReplyDraft(
            letter=f"江建清对〔{cut.year}〕33 号", replied_on=cut + timedelta(days=23), kind=DISAGREES,
            signatory="王𬭛",
            capacity="manager", seal="project",
            differences=(DifferenceDraft(Money.of("210000.00"), "quantity", "K12+300 涵洞收方数量待复测"),),
        ),
    )  # fmt: skip
    whose = ((people.CITY, Money()), (people.LAKESIDE, CLOSED + OPEN), (people.ROADS, Money.of("350000.00")))
    answered: list[tuple[str, str, date | None]] = []
    for draft, (name, less) in zip(drafts, whose, strict=True):
        with book.write(confirmations.RECORD) as session:
            begun = confirmations.with_book(session, replace(draft, party=people.party(session, name), as_of=cut))
            stated = confirmations.stated(session, begun)
            if stated > less:
                whole = replace(begun, stated=stated, confirmed=stated - less if less else None)
                kept = confirmations.record(session, whole)
                answered.append((kept.id, kept.number, draft.replied_on))
    for place, (key, number, day) in enumerate(answered[:2]):
        link = LinkDraft("", "replies", key, "confirmation", day)
        keep_scan(book, _FIRST_SCAN + place, f"{number} 回执扫描件.png", day or today, link)
