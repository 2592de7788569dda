"""A contract as the tests of the forms type it; captions are Chinese so that pictures of it are too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.drafts import changed, entry, faults
from models.money import Money, half_up
from models.problems import Problem
from ui.forms.picker import Source, from_list
from ui.forms.spec import Derived, FormSpec, GridSpec, Section

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class ItemDraft:
    """One line of the bill."""

    code: str = entry("编码", "", required=True)
    name: str = entry("清单项目", "", required=True)
    unit: str = entry("单位", "")
    quantity: Decimal | None = entry("合同量", None)
    price: Decimal | None = entry("综合单价", None, unit="元")
    agreed_on: date | None = entry("商定日期", None)
    owner: str = entry("责任单位", "", pick="parties")
    provisional: bool = entry("暂定", False)


@dataclass(frozen=True)
class ContractDraft:
    """A contract with its bill."""

    id: str = ""
    number: str = entry("合同编号", "", required=True, section="合同", hint="例如 JB-GL-2025-07")
    name: str = entry("合同名称", "", required=True, wide=True, section="合同")
    owner: str = entry("业主", "", required=True, pick="parties", section="合同")
    kind: str = entry(
        "合同类型",
        "",
        section="合同",
        choices={"main": "施工总承包", "sub": "专业分包", "labour": "劳务分包", "goods": "材料销售"},
    )
    price: Money | None = entry("合同价（含税）", None, required=True, unit="元", section="价款")
    vat: Decimal | None = entry("增值税率", Decimal("0.09"), unit="%", section="价款")
    retention: Decimal | None = entry("质保金比例", Decimal("0.03"), unit="%", section="价款")
    net: Money | None = entry("不含税价", None, unit="元", readonly=True, section="价款")
    signed_on: date | None = entry("签订日期", None, section="期限")
    days: int | None = entry("付款期限", None, unit="天", section="期限")
    has_guarantee: bool = entry("业主提供了支付担保", False, section="期限")
    guarantee_until: date | None = entry("担保到期", None, section="期限")
    remark: str = entry("备注", "", lines=3, section="期限")
    items: tuple[ItemDraft, ...] = entry("工程量清单", ())


def type_into(widget: QWidget, words: str) -> None:
    """Type on the keyboard; what is not on it comes from an input method, as Chinese does."""
    for sign in words:
        if sign.isascii():
            QTest.keyClicks(widget, sign)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(sign)
            QApplication.sendEvent(widget, composed)


def amount(line: ItemDraft) -> Money | None:
    if line.quantity is None or line.price is None:
        return None
    return Money(half_up(line.quantity * line.price * 100))


def check(draft: ContractDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.price is not None and draft.price < Money():
        yield Problem("price", "合同价不能小于零。")
    if draft.retention is not None and draft.retention > Decimal("0.03"):
        yield Problem("retention", "质保金一般不超过 3 %。", advice=True)
    for row, line in enumerate(draft.items):
        if line.quantity is not None and line.quantity < 0:
            yield Problem(f"items.{row}.quantity", "合同量不能小于零。")
        if line.price is None and line.quantity is not None:
            yield Problem(f"items.{row}.price", "还没有单价。", advice=True)


def settle(draft: ContractDraft) -> ContractDraft:
    net = draft.price.share(1 / (1 + draft.vat)) if draft.price and draft.vat is not None else None
    return changed(draft, net=net)


def idle(draft: ContractDraft) -> tuple[str, ...]:
    return () if draft.has_guarantee else ("guarantee_until",)


def parties(new: Any = None) -> Source:
    known = [
        ("p1", "江北公路事业发展中心", "事业单位 jbglsyfzzx"),
        ("p2", "临湖置业发展有限公司", "民营企业 lhzyfzyxgs"),
        ("p3", "湖东管网建设有限公司", "国有企业 hdgwjsyxgs"),
    ]
    return from_list(known, new)


GRID = GridSpec(
    columns=("code", "name", "unit", "quantity", "price", "amount", "agreed_on", "owner", "provisional"),
    derived=(Derived("amount", "合价", Money, amount, unit="元"),),
    totals=("amount",),
    frozen=2,
)
SPEC = FormSpec(ContractDraft, check=check, settle=settle, idle=idle, grids={"items": GRID})
FLAT = FormSpec(ContractDraft, sections=(Section("合同", ("number", "name", "price", "signed_on")),), check=check)


def a_contract(lines: int = 4) -> ContractDraft:
    return ContractDraft(
        number="JB-GL-2025-07",
        name="江北三标路基路面工程施工合同",
        owner="p1",
        kind="main",
        price=Money.of("48600000"),
        signed_on=date(2025, 7, 18),
        days=28,
        items=tuple(a_line(at) for at in range(lines)),
    )


def a_line(at: int) -> ItemDraft:
    names = ("清理与掘除", "路基挖土方", "利用土方填筑", "浆砌片石挡土墙")
    return ItemDraft(
        f"20{at % 7 + 2}-{at + 1}", names[at % 4], "m³", Decimal(86000 + at), Decimal("4.56"), date(2025, 7, 1), "p1"
    )
