"""The file of answers about a workbook: written by the wizard, read by ``import --map`` (its form: see answers)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from models.importing.recognition.answers import Answers, SheetAnswers
from models.importing.recognition.captions import UNITS
from models.importing.recognition.decimal_commas import COMMA, POINT
from models.importing.recognition.entries import entries_of, is_entry
from models.importing.recognition.words import KINDS
from models.language import N_
from models.problems import Problem, Refused, stop

_TEXTS, _FLAGS = ("parties", "contracts", "reversals", "doubled"), ("settle", "round_off")
_MAY_BE = N_("“{key}” in the answers is “{value}”; it may be: {choices}.")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("", *KINDS),
    "unit": ("", *UNITS),
    "month": ("", "last", "first", "open"),
    "owed": ("", "rest", "whole", "nothing"),
    "decimal": ("", COMMA, POINT),
}
_CHOICES_WITHIN: Mapping[str, tuple[str, ...]] = {"units": tuple(UNITS), "tax": ("gross", "net", "tax")}


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
    _expect_entries(told, path, problems)
    for item in fields(SheetAnswers):
        if item.name in told:
            value = _value(item.name, told[item.name], f"{path}.{item.name}", problems)
            if value is not None:
                said[item.name] = value
    return SheetAnswers(**said)


def _expect_entries(told: Mapping[str, Any], path: str, problems: list[Problem]) -> None:
    """What columns are taken for is an entry of the kind of the sheet, of any kind where none is said."""
    kind, columns = told.get("kind") or "", told.get("columns")
    for caption, role in columns.items() if isinstance(columns, dict) else ():
        if isinstance(role, str) and not is_entry(role, kind):
            kinds = (kind,) if kind in KINDS else KINDS
            choices = "；".join(f"{one}: {'、'.join(filter(None, entries_of(one)))}" for one in kinds)
            told_now = {"key": f"{path}.columns.{caption}", "value": role[:40], "choices": choices}
            problems.append(Problem("", _MAY_BE, told_now))


def _value(name: str, value: Any, path: str, problems: list[Problem]) -> Any:
    if name in _CHOICES:
        return _chosen(value, _CHOICES[name], path, problems)
    if name in ("columns", "units", "tax"):
        texts = _texts(value, path, problems)
        for one in texts.values():
            if name in _CHOICES_WITHIN:
                _chosen(one, _CHOICES_WITHIN[name], path, problems)
        return texts
    if value in ("", 0) and name in _UNANSWERED:
        return None
    if name == "fill_down" and isinstance(value, dict) and all(isinstance(one, bool) for one in value.values()):
        value = [caption for caption, fills in value.items() if fills]  # as the question about it is printed
    if not _FITS[name](value):
        _wrong(problems, path, value)
        return None
    return tuple(value) if isinstance(value, list) else str(value) if name == "tax_rate" else value


_UNANSWERED = ("date", "year")
"""A question that proposes nothing is printed with an empty answer."""


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
        ("include", "gross", "cumulative", "hidden_rows", "terms", "received", "inside", "on_top", "not_due"),
        lambda value: isinstance(value, bool),
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
    problems.append(Problem("", _MAY_BE, {"key": path, "value": str(value)[:40], "choices": "、".join(choices)}))
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
