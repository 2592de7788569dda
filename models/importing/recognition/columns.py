"""Which column is which entry of a ledger, in which unit and with or without tax; a person's answers come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.captions import (
    GROSS,
    NET,
    PERIOD,
    TAX,
    UNITS,
    currency_in_title,
    read_caption,
    unit_in_title,
    unit_name,
)
from models.importing.recognition.contents import holds_amounts, holds_numbers, is_finer
from models.importing.recognition.days import When, in_title, year_in
from models.importing.recognition.headers import Header, titles
from models.importing.recognition.meanings import Meaning, holds_of, looks_like_money
from models.importing.recognition.names_across import names_in
from models.importing.recognition.parts_of_sum import Said, parts_in
from models.importing.recognition.periods import beside, periods_in, without_sums
from models.importing.recognition.series import MANIETH, REPEATING, manieth, of_invoices
from models.importing.recognition.words import CONTRACTS, DAY, IGNORED, MAIN, MAIN_DAY, MONEY, RECEIPTS, STRONG
from models.importing.sheets import Sheet, letters

ASIDE = "aside."
"""Amounts that belong to no entry are added up all the same; their role is this and their column."""
SAID_BY_CAPTION, SAID_BY_TITLE, SAID_BY_PERSON, UNSAID = "caption", "title", "answer", ""
_WHOLE_SUM = re.compile(r"合计|总计|总额|总金额|共计")
_VALUED = re.compile(r"计价|计量|审定|核定|批复|签认|确认|确权|结算")
"""What the owner agreed to, before what was only done."""
_AT_END = re.compile(r"(?:期|年)末.*余额|(?:期|年)末(?:应收|欠)")
"""Of two balances the one that the ledger ends with."""
_LEFT = re.compile(r"未|欠|余额|结余|剩余")
"""未收 beside 应收 and 已收 is what is owed."""
_AGREED_PART = re.compile(r"合同内|清单|原合同")


@dataclass(frozen=True)
class Column:
    """``role`` is the entry, with ``.to_date``, ``.before``, ``.net`` or ``.tax`` behind it for another figure of it.

    ``unit`` is a power of ten; ``unit_from`` says who named it; ``currency`` is one that is not the yuan.
    """

    place: int
    caption: str
    role: str
    holds: str
    unit: int = 0
    unit_from: str = UNSAID
    currency: str = ""

    @property
    def base(self) -> str:
        """The entry alone."""
        return self.role.partition(".")[0].partition(MANIETH)[0]

    @property
    def is_money(self) -> bool:
        return self.holds == MONEY

    @property
    def unit_name(self) -> str:
        return unit_name(self.unit)


def columns_of(sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> dict[str, Column]:
    """The columns by role, in their order on the sheet."""
    meant: list[tuple[int, int, Column]] = []
    aside: list[Column] = []
    spare: list[Column] = []
    across = _Across(sheet, header, kind, answers)
    for place, caption in header.captions.items():
        known, role = across.meant(place)
        if known is None or known.holds == IGNORED:
            if known is None and is_amounts(sheet, header, place, caption):
                aside.append(Column(place, caption, f"{ASIDE}{place}", MONEY))
            continue
        meant.append((-known.weight - _preferred(caption, known), place, Column(place, caption, role, known.holds)))
    found: dict[str, Column] = {}
    for _, _, column in sorted(meant, key=lambda one: one[:2]):
        role = column.role if column.role not in found else _second(column, found, kind)
        if role:
            found[role] = replace(column, role=role)
        elif column.holds == DAY and column.role == MAIN_DAY[kind]:
            spare.append(column)
    if spare and kind == RECEIPTS and found.keys() >= {"invoice", "invoiced"} and "invoiced_on" not in found:
        found["invoiced_on"] = replace(spare[0], role="invoiced_on")  # 日期 beside 收款日期 is that of the invoice
    found.update((column.role, column) for column in aside)
    unit, said = sheet_unit(sheet, header, answers)
    money = next((code for line in titles(sheet, header) if (code := currency_in_title(line))), "")
    with_units = [_with_unit(_in_currency(column, money), unit, said, answers) for column in found.values()]
    alike = _as_beside(with_units, sheet, header)
    return {column.role: column for column in _told_apart(sorted(alike, key=lambda one: one.place))}


class _Across:
    """What stands side by side in a table, and what each column means with that."""

    def __init__(self, sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> None:
        self._sheet, self._header, self._kind, self._answers = sheet, header, kind, answers
        self._months = periods_of(sheet, header, kind)
        self._received = beside(header, kind, self._months)
        self._parts = parts_of(sheet, header, kind, answers) if not self._months else {}
        self._numbers = {} if self._months or self._parts else manieth(header, kind)
        self._invoiced = of_invoices(header, kind)

    def meant(self, place: int) -> tuple[Meaning | None, str]:
        """What a column means and the entry it is; an answer counts before what stands beside."""
        caption, kind = self._header.captions[place], self._kind
        known, role = _meant(self._header, place, kind, self._answers)
        said = bool(self._answers.role_of(caption))
        if self._months and not said:
            known, role = _of_period(place, kind, self._months, self._received, known, role)
        elif self._parts and not said:
            known, role = _of_part(place, kind, self._parts, known, role)
        if place in self._invoiced and not said:
            role = role.replace(MAIN[kind], "invoiced", 1)
        if self._numbers.get(place, 1) > 1 and role:
            role = f"{role}{MANIETH}{self._numbers[place]}"
        if role == "contract_name" and not said and holds_numbers(self._sheet, self._header, place):
            role = "contract_number"
        return known, role


def _as_beside(columns: Sequence[Column], sheet: Sheet, header: Header) -> list[Column]:
    """Amounts finer than a fen, in a column that names no unit beside others that name the same: they are in that."""
    named = {column.unit for column in columns if column.is_money and column.unit_from}
    if len(named) != 1 or not (unit := max(named)):
        return [*columns]
    return [
        replace(column, unit=unit, unit_from=SAID_BY_CAPTION)
        if column.is_money and not column.unit_from and not column.currency and is_finer(sheet, header, column.place)
        else column
        for column in columns
    ]


def _told_apart(columns: Iterable[Column]) -> Iterator[Column]:
    """The second column of a caption bears its letter as well: their sums stand side by side."""
    seen: set[str] = set()
    for column in columns:
        twice = column.caption in seen
        seen.add(column.caption)
        yield replace(column, caption=f"{column.caption}（{letters(column.place)}）") if twice else column


def periods_of(sheet: Sheet, header: Header, kind: str) -> dict[int, When]:
    """The periods that are captions of a kind of ledger whose rows may have several."""
    if kind not in REPEATING:
        return {}
    year = year_in([*titles(sheet, header), sheet.called]) or 0
    return without_sums(periods_in(header, kind, year), sheet, header)


def parts_of(sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> dict[int, Said]:
    """The columns that split up the amount of a row or of its day, and what each says of its part."""
    if names := names_in(sheet, header, kind):
        return dict(names)
    stated = date.fromisoformat(answers.date) if answers.date else in_title(titles(sheet, header))
    return parts_in(sheet, header, kind, stated)


def _of_part(
    place: int, kind: str, parts: Mapping[int, Said], known: Meaning | None, role: str
) -> tuple[Meaning | None, str]:
    """A part of the amount of a row; the whole is only added up."""
    main = MAIN[kind]
    if place in parts:
        return Meaning(main, MONEY, STRONG + STRONG), main if place == min(parts) else f"{main}{MANIETH}{place}"
    return known, f"{ASIDE}{place}" if known and known.role == main else role


def _of_period(
    place: int, kind: str, months: Mapping[int, When], received: Mapping[int, int], known: Meaning | None, role: str
) -> tuple[Meaning | None, str]:
    """A period holds amounts of the row; what else would be its amount or its day is only added up, or nothing."""
    main = MAIN[kind]
    if place in received:
        first = received[place] == min(months)
        return known, "received" if first else f"received{MANIETH}{received[place]}"
    if place in months:
        first = place == min(months)
        return Meaning(main, MONEY, STRONG + STRONG), main if first else f"{main}{MANIETH}{place}"
    if known and known.role == MAIN_DAY[kind]:
        return Meaning("", IGNORED, 0), ""
    if known and known.role == "received" and received:
        return known, f"{ASIDE}{place}"
    return known, f"{ASIDE}{place}" if known and known.role == main else role


def _meant(header: Header, place: int, kind: str, answers: SheetAnswers) -> tuple[Meaning | None, str]:
    """What a person said of the column, else what its caption means."""
    caption = header.captions[place]
    said = answers.role_of(caption)
    if said == "":
        return Meaning("", IGNORED, 0), ""
    tax = answers.tax_of(caption)
    if said:
        return Meaning(said, holds_of(said.partition(".")[0], kind), STRONG + STRONG), said
    known = header.meaning(place, kind)
    if known is None or known.holds != MONEY:
        return known, known.role if known else ""
    read = read_caption(caption)
    scope = f".{read.scope}" if read.scope not in ("", PERIOD) else ""
    tax = tax or read.tax
    return known, f"{known.role}{scope}" + (f".{tax}" if tax in (NET, TAX) else "")


def _preferred(caption: str, known: Meaning) -> int:
    """Of two columns for one entry: the contract's own name before the project's, the amount that says it has tax."""
    if known.role == "contract_name":
        return next((4 - place for place, word in enumerate(("合同名", "工程名", "项目名")) if word in caption), 0)
    if known.role == "contract_number":
        return "号" in caption
    if known.holds != MONEY:
        return 0
    if _AT_END.search(caption):
        return STRONG
    left = known.role == "amount" and bool(_LEFT.search(caption))
    valued = known.role == "work" and bool(_VALUED.search(caption))
    read = read_caption(caption)
    return (read.tax == GROSS) - 4 * bool(read.currency) + 2 * bool(_WHOLE_SUM.search(caption)) + 4 * valued + 2 * left


def _second(column: Column, found: Mapping[str, Column], kind: str) -> str:
    """A further column for an entry that has one: a project beside the contract, a second remark, amounts aside."""
    if column.role == "contract_name" and kind == CONTRACTS and "project" not in found:
        return "project"
    if column.role in ("remark", "penalty", "share"):
        return f"{column.role}.{column.place}"
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
    named = [unit for line in titles(sheet, header) if (unit := unit_in_title(line)) is not None]
    return (named[-1], SAID_BY_TITLE) if named else (0, UNSAID)


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
