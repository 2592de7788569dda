"""The bill of quantities (清单): what was agreed to be built, line by line, with quantity, unit price and amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ForeignKey, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.contracts.record import Contract
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem, Refused, stop
from models.scaled import PLACES, to_fen
from models.store.base import STRICT, Record, indexed, new_id
from models.store.commands import COMMERCIAL, MARKETING, declare

LARGEST = Decimal(10) ** 10
_CODE = ("项目编码", "清单编码", "子目号", "子目编码", "细目号", "细目编码", "编码")
_NAME = ("项目名称", "清单名称", "子目名称", "细目名称", "名称", "工程名称")
_BEYOND, _SHORT = ("超量单价", "增加部分单价"), ("减量单价", "减少后单价")
_NEW_PRICE = N_("empty: the contract's share of the unit price")
MOST = Money.of(10**13)
"""No quantity, unit price or amount of a real bill reaches these; sums of thousands of lines stay within a column."""


class BillItem(Record):
    """A line of a contract's bill; ``level`` and ``position`` make the tree, a heading has no amount."""

    __tablename__ = "bill_items"
    __table_args__ = (indexed("contract_id", "position"), STRICT)

    contract_id: Mapped[str] = mapped_column(ForeignKey("contracts.id"))
    position: Mapped[int]
    level: Mapped[int]
    is_heading: Mapped[bool]
    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    amount: Mapped[Money | None]
    vat_rate: Mapped[Decimal | None]
    price_beyond: Mapped[Decimal | None]
    price_short: Mapped[Decimal | None]


@dataclass(frozen=True)
class BillItemDraft:
    """One line; without quantity, price and amount it is the heading of the deeper lines below it."""

    id: str = ""
    code: str = entry(N_("Item code"), "", key=True, synonyms=_CODE)
    name: str = entry(N_("Item name"), "", required=True, synonyms=_NAME)
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    quantity: Decimal | None = entry(
        N_("Quantity"), None, places=3, synonyms=("工程量", "工程数量", "合同数量", "数量")
    )
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("综合单价", "单价"))
    amount: Money | None = entry(N_("Amount"), None, synonyms=("合价", "合同金额", "金额"))
    level: int | None = entry(N_("Level"), 1, synonyms=("层级", "级别"))
    vat_rate: Decimal | None = entry(N_("VAT rate"), None, unit="%", synonyms=("税率",), hint=N_("empty: by contract"))
    price_beyond: Decimal | None = entry(N_("New price beyond the break"), None, synonyms=_BEYOND, hint=_NEW_PRICE)
    price_short: Decimal | None = entry(N_("New price short of the break"), None, synonyms=_SHORT, hint=_NEW_PRICE)


