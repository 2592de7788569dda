"""What was used is compared with what the certified quantities allow; a certificate is proposed the owner's part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from models import certificates, consumption, contracts
from models.certificates import CertificateDraft, LineDraft, SupplyDraft
from models.consumption import MATCHING, ConsumptionDraft, ConsumptionLineDraft
from models.money import Money, half_up
from models.problems import Invalid
from models.rules.tax import split
from models.scaled import ONE, to_scaled
from models.store.book import Book
from models.store.listing import Question
from models.store.scaled_sql import product, without_tax, worth
from tests import makers

APRIL, MAY, JUNE = date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)
D = Decimal
EARTH, FILL = "010101001", "010103001"


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(session, advance=None, recovery_rate=None)
        makers.a_bill(session, made)
        return made.id


def used(book: Book, contract: str, until: date, *lines: ConsumptionLineDraft, **more: Any) -> str:
    with book.write(consumption.RECORD) as session:
        draft = ConsumptionDraft(contract=contract, used_to=until, lines=lines, **more)
        return consumption.record(session, draft).id


def signed(book: Book, contract: str, on: date, quantities: dict[str, str], **more: Any) -> str:
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, draft_of(session, contract, quantities, certified_on=on, **more)).id


def draft_of(session: Any, contract: str, quantities: dict[str, str], **more: Any) -> CertificateDraft:
    items = {one.code: one for one in makers.bills.items_of(session, contract)}
    lines = tuple(
        LineDraft(bill_item=items[code].id, code=code, name=items[code].name, quantity=D(quantity), price=D(1))
        for code, quantity in quantities.items()
    )
    return CertificateDraft(contract=contract, lines=lines, **more)


def matched(book: Book, as_of: date) -> dict[str, tuple[Any, ...]]:
    """By material: used, allowed, over, worth."""
    names = [column.name for column in MATCHING.columns]
    at = [names.index(name) + 1 for name in ("used", "allowed", "over", "worth")]
    with book.read() as session:
        rows = MATCHING.first(session, Question(as_of))
    return {row[names.index("name") + 1]: tuple(row[place] for place in at) for row in rows}


def test_used_less_returned_stands_against_norm_times_certified(book: Book, contract: str) -> None:
    diesel = ConsumptionLineDraft("material", "柴油", "L", EARTH, D(600), None, D("0.5"), D("7.85"))
    used(book, contract, APRIL, diesel, ConsumptionLineDraft("plant", "挖掘机", "台班", "", D(12)))
    assert matched(book, APRIL) == {
        "柴油": (D(600), D(0), D(600), Money.of(4_710)),
        "挖掘机": (D(12), None, None, None),
    }
    signed(book, contract, MAY, {EARTH: "1000", FILL: "10"})
    more = (
        ConsumptionLineDraft("material", "柴油", "L", EARTH, D(300), D(50), D("0.6")),
        ConsumptionLineDraft("material", "柴油", "L", FILL, D(20), None, D("1.25"), D("8")),
    )
    used(book, contract, MAY, *more)
    allowed = D("612.5")
    assert matched(book, MAY)["柴油"] == (D(870), allowed, D(870) - allowed, Money.of(2_060))
    assert matched(book, APRIL)["柴油"] == (D(600), D(0), D(600), Money.of(4_710))


def test_a_code_that_no_line_of_the_bill_bears_is_named(book: Book, contract: str) -> None:
    with pytest.raises(Invalid, match="No one line of the bill has the code 999"):
        used(book, contract, APRIL, ConsumptionLineDraft(name="柴油", code="999", quantity=D(1)))
    with pytest.raises(Invalid, match="Name the bill line"):
        used(book, contract, APRIL, ConsumptionLineDraft(name="柴油", norm=D(1), quantity=D(1)))
    used(book, contract, APRIL, ConsumptionLineDraft(name="柴油", quantity=D(1)))
    with pytest.raises(Invalid, match="entered already"):
        used(book, contract, APRIL, ConsumptionLineDraft(name="柴油", quantity=D(1)))


def test_the_owners_material_is_proposed_to_the_certificate_less_what_earlier_ones_took_off(
    book: Book, contract: str
) -> None:
    steel = ConsumptionLineDraft("owners", "钢筋", "t", EARTH, D(12), D(1), D("0.01"), D(3800))
    used(book, contract, APRIL, steel, ConsumptionLineDraft("material", "柴油", "L", "", D(5)))
    with book.write(certificates.RECORD) as session:
        draft = draft_of(session, contract, {EARTH: "1000"}, period_to=APRIL, certified_on=MAY)
        (first,) = consumption.supplies(session, draft, 1)
        assert first == SupplyDraft("钢筋", "t", D(12), D(1), D(10), D(3800))
        made = certificates.record(session, replace(draft, supplies=(first,)))
        assert made.deducted == Money.of(41_800), "11 t used, 1 of them beyond what 1000 m3 allow"
    used(book, contract, JUNE, ConsumptionLineDraft("owners", "钢筋", "t", EARTH, D(3)))
    with book.write(certificates.RECORD) as session:
        draft = draft_of(session, contract, {EARTH: "500"}, period_to=JUNE)
        assert consumption.supplies(session, draft, 2) == (SupplyDraft("钢筋", "t", D(3), None, D(5), D(3800)),)
        nothing = draft_of(session, contract, {EARTH: "500"}, period_to=APRIL)
        assert consumption.supplies(session, nothing, 2) == ()


def test_the_next_report_asks_for_what_the_last_one_had(book: Book, contract: str) -> None:
    used(book, contract, APRIL, ConsumptionLineDraft("owners", "钢筋", "t", EARTH, D(12), D(1), D("0.01"), D(3800)))
    with book.read() as session:
        draft = consumption.begun(session, contract, JUNE)
    assert draft.used_to == MAY
    assert draft.lines == (ConsumptionLineDraft("owners", "钢筋", "t", EARTH, None, None, D("0.01"), D(3800)),)


quantities = st.integers(-(10**13), 10**13).map(lambda n: D(n) / ONE)
numbers = st.integers(0, 10**11).map(lambda n: D(n) / ONE)


@given(quantity=quantities, number=numbers, fen=st.integers(-(10**15), 10**15), rate=st.integers(0, 200_000))
def test_arithmetic_in_the_database_is_that_of_the_rules(
    empty_session: Any, quantity: D, number: D, fen: int, rate: int
) -> None:
    one, other = literal(to_scaled(quantity)), literal(to_scaled(number))
    times, money, net = empty_session.execute(
        select(product(one, other), worth(one, other), without_tax(literal(fen), literal(rate)))
    ).one()
    exact = half_up(quantity * number * ONE)
    assert times == D(exact) / ONE
    assert money == Money(half_up(D(exact) / 10_000))
    assert net == split(Money(fen), D(rate) / ONE).net


@pytest.fixture(scope="module")
def empty_session(empty_book: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    book = makers.a_book(tmp_path_factory.mktemp("sums") / "book")
    with book.read() as session:
        yield session
    book.close()
