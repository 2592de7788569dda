"""What stands side by side in a table (periods, parts of a sum, several receipts), and what columns mean then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from models.importing.days import When
from models.importing.recognition.above import titles
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.captions import NET, PERIOD, TAX, read_caption
from models.importing.recognition.contents import counts_anew, holds_clauses, holds_days, holds_numbers
from models.importing.recognition.days_beside import earlier
from models.importing.recognition.headers import Header, roles
from models.importing.recognition.items import is_of_items
from models.importing.recognition.meanings import Meaning, holds_of
from models.importing.recognition.names_across import names_in, names_over
from models.importing.recognition.parts_of_sum import Said, parts_in
from models.importing.recognition.periods import beside, periods_in, without_sums
from models.importing.recognition.row_units import place_of_units
from models.importing.recognition.series import MANIETH, REPEATING, by_group, manieth, of_invoices
from models.importing.recognition.title_days import in_title, month_in, year_in
from models.importing.recognition.words import (
    CERTIFICATES,
    DAY,
    IGNORED,
    MAIN,
    MAIN_DAY,
    MONEY,
    STRONG,
    TEXT,
    WHOLE,
)
from models.importing.sheets import Sheet

ASIDE = "aside."
"""Amounts that belong to no entry are added up all the same; their role is this and their column."""


class Across:
    """What stands side by side in a table, and what each column means with that."""

    def __init__(self, sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> None:
        self._sheet, self._header, self._kind, self._answers = sheet, header, kind, answers
        self._months = periods_of(sheet, header, kind)
        self._received = beside(header, kind, self._months)
        self._parts = parts_of(sheet, header, kind, answers) if not self._months else {}
        over = names_over(header, kind)
        self._numbers = {} if self._months or self._parts else by_group(over) or manieth(header, kind)
        self._invoiced = of_invoices(header, kind)
        self._units = place_of_units(sheet, header)
        self._left_out = _paid_by_us(header) | earlier(header.parts)

    def leads(self, place: int) -> bool:
        """Whether a column is of one of several receipts or periods side by side: 已收合计 beside them is their sum."""
        return place in self._numbers

    def meant(self, place: int) -> tuple[Meaning | None, str]:
        """What a column means and the entry it is; an answer counts before what stands beside."""
        caption, kind = self._header.captions[place], self._kind
        if place in self._left_out and not self._answers.role_of(caption):
            return None, ""
        known, role = _meant(self._header, place, kind, self._answers)
        said = bool(self._answers.role_of(caption))
        if place == self._units and not said:
            return Meaning("", IGNORED, 0), ""
        if self._months and not said:
            known, role = _of_period(place, kind, self._months, self._received, known, role)
        elif self._parts and not said:
            known, role = _of_part(place, kind, self._parts, known, role)
        if place in self._invoiced and not said:
            role = role.replace(MAIN[kind], "invoiced", 1)
        if self._numbers.get(place, 1) > 1 and role:
            role = f"{role}{MANIETH}{self._numbers[place]}"
        if role == "share" and not said and holds_clauses(self._sheet, self._header, place):
            return Meaning("terms", TEXT, known.weight if known else 0), "terms"
        if role == "party" and not said and is_of_items(self._sheet, self._header, place):
            return Meaning("", IGNORED, 0), ""
        if role == "period" and not said and holds_days(self._sheet, self._header, place):
            return Meaning("period_to", DAY, STRONG), "period_to"
        if role == "number" and not said and self._counts_periods(place):
            return Meaning("period", WHOLE, STRONG), "period"
        if role == "contract_name" and not said and holds_numbers(self._sheet, self._header, place):
            role = "contract_number"
        return known, role

    def _counts_periods(self, place: int) -> bool:
        """Numbers of certificates that count 1, 2, 3 for every contract anew say which period it is."""
        if self._kind != CERTIFICATES or not counts_anew(self._sheet, self._header, place):
            return False
        return not any(one and one.role == "period" for one, _ in roles(self._header, self._kind).values())


_TO_US = re.compile("(?:收款|回款|收入|对上|应收).{0,4}")
_BY_US = re.compile("(?:付款|支付|支出|对下|应付|分包).{0,4}")


def _paid_by_us(header: Header) -> frozenset[int]:
    """收款情况 beside 付款情况, each above its columns: what stands below the latter is what we pay others."""
    over = {place: parts[0] for place, parts in header.parts.items() if len(parts) > 1}
    if not any(map(_TO_US.fullmatch, over.values())):
        return frozenset()
    return frozenset(place for place, group in over.items() if _BY_US.fullmatch(group))


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
    lines = titles(sheet, header)
    month = month_in([*lines, sheet.called])
    stated = date.fromisoformat(answers.date) if answers.date else in_title(lines)
    stated = stated or (month.day() if month and month.year else None)
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
