"""What a person answers about a workbook: the file of ``import --map``, which the wizard also saves.

A JSON object; every key may be left out, what is not answered is recognised::

    {
      "sheets": {
        "回款": {                          the name of a sheet, "*" for every sheet
          "kind": "receipts",             contracts, certificates, receipts, opening, retention, deposits,
                                          account (of a customer), invoices; "" leaves the sheet out
          "include": true,                bring in a hidden sheet or an old copy; false leaves the sheet out
          "header": [3, 4],               the rows of the captions, as Excel counts them
          "columns": {"到账": "amount"},   a caption as it stands there (two rows joined) and its entry; "" for none
          "unit": "万元", "units": {"合同额": "元"},   of all amounts, of single columns: 元, 千元, 万元, 百万元, 亿元
          "tax": {"金额": "net"},          gross, net (without tax) or tax (the tax itself), by caption
          "tax_rate": "0.09",             what turns amounts without tax into amounts with it
          "cumulative": true,             the amounts are to date and become differences; false: they are of a period
          "hidden_rows": true,            bring in hidden and filtered rows, too
          "terms": true,                  new contracts get the payment terms that the ledger shows
          "received": true,               what certificates say was received comes in as receipts of their days
          "owed": "rest",                 beside what was received: rest (what was due less that), whole or nothing
          "inside": true,                 money of before an opening balance is in it; false: it comes in as well
          "month": "last",                which day stands for a month: last, first, or open (the row stays out)
          "year": 2023, "fill_down": ["甲方"],   of dates that name none; columns whose blanks repeat the row above
          "party": "…", "contract": "…",  who and what all rows of the sheet are about
          "date": "2024-12-31"            the day of rows that have none (opening balances: when the book begins)
        }
      },
      "parties": {"临湖置业": "江北市临湖置业有限公司", "江北城投": ""},   the same party; "" is a party of its own
      "contracts": {"临湖一期": "JB-2024-001"},                         a name in the ledger and the contract it means
      "reversals": {"回款!12": "SK-001"},                               a negative receipt and what it takes back
      "doubled": {"期初余额!2": "both"},                                 two debts; "once" (usual): one in two ledgers
      "settle": false,                 leave the receipts unallocated instead of setting them against what is owed
      "round_off": true                amounts with more than two decimals are rounded instead of staying open
    }

Entries of ``columns``: contract_number, contract_name, party, credit_code, remark, price; of contracts: project,
signed_on, start_on, completion_on, completed_on, accepted_on, handed_over_on, handler, share, terms; of certificates:
number, period, period_to, submitted_on, certified_on, claimed, work, variations, penalty (a further one
``penalty.2``), recovery, retention, due, received, received_on; of receipts: number, received_on, amount, method,
bill_number, matures_on, account, voucher, reverses, purpose; of opening: amount, posted_on, due_on, taken_on, kind,
document, invoice, person, certified, received, account_code, credit, direction; of retention: amount (still held),
withheld, returned, posted_on, due_on; of deposits: number, kind, form, amount, paid_on, back, back_on, left,
deducted, return_on, expires_on, guarantee_number, bank; of account: posted_on, document, summary, debit, credit,
direction, balance; of invoices: invoiced_on, invoice, amount. To date is ``work.to_date``, before ``work.before``,
net ``work.net``, the tax ``work.tax``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from models.importing.recognition.captions import UNITS
from models.importing.recognition.words import KINDS
from models.importing.values import folded
from models.language import N_
from models.problems import Problem, Refused, stop

_TEXTS, _FLAGS = ("parties", "contracts", "reversals", "doubled"), ("settle", "round_off")
EVERY = "*"
"""Answers for every sheet that has none of its own."""
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("", *KINDS),
    "unit": ("", *UNITS),
    "month": ("", "last", "first", "open"),
    "owed": ("", "rest", "whole", "nothing"),
}
_CHOICES_WITHIN: Mapping[str, tuple[str, ...]] = {"units": tuple(UNITS), "tax": ("gross", "net", "tax")}


@dataclass(frozen=True)
class SheetAnswers:
    """The answers about one sheet; None and empty: not answered."""

    kind: str | None = None
    include: bool | None = None
    header: tuple[int, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    tax: Mapping[str, str] = field(default_factory=dict)
    tax_rate: str = ""
    cumulative: bool | None = None
    hidden_rows: bool | None = None
    terms: bool | None = None
    received: bool | None = None
    inside: bool | None = None
    owed: str = ""
    month: str = ""
    year: int = 0
    fill_down: tuple[str, ...] = ()
    party: str = ""
    contract: str = ""
    date: str = ""

    def role_of(self, caption: str) -> str | None:
        return _of(self.columns, caption)

    def unit_of(self, caption: str) -> str:
        return _of(self.units, caption) or ""

    def tax_of(self, caption: str) -> str:
        return _of(self.tax, caption) or ""

    def fills(self, caption: str) -> bool:
        return folded(caption) in {folded(one) for one in self.fill_down}


@dataclass(frozen=True)
class Answers:
    """The answers about a workbook; ``recalled`` once what is remembered of its form stands in them, too."""

    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    reversals: Mapping[str, str] = field(default_factory=dict)
    doubled: Mapping[str, str] = field(default_factory=dict)
    settle: bool | None = None
    round_off: bool | None = None
    recalled: bool = False

    def of(self, sheet: str) -> SheetAnswers:
        """The answers about a sheet: its own before those for every sheet."""
        return over(self.sheets.get(sheet, SheetAnswers()), self.sheets.get(EVERY, SheetAnswers()))


def _of(said: Mapping[str, str], caption: str) -> str | None:
    if caption in said:
        return said[caption]
    wanted = folded(caption)
    return next((value for name, value in said.items() if folded(name) == wanted), None)


def over(first: SheetAnswers, second: SheetAnswers) -> SheetAnswers:
    """What the first says, and of the second what the first does not say."""
    usual = SheetAnswers()
    merged: dict[str, Any] = {}
    for item in fields(SheetAnswers):
        one, other = getattr(first, item.name), getattr(second, item.name)
        if isinstance(one, Mapping):
            merged[item.name] = {**other, **one}
        else:
            merged[item.name] = other if one == getattr(usual, item.name) else one
    return SheetAnswers(**merged)


def to_plain(answers: Answers) -> dict[str, Any]:
    """As JSON values, without what is not answered."""
    plain: dict[str, Any] = {"sheets": {name: sheet_to_plain(one) for name, one in answers.sheets.items()}}
    for name in _TEXTS:
        if getattr(answers, name):
            plain[name] = dict(getattr(answers, name))
    return plain | {name: said for name in _FLAGS if (said := getattr(answers, name)) is not None}


def sheet_to_plain(answers: SheetAnswers) -> dict[str, Any]:
    usual = SheetAnswers()
    said = {item.name: getattr(answers, item.name) for item in fields(SheetAnswers)}
    return {
        name: dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value
        for name, value in said.items()
        if value != getattr(usual, name)
    }


def to_json(answers: Answers) -> str:
    """The file of ``--map``."""
    return json.dumps(to_plain(answers), ensure_ascii=False, indent=2) + "\n"


def from_json(content: str) -> Answers:
    """Read the file of ``--map``; Invalid names each key that is wrong."""
    try:
        told = json.loads(content)
    except ValueError as error:
        message = N_("The answers are not JSON (line {line}). Correct the file, or let the wizard save it.")
        stop([Problem("", message, {"line": getattr(error, "lineno", 1)})])
    return from_plain(told)


def read_answers(path: Path) -> Answers:
    """The answers a file keeps; raises Refused or Invalid for a file that holds none."""
    try:
        return from_json(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(N_("{name} is no text in UTF-8. Save it again as UTF-8."), name=path.name) from error


def from_plain(told: Any) -> Answers:
    """Answers from JSON values; Invalid names each key that is wrong."""
    problems: list[Problem] = []
    if not isinstance(told, dict):
        stop([Problem("", N_("The answers must be a JSON object with the key “sheets”."))])
    _expect_known(told, ["sheets", *_TEXTS, *_FLAGS], "", problems)
    sheets = told.get("sheets", {})
    if not isinstance(sheets, dict):
        _wrong(problems, "sheets", sheets)
        sheets = {}
    found = {name: sheet_from_plain(one, f"sheets.{name}", problems) for name, one in sheets.items()}
    texts = {name: _texts(told.get(name, {}), name, problems) for name in _TEXTS}
    flags: dict[str, Any] = {name: told.get(name) for name in _FLAGS}
    for name, said in flags.items():
        if said not in (None, True, False):
            _wrong(problems, name, said)
    stop(problems)
    return Answers(found, texts["parties"], texts["contracts"], texts["reversals"], texts["doubled"], **flags)


def sheet_from_plain(told: Any, path: str, problems: list[Problem]) -> SheetAnswers:
    if not isinstance(told, dict):
        _wrong(problems, path, told)
        return SheetAnswers()
    _expect_known(told, [item.name for item in fields(SheetAnswers)], f"{path}.", problems)
    said: dict[str, Any] = {}
    for item in fields(SheetAnswers):
        if item.name in told:
            value = _value(item.name, told[item.name], f"{path}.{item.name}", problems)
            if value is not None:
                said[item.name] = value
    return SheetAnswers(**said)


def _value(name: str, value: Any, path: str, problems: list[Problem]) -> Any:
    if name in _CHOICES:
        return _chosen(value, _CHOICES[name], path, problems)
    if name in ("columns", "units", "tax"):
        texts = _texts(value, path, problems)
        for one in texts.values():
            if name in _CHOICES_WITHIN:
                _chosen(one, _CHOICES_WITHIN[name], path, problems)
        return texts
    fits = _FITS[name](value)
    if not fits:
        _wrong(problems, path, value)
        return None
    return tuple(value) if isinstance(value, list) else str(value) if name == "tax_rate" else value


def _is_rate(value: Any) -> bool:
    try:
        return 0 <= Decimal(str(value)) < 1
    except InvalidOperation:
        return False


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _all(kind: type) -> Any:
    return lambda value: isinstance(value, list) and all(isinstance(one, kind) for one in value)


_FITS: Mapping[str, Any] = {
    **dict.fromkeys(
        ("include", "cumulative", "hidden_rows", "terms", "received", "inside"), lambda value: isinstance(value, bool)
    ),
    **dict.fromkeys(("party", "contract"), lambda value: isinstance(value, str)),
    "header": _all(int),
    "fill_down": _all(str),
    "year": lambda value: isinstance(value, int) and 1990 <= value < 2100,
    "tax_rate": _is_rate,
    "date": _is_day,
}


def _chosen(value: Any, choices: tuple[str, ...], path: str, problems: list[Problem]) -> Any:
    if value in choices:
        return value
    message = N_("“{key}” in the answers is “{value}”; it may be: {choices}.")
    problems.append(Problem("", message, {"key": path, "value": str(value)[:40], "choices": "、".join(choices)}))
    return None


def _texts(value: Any, path: str, problems: list[Problem]) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return dict(value)
    _wrong(problems, path, value)
    return {}


def _expect_known(told: Mapping[str, Any], known: list[str], path: str, problems: list[Problem]) -> None:
    for name in told:
        if name not in known:
            message = N_("“{key}” in the answers is not known. Known are: {known}.")
            problems.append(Problem("", message, {"key": path + name, "known": "、".join(known)}))


def _wrong(problems: list[Problem], path: str, value: Any) -> None:
    message = N_("“{key}” in the answers cannot be “{value}”. See “import --help”.")
    problems.append(Problem("", message, {"key": path, "value": str(value)[:40]}))
