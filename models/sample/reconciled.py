"""The ledger an owner of the sample keeps of us: some lines late, one payment split, one missing, one unknown."""

from __future__ import annotations

from datetime import date, timedelta

from models import matching
from models.matching import LedgerLine, OwnerLedgerDraft, OwnerLineDraft
from models.money import Money
from models.sample import people
from models.store.book import Book


def keep_ledger(book: Book, today: date) -> None:
    """What the lakeside owner sent at the last month's end; what is sure is matched."""
    cut = today.replace(day=1) - timedelta(days=1)
    with book.write(matching.TAKE) as session:
        party = people.party(session, people.LAKESIDE)
        ours = matching.our_lines(session, party, "CNY", cut)
        if not ours:
            return
        lines = [one for place, line in enumerate(ours[:-1]) for one in _theirs(line, place, cut)]
        lines.append(OwnerLineDraft(cut - timedelta(days=20), Money.of(-18_600), "付-0457", "代扣施工水电费"))
        draft = OwnerLedgerDraft(
            party=party,
            as_of=cut,
            file="应付账款明细账.xlsx",
            lines=tuple(sorted(lines, key=lambda one: str(one.booked_on))),
        )
        matching.take(session, matching.record(session, draft).id)


def _theirs(line: LedgerLine, place: int, cut: date) -> list[OwnerLineDraft]:
    """Every fifth some days late, every eleventh payment in two parts; half of the texts name our document."""
    day = min(line.on + timedelta(days=4 if place % 5 == 3 else 0), cut)
    text = f"计价 {line.reference}" if line.amount > Money() else "支付工程款"
    number = f"{'应' if line.amount > Money() else '付'}-{place + 1:04d}"
    if line.amount < Money() and place % 11 == 4:
        first = Money(line.amount.fen // 3)
        return [OwnerLineDraft(day, part, number, text) for part in (first, line.amount - first)]
    return [OwnerLineDraft(day, line.amount, number, text if place % 2 else "")]
