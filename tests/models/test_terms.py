"""The terms of a contract: only what the chosen rules read is asked, and law is told beside what passes its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import certificates, contracts
from models.certificates import CertificateDraft
from models.contracts import ContractDraft, FactorDraft, KindTermsDraft, MilestoneDraft
from models.contracts.recovery_periods import instalments_of, last_months
from models.contracts.terms import adjusted_kinds
from models.contracts.terms_draft import USUAL_MILESTONES
from models.money import Money
from models.store.book import Book
from tests import makers

D = Decimal
SIGNED = date(2024, 3, 1)
WHOLE = ContractDraft(
    number="C", name="工程", owner="o", price=Money.of(1_000_000), signed_on=SIGNED, milestones=USUAL_MILESTONES
)


def said(advice: bool, **entries: Any) -> set[str]:
    return {one.entry for one in contracts.check(replace(WHOLE, **entries)) if one.advice is advice}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("none", set()),
        ("percentage", {"recovery_rate", "recovery_base"}),
        ("start_point", {"recovery_share", "recovery_base", "recovery_net"}),
        ("linear", {"recovery_start", "recovery_end", "recovery_base", "recovery_net"}),
        ("fidic", {"recovery_rate", "recovery_start", "recovery_base", "recovery_net"}),
        (
            "instalments",
            {"recovery_periods", "recovery_last", "recovery_until", "recovery_start", "recovery_base", "recovery_net"},
        ),
    ],
)
def test_only_what_the_rule_of_recovery_reads_is_asked(rule: str, shown: set[str]) -> None:
    idle = contracts.idle_terms(replace(WHOLE, advance=Money.of(1), recovery_rule=rule))
    every = {name for name in ContractDraft.__dataclass_fields__ if name.startswith("recovery_")}
    assert every - set(idle) == {"recovery_rule", *shown}
    assert every <= set(contracts.idle_terms(WHOLE)), "without an advance nothing is recovered"


@pytest.mark.parametrize(
    ("entries", "entry"),
    [
        ({"recovery_rule": "linear", "recovery_end": D("0.8")}, "recovery_start"),
        ({"recovery_rule": "linear", "recovery_start": D("0.8"), "recovery_end": D("0.3")}, "recovery_end"),
        ({"recovery_rule": "fidic", "recovery_start": D("0.1")}, "recovery_rate"),
        ({"recovery_rule": "start_point"}, "recovery_share"),
        ({"recovery_rule": "instalments"}, "recovery_periods"),
        ({"recovery_rule": "instalments", "recovery_periods": "三月"}, "recovery_periods"),
        ({"recovery_rule": "instalments", "recovery_last": 2}, "completion_on"),
        ({"recovery_rule": "instalments", "recovery_until": 5}, "recovery_until"),
        ({"recovery_rule": "instalments", "recovery_start": D("0.3"), "recovery_until": 0}, "recovery_until"),
        ({"recovery_rule": "instalments", "recovery_start": D("0.3"), "recovery_last": 2}, "recovery_last"),
        ({"recovery_rule": "instalments", "recovery_start": D("0.3")}, "recovery_periods"),
        (
            {"recovery_rule": "instalments", "recovery_start": D("0.3"), "recovery_periods": "2026-03"},
            "recovery_periods",
        ),
        (
            {
                "recovery_rule": "instalments",
                "recovery_start": D("0.3"),
                "recovery_until": 5,
                "recovery_periods": "1=40%、2=60%",
            },
            "recovery_until",
        ),
    ],
)
def test_a_rule_of_recovery_needs_its_own_entries(entries: dict[str, Any], entry: str) -> None:
    assert entry in said(False, advance=Money.of(100_000), **entries)
    assert entry not in said(False, **entries)


@pytest.mark.parametrize(
    ("entries", "entry"),
    [
        ({"kinds": (KindTermsDraft("claims"), KindTermsDraft("claims"))}, "kinds.1.kind"),
        ({"kinds": (KindTermsDraft("claims", D("1.2")),)}, "kinds.0.progress"),
        ({"kinds": (KindTermsDraft("claims", D("0.5")),), "milestones": (MilestoneDraft("certification", D(1)),)},
         "kinds.0.progress"),
        ({"fixed_share": D("0.5"), "factors": (FactorDraft("钢材", D("0.6"), D(100)),)}, "factors"),
        ({"factors": (FactorDraft("钢材", D("0.6"), D(0)),)}, "factors.0.index"),
        ({"factors": (FactorDraft("钢材", D("0.2"), D(1)), FactorDraft("钢材", D("0.2"), D(1)))}, "factors.1.name"),
        ({"wage_share": D("1.5")}, "wage_share"),
        ({"retention_amount": Money.of(-1)}, "retention_amount"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_are_told_at_their_cell(entries: dict[str, Any], entry: str) -> None:
    assert entry in said(False, **entries)


@pytest.mark.parametrize(
    ("entries", "entry"),
    [
        ({"retention_rate": D("0.05")}, "retention_rate"),
        ({"tender_bond": Money.of("20000.01")}, "tender_bond"),
        ({"performance_bond": Money.of("100000.01")}, "performance_bond"),
        ({"performance_bond": Money.of(50_000), "retention_rate": D("0.03")}, "performance_bond"),
        ({"milestones": (MilestoneDraft("certification", D("0.95")), MilestoneDraft("defects_end", D(1)))},
         "milestones.1.cumulative"),
    ],
)  # fmt: skip
def test_law_is_told_as_advice_and_stops_nothing(entries: dict[str, Any], entry: str) -> None:
    assert entry in said(True, **entries)
    assert entry not in said(False, **entries)
    assert entry not in said(True)


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("3-6", ("3", "4", "5", "6")), ("3、4", ("3", "4")), ("2026-03 至 2026-05", ("2026-03", "2026-04", "2026-05")),
        ("2025-12，2026-1", ("2025-12", "2026-01")), ("３", ("3",)), ("三月", ()), ("", ()), ("3-4 并 7", ()),
    ],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(words: str, periods: tuple[str, ...]) -> None:
    assert instalments_of(words) == (periods, ())


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("3=40%、4=60%", ("0.4", "0.6")), ("3：40％，4：60％", ("0.4", "0.6")),
        ("3（40 %）、 4 ( 60%)", ("0.4", "0.6")),
        ("3 = 12.5 、4=87.5", ("0.125", "0.875")), ("3=40%、4", ()), ("3-4=50%", ()), ("3=x%、4=60%", ()),
    ],
)  # fmt: skip
def test_unequal_instalments_are_read_with_their_shares(words: str, shares: tuple[str, ...]) -> None:
    assert instalments_of(words) == (("3", "4") if shares else (), tuple(map(D, shares)))


@pytest.mark.parametrize("words", ["3、3、4、4、4", "3=40%、3=60%", "3=40%、4=50%", "3=100%、4=0%", "3=40%、4"])
def test_instalments_that_recover_too_little_or_twice_are_refused(words: str) -> None:
    wrong = {"advance": Money.of(100), "recovery_rule": "instalments", "recovery_periods": words}
    assert "recovery_periods" in said(False, **wrong)
    assert "recovery_periods" not in said(False, **wrong | {"recovery_periods": "3=40%、4=60%"})


def test_the_last_months_end_with_the_agreed_completion() -> None:
    assert last_months(3, date(2026, 1, 31)) == ("2025-11", "2025-12", "2026-01")


@pytest.mark.parametrize(
    ("nature", "share", "signed_on", "told"),
    [
        ("government", "0.7", SIGNED, True), ("state_owned", "0.79", SIGNED, True),
        ("government", "0.8", SIGNED, False),
        ("private", "0.7", SIGNED, False), ("government", "0.7", date(2022, 7, 31), False),
    ],
)  # fmt: skip
def test_a_public_owner_that_pays_too_little_progress_is_told_beside_the_certificate(
    book: Book, nature: str, share: str, signed_on: date, told: bool
) -> None:
    with book.write(contracts.RECORD) as session:
        owner = makers.a_party(session, "业主", nature=nature).id
        cut = (MilestoneDraft("certification", D(share), 28), MilestoneDraft("final_account", D(1), 28))
        made = makers.a_contract(session, owner=owner, signed_on=signed_on, start_on=None, milestones=cut)
        draft = CertificateDraft(contract=made.id, work=Money.of(1_000))
        found = certificates.check_against(draft, certificates.background(session, draft))
        assert any("183号" in one.text() for one in found) is told


@pytest.mark.parametrize(("completed", "told"), [(None, True), (date(2024, 6, 1), False)])
def test_retention_beside_a_performance_bond_is_told_before_completion(
    book: Book, completed: date | None, told: bool
) -> None:
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(
            session, performance_bond=Money.of(100_000), retention_rate=D("0.03"), completed_on=completed
        )
        draft = CertificateDraft(contract=made.id, work=Money.of(1_000), period_to=date(2024, 7, 25))
        found = list(certificates.check_against(draft, certificates.background(session, draft)))
        assert any("履约保证金" in one.text() for one in found) is told
        assert all(one.advice for one in found)


def test_damages_and_provisional_sums_beyond_their_limits_are_told(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(session, damages_cap=D("0.001"), provisional=Money.of(1_000))
        damages = certificates.AdjustmentDraft("damages", Money.of(8_000), "误期")
        for period in (1, 2):
            draft = CertificateDraft(
                contract=made.id, period=period, certified_on=date(2024, 5 + period, 1), work=Money.of(100_000),
                provisional=Money.of(600), adjustments=(damages,),
            )  # fmt: skip
            found = {one.entry for one in certificates.check_against(draft, certificates.background(session, draft))}
            assert ({"adjustments", "provisional"} <= found) is (period == 2)
            certificates.record(session, draft)


@pytest.mark.parametrize("entry", ["retention_limit", "retention_amount", "damages_day"])
def test_a_limit_of_less_than_a_yuan_is_a_percentage_in_the_wrong_place(entry: str) -> None:
    how: dict[str, Any] = {"retention_way": "amount" if entry == "retention_amount" else "each"}
    assert entry in said(False, retention_rate=D("0.05"), **how, **{entry: Money.of("0.99")})
    assert entry not in said(False, retention_rate=D("0.05"), **how, **{entry: Money.of(1)})
    assert "minimum" not in said(False, minimum=Money.of("0.99"))


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("none", set()),
        ("percentage", {"second_rate", "second_base"}),
        ("start_point", {"second_share", "second_base"}),
        ("linear", {"second_start", "second_end", "second_base"}),
        ("instalments", {"second_periods", "second_until", "second_start", "second_base"}),
    ],
)
def test_of_a_second_advance_only_what_its_rule_reads_is_asked(rule: str, shown: set[str]) -> None:
    two = replace(WHOLE, advance=Money.of(100), second_advance=Money.of(50), second_rule=rule)
    asked = {name for name in vars(two) if name.startswith("second_")} - set(contracts.idle_terms(two))
    assert asked == shown | {"second_advance", "second_rule"}
    alone = replace(two, second_advance=None)
    assert {name for name in vars(two) if name.startswith("second_")} - set(contracts.idle_terms(alone)) == {
        "second_advance"
    }


@pytest.mark.parametrize(
    ("entries", "entry"),
    [
        ({"second_rule": "start_point"}, "second_share"),
        ({"second_rule": "linear", "second_start": D("0.5"), "second_end": D("0.4")}, "second_end"),
        ({"second_rule": "instalments"}, "second_periods"),
        ({"second_rule": "instalments", "second_periods": "2、2"}, "second_periods"),
        ({"second_rule": "instalments", "second_periods": "2", "second_until": 3}, "second_until"),
        ({"second_rule": "percentage", "second_rate": D(2)}, "second_rate"),
        ({"second_rule": "percentage", "advance": None}, "second_advance"),
        ({"second_rule": "percentage", "second_advance": Money.of(-1)}, "second_advance"),
    ],
)
def test_what_a_second_advance_lacks_is_told_at_its_entry(entries: dict[str, Any], entry: str) -> None:
    two: dict[str, Any] = {"advance": Money.of(100), "recovery_rule": "percentage", "second_advance": Money.of(50)}
    assert said(False, **{**two, **entries}) == {entry}


def test_prices_of_work_and_variations_move_unless_agreed_otherwise(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        usual = makers.a_contract(session)
        kinds = (
            KindTermsDraft("claims", adjusts="yes"),
            KindTermsDraft("variations", adjusts="no"),
            KindTermsDraft("dayworks"),
            KindTermsDraft("materials", adjusts="yes"),
        )
        other = makers.a_contract(session, number="JB-2", kinds=kinds)
        assert [adjusted_kinds(one.terms[0]) for one in (usual, other)] == [
            ("lines", "variations"),
            ("lines", "claims"),
        ]


def test_a_period_without_work_is_certified_where_nothing_is_said_to_be_done(book: Book) -> None:
    """停工月零计价: 0 typed, or a line of quantity 0; a certificate that says nothing is refused."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session)
    day = date(2024, 6, 3)
    nil = CertificateDraft(contract=contract.id, work=Money(), certified_on=day)
    line = certificates.LineDraft(name="土方", quantity=D(0), price=D(9))
    for draft in (nil, replace(nil, work=None, lines=(line,))):
        assert "work" not in [one.entry for one in certificates.check(draft) if not one.advice]
    assert "work" in [one.entry for one in certificates.check(replace(nil, work=None))]
    with book.write(contracts.RECORD) as session:
        assert certificates.record(session, nil).due == Money()
