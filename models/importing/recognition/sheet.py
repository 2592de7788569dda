"""A sheet, recognised and read: its rows, its sections, its totals."""

from __future__ import annotations

import re
from dataclasses import replace

from models.importing.cells import Habits
from models.importing.recognition import amounts
from models.importing.recognition.above import price_above, said_above, texts_in, titles
from models.importing.recognition.account_beside import tell_by_account
from models.importing.recognition.accounts import customer_above
from models.importing.recognition.across import parts_of, periods_of
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.bare_names import bare_name
from models.importing.recognition.captions import unit_in_title, unit_name
from models.importing.recognition.chart import leave_accounts, turn_credits
from models.importing.recognition.columns import Column, columns_of
from models.importing.recognition.headers import given_header, header_of
from models.importing.recognition.heads import heads_of
from models.importing.recognition.in_turn import Turns, told_in_turn, with_turns
from models.importing.recognition.journal import of_journal
from models.importing.recognition.kinds import kind_of
from models.importing.recognition.ledger import Ledger, Total
from models.importing.recognition.lines import VALUELESS, read_lines
from models.importing.recognition.merged import unmerged
from models.importing.recognition.names_across import names_over
from models.importing.recognition.parties import looks_like_party
from models.importing.recognition.planned import with_real_rows
from models.importing.recognition.plans_below import leave_plans
from models.importing.recognition.row_units import with_row_units
from models.importing.recognition.rows import Layout, Sorted, sort_rows, unworded_totals
from models.importing.recognition.series import REPEATING
from models.importing.recognition.split_days import with_whole_days
from models.importing.recognition.sums_on_top import leave_sums_on_top
from models.importing.recognition.title_days import month_in
from models.importing.recognition.titled import is_name
from models.importing.recognition.views import views_of
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, MAIN_DAY, RECEIPTS
from models.importing.sheets import Cell, Place, Sheet, cell_name
from models.importing.texts import Misread
from models.language import N_
from models.money import Money
from models.work import Work

_WORKED_OUT = N_("{cell}: the sum was never worked out; it is what the rows it names come to.")
_OTHER_UNIT = N_(
    "Row {row} says that the amounts below it are in {unit}, the table in {usual}. Put the captions again below that "
    "row, or write all amounts in one unit."
)
_TURNED = N_(
    "The table lies on its side: it was read with its rows as columns. Rows that are named here are its columns, row "
    "{place} is column B."
)
_SAID = re.compile(r"^(?:客户|客商|往来单位|往来户|单位|对方单位|户名|甲方|业主)(?:名称)?[:：]\s*")
_PRICED = {"price", "price_now"}
_YEAR = re.compile(r"((?:19|20)\d{2})年?度?")
_DEEPEST = 5
"""A sum of sums of sums …"""


def read_ledger(sheet: Sheet, answers: SheetAnswers, habits: Habits) -> Work[Ledger]:
    """Recognise and read a sheet; kind is empty when it is no ledger."""
    header = given_header(sheet, answers.header) if answers.header else header_of(sheet)
    if header is not None:
        sheet, header = with_whole_days(sheet, header)
        sheet, passed = with_real_rows(sheet, header)
    lines_above = titles(sheet, header) if header else []
    kind = kind_of(sheet, header, lines_above, answers) if header else ""
    turns = Turns()
    if header is not None and kind == CERTIFICATES:
        sheet, turns = with_turns(sheet, header)
    ledger = Ledger(sheet, kind, header, answers, titles=lines_above, today=habits.today)
    if header is None or not kind:
        return ledger
    ledger.columns = told_in_turn(of_journal(columns_of(sheet, header, kind, answers), ledger), turns)
    ledger.sheet = sheet = with_row_units(sheet, header, ledger.columns.values())
    beside = periods_of(sheet, header, kind), parts_of(sheet, header, kind, answers)
    ledger.views = views_of(kind, ledger.columns, *beside, names_over(header, kind))
    ledger.said = said_above(lines_above)
    if kind == ACCOUNT and (whose := customer_above(sheet.called, lines_above)):
        ledger.said.setdefault("party", whose)
    layout = Layout(sheet, header, ledger.columns, kind, {**passed, **turns.passed})
    layout = replace(layout, heads=heads_of(layout))
    found = sort_rows(layout)
    merged = unmerged(sheet, header, ledger.columns, kind)
    ledger.notes += [*found.notes, *merged.notes, *((header.bottom, one) for one in filter(None, [turns.note]))]
    yield from read_lines(ledger, found, merged, habits)
    if sheet.turned is not None:
        ledger.note(header.bottom, _TURNED, place=sheet.turned + 2)
    _name_sections(ledger, found)
    _say_month(ledger)
    _say_price(ledger)
    leave_plans(ledger, found.words)
    _read_totals(ledger, found)
    leave_sums_on_top(ledger)
    _tell_accounts(ledger)
    _take_unworded_totals(ledger, layout)
    ledger.notes.sort(key=lambda one: one[0])
    return ledger


