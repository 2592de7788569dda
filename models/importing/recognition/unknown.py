"""A sheet that is no ledger is told all the same: why it is none, and what its columns of amounts come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.importing.recognition import amounts
from models.importing.recognition.captions import read_caption
from models.importing.recognition.columns import is_amounts, sheet_unit
from models.importing.recognition.elsewhere import goes_elsewhere
from models.importing.recognition.headers import Header
from models.importing.recognition.items import lists_items, lists_variations
from models.importing.recognition.kinds import is_turned
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.total_words import is_total
from models.importing.recognition.we_owe import we_owe
from models.importing.sheets import Cell, Sheet, letters
from models.importing.texts import Misread
from models.language import N_
from models.money import Money
from models.problems import Problem, first_of

_EMPTY = N_("The sheet is empty.")
_ANSWERED = N_("It is not to be brought in, as was answered.")
_NO_CAPTIONS = N_(
    "No captions of a ledger were found in the first 20 rows. If it is one, answer with its kind, the rows of its "
    "captions and what its columns are."
)
_TURNED = N_(
    "Its captions stand one below the other, and its periods side by side: copy the table in Excel, paste it "
    "transposed (Paste Special) on a new sheet, and bring that in."
)
_ITEMS = N_(
    "Its rows are items of a bill with units and prices, not certificates. Record the certificate with its total, or "
    "bring the items in on the sheets of the template for bills and certificate lines."
)
_VARIATIONS = N_(
    "It is a ledger of variations or claims: they come in on the sheets of the template for them, and are owed by the "
    "certificates that value them. If its rows are certificates of their own, answer with its kind."
)
_NO_KIND = N_(
    "Its captions ({captions}) do not say what kind of ledger it is. Answer with its kind and what its columns are."
)
_WE_OWE = N_(
    "It is a ledger of what we owe subcontractors or suppliers, and no debt to us: it stays out. Subcontracts, what "
    "was certified to them and what was paid are entered under Subcontracts, or in those sheets of our template. If it "
    "is what owners owe, answer with its kind."
)
_SHOWN, _TITLES = 8, 3


def not_known(ledger: Ledger) -> tuple[Problem, Mapping[str, Money]]:
    """Why nothing of the sheet comes in, and its sums by caption."""
    header = ledger.header
    sums = dict(_sums(ledger, header or Header(-1, -1, {})))
    if not any(cell != "" for row in ledger.sheet.rows for cell in row):
        return Problem("", _EMPTY), sums
    if ledger.answers.kind == "":
        return Problem("", _ANSWERED), sums
    if place := goes_elsewhere(ledger.sheet, header, ledger.titles or _first_words(ledger.sheet)):
        return Problem("", place), sums
    if header is None:
        return Problem("", _NO_CAPTIONS), sums
    if is_turned(ledger.sheet, header):
        return Problem("", _TURNED), sums
    if lists_items(ledger.sheet, header):
        return Problem("", _ITEMS), sums
    if lists_variations(ledger.sheet, header, ledger.titles):
        return Problem("", _VARIATIONS), sums
    if we_owe(ledger.sheet, header, ledger.titles):
        return Problem("", _WE_OWE), sums
    named = list(header.captions.values())
    return Problem("", _NO_KIND, {"captions": first_of(named, _SHOWN)}), sums


def _first_words(sheet: Sheet) -> list[str]:
    """The texts of the first rows, where no row of captions was found."""
    return [cell for row in sheet.rows[:_TITLES] for cell in row if type(cell) is str]


def _sums(ledger: Ledger, header: Header) -> Iterator[tuple[str, Money]]:
    """Of the columns of amounts; where nothing names the columns, of none."""
    sheet = ledger.sheet
    usual, _ = sheet_unit(sheet, header, ledger.answers)
    rows = [row for row in sheet.rows[header.bottom + 1 :] if not is_total(row)]
    for place, caption in header.captions.items():
        if is_amounts(sheet, header, place, caption):
            own = read_caption(caption).unit
            cells = (row[place] for row in rows if place < len(row))
            found = [amount for cell in cells if (amount := _amount(cell, usual if own is None else own)) is not None]
            yield (f"{letters(place)} {caption}" if list(header.captions.values()).count(caption) > 1 else caption,
                   Money.total(found))  # fmt: skip


def _amount(cell: Cell, unit: int) -> Money | None:
    try:
        return amounts.read_amount(cell, unit, True)
    except Misread:
        return None
