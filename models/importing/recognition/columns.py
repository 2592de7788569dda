"""Which column is which entry of a ledger, in which unit and with or without tax; a person's answers come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.importing.recognition.above import titles
from models.importing.recognition.across import ASIDE, Across
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.captions import (
    GROSS,
    NET,
    TAX,
    TO_DATE,
    UNITS,
    currency_in_title,
    read_caption,
    unit_name,
)
from models.importing.recognition.contents import highest, holds_amounts, is_finer, largest, shown_divided
from models.importing.recognition.day_aside import day_aside
from models.importing.recognition.days_beside import day_in
from models.importing.recognition.due_columns import LEFT, due_beside_owed, due_in_classes, with_due
from models.importing.recognition.headers import Header
from models.importing.recognition.meanings import Meaning, looks_like_money
from models.importing.recognition.own_side import on_own_side
from models.importing.recognition.series import MANIETH
from models.importing.recognition.title_units import only_currency, unit_said
from models.importing.recognition.words import (
    CONTRACTS,
    DAY,
    IGNORED,
    INVOICES,
    MAIN,
    MAIN_DAY,
    MONEY,
    OPENING,
    RECEIPTS,
    STRONG,
)
from models.importing.sheets import Sheet, letters
from models.money import Money

SAID_BY_CAPTION, SAID_BY_TITLE, SAID_BY_PERSON, UNSAID = "caption", "title", "answer", ""
SAID_BESIDE, SAID_BY_FORMAT, SAID_BY_SIZE = "beside", "format", "size"
_WHOLE_SUM = re.compile(r"合计|总计|总额|总金额|共计|全部|^总")
_VALUED = re.compile(r"计价|计量|审定|核定|批复|签认|确认|确权|结算")
"""What the owner agreed to, before what was only done."""
_SERIES = 20
"""第一次收款 comes before 已收合计."""
_OF_OWNER, _OF_SUPERVISOR = re.compile("业主|甲方|建设单位|发包"), re.compile("监理|总监")
"""What the owner signed, before what the supervisor did."""
_AT_END = re.compile(r"(?:期|年)末.*余额|(?:期|年)末(?:应收|欠|[借贷]方)")
"""Of two balances the one that the ledger ends with."""
_AT_BEGINNING = re.compile(r"[期年月]初")
_DUE_PART = re.compile(r"到期|逾期")
"""Of two balances the one that is only what fell due."""
_NOT_AGREED_YET = re.compile("暂定|暂估|控制价|拦标|概算|预算|中标|投标|送审")
"""暂定合同价 and 中标价 beside 合同价 are not the price."""
OF_YEAR = re.compile(r"本年|当年|今年|年内|本年度")
"""本年累计 beside 开累 is no figure to date."""
_AGREED_PART = re.compile(r"合同内|清单|原合同")


@dataclass(frozen=True)
class Column:
    """``role`` is the entry, with ``.to_date``, ``.before``, ``.net`` or ``.tax`` behind it for another figure of it.

    ``unit`` is a power of ten; ``unit_from`` says who named it; ``currency`` is one that is not the yuan.
    ``rows`` are those in which it is read, where another column stands in the same place (None: in all).
    """

    place: int
    caption: str
    role: str
    holds: str
    unit: int = 0
    unit_from: str = UNSAID
    currency: str = ""
    rows: frozenset[int] | None = None

    @property
    def base(self) -> str:
        """The entry alone."""
        return self.role.partition(".")[0].partition(MANIETH)[0]

    @property
    def said(self) -> str:
        """Its caption; one in English as a Chinese ledger says it."""
        return read_caption(self.caption).words if self.caption.isascii() else self.caption

    @property
    def is_money(self) -> bool:
        return self.holds == MONEY

    def is_read_in(self, row: int) -> bool:
        return self.rows is None or row in self.rows

    @property
    def unit_name(self) -> str:
        return unit_name(self.unit)


def columns_of(sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> dict[str, Column]:
    """The columns by role, in their order on the sheet."""
    meant: list[tuple[int, int, Column]] = []
    aside: list[Column] = []
    spare: list[Column] = []
    across = Across(sheet, header, kind, answers)
    for place, caption in header.captions.items():
        known, role = across.meant(place)
        if known is None or known.holds == IGNORED:
            if known is None and is_amounts(sheet, header, place, caption):
                aside.append(Column(place, caption, f"{ASIDE}{place}", MONEY))
            continue
        rank = known.weight + _preferred(caption, known) + _SERIES * (across.leads(place) and known.role == MAIN[kind])
        meant.append((-rank, place, Column(place, caption, role, known.holds)))
    found: dict[str, Column] = {}
    for _, _, column in sorted(meant, key=lambda one: one[:2]):
        role = column.role if column.role not in found else _second(column, found, kind)
        if role:
            found[role] = replace(column, role=role)
        elif column.holds == DAY and column.role == MAIN_DAY[kind]:
            spare.append(column)
    if spare and kind == RECEIPTS and found.keys() >= {"invoice", "invoiced"} and "invoiced_on" not in found:
        found["invoiced_on"] = replace(spare[0], role="invoiced_on")  # 日期 beside 收款日期 is that of the invoice
    if (day := day_aside(sheet, header, kind, answers)) is not None and MAIN_DAY[kind] not in found:
        found[MAIN_DAY[kind]] = Column(day, header.captions[day], MAIN_DAY[kind], DAY)
    found.update((column.role, column) for column in aside)
    found = due_in_classes(due_beside_owed(with_due(found, kind), kind), sheet, header)
    found = on_own_side(found, header, kind)
    unit, said = sheet_unit(sheet, header, answers)
    money = next((code for line in titles(sheet, header) if (code := currency_in_title(line))), "")
    captions = {column.caption: column.is_money for column in found.values()}
    money = money or ("" if said else only_currency(captions))
    with_units = [_with_unit(_in_currency(column, money), unit, said, answers) for column in found.values()]
    alike = _as_beside([_as_held(column, sheet, header) for column in with_units], sheet, header)
    sized = _by_size(alike, sheet, header)
    return {column.role: column for column in _told_apart(sorted(sized, key=lambda one: one.place))}


def _as_held(column: Column, sheet: Sheet, header: Header) -> Column:
    """Cells that show ten thousands below 万元 by their format hold the yuan; it is asked."""
    if not column.is_money or not column.unit or column.unit_from == SAID_BY_PERSON:
        return column
    power = shown_divided(sheet, header, column.place)
    held = column.unit - power
    return replace(column, unit=held if held in UNITS.values() else 0, unit_from=SAID_BY_FORMAT) if power else column


def _as_beside(columns: Sequence[Column], sheet: Sheet, header: Header) -> list[Column]:
    """A column that names no unit beside others that name the same: it is in that, if its amounts say so.

    Amounts finer than a fen do, and such as are written no larger than those beside them; the latter are asked.
    """
    named = {column.unit for column in columns if column.is_money and column.unit_from}
    if len(named) != 1 or not (unit := max(named)):
        return [*columns]
    most = max(largest(sheet, header, one.place) for one in columns if one.is_money and one.unit_from)
    found = []
    for column in columns:
        unsaid = column.is_money and not column.unit_from and not column.currency
        if unsaid and is_finer(sheet, header, column.place):
            column = replace(column, unit=unit, unit_from=SAID_BY_CAPTION)
        elif unsaid and largest(sheet, header, column.place) <= most:
            column = replace(column, unit=unit, unit_from=SAID_BESIDE)
        found.append(column)
    return found


_SMALLEST = Money.of(1_000)
"""No contract for works is worth less; orders of goods may be."""
_ORDERS = re.compile("订单|订货|销售")
_PRICES = ("price", "price_now")


def _by_size(columns: Sequence[Column], sheet: Sheet, header: Header) -> list[Column]:
    """Where no unit is named at all and no price comes to a thousand yuan, the amounts are in ten thousands; asked.

    Amounts larger than every price are no part of it: those are in yuan already.
    """
    money = [one for one in columns if one.is_money and not one.currency]
    priced = [] if any(one.unit_from for one in money) else _prices(money)
    most = max((highest(sheet, header, one.place) for one in priced), default=Money())
    if not Money() < most < _SMALLEST:
        return [*columns]
    sized = [one for one in money if highest(sheet, header, one.place) <= most]
    return [replace(one, unit=UNITS["万元"], unit_from=SAID_BY_SIZE) if one in sized else one for one in columns]


def _prices(money: Sequence[Column]) -> list[Column]:
    return [one for one in money if one.base in _PRICES and not _ORDERS.search(one.caption)]


def _told_apart(columns: Iterable[Column]) -> Iterator[Column]:
    """The second column of a caption bears its letter as well: their sums stand side by side."""
    seen: set[str] = set()
    for column in columns:
        twice = column.caption in seen
        seen.add(column.caption)
        yield replace(column, caption=f"{column.caption}（{letters(column.place)}）") if twice else column


def _preferred(caption: str, known: Meaning) -> int:
    """Of two columns for one entry: the contract's own name before the project's, the amount that says it has tax."""
    if known.role == "contract_name":
        return next((4 - place for place, word in enumerate(("合同名", "工程名", "项目名")) if word in caption), 0)
    if known.role == "party":
        return ("甲方" in caption or "业主" in caption) - ("科目" in caption)
    if known.role in ("contract_number", "invoice"):
        return "号" in caption
    of_owner = bool(_OF_OWNER.search(caption)) - bool(_OF_SUPERVISOR.search(caption))
    if known.holds != MONEY:
        return of_owner if known.role == "certified_on" else 0
    if _AT_END.search(caption):
        return STRONG - bool(day_in(caption))  # 期末余额 beside 2024年末余额 is of a later day
    left = known.role in ("amount", "balance") and bool(LEFT.search(caption))
    left = left and not _DUE_PART.search(caption)
    begun = known.role in ("amount", "balance") and bool(_AT_BEGINNING.search(caption))
    valued = known.role in ("work", "certified") and bool(_VALUED.search(caption))
    of_owner = of_owner if known.role in ("work", "certified") else 0
    read = read_caption(caption)
    of_part = read.scope == TO_DATE and bool(OF_YEAR.search(caption))
    whole = 2 * bool(_WHOLE_SUM.search(caption)) - 4 * (of_part or bool(_NOT_AGREED_YET.search(caption)))
    return (read.tax == GROSS) - 4 * bool(read.currency) + whole + 4 * valued + of_owner + 2 * left - 4 * begun


def _second(column: Column, found: Mapping[str, Column], kind: str) -> str:
    """A further column for an entry that has one: a project beside the contract, a second remark, amounts aside."""
    if column.role == "contract_name" and kind == CONTRACTS and "project" not in found:
        return "project"
    if column.role == "party" and "科目" in column.caption and kind == OPENING:
        return "account"
    if column.role == "party" and kind == RECEIPTS:
        return f"remark.{column.place}"  # who paid for the owner
    if column.role in ("remark", "penalty", "share") or (column.role == "invoice" and kind == INVOICES):
        return f"{column.role}.{column.place}"
    if column.base == "received" and kind in (OPENING, CONTRACTS) and "." not in column.role:
        return f"received.{column.place}"
    if column.holds == MONEY:
        return f"{ASIDE}{column.place}"
    return ""


def is_amounts(sheet: Sheet, header: Header, place: int, caption: str) -> bool:
    """Whether a column nobody knows holds amounts: by its caption and most of its first cells."""
    return looks_like_money(caption) and holds_amounts(sheet, header, place)


def sheet_unit(sheet: Sheet, header: Header, answers: SheetAnswers) -> tuple[int, str]:
    """The unit of the columns that name none."""
    if answers.unit:
        return UNITS[answers.unit], SAID_BY_PERSON
    unit = unit_said(sheet, [*titles(sheet, header), *_notes_below(sheet, header)])
    return (0, UNSAID) if unit is None else (unit, SAID_BY_TITLE)


_NOTE = re.compile(r"(?:注|说明|备注|附注|填表说明|编制说明)\s*\d*\s*[:：.、].*单位.*")
_LAST = 10


def _notes_below(sheet: Sheet, header: Header) -> list[str]:
    """What notes under the table say of its unit: 注：本表金额单位为万元."""
    last = sheet.rows[max(header.bottom + 1, len(sheet.rows) - _LAST) :]
    return [cell for row in last for cell in row[:1] if isinstance(cell, str) and _NOTE.match(cell.strip())]


def _in_currency(column: Column, usual: str) -> Column:
    """The currency its caption names, else that of the title unless the caption says yuan."""
    if not column.is_money:
        return column
    own = read_caption(column.caption)
    yuan = "人民币" in column.caption or "RMB" in column.caption.upper() or own.unit is not None
    return replace(column, currency=own.currency or ("" if yuan else usual))


def _with_unit(column: Column, unit: int, said: str, answers: SheetAnswers) -> Column:
    if not column.is_money:
        return column
    answered = answers.unit_of(column.caption)
    if answered:
        return replace(column, unit=UNITS[answered], unit_from=SAID_BY_PERSON)
    own = read_caption(column.caption).unit
    if own is not None and said != SAID_BY_PERSON:
        return replace(column, unit=own, unit_from=SAID_BY_CAPTION)
    return replace(column, unit=unit, unit_from=said)


def holds_all(column: Column) -> bool:
    """Whether the amount of a period includes its variations; only what is said to be inside the contract does not."""
    return not _AGREED_PART.search(column.caption)


def main_of(kind: str, columns: Mapping[str, Column]) -> Column | None:
    """The column of the amount a row is about, the plain one before those of another scope or tax."""
    base = MAIN[kind]
    order = ("", ".to_date", f".{NET}", f".{TAX}")
    return next((columns[base + more] for more in order if base + more in columns), None)
