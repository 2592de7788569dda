"""Cases of published examinations with their answers: every amount the answer names comes out of the program."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.samples import run
from tests.test_published_cases import of, signed, wan, yuan

__all__ = ["run", "signed"]
D = Decimal


def paid(figures: list[dict[str, Any]]) -> list[Decimal]:
    return [wan(one["due"]) for one in figures]


def test_indices_breaks_a_minimum_retention_and_two_instalments_in_one_case(signed: Any) -> None:
    """wlllr.com 848272, app.ixiawen.com 22579677: 20,000 m³ × 100 元; 10 % kept up to 5 %; at least 50 万.

    Month by month the price is 100, 110, 120 and 120 %; beyond +15 % at 0.9; 40 and 60 % of the advance in months 3
    and 4.
    """
    contract = signed(
        bill=[{"code": "A", "name": "土方", "unit": "m3", "quantity": "20000", "price": "100"}], price=yuan(200),
        advance=yuan(40), recovery_rule="instalments", recovery_periods="3=40%、4=60%", retention_rate="0.1",
        retention_cap="0.05", minimum=yuan(50), break_share="0.15", break_beyond="0.9", fixed_share="0",
        factors=[{"name": "价格", "weight": "1", "index": "100"}],
    )  # fmt: skip
    for quantity, index in (("3000", "100"), ("5000", "110"), ("8000", "120"), ("8000", "120")):
        line = {"bill_item": "A", "quantity": quantity, "price": "100"}
        contract.certify(lines=[line], indices=[{"name": "价格", "current": index}])
    found = contract.figures()
    assert [wan(one["gross"]) for one in found] == [D(30), D(55), D(96), D("94.8")]
    assert [wan(one["retention"]) for one in found] == [D(3), D("5.5"), D("1.5"), D(0)]
    assert paid(found) == [D(0), D("76.5"), D("78.5"), D("70.8")]


def test_the_660_wan_case_up_to_its_final_account(signed: Any) -> None:
    """wlllr.com 1096368: T = 440; 154 in month 4; materials 10 % dearer: 699.6 in all, 3 % kept, 62.612 left."""
    contract = signed(
        price=yuan(660), advance=yuan(132), recovery_rule="start_point", recovery_share="0.6", retention_rate="0.03",
        retention_way="last",
    )  # fmt: skip
    contract.months([yuan(work) for work in (55, 110, 165, 220)])
    contract.certify(kind="last", work=yuan(110), other=yuan("39.6"))
    found = contract.figures()
    assert paid(found)[:4] == [D(55), D(110), D(165), D(154)]
    assert (found[-1]["gross_to_date"], found[-1]["due"]) == (yuan("699.6"), yuan("62.612"))


def test_the_600_wan_case_with_its_warranty_money(signed: Any) -> None:
    """bgk.kylunwen.com cb67e4926bec0975f465e228: 142.5 in the third month, 37.5 in the last after 5 % of 600 万."""
    contract = signed(
        price=yuan(600), advance=yuan(150), recovery_rule="start_point", recovery_share="0.625", retention_rate="0.05",
        retention_way="last",
    )  # fmt: skip
    contract.months([yuan(work) for work in (100, 140, 180)])
    contract.certify(kind="last", work=yuan(180))
    assert paid(contract.figures()) == [D(100), D(140), D("142.5"), D("37.5")]


def test_a_month_below_the_minimum_is_paid_with_the_next(signed: Any) -> None:
    """ti.zuoweng.com mFJMKKKQ: 3 % kept, at least 25 万: 24.25 waits, then 53.35."""
    contract = signed(price=yuan(600), retention_rate="0.03", minimum=yuan(25))
    contract.months([yuan(25), yuan(30)])
    assert paid(contract.figures()) == [D(0), D("53.35")]


def test_both_advances_of_a_water_conservancy_contract(signed: Any) -> None:
    """wlllr.com 82741: S = 3,000, A = 300, 30 to 70 %; materials 200 at 90 % back in three months.

    Month 2 takes back 75 and 60 and pays 785.
    """
    contract = signed(
        price=yuan(3000), advance=yuan(300), recovery_rule="linear", recovery_start="0.3", recovery_end="0.7",
        materials_rate="0.9", materials_months=3, changes=(("B", yuan(100)),),
        kinds=[{"kind": kind, "recovers": False} for kind in ("claims", "materials")],
    )  # fmt: skip
    contract.certify(work=yuan(300), stored=yuan(200))
    contract.certify(work=yuan(800), variations=yuan(100), claims=yuan(20))
    found = contract.figures()
    assert (found[0]["recovery"], found[0]["value_materials"]) == ("0.00", yuan(180))
    assert (found[1]["recovery"], found[1]["value_materials"], found[1]["due"]) == (yuan(75), yuan(-60), yuan(785))


def test_linear_recovery_ends_with_what_is_left(signed: Any) -> None:
    """gaojiufeng.cn 2143705: S = 19,600, A = 1,960, 20 to 80 %: 1,816.33 to 14,818, then 143.67, paid 1,306.33."""
    contract = signed(
        price=yuan(19600), advance=yuan(1960), recovery_rule="linear", recovery_start="0.2", recovery_end="0.8"
    )  # fmt: skip
    contract.months([yuan(14818), yuan(1450)])
    found = contract.figures()
    assert [wan(one) for one in of(found, "recovery")] == [D("1816.33"), D("143.67")]
    assert wan(found[1]["due"]) == D("1306.33")


def test_a_share_of_each_month_ends_with_what_is_left(signed: Any) -> None:
    """haoda.laixue.com 9564785: 107.8 of 539 万, 30 % of each month: 10.968 of 36.56, then the last 2.062 of 27.4."""
    contract = signed(price=yuan(539), advance=yuan("107.8"), recovery_rule="percentage", recovery_rate="0.3")
    contract.months([yuan("315.9"), yuan("36.56"), yuan("27.4")])
    found = contract.figures()
    assert of(found, "recovery") == [yuan("94.77"), yuan("10.968"), yuan("2.062")]
    assert of(found, "due")[1:] == [yuan("25.592"), yuan("25.338")]


def test_ninety_percent_of_each_month_and_three_equal_instalments(signed: Any) -> None:
    """wlllr.com 1095906: 208.575 万, 20 % ahead, 90 % paid: 10.206, then 46.8 × 90 % − 41.715 ÷ 3 = 28.22."""
    prices = {"A": ("1100", "180"), "B": ("1550", "480"), "C": ("3050", "375")}
    contract = signed(
        bill=[{"code": code, "name": code, "unit": "m3", "quantity": quantity, "price": price}
              for code, (quantity, price) in prices.items()],
        milestones=[{"event": "certification", "cumulative": "0.9", "days": 14},
                    {"event": "final_account", "cumulative": "1", "days": 28}],
        price="2085750.00", advance="417150.00", recovery_rule="instalments", recovery_periods="2、3、4",
        break_share="0.15", break_beyond="0.95", break_short="1.05",
    )  # fmt: skip
    for done in ({"A": "630"}, {"A": "600", "B": "750"}):
        lines = [{"bill_item": code, "quantity": much, "price": prices[code][1]} for code, much in done.items()]
        contract.certify(lines=lines)
    assert of(contract.figures(), "due") == ["102060.00", "282150.00"]


def test_ten_percent_kept_until_three_percent_are_reached_and_a_break_beyond_fifteen(signed: Any) -> None:
    """exam.jzrc.net 1129032: 30,850 万; month 3: 1,080; 617 a month from month 5 on.

    1,320 became 1,670 at 378: 126,554.40 more, so month 5 pays (1,700 + 12.66) × 90 % − 617 = 924.39. (The answer for
    month 7 keeps by the plan and not by what was done.)
    """
    contract = signed(
        bill=[{"code": "A", "name": "A", "unit": "m3", "quantity": "1320", "price": "378"}], price=yuan(30850),
        advance=yuan(6170), recovery_rule="instalments", retention_rate="0.1", retention_cap="0.03",
        recovery_periods="、".join(map(str, range(5, 15))), break_share="0.15", break_beyond="0.9",
    )  # fmt: skip
    contract.months([yuan(work) for work in (700, 1050, 1200, 1450)])
    line = {"bill_item": "A", "quantity": "1670", "price": "378"}
    rest = {"kind": "lines", "name": "其余", "amount": str(D(17_000_000) - 1320 * 378)}
    contract.certify(lines=[line, rest])
    found = contract.figures()
    assert found[2]["due"] == yuan(1080)
    assert D(found[4]["gross"]) - 17_000_000 == D("126554.40")
    assert wan(found[4]["due"]) == D("924.39")
    assert found[4]["recovery"] == yuan(617)


def test_a_start_point_is_told_to_the_fen(signed: Any) -> None:
    """tortoiseonline.com 8652532: 2,400 万, 20 % ahead, 65 % materials: T = 2,400 − 480 ÷ 65 % = 1,661.54."""
    contract = signed(price=yuan(2400), advance=yuan(480), recovery_rule="start_point", recovery_share="0.65")
    contract.months([yuan(1000)])
    (told,) = [one["rule"] for one in contract.figures()[0]["workings"] if one["name"] == "recovery"]
    assert "16,615,384.62" in told


@pytest.mark.parametrize(("now", "more"), [("110", 40), ("120", 80)])
def test_half_of_the_moving_share_moves(signed: Any, now: str, more: int) -> None:
    """h-ceramic.com.cn 53i8hugq: 1,000 万, fixed 20 %, steel half of the rest: +10 % makes 40 more, +20 % makes 80."""
    factors = [{"name": name, "weight": "0.4", "index": "100"} for name in ("钢材", "其余")]
    contract = signed(fixed_share="0.2", factors=factors)
    indices = [{"name": "钢材", "current": now}, {"name": "其余", "current": "100"}]
    contract.certify(work=yuan(1000), indices=indices)
    assert contract.figures()[0]["value_adjustment"] == yuan(more)