@dataclass(frozen=True)
class BillDraft:
    """The whole bill of one contract; ``agreed`` is the contract's price, for comparison only."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts")
    agreed: Money | None = entry(N_("Contract price with VAT"), None, readonly=True)
    items: tuple[BillItemDraft, ...] = entry(N_("Bill of quantities"), ())


RECORD = declare("bills.record", N_("Save the bill of quantities"), (COMMERCIAL, MARKETING), COMMERCIAL)


def line_amount(quantity: Decimal | None, price: Decimal | None, amount: Money | None = None) -> Money | None:
    """Quantity × unit price, half up to the fen, once; a line without both has the amount that was typed (lump sum)."""
    if quantity is None or price is None:
        return amount
    return Money(to_fen(quantity * price))


def worth(line: Any) -> Money | None:
    """The amount of a line of a bill or a variation, as typed so far; a form shows it as a derived column."""
    return line_amount(line.quantity, line.price, line.amount)


def is_heading(item: BillItemDraft) -> bool:
    return item.quantity is None and item.price is None and item.amount is None


def worked_out(draft: BillDraft) -> BillDraft:
    """The draft with every amount that follows from quantity and price filled in: what a form shows after an edit."""
    items = tuple(replace(item, amount=worth(item)) for item in draft.items)
    return replace(draft, items=items)


def amounts(items: Sequence[BillItemDraft]) -> list[Money]:
    """The amount of each line; for a heading the sum of the lines below it, down to the next line of its level."""
    found = [worth(item) or Money() for item in items]
    above: list[int] = []
    for place, item in enumerate(items):
        while above and (items[above[-1]].level or 1) >= (item.level or 1):
            above.pop()
        if is_heading(item):
            above.append(place)
        else:
            for heading in above:
                found[heading] += found[place]
    return found


def draft_of(session: Session, contract_id: str) -> BillDraft:
    """The bill of a contract, empty when it has none; the key is the contract's."""
    contract = session.get_one(Contract, contract_id)
    columns = [getattr(BillItem, name) for name in ("id", *FIELDS)]
    rows = session.execute(select(*columns).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    return BillDraft(contract_id, contract.price, tuple(BillItemDraft(**row._mapping) for row in rows))


def number_of(session: Session, contract_id: str) -> str:
    """The number of the contract a bill belongs to."""
    return session.get_one(Contract, contract_id).number


def items_of(session: Session, contract_id: str) -> list[BillItem]:
    """The lines of a contract's bill in order."""
    return list(
        session.scalars(select(BillItem).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    )


def coded(session: Session, contract_id: str, codes: Collection[str]) -> dict[str, str]:
    """Code → id, of the codes that only one line of the contract's bill bears."""
    b, wanted = BillItem, {code for code in codes if code}
    mine = b.contract_id == contract_id, b.code.in_(wanted)
    once = select(b.code, func.min(b.id)).where(*mine).group_by(b.code).having(func.count() == 1)
    return dict(session.execute(once).all()) if wanted else {}


def total(session: Session, contract_id: str) -> Money:
    """What the lines of a contract's bill add up to."""
    return session.scalar(select(func.sum(BillItem.amount)).where(BillItem.contract_id == contract_id)) or Money()


def check(draft: BillDraft) -> Iterator[Problem]:
    """Everything that can be said without the database; sums, doubles and prices are advice."""
    yield from faults(draft)
    for place, item in enumerate(draft.items):
        for problem in check_line(item):
            yield problem.under(f"items.{place}")
    yield from _check_tree(draft.items)
    yield from _check_codes(draft.items)
    added = Money.total(worth(item) or Money() for item in draft.items)
    if draft.agreed and added and added != draft.agreed:
        yield Problem(
            "items",
            N_("The lines add up to {total}, the contract price is {price}: check VAT and provisional sums."),
            {"total": added.grouped, "price": draft.agreed.grouped},
            advice=True,
        )


def check_line(line: Any) -> Iterator[Problem]:
    """What must hold of quantity, price and amount of one line, of a bill or of a variation."""
    for name in ("quantity", "price", "price_beyond", "price_short"):
        value = getattr(line, name, None)
        if value is not None and (abs(value) >= LARGEST or value != round(value, PLACES)):
            yield Problem(name, N_("At most ten digits before and six behind the point: please check this number."))
            return
    rate = getattr(line, "vat_rate", None)
    if rate is not None and not 0 <= rate <= 1:
        yield Problem("vat_rate", N_("A percentage lies between 0 and 100."))
    if line.quantity is not None and line.price is None and line.amount is None:
        yield Problem("price", N_("This line has a quantity but no price yet."), advice=True)
    product = worth(line)
    if product is not None and abs(product) >= MOST:
        yield Problem("amount", N_("This amount is too large: please check quantity and price."))
    elif product is not None and line.amount is not None and line.amount != product:
        yield Problem(
            "amount",
            N_("Quantity × price is {product}, not {amount}: {product} is kept."),
            {"product": product.grouped, "amount": line.amount.grouped},
            advice=True,
        )


def record(session: Session, draft: BillDraft) -> Contract:
    """Make a contract's bill equal to the draft, writing only the lines that changed.

    Raises Invalid for what cannot be kept, Refused when a line that was certified would go.
    """
    stop(check(draft))
    contract = session.get_one(Contract, draft.contract)
    session.flush()
    columns = [getattr(BillItem, name) for name in ("id", "position", *_KEPT)]
    rows = session.execute(select(*columns).where(BillItem.contract_id == contract.id))
    kept = {row[0]: row._mapping for row in rows}
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for place, item in enumerate(draft.items):
        row = row_of(item, place)
        before = kept.pop(item.id, None)
        if before is None:
            added.append({**row, "id": new_id(), "contract_id": contract.id})
        elif any(before[name] != value for name, value in row.items()):
            changed.append({**row, "id": item.id})
    remove_lines(session, {key: row["name"] for key, row in kept.items()})
    if changed:
        session.execute(update(BillItem), changed)
    if added:
        session.execute(insert(BillItem), added)
    session.expire_all()  # rows were written behind the back of records a caller may hold
    session.info["subject"] = contract.number
    return contract


def row_of(item: BillItemDraft, place: int) -> dict[str, Any]:
    """What is kept of a line, without its key and its contract."""
    return {
        **{name: getattr(item, name) for name in FIELDS},
        "position": place,
        "level": item.level or 1,
        "is_heading": is_heading(item),
        "amount": worth(item),
    }


def remove_lines(session: Session, gone: dict[str, str]) -> None:
    """Take lines (name by id) out; Refused for one that was certified."""
    rows = cast(Table, BillItem.__table__)
    statement = delete(rows).where(rows.c.id == bindparam("gone"))
    for key, name in gone.items():
        try:
            session.connection().execute(statement, {"gone": key})
        except IntegrityError as error:
            raise Refused(
                N_("The line “{name}” was certified and cannot be removed. Set its quantity to 0 instead."), name=name
            ) from error


def _check_tree(items: Sequence[BillItemDraft]) -> Iterator[Problem]:
    reached = 0
    for place, item in enumerate(items):
        level = 1 if item.level is None else item.level
        if not 1 <= level <= 9:
            yield Problem(f"items.{place}.level", N_("A level lies between 1 and 9."))
        elif level > reached + 1:
            yield Problem(f"items.{place}.level", N_("This line is deeper than its section allows."), advice=True)
        reached = level
        below = items[place + 1].level or 1 if place + 1 < len(items) else 0
        if below > level and not is_heading(item):
            yield Problem(f"items.{place}.amount", N_("This line and those below it are both counted."), advice=True)


def _check_codes(items: Sequence[BillItemDraft]) -> Iterator[Problem]:
    used = Counter(item.code for item in items if item.code)
    for place, item in enumerate(items):
        if used[item.code] > 1:
            yield Problem(f"items.{place}.code", N_("Code {code} stands here twice."), {"code": item.code}, True)


FIELDS = tuple("code name unit quantity price amount level vat_rate price_beyond price_short".split())
_KEPT = (*FIELDS, "is_heading")
