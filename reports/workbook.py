"""Writes tables to Excel and WPS: real numbers and dates, a heading that stays, and text that never calculates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from models.language import N_, text
from models.money import Money
from models.round_trip.origin import KEY_KIND, SHEET, Origin
from models.scaled import MANY
from models.unwritable import HELD_AS_TABLE, expect_ending, whole
from reports.originals import LONGEST, Originals

FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_DAY_ZERO = date(1899, 12, 30)
_FORBIDDEN = str.maketrans("[]:*?/\\", "()：＊？／＼")
_YES_NO = {"yes": N_("Yes"), "no": N_("No")}
_RIGHT = {"money", "quantity", "percent", "days", "number"}


@dataclass(frozen=True)
class Field:
    """A column: its caption as the reader sees it, its kind (as in a Listing) and its width in characters.

    ``choices`` are the texts offered in a drop-down of an empty template, and of a list that comes back where the
    column is ``edited``; ``hint`` is shown when a cell is entered.
    """

    caption: str
    kind: str = "text"
    width: float = 12
    total: bool = False
    places: int = 2
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    edited: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table with a heading; rows hold Money, Decimal, date, text, int, bool or None in the order of the fields.

    ``blank`` rows below are prepared for typing (a template). With an ``origin`` the last field is the key of the row:
    it stands in a hidden column, and the row as it goes out on a hidden sheet, so that the list can come back.
    ``currency`` is the place of the field that says in which currency a row is: then each has its own totals.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[Sequence[Any]] = ()
    blank: int = 0
    origin: Origin | None = None
    currency: int | None = None


def write(target: Path | BinaryIO, sheets: Iterable[Sheet], language: str | None = None) -> None:
    """Write the workbook; the rows are taken one by one, so a long list needs little memory.

    Raises Refused when the file cannot be written, for instance because it is open in Excel, or is named as another
    kind of file.
    """
    if not isinstance(target, Path):
        _write(target, sheets, language)
        return
    expect_ending(target, ".xlsx")
    with whole(target, HELD_AS_TABLE, (OSError, FileCreateError)) as aside:
        _write(str(aside), sheets, language)


def _write(target: str | BinaryIO, sheets: Iterable[Sheet], language: str | None) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    formats = _formats(book)
    names: set[str] = set()
    try:
        pages = [(sheet, book.add_worksheet(_name(sheet.name, names))) for sheet in sheets]
        originals = Originals(book, any(sheet.origin for sheet, _page in pages), _name(SHEET, names))
        for sheet, page in pages:
            _Writer(page, sheet, formats, language, originals).write()
        book.close()
    except BaseException:
        _abandon(book)
        raise


def _abandon(book: xlsxwriter.Workbook) -> None:
    """Close and delete the temporary files of a workbook that will not be finished."""
    book.fileclosed = True
    for page in book.worksheets():
        if page.row_data_fh:
            page.row_data_fh.close()
        if page.row_data_filename:
            Path(page.row_data_filename).unlink(missing_ok=True)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """One cell format for each kind, plain and as a total."""
    font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
    numbers = {"money": "#,##0.00", "date": "yyyy-mm-dd", "days": "0", "number": "0"}
    made = {kind: book.add_format({**font, "num_format": shape}) for kind, shape in numbers.items()}
    for places in range(7):
        zeros = "." + "0" * places if places else ""
        exact = ".00" + "#" * (places - 2) if places > MANY else zeros
        made[f"quantity{places}"] = book.add_format({**font, "num_format": f"#,##0{exact}"})
        made[f"percent{places}"] = book.add_format({**font, "num_format": f"0{zeros}%"})
    made["text"] = book.add_format({**font, "num_format": "@"})
    made["quoted"] = book.add_format({**font, "num_format": "@", "quote_prefix": True})
    made["total"] = book.add_format({**font, "bold": True, "top": 1, "num_format": "#,##0.00"})
    head = {**font, "bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True}
    made["head"] = book.add_format(head)
    made["head_right"] = book.add_format({**head, "align": "right"})
    return made


def _name(name: str, taken: set[str]) -> str:
    """A name Excel accepts: 31 characters, none forbidden, no two alike."""
    plain = name.translate(_FORBIDDEN).strip("'")[:31] or "1"
    number, unique = 1, plain
    while unique.lower() in taken:
        number += 1
        unique = f"{plain[: 30 - len(str(number))]} {number}"
    taken.add(unique.lower())
    return unique


class _Writer:
    """One sheet on its way into the file; ``row`` is the next free one."""

    def __init__(
        self, page: Worksheet, sheet: Sheet, formats: dict[str, Format], language: str | None, originals: Originals
    ) -> None:
        self._page, self._sheet, self._formats, self._language = page, sheet, formats, language
        self._originals = originals
        self._sums: dict[str, list[Decimal]] = {}
        self._added = self._sums_in("")

    def write(self) -> None:
        self._head()
        if self._sheet.origin is not None:
            self._originals.begin(self._sheet.origin)
        cells = [self._cell(index, one) for index, one in enumerate(self._sheet.fields)]
        keep, hidden = self._originals.keep, len(self._sheet.fields) - 1
        row = 0
        by = self._sheet.currency
        for row, values in enumerate(self._sheet.rows, 1):
            if self._sheet.origin is not None:
                values = [*values[:-1], keep(values[hidden], values[:-1])]
            if by is not None:
                self._added = self._sums_in(values[by] or "")
            for write, value in zip(cells, values, strict=True):
                if value is not None and value != "":
                    write(row, value)
        self._page.autofilter(0, 0, max(row, 1), len(self._sheet.fields) - 1)
        self._totals(row)
        self._choices(row)

    def _sums_in(self, currency: str) -> list[Decimal]:
        return self._sums.setdefault(currency, [Decimal(0) for _ in self._sheet.fields])

    def _head(self) -> None:
        page, fields = self._page, self._sheet.fields
        page.set_row(0, 30)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for index, one in enumerate(fields):
            wide = max(one.width, sum(2 if ord(letter) > 255 else 1 for letter in one.caption) + 2)
            how = {"hidden": True} if one.kind == KEY_KIND else None
            page.set_column(index, index, min(wide, 60), self._format(one), how)
            page.write_string(0, index, one.caption, self._formats["head_right" if one.kind in _RIGHT else "head"])

    def _format(self, one: Field) -> Format:
        name = f"{one.kind}{min(one.places, 6)}" if one.kind in ("quantity", "percent") else one.kind
        return self._formats.get(name, self._formats["text"])

    def _cell(self, index: int, one: Field) -> Callable[[int, Any], object]:
        """What writes the cells of one column; chosen once, called for every row."""
        shape, number, words = self._format(one), self._page.write_number, self._text
        if one.total:
            return lambda row, value: self._summed(row, index, value, shape)
        if one.kind == "money":
            return lambda row, value: number(row, index, value.fen / 100, shape)
        if one.kind == "date":
            return lambda row, value: self._day(row, index, value, shape)
        if one.kind in _RIGHT:
            return lambda row, value: number(row, index, value, shape)
        if one.kind == "flag":
            yes, no = (text(word, self._language) for word in _YES_NO.values())
            return lambda row, value: words(row, index, yes if value else no)
        if one.choices:
            told = {code: text(caption, self._language) for code, caption in one.choices.items()}
            return lambda row, value: words(row, index, told.get(value, value))
        return lambda row, value: words(row, index, value)

    def _day(self, row: int, column: int, value: date | str, shape: Format) -> None:
        """A day that can be sorted; a word where there is none yet."""
        if isinstance(value, str):
            self._text(row, column, value)
        else:
            self._page.write_number(row, column, (value - _DAY_ZERO).days, shape)

    def _summed(self, row: int, column: int, value: Money | Decimal | int, shape: Format) -> None:
        plain = value.yuan if isinstance(value, Money) else value
        self._added[column] += plain
        self._page.write_number(row, column, plain, shape)

    def _text(self, row: int, column: int, value: str) -> None:
        if len(value) > LONGEST:
            value = value[: LONGEST - 1] + "…"
        quoted = value.startswith(FORMULA_STARTS)
        self._page.write_string(row, column, value, self._formats["quoted" if quoted else "text"])

    def _totals(self, row: int) -> None:
        """Sums that follow the filter, below the list; a line for each currency."""
        if not row or not any(one.total for one in self._sheet.fields):
            return
        currencies = [""] if self._sheet.currency is None else sorted(set(self._sums) - {""}) or [""]
        for place, currency in enumerate(currencies, row + 1):
            for index, one in enumerate(self._sheet.fields):
                if one.total:
                    formula, added = self._formula(index, row, currency), self._sums[currency][index]
                    self._page.write_formula(place, index, formula, self._formats["total"], added)
                else:
                    label = self._label(currency) if index == 0 else ""
                    self._page.write_string(place, index, label, self._formats["total"])

    def _label(self, currency: str) -> str:
        if not currency:
            return text(N_("Total"), self._language)
        return text(N_("Total {currency}"), self._language).format(currency=self._called(currency))

    def _called(self, currency: str) -> str:
        """What stands in the cells of the currency."""
        by = self._sheet.currency
        return text(self._sheet.fields[by].choices.get(currency, currency), self._language) if by is not None else ""

    def _formula(self, index: int, row: int, currency: str) -> str:
        """The rows the filter shows; SUBTOTAL cannot tell currencies apart, so it is asked row by row for these."""
        column = xl_col_to_name(index)
        if self._sheet.currency is None:
            return f"=SUBTOTAL(109,{column}2:{column}{row + 1})"
        by = xl_col_to_name(self._sheet.currency)
        each = f"SUBTOTAL(109,OFFSET({column}2,ROW({column}2:{column}{row + 1})-ROW({column}2),0))"
        return f'=SUMPRODUCT({each},--({by}2:{by}{row + 1}="{self._called(currency)}"))'

    def _choices(self, row: int) -> None:
        """Drop-downs in the rows for typing, and in the cells of a list that may be changed and come back."""
        for index, one in enumerate(self._sheet.fields):
            words = [text(word, self._language) for word in (_YES_NO if one.kind == "flag" else one.choices).values()]
            rule: dict[str, Any] = {"validate": "any"}
            if words:
                rule = {"validate": "list", "source": self._originals.offer(words), "error_type": "warning"}
            if one.hint:
                rule |= {"input_title": one.caption[:32], "input_message": one.hint[:255]}
            first = 1 if one.edited and self._sheet.origin is not None else row + 1
            last = row + self._sheet.blank
            if (words or one.hint) and first <= last:
                self._page.data_validation(first, index, last, index, rule)
