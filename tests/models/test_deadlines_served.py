"""What a served paper claims: only the debts it lists, whole, have their limitation anew."""

from __future__ import annotations

from datetime import date

import pytest

from models import legal_facts, opening
from models.legal_facts import LegalFactDraft
from models.letters.kinds import LETTERS
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import AGAIN, DO, DUE, LATER, LETTER, USUAL, every

KINDS = ("final", "retention", "deposit", "goods")
LISTED = {
    "demand_1": set(KINDS),
    "demand": set(KINDS),
    "retention": {"retention"},
    "deposit": {"deposit"},
    "article_807": {"final", "retention"},
    "suspension": {"final", "retention"},
}


def owing(book: Book) -> None:
    """Four debts of one contract, all due on the same day, and a letter of no kind yet."""
    items = tuple(OpeningItemDraft(one, one, date(2022, 1, 5), DUE, Money.of(700_000)) for one in KINDS)
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=items))


@pytest.mark.parametrize("form", LISTED)
def test_a_served_paper_restarts_only_the_debts_it_lists(book: Book, form: str) -> None:
    owing(book)
    with book.write(DO) as session:
        party = makers.a_party(session).id
        kind = "letter" if form in LETTERS else "statement"
        paper = makers.a_paper(session, book.folder, party, kind=kind, form=form)
        served = LegalFactDraft(
            kind="demand", paper=paper.id, sent_on=LETTER.sent_on, happened_on=LETTER.happened_on, way="ems",
            outcome="delivered", proof="EMS 回执",
        )  # fmt: skip
        legal_facts.record(session, served)
    ends = {one.subject.document: one.raw_end for one in every(book, "limitation", LATER)}
    assert ends == {
        name: AGAIN if name in LISTED[form] else USUAL for name in ("final", "retention", "deposit", "goods")
    }