def _tell_accounts(ledger: Ledger) -> None:
    """What rows say of accounts: on which side they stand, which are sums of others, what they are."""
    turn_credits(ledger)
    leave_accounts(ledger)
    tell_by_account(ledger)


def _say_price(ledger: Ledger) -> None:
    """The price that stands once above the table is that of the contract of its rows."""
    written, unit = price_above(ledger.titles, ledger.main.unit if ledger.main else 0)
    try:
        price = amounts.read_amount(written, unit, True) if written and not _PRICED & set(ledger.columns) else None
    except Misread:
        return
    for line in ledger.lines if price else ():
        line.values.setdefault("price", price)


def _say_month(ledger: Ledger) -> None:
    """Rows of a sheet for each month: where no column has days, they are of the month that its name says."""
    month = month_in([ledger.sheet.called, *ledger.titles]) if ledger.kind in REPEATING else None
    day = MAIN_DAY[ledger.kind]
    if (
        month
        and month.months == 1
        and not ledger.views
        and not {day, "period_to", "period", "submitted_on"} & set(ledger.columns)
    ):
        for line in ledger.lines:
            line.values.setdefault(day, month)


def _name_sections(ledger: Ledger, found: Sorted) -> None:
    """A row of words above others names what they are about, where no column does."""
    _say_below(ledger, found)
    ledger.years = {row: int(said[1]) for row, text in found.words.items() if (said := _YEAR.fullmatch(text))}
    named = {"party", "contract_number", "contract_name"} & set(ledger.columns)
    if ledger.kind == RECEIPTS and named == {"party"}:
        _name_projects(ledger, found)
    if not found.sections or "party" in named:
        return
    sections = ((row, name) for row, name in sorted(found.sections.items()) if row not in ledger.years)
    names = [(row, bare_name(_SAID.sub("", name))) for row, name in sections]
    for line in ledger.lines:
        above = [name for row, name in names if row < line.row]
        if above and (ledger.kind == ACCOUNT or named) and looks_like_party(above[-1]):
            line.values["party"] = above[-1]
        elif above and not named:
            line.values["section"] = above[-1]


def _name_projects(ledger: Ledger, found: Sorted) -> None:
    """一、青山大道工程 heads the receipts of a project, each with its payer, up to the total below them."""
    ends = [row for row, _ in found.totals]
    for line in ledger.lines:
        row, name = max(((row, name) for row, name in found.sections.items() if row < line.row), default=(0, ""))
        if name and is_name(name) and not any(row < end < line.row for end in ends):
            line.values.setdefault("contract_name", name)


