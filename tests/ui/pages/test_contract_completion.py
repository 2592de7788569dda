"""The completion of a contract explains itself; delay damages are proposed where a deduction of that kind is typed."""

from __future__ import annotations

from datetime import date

from models import language
from models.certificates import AdjustmentDraft
from models.certificates.draft import Pricing
from models.extensions import Completion, Extension
from models.money import Money
from models.rules.delay import DelayTerms
from ui.pages.certificate_sheet_parts import delayed
from ui.pages.contract_completion import trace_of, words_of

M = Money.of
GRANTED = Extension("claims", "c", "SP-01", "停工", 12, 8, date(2024, 8, 20))


def test_a_late_contract_says_how_late_after_what_was_granted() -> None:
    language.use("zh")
    late = Completion(date(2025, 5, 31), (GRANTED,), None, 22, DelayTerms(M(10_000), M(200_000)), M(1), M(2))
    assert words_of(late) == ("2025-06-08 · 逾期 22 天", "danger")
    told = [(one.caption, one.value) for one in trace_of(late, date(2025, 6, 30)).steps]
    assert ("SP-01 停工", "8 / 12 天") in told
    assert ("按约定的误期赔偿", "200,000.00") in told
    assert [value for _caption, value in told[-2:]] == ["1.00", "2.00"]
    assert words_of(Completion(date(2025, 5, 31), (GRANTED,))) == ("2025-06-08 (+8)", "")
    assert words_of(Completion(None)) == ("未约定", "")


def test_the_amount_of_delay_damages_follows_from_the_terms_and_what_was_typed_stays() -> None:
    pricing = Pricing(damages=M(30_000), late=10, damages_owed=M(100_000))
    assert delayed(AdjustmentDraft("damages"), pricing).amount == M(70_000)
    typed = AdjustmentDraft("damages", M(5), "协商")
    assert delayed(typed, pricing) == typed
    assert delayed(AdjustmentDraft("penalty"), pricing).amount is None
    assert delayed(AdjustmentDraft("damages"), Pricing()).amount is None
