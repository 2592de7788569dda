"""What rows stay open for and an answer would settle, and everything else that may be answered about a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.importing.days import LAST, When
from models.importing.recognition.amounts import read_amount
from models.importing.recognition.answers import Answers, SheetAnswers
from models.importing.recognition.captions import UNITS
from models.importing.recognition.columns import Column
from models.importing.recognition.decimal_commas import COMMA, POINT, may_be_grouped
from models.importing.recognition.doubts import (
    CONTRACT,
    DATE,
    DECIMAL,
    GROSS,
    NAMESAKE,
    NEAR,
    NOBODY,
    OWN,
    REVERSAL,
    ROUND_OFF,
    YEAR,
)
from models.importing.recognition.headers import WITHIN
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.proposal import Question
from models.importing.recognition.questions import MONTHS, NOT_KNOWN, RATES, YES_NO
from models.importing.recognition.words import (
    ACCOUNT,
    CERTIFICATES,
    DEPOSITS,
    INVOICES,
    MAIN,
    OPENING,
    RECEIPTS,
    RETENTION,
)
from models.importing.recognition.written import CONTRACT as A_CONTRACT
from models.importing.recognition.written import DAY, PARTY, RATE, RECEIPT, ROWS
from models.importing.recognition.written import YEAR as A_YEAR
from models.importing.sheets import Cell
from models.language import N_
from models.money import Money
from models.problems import Problem

_WHOSE = ("party", "contract_number", "contract_name")
_CUT = 60
"""So much of a row is shown where its caption is chosen."""
TOO_FINE = N_("Some amounts have more than two decimals. Round them to the fen?")
_NEAR = N_("Is “{name}” of “{sheet}” the contract {contract}?")
_WHICH_YEAR = N_("{count} dates of “{sheet}” name no year. Which year is it?")
_IN_REMARK = N_("Not known: they stay in the remark")
_OPEN, _AS_WRITTEN = N_("Not said"), N_("As the rows say")
_SETTINGS: dict[str, str] = {
    "header": N_("Row of the captions"),
    "unit": N_("Unit of the amounts"),
    "cumulative": N_("Amounts are figures to date"),
    "terms": N_("New contracts get the terms that the rows show"),
    "received": N_("What was received comes in, by the days of the certificates"),
    "inside": N_("Receipts of before an opening balance are in it"),
    "gross": N_("The amount with tax stands where its parts differ"),
    "tax_rate": N_("Tax on top of amounts without it"),
    "decimal": N_("What a point in the figures parts"),
    "month": N_("A month stands for"),
    "year": N_("Year of days that name none"),
    "party": N_("Party of all rows"),
    "contract": N_("Contract of all rows"),
    "date": N_("Day of the balances"),
    "hidden_rows": N_("Hidden and filtered rows come in"),
}
"""What may be answered about any sheet, and what it is called where it is not asked."""


def about_doubts(ledger: Ledger, answers: Answers) -> Iterator[Question]:
    """What rows of a sheet stay open for; nothing answered: they stay open."""
    at, told = ("sheets", ledger.sheet.name), {"sheet": ledger.sheet.name}
    for (about, name), doubt in ledger.doubts.items():
        counted = {**told, "count": doubt.rows, "name": name}
        if about == YEAR and not ledger.answers.year:
            count = sum(one.rows for (what, _), one in ledger.doubts.items() if what == YEAR)
            sentence = Problem("", _WHICH_YEAR, {**told, "count": count})
            yield Question((*at, "year"), sentence, _years(ledger), 0, typed=A_YEAR)
        elif about == DATE and ledger.kind == CERTIFICATES:
            count = sum(1 for line in ledger.coming if not any(name in line.values for name in _OF_CERTIFICATE))
            sentence = Problem("", _UNSIGNED, {**told, "count": count})
            yield Question((*at, "date"), sentence, (("", _STAY_UNSIGNED),), "", typed=DAY)
        elif about == DATE:
            sentence = Problem("", N_("{count} rows of “{sheet}” have no day. Which day are the balances of?"), counted)
            yield Question((*at, "date"), sentence, (("", NOT_KNOWN),), "", typed=DAY)
        elif about == NOBODY:
            yield from _about_nobody(ledger, at, counted)
        elif about in (NEAR, NAMESAKE):
            ((number, contract),), said = doubt.choices, answers.contracts.get(name, "")
            sentence = Problem("", _NEAR, {**told, "name": name, "contract": contract})
            same, usual = ((number, contract), (name, OWN)), number if about == NEAR else name
            yield Question(("contracts", name), sentence, same, said or usual, typed=A_CONTRACT, asked=not said)
        elif about == CONTRACT:
            sentence = Problem("", N_("Which contract is meant by “{name}” ({count} rows of “{sheet}”)?"), counted)
            choices = (("", _OPEN), *doubt.choices)
            yield Question(("contracts", name), sentence, choices, "", typed=A_CONTRACT)
        elif about == REVERSAL:
            _, _, row = name.rpartition("!")
            asked = _WHICH_CHARGE if ledger.kind == ACCOUNT and _takes_back(ledger, row, "debit") else _WHICH_RECEIPT
            asked = _WHICH_INVOICE if _is_invoice(ledger, row) else asked
            sentence = Problem("", asked, {**told, "row": row})
            choices = (("", NOT_KNOWN), *doubt.choices)
            yield Question(("reversals", name), sentence, choices, answers.reversals.get(name, ""), typed=RECEIPT)
        elif about == GROSS and ledger.answers.gross is None:
            yield Question((*at, "gross"), Problem("", _GROSS, counted), YES_NO, False, _both(ledger))
        elif about == DECIMAL:
            yield Question((*at, "decimal"), Problem("", _DECIMAL, counted), _COMMA_OR_POINT, "", _grouped(ledger))
        elif about == ROUND_OFF and answers.round_off is None:
            yield Question((ROUND_OFF,), Problem("", TOO_FINE), YES_NO, False)


def _both(ledger: Ledger) -> tuple[tuple[str, Money], ...]:
    """The amounts with tax of these rows, and what their parts come to."""
    base = MAIN[ledger.kind]
    rows = [[line.raw.get(f"{base}{part}", Money()) for part in ("", ".net", ".tax")] for line in ledger.lines
            if line.is_open and {base, f"{base}.net", f"{base}.tax"} <= line.raw.keys()]  # fmt: skip
    differ = [(gross, net + tax) for gross, net, tax in rows if gross != net + tax]
    return ((N_("With tax, as it stands"), Money.total(one for one, _ in differ)),
            (N_("Without tax and the tax"), Money.total(one for _, one in differ)))  # fmt: skip


def _grouped(ledger: Ledger) -> tuple[tuple[str, Money], ...]:
    """What these figures come to with thousands in them, and with decimals."""
    places = [column.place for column in ledger.columns.values() if column.is_money]
    rows = [ledger.sheet.rows[line.row] for line in ledger.lines if line.is_open]
    texts = [str(row[at]) for row in rows for at in places if at < len(row) and may_be_grouped(row[at])]
    read = ([read_amount(one.replace(".", mark), 0, True) for one in texts] for mark in ("", "."))
    return tuple((label, Money.total(filter(None, amounts)))
                 for (_, label), amounts in zip(_COMMA_OR_POINT[1:], read, strict=True))  # fmt: skip


_DECIMAL = N_("{count} figures of “{sheet}” are written like 1.234. Does the point part thousands or the fen?")
_COMMA_OR_POINT = (("", NOT_KNOWN), (COMMA, N_("Thousands: 1.234 is 1234")), (POINT, N_("The fen: 1.234 is 1.23")))
_GROSS = N_(
    "In {count} rows of “{sheet}” the amount without tax and the tax are not the amount with tax. Take the amount with "
    "tax as it stands?"
)
_UNSIGNED = N_("{count} certificates of “{sheet}” have no day, so nothing of them is owed. Which day were they signed?")
_STAY_UNSIGNED = N_("Not known: they come in as not signed yet")
_OF_CERTIFICATE = ("certified_on", "period_to", "submitted_on")
_TO_BE_NAMED = N_("Not known: every contract gets an owner to be named")


def _is_invoice(ledger: Ledger, row: str) -> bool:
    """Whether the negative amount of a row is that of an invoice."""
    return ledger.kind == INVOICES or _takes_back(ledger, row, "invoiced")


def _takes_back(ledger: Ledger, row: str, role: str) -> bool:
    mine = (line for line in ledger.lines if str(line.row + 1) == row)
    return any((line.money(role) or Money()) < Money() for line in mine)


def _about_nobody(ledger: Ledger, at: tuple[str, ...], told: dict[str, Any]) -> Iterator[Question]:
    """Rows that name nobody: blanks repeat the row above, else the whole sheet may be about somebody."""
    gaps = [column for role, column in ledger.columns.items() if role in _WHOSE and _has_gaps(ledger, column)]
    for column in gaps:
        if not ledger.answers.fills(column.caption):
            message = N_("“{caption}” of “{sheet}” has blank cells. Do they repeat the row above?")
            sentence = Problem("", message, {**told, "caption": column.caption})
            yield Question((*at, "fill_down", column.caption), sentence, YES_NO, False)
    if not gaps and not ledger.answers.party:
        asked = N_("{count} rows of “{sheet}” name no party. Whose are they?")
        stay = "party" in ledger.columns or any(line.is_open for line in ledger.lines)
        sentence = Problem("", asked if stay else N_("“{sheet}” names no party. Whose are its contracts?"), told)
        yield Question((*at, "party"), sentence, (("", NOT_KNOWN if stay else _TO_BE_NAMED),), "", typed=PARTY)


def _has_gaps(ledger: Ledger, column: Column) -> bool:
    """Whether an open row has no value below one that has."""
    known = False
    for line in ledger.lines:
        known = known or column.role in line.values
        if known and line.is_open and column.role not in line.values:
            return True
    return False


def _years(ledger: Ledger) -> tuple[tuple[int, str], ...]:
    """The years that other days of the sheet name; without one rows stay open that cannot do without the day."""
    every = {when.year for line in ledger.lines for when in line.values.values() if type(when) is When}
    unknown = NOT_KNOWN if (YEAR, "") in ledger.doubts else _IN_REMARK
    return ((0, unknown), *((year, str(year)) for year in sorted(every - {0})[-6:]))


def about_rest(ledger: Ledger) -> Iterator[Question]:
    """Everything else that may be answered about a sheet, with what stands for it."""
    at = ("sheets", ledger.sheet.name)
    for name, choices, standing, typed in _settings(ledger):
        yield Question((*at, name), Problem("", _SETTINGS[name]), choices, standing, typed=typed, asked=False)


def _settings(ledger: Ledger) -> Iterator[tuple[str, tuple[tuple[Any, str], ...], Any, str]]:
    answers: SheetAnswers = ledger.answers
    header = ledger.header
    rows = tuple(range(header.top + 1, header.bottom + 2)) if header else ()
    yield "header", _caption_rows(ledger), rows, ROWS
    if not ledger.kind:
        return
    nobody, units = ("", _AS_WRITTEN), {one.unit_name for one in ledger.columns.values() if one.is_money}
    if units:
        yield "unit", tuple((unit, unit) for unit in UNITS), units.pop() if len(units) == 1 else "", ""
    if ledger.kind in (CERTIFICATES, RECEIPTS):
        yield "cumulative", YES_NO, ledger.cumulative, ""
    if ledger.kind == CERTIFICATES or ledger.terms:
        yield "terms", YES_NO, answers.terms is not False, ""
    if ledger.inside or answers.inside is not None:
        yield "inside", YES_NO, answers.inside is not False, ""
    if ledger.kind == CERTIFICATES:
        yield "received", YES_NO, answers.received is not False, ""
    if any(role.endswith(".net") for role in ledger.columns):
        yield "tax_rate", RATES, answers.tax_rate, RATE
    if answers.gross is not None:
        yield "gross", YES_NO, answers.gross, ""
    if answers.decimal:
        yield "decimal", _COMMA_OR_POINT, answers.decimal, ""
    yield "month", MONTHS, answers.month or LAST, ""
    yield "year", ((0, _AS_WRITTEN), *_years(ledger)[1:]), answers.year, A_YEAR
    yield "party", (nobody,), answers.party or ledger.said.get("party", ""), PARTY
    yield "contract", (nobody,), answers.contract or ledger.said.get("contract_number", ""), A_CONTRACT
    if ledger.kind in (OPENING, RETENTION, DEPOSITS):
        yield "date", (nobody,), answers.date, DAY
    if any(line.hidden for line in ledger.lines):
        yield "hidden_rows", YES_NO, bool(answers.hidden_rows), ""


def _caption_rows(ledger: Ledger) -> tuple[tuple[tuple[int, ...], str], ...]:
    """The rows that may hold the captions, each with what stands in it."""
    first = ledger.sheet.begins
    rows = enumerate(ledger.sheet.rows[first : first + WITHIN], first + 1)
    texts = ((row, " | ".join(_said(cell) for cell in cells if cell != "")) for row, cells in rows)
    return tuple(((row,), f"{row}: {said[:_CUT]}") for row, said in texts if said)


def _said(cell: Cell) -> str:
    return str(cell).removesuffix(" 00:00:00").strip()


def about_answered(answers: Answers) -> Iterator[Question]:
    """What was answered and is no doubt any more: it may be answered otherwise."""
    for whole, typed, message in _ANSWERED:
        for name, meant in getattr(answers, whole).items():
            if meant:
                choices = (("", _OPEN), (meant, meant))
                sentence = Problem("", message, {"name": name})
                yield Question((whole, name), sentence, choices, meant, typed=typed, asked=False)
    if answers.round_off is not None:
        yield Question((ROUND_OFF,), Problem("", TOO_FINE), YES_NO, answers.round_off, asked=False)


_WHICH_RECEIPT = N_("Which receipt does row {row} of “{sheet}” take back?")
_WHICH_CHARGE = N_("Which charge does row {row} of “{sheet}” take back?")
_WHICH_INVOICE = N_("Which invoice does row {row} of “{sheet}” take back?")
_ANSWERED = (
    ("contracts", A_CONTRACT, N_("Contract meant by “{name}”")),
    ("reversals", RECEIPT, N_("Receipt that {name} takes back")),
    ("parties", PARTY, N_("Party meant by “{name}”")),
)
