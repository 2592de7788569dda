"""Published certificates come out of the program to the fen: drafts are loaded, the certificate is asked by command."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.money import Money, rounded
from tests.rules.published import case
from tests.samples import Ended, Run, run

__all__ = ["run"]
Draft = dict[str, Any]
ALL = {"milestones": [{"event": "certification", "cumulative": "1", "days": 14}], "vat_rate": "0"}
OWNER = "业主"


def wan(amount: str | Money) -> Decimal:
    """In 万元 with two decimals."""
    return rounded((Money.of(amount) if isinstance(amount, str) else amount).yuan / 10_000, 2)


def yuan(in_wan: str | int) -> str:
    """万元 as the book writes them."""
    return str(Money.of(Decimal(in_wan) * 10_000))


@dataclass
class Contract:
    """A contract of a new book with its certificates: the first is No. 1, the advance is paid on the first day."""

    run: Run
    book: Path
    terms: Mapping[str, Any]
    nature: str = "private"
    drafts: list[Draft] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        assert self.run("new", "--book", self.book).code == 0
        self.add("parties", name=OWNER, nature=self.nature)
        terms = {**ALL, "signed_on": "2024-01-01", "price": "100000000.00", **self.terms}
        bill, changes = terms.pop("bill", None), terms.pop("changes", ())
        self.add("contracts", number="C", name="工程", owner=OWNER, **terms)
        if bill:
            self.add("bills", contract="C", items=bill)
        for number, amount in changes:
            self.add("variations", contract="C", number=number, name="变更", instructed_on="2024-01-02", amount=amount)
            for stage in ("submitted", "approved"):
                self.add("variation_stages", document=f"C/{number}", stage=stage, on="2024-01-03", amount=amount)
        if terms.get("advance"):
            self.pay_advance(terms["advance"])
        if terms.get("second_advance"):
            self.pay_advance(terms["second_advance"], "预付二")

    def add(self, noun: str, **draft: Any) -> None:
        self.drafts.append({"noun": noun, "draft": draft})

    def pay_advance(self, amount: str, number: str = "预付") -> None:
        named = {"contract": "C", "number": number}
        self.add("certificates", **named, kind="advance", period=1, work=amount, certified_on="2024-01-05")
        paid = [{"receivable": number, "amount": amount}]
        self.add("receipts", payer=OWNER, contract="C", received_on="2024-01-10", amount=amount, allocations=paid)

    def certify(self, **draft: Any) -> None:
        """One certificate a month."""
        self.count += 1
        day = f"{2024 + (self.count // 12)}-{self.count % 12 + 1:02d}-25"
        usual = {"contract": "C", "number": f"C-{self.count}", "period": self.count, "period_to": day}
        self.add("certificates", **{**usual, "certified_on": day, **draft})

    def months(self, works: Sequence[str], entry: str = "work") -> None:
        for work in works:
            self.certify(**{entry: work})

    def load(self) -> Ended:
        file = self.book.parent / f"{len(self.drafts)}.json"
        file.write_text(json.dumps(self.drafts, ensure_ascii=False), encoding="utf-8")
        ended = self.run("load", file, "--book", self.book, "--lang", "en")
        self.drafts = []
        return ended

    def figures(self) -> list[dict[str, Any]]:
        """What the program says of each certificate."""
        ended = self.load()
        assert ended.code == 0, ended.err
        return [
            self.run("certificate", f"C-{number}", "--json", "--book", self.book).told
            for number in range(1, self.count + 1)
        ]


@pytest.fixture
def signed(run: Run, tmp_path: Path) -> Any:
    """``signed(entries of the contract)`` begins a book."""

    def begin(nature: str = "private", **terms: Any) -> Contract:
        return Contract(run, tmp_path / "book", terms, nature)

    return begin


def of(figures: Sequence[Mapping[str, str]], name: str) -> list[str]:
    return [one[name] for one in figures]


def rule_of(figures: Mapping[str, Any], name: str) -> str:
    return next(one["rule"] for one in figures["workings"] if one["name"] == name)


# -- the cases of the file ------------------------------------------------------------------------------------------


def test_p2_the_start_point_is_told_beside_the_recovery(signed: Any) -> None:
    one = case("certificates", "P2")
    contract = signed(
        price=one["contract"], advance=one["advance"], recovery_rule="start_point",
        recovery_share=one["materials_share"],
    )  # fmt: skip
    contract.months(["50000000.00", "20000000.00"])
    first, second = contract.figures()
    assert Money.of(one["start_point"]).grouped in rule_of(first, "recovery")
    assert (first["recovery"], second["recovery"]) == ("0.00", "6000000.00")


def test_p4_recovery_begins_in_the_month_that_passes_the_start_point(signed: Any) -> None:
    one = case("certificates", "P4")
    contract = signed(
        price=one["contract"], advance=one["advance"], recovery_rule="start_point",
        recovery_share=one["materials_share"],
    )  # fmt: skip
    contract.months([one["monthly_value"]] * 5)
    found = contract.figures()
    assert of(found, "recovery") == ["0.00", "0.00", "0.00", one["recovery_month_4"], "240000.00"]
    assert of(found, "advice") == [[]] * 5, "a certificate in its turn is not told of those that came after it"


def test_p8_linear_recovery_follows_the_published_months(signed: Any) -> None:
    one = case("certificates", "P8")
    contract = signed(
        price=one["contract"], advance=one["advance"], recovery_rule="linear", recovery_start=one["f1"],
        recovery_end=one["f2"],
    )  # fmt: skip
    contract.months(one["work"])
    found = contract.figures()
    assert [wan(month["recovery"]) for month in found] == [Decimal(figure) for figure in one["recovery_wan"]]
    assert Money.total(Money.of(month["recovery"]) for month in found) == Money.of(one["advance"])
    assert wan(found[1]["due"]) == Decimal(one["month_2_pays_wan"])


def test_p10_the_safety_fee_is_paid_in_full_beside_the_progress_payment(signed: Any) -> None:
    one = case("certificates", "P10")
    contract = signed(
        milestones=[
            {"event": "certification", "cumulative": one["progress"], "days": 14},
            {"event": "final_account", "cumulative": "1"},
        ],
        retention_rate=one["retention_of_progress"], retention_base="progress",
    )  # fmt: skip
    fee = {"kind": "safety", "amount": one["safety_fee"], "reason": "安全文明施工费"}
    contract.certify(work=one["month_value"], adjustments=[fee])
    assert of(contract.figures(), "due") == [one["due"]]


def test_p12_a_certificate_below_the_minimum_waits_for_the_next(signed: Any) -> None:
    one = case("certificates", "P12")
    contract = signed(
        bill=[{"code": "1", "name": "土方", "unit": "m3", "quantity": one["quantity"], "price": one["price"]}],
        price="1050000.00", advance=one["advance"], recovery_rule="instalments", recovery_periods="3-4",
        retention_rate=one["retention"], minimum=one["minimum"],
    )  # fmt: skip
    for month in one["months"]:
        contract.certify(lines=[{"bill_item": "#1", "quantity": month, "price": one["price"]}])
    found = contract.figures()
    assert (of(found, "due"), of(found, "held")) == (one["certificates"], one["held"])


def test_p12_the_last_two_months_before_completion_may_be_named_so(signed: Any) -> None:
    one = case("certificates", "P12")
    contract = signed(
        price="1050000.00", advance=one["advance"], recovery_rule="instalments", recovery_last=2,
        completion_on="2024-05-31", retention_rate=one["retention"], minimum=one["minimum"],
    )  # fmt: skip
    contract.months([str(Money.of(Decimal(month) * Decimal(one["price"]))) for month in one["months"]])
    found = contract.figures()
    assert (of(found, "due"), of(found, "held")) == (one["certificates"], one["held"])


def test_p13a_the_formula_moves_the_value_by_its_weighted_indices(signed: Any) -> None:
    one = case("certificates", "P13a")
    weight, change = one["weights"]["cement"], Decimal(one["index_change"]["cement"])
    rest = str(1 - Decimal(one["fixed"]) - Decimal(weight))
    factors = [{"name": "水泥", "weight": weight, "index": "100"}, {"name": "其他", "weight": rest, "index": "100"}]
    contract = signed(fixed_share=one["fixed"], factors=factors)
    indices = [{"name": "水泥", "current": str(100 * (1 + change))}, {"name": "其他", "current": "100"}]
    contract.certify(work=one["value"], indices=indices)
    assert of(contract.figures(), "value_adjustment") == [one["adjustment"]]


def test_p14_what_goes_beyond_the_break_has_its_own_price(signed: Any) -> None:
    one = case("certificates", "P14")
    contract = signed(
        bill=[{"code": "1", "name": "土方", "unit": "m3", "quantity": one["bill_quantity"], "price": one["price"]}],
        price="25000.00", break_share=one["break"], break_beyond=one["factor_beyond"],
    )  # fmt: skip
    for quantity in ("1000", str(int(one["done"]) - 1000)):
        contract.certify(lines=[{"bill_item": "#1", "quantity": quantity, "price": one["price"]}])
    found = contract.figures()
    assert found[-1]["gross_to_date"] == one["value"]
    assert of(found, "value_breaks") == ["0.00", "-875.00"]


@pytest.mark.parametrize("stated", ["122400.00", "120000.00"])
def test_a2_previous_certificates_that_are_not_the_prior_line_6_are_refused(signed: Any, stated: str) -> None:
    one = case("certificates", "A2")
    contract = signed(price=one["original"], changes=[("CO-1", one["change_orders"])], retention_rate="0.10")
    contract.certify(work=one["stated_previous"])
    assert contract.load().code == 0
    contract.certify(work="48500.00", other="7200.00", stated_previous=stated)
    ended = contract.load()
    assert ended.code == 1
    assert "110,160.00" in ended.err
    contract.count -= 1
    contract.certify(work="48500.00", other="7200.00", stated_previous="110160.00", stated_gross="122400.00")
    last = contract.figures()[-1]
    assert (last["gross_to_date"], last["retention_to_date"]) == (one["completed"], one["retainage"])
    assert (last["earned_to_date"], last["due"]) == ("160290.00", "50130.00")


# -- two advances, each with a recovery of its own ------------------------------------------------------------------


def test_a_start_up_advance_by_instalments_and_a_materials_advance_from_the_start_point(signed: Any) -> None:
    """By hand: T = 1,000 − 60 ÷ 0.6 = 900 万; 50 + 50 in No. 2 and 3, (1,000 − 900) × 0.6 = 60 in No. 4."""
    contract = signed(
        price="10000000.00", advance="1000000.00", recovery_rule="instalments", recovery_periods="2-3",
        second_advance="600000.00", second_rule="start_point", second_share="0.6",
    )  # fmt: skip
    contract.months([yuan(month) for month in (300, 300, 300, 100)])
    found = contract.figures()
    assert list(map(wan, of(found, "recovery"))) == [0, 50, 50, 60]
    assert list(map(wan, of(found, "second_recovered"))) == [0, 0, 0, 60]
    assert list(map(wan, of(found, "due"))) == [300, 250, 250, 40]


# -- fees by rate ---------------------------------------------------------------------------------------------------


def test_statutory_fees_are_a_rate_of_the_value_and_bear_tax_and_retention(signed: Any) -> None:
    """By hand: 100,000 without tax, 管理费和利润 16 %, 规费 5 % on top of both, tax 9 %; paid at 80 %, retention 3 %.

    16,000.00 + 5,800.00 = 21,800.00; (100,000.00 + 21,800.00) × 1.09 = 132,762.00.
    """
    contract = signed(
        price="50000000.00", vat_method="general", vat_rate="0.09", vat_included=False, retention_rate="0.03",
        milestones=[{"event": "certification", "cumulative": "0.8", "days": 28},
                    {"event": "final_account", "cumulative": "1", "days": 28}],
        fees=[{"name": "管理费和利润", "rate": "0.16"}, {"name": "规费", "rate": "0.05", "on_top": True}],
    )  # fmt: skip
    contract.certify(work="100000.00")
    found = contract.figures()
    assert of(found, "value_fees") == ["23762.00"]
    assert (of(found, "gross"), of(found, "net")) == (["132762.00"], ["121800.00"])
    assert (of(found, "retention"), of(found, "due")) == (["3982.86"], ["102226.74"])


def test_a_fee_that_is_paid_in_full_is_agreed_for_its_kind(signed: Any) -> None:
    """P10 by rate: 安全文明施工费 5 % of 1,000 in full beside 80 % of the rest, no retention on it: 800 − 24 + 50."""
    contract = signed(
        price="50000000.00", retention_rate="0.03", retention_base="progress",
        milestones=[{"event": "certification", "cumulative": "0.8", "days": 28},
                    {"event": "final_account", "cumulative": "1", "days": 28}],
        fees=[{"name": "安全文明施工费", "rate": "0.05"}],
        kinds=[{"kind": "fees", "progress": "1", "retention_rate": "0"}],
    )  # fmt: skip
    contract.certify(work=yuan(1000))
    assert of(contract.figures(), "due") == [yuan(826)]


# -- materials paid ahead and taken back by time ----------------------------------------------------------------------


def test_a_materials_advance_beside_the_advance_comes_back_in_three_months(signed: Any) -> None:
    """wlllr.com 126150: 90 % of 300 delivered in month 1, 90 back in each of the next three; 720, 1140, 1790, 910."""
    contract = signed(
        price="50000000.00", advance="5000000.00", recovery_rule="linear", recovery_start="0.2", recovery_end="0.7",
        retention_rate="0.10", retention_cap="0.05", materials_rate="0.9", materials_months=3,
        kinds=[{"kind": "claims", "retention_rate": "0", "recovers": False},
               {"kind": "materials", "retention_rate": "0", "recovers": False}],
    )  # fmt: skip
    contract.certify(work=yuan(500), stored=yuan(300))
    contract.certify(work=yuan(1500), variations=yuan(100), claims=yuan(10))
    contract.certify(work=yuan(2000), variations=yuan(200))
    contract.certify(work=yuan(1000))
    found = contract.figures()
    assert of(found, "value_materials") == [yuan(270), yuan(-90), yuan(-90), yuan(-90)]
    assert list(map(wan, of(found, "due"))) == [720, 1140, 1790, 910]


def test_the_last_certificate_takes_back_all_materials_paid_ahead(signed: Any) -> None:
    """90 % of 300 in month 1, 90 back in month 2, the last certificate takes back the 180 that are left."""
    contract = signed(price="50000000.00", materials_rate="0.9", materials_months=3)
    contract.certify(work=yuan(500), stored=yuan(300))
    contract.certify(work=yuan(500))
    contract.certify(work=yuan(500), kind="last")
    assert of(contract.figures(), "value_materials") == [yuan(270), yuan(-90), yuan(-180)]


# -- prices of materials beyond the band of risk --------------------------------------------------------------------


def test_a_material_beyond_five_percent_is_worked_out_on_the_certificate(signed: Any, run: Run) -> None:
    """wlllr.com 1092653, month 4: 200 t × (12 % − 5 %) × 300 × 1.08 = 4,536; a fall of cement is taken off."""
    contract = signed(price_band="0.05")
    steel = {"name": "钢筋", "unit": "t", "quantity": "200", "base": "300", "current": "336", "factor": "0.08"}
    cement = {"name": "水泥", "quantity": "10", "base": "400", "tender": "380", "current": "350"}
    sand = {"name": "砂", "unit": "m3", "quantity": "70", "base": "100", "current": "108", "band": "0.1"}
    contract.certify(work="1000000.00", material_prices=[steel])
    contract.certify(work="0.00", material_prices=[cement, sand])
    first, second = contract.figures()
    assert (first["value_adjustment"], first["gross"]) == ("4536.00", "1004536.00")
    assert (second["value_adjustment"], second["due"]) == ("-110.00", "-110.00")
    told = [one["rule"] for one in first["workings"] if one["name"] == "value.adjustment"]
    assert told == ["材料价差（超出风险幅度部分）：钢筋 200 t × (336.00 − 315.00) × 108% = 4,536.00"]
    told = [one["rule"] for one in second["workings"] if one["name"] == "value.adjustment"]
    assert told[0].endswith("：水泥 10 × (350.00 − 361.00) = -110.00; 砂 70 m3 × 0 (±10%) = 0.00")


def test_a_material_without_a_band_or_with_a_price_of_nothing_is_refused_at_its_entry(signed: Any) -> None:
    contract = signed()
    contract.certify(material_prices=[{"name": "钢筋", "quantity": "2", "base": "300", "current": "0"}])
    ended = contract.load()
    assert ended.code == 1
    assert "material_prices.0.band" in ended.err
    assert "material_prices.0.current" in ended.err


def test_the_formula_and_a_material_of_its_own_go_together(signed: Any) -> None:
    """Half of the price moves by 10 % of 100,000: 5,000; 10 t × (420 − 315) = 1,050."""
    factors = [{"name": "人工", "weight": "0.5", "index": "100"}]
    contract = signed(price_band="0.05", fixed_share="0.5", factors=factors)
    steel = {"name": "钢筋", "unit": "t", "quantity": "10", "base": "300", "current": "420"}
    contract.certify(work="100000.00", material_prices=[steel], indices=[{"name": "人工", "current": "110"}])
    (found,) = contract.figures()
    assert found["value_adjustment"] == "6050.00"
    (rule,) = [one["rule"] for one in found["workings"] if one["name"] == "value.adjustment"]
    assert "5,000.00" in rule
    assert "= 1,050.00" in rule


# -- recovery that starts by an event of the certificates --------------------------------------------------------------


def test_an_advance_is_recovered_from_the_month_after_thirty_percent_up_to_a_month(signed: Any) -> None:
    """exam.jzrc.net 1126098: 48 of 160 万 passed in the second month: 10.67 in each of the third to the fifth."""
    contract = signed(
        bill=[{"code": "A", "name": "土方", "unit": "m3", "quantity": "8000", "price": "200"}], price="1600000.00",
        advance="320000.00", recovery_rule="instalments", recovery_start="0.3", recovery_periods="2",
        recovery_until=5, retention_rate="0.05", break_share="0.10", break_beyond="0.9",
    )  # fmt: skip
    for month in (1200, 1700, 1700, 1800, 1700, 800):
        contract.certify(lines=[{"bill_item": "A", "quantity": str(month), "price": "200"}])
    found = contract.figures()
    assert list(map(wan, of(found, "recovery"))) == [*map(Decimal, ["0", "0", "10.67", "10.67", "10.67", "0"])]
    assert wan(of(found, "due")[-1]) == Decimal("15.01")


def test_unequal_instalments_from_the_month_that_reaches_the_start(signed: Any) -> None:
    """examzz.com 152154468-2: paid with the advance (20 %) more than 60 % of 1,200 万; then 30, 40 and 30 % of 240.

    The last month keeps 3 % of the whole, 36, and pays 64.
    """
    contract = signed(
        price="12000000.00", advance="2400000.00", recovery_rule="instalments", recovery_start="0.4",
        recovery_periods="1=30%、2=40%、3=30%", retention_rate="0.03", retention_way="last",
    )  # fmt: skip
    contract.months([yuan(month) for month in ("100", "120", "100", "130", "130", "140", "140", "130", "110")])
    contract.certify(kind="last", work=yuan("100"))
    found = contract.figures()
    assert list(map(wan, of(found, "due"))) == [*map(Decimal, [100, 120, 100, 130, 58, 44, 68, 130, 110, 64])]
    assert [wan(one) for one in of(found, "recovery") if one != "0.00"] == [72, 96, 72]


def test_an_advance_is_recovered_from_the_start_point_in_equal_parts_over_the_months_left(signed: Any) -> None:
    """tk.mxqe.com 555: 6,240 万, advance 1,560, main materials 60 %: T = 3,640, then 520 in each of months 8 to 10."""
    contract = signed(
        price="62400000.00", advance="15600000.00", recovery_rule="instalments", recovery_start="0.583333",
        recovery_until=10,
    )  # fmt: skip
    contract.months([yuan(month) for month in [500] * 7 + [900, 900, 940]])
    assert list(map(wan, of(contract.figures(), "recovery"))) == [0] * 7 + [520] * 3


# -- other published cases ------------------------------------------------------------------------------------------


def test_quantity_break_minimum_and_two_last_months_in_one_case(signed: Any) -> None:
    """造价工程师案例：甲项 2300 m³ × 180 元，乙项 3200 m³ × 160 元；10 % / 0.9；最低 25 万元；保修金 5 %。"""
    contract = signed(
        bill=[
            {"code": "甲", "name": "甲项", "unit": "m3", "quantity": "2300", "price": "180"},
            {"code": "乙", "name": "乙项", "unit": "m3", "quantity": "3200", "price": "160"},
        ],
        price="926000.00", advance="185200.00", recovery_rule="instalments", recovery_periods="3、4",
        retention_rate="0.05", minimum="250000.00", break_share="0.10", break_beyond="0.9",
    )  # fmt: skip
    for first, second in ((500, 700), (800, 900), (800, 800), (600, 600)):
        lines = [
            {"bill_item": "甲", "quantity": str(first), "price": "180"},
            {"bill_item": "乙", "quantity": str(second), "price": "160"},
        ]
        contract.certify(lines=lines)
    found = contract.figures()
    assert of(found, "due") == ["0.00", "465500.00", "0.00", "264093.00"]
    assert of(found, "held") == ["191900.00", "0.00", "165800.00", "0.00"]
    assert found[-1]["gross"] == "200940.00"


@pytest.mark.parametrize(
    ("advance", "periods", "recovered"),
    [
        ("240", "2=30%、3=40%、4=30%", [0, 72, 96, 72]),
        ("40", "3=40%、4=60%", [0, 0, 16, 24]),
    ],
)
def test_unequal_instalments_of_published_cases(signed: Any, advance: str, periods: str, recovered: list[int]) -> None:
    """监理工程师案例：预付款 240 万元，分 30 %、40 %、30 % 扣回；公路监理：最后两个月分别按 40 % 和 60 % 扣回。"""
    contract = signed(price=yuan("1200"), advance=yuan(advance), recovery_rule="instalments", recovery_periods=periods)
    contract.months([yuan("300")] * 4)
    found = contract.figures()
    assert [wan(one["recovery"]) for one in found] == recovered
    assert periods.replace("=", " (").replace("%、", "%), ") + ")" in rule_of(found[0], "recovery")


def test_each_item_of_the_bill_may_have_its_own_new_price(signed: Any) -> None:
    """GB 50500-2013 9.6.2：甲项原价 406 元，超出 15 % 部分新单价 402.50 元（740,278.00 元）；乙项减量后 27.33 元。"""
    contract = signed(
        bill=[
            {"code": "甲", "name": "甲项", "unit": "m3", "quantity": "1520", "price": "406", "price_beyond": "402.50"},
            {"code": "乙", "name": "乙项", "unit": "m3", "quantity": "1000", "price": "25", "price_short": "27.33"},
            {"code": "丙", "name": "丙项", "unit": "m3", "quantity": "100", "price": "10"},
        ],
        price="643120.00", break_share="0.15", break_beyond="0.9",
    )  # fmt: skip
    contract.certify(lines=[{"bill_item": "乙", "quantity": "800", "price": "25"}])
    lines = [("甲", "1824", "406"), ("丙", "120", "10")]
    contract.certify(kind="last", lines=[{"bill_item": a, "quantity": b, "price": c} for a, b, c in lines])
    found = contract.figures()
    # 甲 76 × (402.50 − 406) = −266.00，乙 800 × (27.33 − 25) = 1,864.00，丙 5 × (9 − 10) = −5.00
    assert of(found, "value_breaks") == ["0.00", "1593.00"]
    assert found[-1]["gross_to_date"] == "763337.00"  # 740,278.00 + 21,864.00 + 1,195.00
    assert "新单价" in str(found[-1]["workings"])


def test_the_660_wan_case_of_the_start_point(signed: Any) -> None:
    """合同价 660 万元，预付 20 %，主材 60 %：起扣点 440 万元；5 月支付 154 万元，6 月再扣 66 万元。"""
    contract = signed(price=yuan("660"), advance=yuan("132"), recovery_rule="start_point", recovery_share="0.6")
    contract.months([yuan(work) for work in ("55", "110", "165", "220", "110")])
    found = contract.figures()
    assert "4,400,000.00" in rule_of(found[0], "recovery")
    assert [wan(one["due"]) for one in found] == [Decimal(due) for due in ("55", "110", "165", "154", "44")]


def test_the_600_wan_case_of_the_start_point(signed: Any) -> None:
    """合同价 600 万元，预付 25 %，主材 62.5 %：起扣点 360 万元；4 月支付 142.5 万元，5 月 67.5 万元。"""
    contract = signed(
        price="6000000.00", advance="1500000.00", recovery_rule="start_point", recovery_share="0.625"
    )  # fmt: skip
    contract.months([yuan(month) for month in ("100", "140", "180", "180")])
    figures = contract.figures()
    assert Money.of("3600000.00").grouped in rule_of(figures[2], "recovery")
    assert [wan(one["due"]) for one in figures] == [Decimal(due) for due in ("100.00", "140.00", "142.50", "67.50")]


def test_the_price_formula_with_seven_moving_costs(signed: Any) -> None:
    """结算款 100 万元，不调值 15 %，人工、钢材、水泥、集料、红砖、砂、木材：调整后 106.4 万元。"""
    moving = (
        ("人工", "0.45", "100", "110.1"), ("钢材", "0.11", "100.8", "98.0"), ("水泥", "0.11", "102.0", "112.9"),
        ("集料", "0.05", "93.6", "95.9"), ("红砖", "0.06", "100.2", "98.9"), ("砂", "0.03", "95.4", "91.1"),
        ("木材", "0.04", "93.4", "117.9"),
    )  # fmt: skip
    factors = [{"name": name, "weight": weight, "index": base} for name, weight, base, _now in moving]
    contract = signed(fixed_share="0.15", factors=factors)
    contract.certify(
        work="1000000.00", indices=[{"name": name, "current": now} for name, _weight, _base, now in moving]
    )
    assert rounded(Money.of(contract.figures()[0]["gross"]).yuan / 10_000, 1) == Decimal("106.4")


def test_highway_recovers_two_percent_of_the_advance_for_each_percent_beyond_thirty(signed: Any) -> None:
    contract = signed(
        price="10000.00", advance="1000.00", recovery_rule="linear", recovery_start="0.3", recovery_end="0.8"
    )
    contract.months(["3000.00", "100.00", "4900.00", "2000.00"])
    assert of(contract.figures(), "recovery") == ["0.00", "20.00", "980.00", "0.00"]


def test_fidic_recovers_a_quarter_once_ten_percent_of_the_price_without_provisional_sums_are_passed(
    signed: Any,
) -> None:
    contract = signed(
        price="11000.00", provisional="1000.00", advance="1000.00", recovery_rule="fidic", recovery_start="0.10",
        recovery_rate="0.25", recovery_net=True,
    )  # fmt: skip
    contract.months(["1000.00", "1000.00", "2000.00", "3000.00"])
    assert of(contract.figures(), "recovery") == ["0.00", "250.00", "500.00", "250.00"]


def test_materials_on_site_are_paid_at_their_share_and_taken_back_when_built_in(signed: Any) -> None:
    """FIDIC 14.5: 80 % of what lies on site."""
    contract = signed(materials_rate="0.8")
    for work, stored in (("1000000.00", "500000.00"), ("1500000.00", "200000.00"), ("800000.00", "0.00")):
        contract.certify(work=work, stored=stored)
    found = contract.figures()
    assert of(found, "value_materials") == ["400000.00", "-240000.00", "-160000.00"]
    assert found[-1]["gross_to_date"] == "3300000.00"


def test_a_provisional_index_is_corrected_by_the_final_one_in_a_later_certificate(signed: Any) -> None:
    factors = [{"name": "钢材", "weight": "0.6", "index": "100"}]
    contract = signed(fixed_share="0.4", factors=factors)
    contract.certify(work="1000000.00", indices=[{"name": "钢材", "current": "110", "provisional": True}])
    now, final = {"name": "钢材", "current": "120"}, {"name": "钢材", "current": "115", "period": 1}
    contract.certify(work="500000.00", indices=[now, final])
    contract.certify(indices=[{"name": "钢材", "current": "114", "period": 1}])
    assert of(contract.figures(), "value_adjustment") == ["60000.00", "90000.00", "-6000.00"]


def test_materials_of_the_owner_are_taken_off_and_over_use_at_its_own_price(signed: Any) -> None:
    """甲供钢材领用 105 t、退库 2 t，应耗 100 t：单价 3800 元，超耗 3 t 按 4500 元。"""
    contract = signed()
    steel = {
        "name": "钢材", "unit": "t", "issued": "105", "returned": "2", "allowed": "100", "price": "3800",
        "over_price": "4500",
    }  # fmt: skip
    bricks = {"name": "砖", "issued": "1000", "allowed": "900", "over_price": "0.5"}
    contract.certify(work="1000000.00", supplies=[steel, bricks])
    found = contract.figures()[0]
    assert (found["deducted"], found["due"]) == ("393550.00", "606450.00")


def test_kinds_of_value_may_have_their_own_progress_retention_and_tax(signed: Any) -> None:
    contract = signed(
        milestones=[
            {"event": "certification", "cumulative": "0.8", "days": 28},
            {"event": "final_account", "cumulative": "1", "days": 28},
        ],
        retention_rate="0.05", vat_rate="0.09", advance="90000.00", recovery_rate="0.1",
        kinds=[
            {"kind": "variations", "progress": "0.6"},
            {"kind": "claims", "progress": "1", "retention_rate": "0", "recovers": False},
            {"kind": "materials", "retention_rate": "0.03", "vat_rate": "0.13"},
        ],
    )  # fmt: skip
    contract.certify(work="100000.00", variations="50000.00", claims="20000.00", stored="10000.00")
    found = contract.figures()[0]
    assert (found["progress"], found["later"]) == ("138000.00", "42000.00")
    assert found["retention"] == "7800.00"
    assert found["recovery"] == "16000.00"
    assert (found["net"], found["vat"]) == ("164812.86", "15187.14")


def test_prices_without_tax_get_the_tax_of_their_line_on_top(signed: Any) -> None:
    """分部分项 9 %，设备 13 %：税前 100 万元与 20 万元。"""
    contract = signed(vat_included=False, vat_rate="0.09")
    lines = [
        {"name": "安装", "quantity": "1", "price": "1000000"},
        {"name": "设备", "quantity": "1", "price": "200000", "vat_rate": "0.13"},
    ]
    contract.certify(lines=lines)
    found = contract.figures()[0]
    assert (found["gross"], found["net"], found["vat"]) == ("1316000.00", "1200000.00", "116000.00")


@pytest.mark.parametrize(
    ("method", "day", "vat"),
    [
        ("general", "2018-04-30", "9909.91"), ("general", "2018-05-01", "9090.91"),
        ("general", "2019-04-01", "8256.88"), ("simplified", "2024-05-01", "2912.62"), ("exempt", "2024-05-01", "0.00"),
        ("general", "2016-04-30", "0.00"),
    ],
)  # fmt: skip
def test_without_an_agreed_rate_the_law_of_the_day_applies(signed: Any, method: str, day: str, vat: str) -> None:
    contract = signed(vat_method=method, vat_rate=None, signed_on="2016-01-01")
    contract.certify(work="100000.00", certified_on=day, period_to=day)
    assert of(contract.figures(), "vat") == [vat]


@pytest.mark.parametrize(
    ("terms", "kept"),
    [
        ({"retention_way": "each", "retention_rate": "0.05", "retention_cap": "0.03"}, ["150.00", "150.00", "0.00"]),
        ({"retention_way": "each", "retention_rate": "0.05", "retention_limit": "200.00"}, ["150.00", "50.00", "0.00"]),
        ({"retention_way": "amount", "retention_amount": "120.00"}, ["120.00", "120.00", "120.00"]),
        ({"retention_way": "last", "retention_rate": "0.03"}, ["0.00", "0.00", "270.00"]),
        ({"retention_way": "to_date", "retention_rate": "0.05"}, ["150.00", "150.00", "150.00"]),
    ],
)
def test_retention_is_withheld_in_the_way_agreed(signed: Any, terms: Draft, kept: list[str]) -> None:
    contract = signed(price="10000.00", **terms)
    contract.months(["3000.00", "3000.00"])
    contract.certify(work="3000.00", kind="last")
    assert of(contract.figures(), "retention") == kept


def test_the_share_of_wages_goes_to_their_account(signed: Any) -> None:
    contract = signed(wage_share="0.2", milestones=[
        {"event": "certification", "cumulative": "0.8"}, {"event": "final_account", "cumulative": "1"},
    ])  # fmt: skip
    contract.certify(work="1000000.00")
    found = contract.figures()[0]
    assert (found["wages"], found["due"]) == ("160000.00", "800000.00")


def test_the_sum_of_rounded_periods_is_kept_and_its_difference_to_the_percentage_shown(signed: Any) -> None:
    contract = signed(retention_rate="0.03")
    contract.months(["0.33", "0.33", "0.33"])
    found = contract.figures()
    assert of(found, "retention") == ["0.01", "0.01", "0.01"]
    shown = {one["name"]: one["amount"] for one in found[1]["workings"]}
    assert "difference.retention" not in shown
    contract.months(["0.17"] * 3)
    last = contract.figures()[-1]
    assert (last["retention_to_date"], last["gross_to_date"]) == ("0.06", "1.50")
    assert {one["name"]: one["amount"] for one in last["workings"]}["difference.retention"] == "0.01"


def test_a_short_quantity_is_priced_up_with_the_last_certificate(signed: Any) -> None:
    """GB 50500-2013 9.6.2: 800 of 1,000 m³ done, 15 %, 1.1 of the price."""
    contract = signed(
        bill=[{"code": "1", "name": "土方", "unit": "m3", "quantity": "1000", "price": "25"}], price="25000.00",
        break_share="0.15", break_short="1.1",
    )  # fmt: skip
    contract.certify(lines=[{"bill_item": "#1", "quantity": "500", "price": "25"}])
    contract.certify(lines=[{"bill_item": "#1", "quantity": "300", "price": "25"}], kind="last")
    assert contract.figures()[-1]["gross_to_date"] == "22000.00"
