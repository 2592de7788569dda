"""The twelve contracts of the sample: what was agreed, how far they are, and how their owners pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from models import events
from models.contracts import MilestoneDraft
from models.contracts.terms_draft import USUAL_MILESTONES, ReleaseDraft
from models.money import Money
from models.sample import works
from models.sample.people import CITY, LAKESIDE, ROADS, TREASURY

AT_ONCE = (MilestoneDraft(events.CERTIFICATION, Decimal(1), 30),)
IN_FOUR = (
    MilestoneDraft(events.CERTIFICATION, Decimal("0.75"), 28),
    MilestoneDraft(events.ACCEPTANCE, Decimal("0.85"), 28),
    MilestoneDraft(events.FINAL_ACCOUNT, Decimal("0.97"), 56),
    MilestoneDraft(events.DEFECTS_END, Decimal(1), 28),
)
WITHHELD = (
    MilestoneDraft(events.CERTIFICATION, Decimal("0.85"), 28),
    MilestoneDraft(events.FINAL_ACCOUNT, Decimal(1), 56),
)
SLOWLY = (
    MilestoneDraft(events.CERTIFICATION, Decimal("0.85"), 60),
    MilestoneDraft(events.FINAL_ACCOUNT, Decimal(1), 56),
)
LATER = (MilestoneDraft(events.CERTIFICATION, Decimal("0.8"), 45), *USUAL_MILESTONES[1:])
IN_TWO = (
    MilestoneDraft(events.INVOICE, Decimal("0.9"), 15),
    MilestoneDraft(events.COMPLETION, Decimal(1), 60),
)
HALVES = (
    ReleaseDraft(events.ACCEPTANCE, Decimal("0.5"), 28),
    ReleaseDraft(events.DEFECTS_END, Decimal(1), 28),
)


@dataclass(frozen=True)
class Plan:
    """``last``: months from the last certificate to now; ``every``: months of a period; of ``planned`` certificates.

    ``pays`` is the share (in percent) of what is due that each payment covers, ``late`` the days it comes late,
    ``stopped`` how many months ago the owner stopped paying. Events are months ago. ``waits``: where the last
    certificate still stands (empty: signed).
    """

    number: str
    name: str
    owner: str
    project: str
    items: tuple[works.Item, ...]
    scale: Decimal
    certificates: int
    planned: int
    last: int
    kind: str = "construction"
    payer: str = ""
    every: int = 1
    vat: Decimal = Decimal("0.09")
    milestones: tuple[MilestoneDraft, ...] = USUAL_MILESTONES
    retention: Decimal | None = None
    releases: tuple[ReleaseDraft, ...] = ()
    advance: Decimal | None = None
    wages: Decimal | None = None
    pays: int = 100
    late: int = 20
    stopped: int = 0
    completed: int | None = None
    accepted: int | None = None
    submitted: int | None = None
    settled: int | None = None
    handler: str = "张秋实"
    begun: Decimal = Decimal(0)
    disputes: bool = False
    waits: str = ""


@dataclass(frozen=True)
class Taken:
    """What was open when the book began: class, document, months ago posted, months ago due, amount."""

    kind: str
    document: str
    posted: int
    due: int
    amount: Money
    invoice: str = field(default="")


OLD_ITEMS = (
    Taken("progress", "外立面-09 期", 71, 70, Money.of("1286400.00"), "06881725"),
    Taken("progress", "外立面-14 期", 58, 57, Money.of("968350.40"), "06882310"),
    Taken("progress", "外立面-18 期", 44, 43, Money.of("1543208.75"), "07113408"),
    Taken("progress", "外立面-21 期", 31, 30, Money.of("874600.00"), "07114092"),
    Taken("other", "抢险施工签证", 27, 25, Money.of("186520.30")),
)

PLANS = (
    Plan(
        "001", "临湖花园一期 1#–4# 楼土建及安装工程", LAKESIDE, "临湖花园", works.HOUSING, Decimal("1.6"), 26, 26, 56,
        pays=97, late=35, stopped=42, completed=55, accepted=53, submitted=50, settled=44,
    ),
    Plan(
        "002", "临湖花园二期 5#–9# 楼总承包工程", LAKESIDE, "临湖花园", works.HOUSING, Decimal("2.1"), 24, 24, 33,
        milestones=IN_FOUR, pays=88, late=48, stopped=19, completed=32, accepted=31, submitted=27, settled=21,
        handler="吴敏", disputes=True,
    ),
    Plan(
        "003", "临湖花园三期 10#–12# 楼土建工程", LAKESIDE, "临湖花园", works.HOUSING, Decimal("1.3"), 22, 30, 0,
        milestones=LATER, advance=Decimal("0.1"), pays=72, late=62, handler="吴敏", disputes=True, waits="supervised",
    ),
    Plan(
        "004", "临湖花园商品混凝土供应合同", LAKESIDE, "临湖花园", works.CONCRETE, Decimal("1.0"), 14, 14, 24,
        kind="goods", vat=Decimal("0.13"), milestones=AT_ONCE, pays=85, late=40, stopped=25, completed=24, accepted=24,
    ),
    Plan(
        "005", "江北新城实验学校施工总承包", CITY, "江北新城基础设施", works.HOUSING, Decimal("1.8"), 20, 20, 5,
        milestones=IN_FOUR, advance=Decimal("0.1"), wages=Decimal("0.2"), pays=94, late=22, completed=5, accepted=4,
        submitted=2,
        handler="李新宇",
    ),
    Plan(
        "006", "滨江路（中山桥—临江大道）道路工程", CITY, "江北新城基础设施", works.ROAD, Decimal("1.4"), 20, 20, 21,
        milestones=WITHHELD, retention=Decimal("0.03"), releases=HALVES, pays=92, late=18, stopped=6,
        completed=21, accepted=19, submitted=16, settled=8, handler="李新宇",
    ),
    Plan(
        "007", "中央大道地下综合管廊一标段", CITY, "江北新城基础设施", works.TUNNEL, Decimal("1.1"), 12, 22, 0,
        milestones=LATER, advance=Decimal("0.1"), pays=100, late=12, handler="李新宇", waits="submitted",
    ),
    Plan(
        "008", "江北新区污水管网工程设计", CITY, "江北新城基础设施", works.DESIGN, Decimal(1), 5, 6, 1,
        kind="design", every=3, vat=Decimal("0.06"), milestones=IN_TWO, pays=100, late=9,
    ),
    Plan(
        "009", "云岭高速公路土建 TJ-3 标段", ROADS, "云岭高速公路", works.EXPRESSWAY, Decimal("1.2"), 24, 36, 9,
        milestones=WITHHELD, retention=Decimal("0.03"), releases=HALVES, advance=Decimal("0.1"), pays=90, late=45,
        stopped=5, handler="何志刚", disputes=True,
    ),
    Plan(
        "010", "云岭高速公路桥梁 TJ-7 标段", ROADS, "云岭高速公路", works.EXPRESSWAY, Decimal("0.7"), 16, 24, 0,
        milestones=SLOWLY, retention=Decimal("0.03"), releases=HALVES, pays=86, late=38, handler="何志刚",
        waits="reviewed",
    ),
    Plan(
        "011", "云岭高速公路交通安全设施 JA-1 标段", ROADS, "云岭高速公路", works.SIGNS, Decimal("0.9"), 7, 12, 0,
        payer=TREASURY, milestones=SLOWLY, pays=96, late=30, handler="何志刚", waits="prepared",
    ),
    Plan(
        "012", "江北老城区外立面改造工程", CITY, "江北新城基础设施", works.FACADE, Decimal("2.4"), 10, 10, 6,
        pays=20, late=25, completed=5, accepted=4, begun=Decimal("0.62"),
    ),
)  # fmt: skip
