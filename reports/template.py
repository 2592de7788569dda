"""The workbook a company fills in: one sheet for each kind of record, with notes, drop-down lists and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.drafts import Entry, inner
from models.importing.cells import shown
from models.importing.forms import FORMS, SheetForm
from models.importing.own import with_own
from models.importing.sheets import letters
from models.importing.usecases import CHOICES_SHEET
from models.language import N_, current, text
from models.money import Money
from models.own import Own
from models.unwritable import HELD_AS_TABLE, expect_ending, whole

ROWS = 5_000
"""Drop-down lists and formats reach down so far; rows below are read all the same."""

_HEAD, _NEEDED, _EXAMPLE = "#EAF2F1", "#0F766E", "#6B7280"
_REFERS = {"parties": "parties", "projects": "projects", "contracts": "contracts"}
_FORMATS: Mapping[Any, str] = {Money: "#,##0.00", Decimal: "#,##0.######", date: "yyyy-mm-dd", int: "0", str: "@"}
_WIDTHS: Mapping[Any, int] = {Money: 16, Decimal: 12, date: 12, int: 10, bool: 8}
REQUIRED = N_("Required.")
OPTIONAL = N_("May stay empty.")
_KINDS: Mapping[Any, str] = {
    Money: N_("Amount in yuan with two decimals, VAT included."),
    date: N_("Date like 2026-11-23."),
    bool: N_("是 or 否."),
    int: N_("A whole number."),
}
YES_NO = ("是", "否")
EXAMPLE = N_("The grey row is an example. It is not imported as long as it is unchanged.")


def write_template(path: Path, language: str | None = None, own: Mapping[str, tuple[Own, ...]] | None = None) -> Path:
    """Write the import template; its words are those of the forms, its example row is left out by the import.

    With the ``own`` columns of a book it asks for them too.
    """
    expect_ending(path, ".xlsx")
    with whole(path, HELD_AS_TABLE, (OSError, FileCreateError)) as aside:
        _whole_book(aside, language or current(), own or {})
    return path


def _whole_book(path: Path, tongue: str, own: Mapping[str, tuple[Own, ...]]) -> None:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    forms = [with_own(form, own) for form in FORMS]
    made = {form.name: book.add_worksheet(form.title(tongue)) for form in forms}
    lists = _Lists(book.add_worksheet(CHOICES_SHEET[tongue == "en"]), tongue)
    for form in forms:
        _fill(book, made[form.name], form, lists, tongue)
    lists.sheet.hide()
    made[FORMS[0].name].activate()
    book.close()


class _Lists:
    """The hidden sheet with the entries of the drop-down lists, one column a list."""

    def __init__(self, sheet: Worksheet, language: str) -> None:
        self.sheet = sheet
        self._language = language
        self._ranges: dict[tuple[str, ...], str] = {}

    def range(self, options: tuple[str, ...]) -> str:
        """The range of a list, written when first asked for."""
        if options not in self._ranges:
            column = len(self._ranges)
            self.sheet.write_column(0, column, options)
            name = letters(column)
            self._ranges[options] = f"='{self.sheet.get_name()}'!${name}$1:${name}${len(options)}"
        return self._ranges[options]


def _fill(book: xlsxwriter.Workbook, sheet: Worksheet, form: SheetForm, lists: _Lists, language: str) -> None:
    for place, (name, how) in enumerate(form.entries.items()):
        caption = text(how.caption, language) + ("*" if form.required(name) else "")
        sheet.set_column(place, place, _width(how, caption), _format(book, how))
        sheet.write_string(0, place, caption, _head(book, form.required(name)))
        sheet.write_comment(0, place, "\n".join(note(form, name, language)), {"x_scale": 1.6, "font_size": 9})
        _offer(sheet, place, how, lists, language)
        if name in form.example:
            _write(sheet, place, shown(how, form.example[name], language), _format(book, how, example=True))
    sheet.freeze_panes(1, len(form.key) or 1)
    sheet.autofilter(0, 0, 0, len(form.entries) - 1)


def note(form: SheetForm, name: str, language: str | None = None) -> Iterator[str]:
    """What the comment on a caption says: whether it is needed, what is expected, which choices there are."""
    how = form.entries[name]
    yield text(REQUIRED if form.required(name) else OPTIONAL, language)
    if how.hint:
        yield text(how.hint, language)
    if how.unit == "%":
        yield text(N_("A percentage, for example 3%."), language)
    elif inner(how.kind) in _KINDS:
        yield text(_KINDS[inner(how.kind)], language)
    if how.pick in _REFERS:
        titles = {one.name: one.title(language) for one in FORMS}
        yield text(N_("As in the sheet {sheet}, or as in the book."), language).format(sheet=titles[_REFERS[how.pick]])
    if how.choices:
        yield "、".join(text(choice, language) for choice in how.choices.values())
    if name == next(iter(form.entries)):
        yield text(EXAMPLE, language)


def _offer(sheet: Worksheet, place: int, how: Entry, lists: _Lists, language: str) -> None:
    """A drop-down list for choices, and for names that stand in another sheet (others may be typed)."""
    rule: dict[str, object]
    if how.choices:
        options = tuple(text(choice, language) for choice in how.choices.values())
        rule = {"validate": "list", "source": lists.range(options)}
    elif inner(how.kind) is bool:
        rule = {"validate": "list", "source": lists.range(YES_NO)}
    elif how.pick in _REFERS:
        form = next(one for one in FORMS if one.name == _REFERS[how.pick])
        column = letters(list(form.entries).index(form.key[0]))
        source = f"='{form.title(language)}'!${column}$2:${column}${ROWS}"
        rule = {"validate": "list", "source": source, "show_error": False}
    else:
        return
    sheet.data_validation(1, place, ROWS, place, {**rule, "ignore_blank": True})


def _width(how: Entry, caption: str) -> int:
    usual = 28 if how.wide else _WIDTHS.get(inner(how.kind), 16)
    return max(usual, 2 * len(caption) + 3)


def _format(book: xlsxwriter.Workbook, how: Entry, example: bool = False) -> Format:
    number = "0.00%" if how.unit == "%" else _FORMATS.get(inner(how.kind), "General")
    style: dict[str, object] = {"num_format": number, "font_size": 10}
    if example:
        style |= {"font_color": _EXAMPLE, "italic": True}
    return book.add_format(style)


def _head(book: xlsxwriter.Workbook, needed: bool) -> Format:
    style: dict[str, object] = {"bold": True, "bg_color": _HEAD, "bottom": 1, "font_size": 10, "text_wrap": True}
    if needed:
        style["font_color"] = _NEEDED
    return book.add_format({**style, "valign": "vcenter"})


def _write(sheet: Worksheet, place: int, value: object, style: Format) -> None:
    if isinstance(value, date):
        sheet.write_datetime(1, place, value, style)
    elif isinstance(value, Decimal | int):
        sheet.write_number(1, place, value, style)
    else:
        sheet.write_string(1, place, str(value), style)