def _say_below(ledger: Ledger, found: Sorted) -> None:
    """项目二：…（建设单位：…） speaks for the rows below it, up to the next such line; for its unit it is asked."""
    units = [(row, unit) for row, line in sorted(found.words.items()) if (unit := unit_in_title(line)) is not None]
    usual = ledger.main.unit if ledger.main else 0
    for line in ledger.lines if units and ledger.main else ():
        row, unit = next((one for one in reversed(units) if one[0] < line.row), (0, usual))
        if unit != usual:
            line.open(_OTHER_UNIT, row=row + 1, unit=unit_name(unit), usual=unit_name(usual))
    rows = ledger.sheet.rows
    said = [(row, one) for row in sorted(found.words) if (one := said_above(texts_in([rows[row]])))]
    for line in ledger.lines if said else ():
        for role, value in next((one for row, one in reversed(said) if row < line.row), {}).items():
            if role not in ledger.columns:
                line.values.setdefault(role, value)


def _read_totals(ledger: Ledger, found: Sorted) -> None:
    """What every total states; of a sum that was never worked out, what the rows come to that its formula names."""
    for row, word in found.totals:
        for column in ledger.columns.values():
            place = row, column.place
            if column.is_money and place in ledger.sheet.valueless:
                ledger.note(row, _WORKED_OUT if place in ledger.sheet.adds else VALUELESS, cell=cell_name(place))
        ledger.totals.append(Total(row, word, _amounts_of(ledger, row)))


def _amounts_of(ledger: Ledger, row: int) -> dict[str, Money]:
    """The amounts of a total; what cannot be read of it is no check."""
    every = ((role, _stated(ledger.sheet, column, row)) for role, column in ledger.columns.items()
             if column.is_money and column.is_read_in(row))  # fmt: skip
    return {role: amount for role, amount in every if amount is not None}


def _stated(sheet: Sheet, column: Column, row: int, depth: int = 0) -> Money | None:
    place = row, column.place
    if place in sheet.errors:
        return None
    if place in sheet.valueless and place in sheet.adds:
        return _added(sheet, column, place, depth) if depth < _DEEPEST else None
    cells: list[Cell] = list(sheet.rows[row]) if row < len(sheet.rows) else []
    try:
        return amounts.read_amount(cells[column.place], column.unit, True) if column.place < len(cells) else None
    except Misread:
        return None


def _added(sheet: Sheet, column: Column, place: Place, depth: int) -> Money:
    """What the cells come to that a formula adds up; those of its sums count once."""
    rows = _rows_of(sheet, place)
    inside = {row for row in rows if (row, column.place) in sheet.adds and _rows_of(sheet, (row, column.place)) <= rows}
    added = sorted(rows - inside - {place[0]})
    cells = {row: _cell(sheet, row, column.place) for row in added}
    if any(cell != "" and type(cell) is not str for cell in cells.values()):  # SUM passes over texts
        added = [row for row in added if type(cells[row]) is not str or (row, column.place) in sheet.valueless]
    found = (_stated(sheet, column, row, depth + 1) for row in added)
    return Money.total(amount for amount in found if amount is not None)


def _cell(sheet: Sheet, row: int, place: int) -> Cell:
    cells = sheet.rows[row]
    return cells[place] if place < len(cells) else ""


def _rows_of(sheet: Sheet, place: Place) -> set[int]:
    return {row for first, last in sheet.adds[place] for row in range(first, min(last + 1, len(sheet.rows)))}


def _take_unworded_totals(ledger: Ledger, layout: Layout) -> None:
    """A row without name and day whose amount the rows above come to is a total, whatever it is called."""
    main = ledger.main
    if main is None or ledger.views:
        return
    rows = [line.row for line in ledger.lines]
    fen = [found.fen if (found := line.money(main.role)) is not None else None for line in ledger.lines]
    taken = set(unworded_totals(layout, rows, fen))
    if taken:
        ledger.lines = [line for line in ledger.lines if line.row not in taken]
        ledger.totals += [Total(row, "", _amounts_of(ledger, row)) for row in sorted(taken)]
        ledger.totals.sort(key=lambda total: total.row)
