"""A form of workbook is known again by the captions of its sheets, and what was answered about it counts again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from models import ledger_forms
from models.importing.recognition.answers import Answers, SheetAnswers, over
from models.importing.recognition.answers_file import from_plain, sheet_from_plain, sheet_to_plain, to_plain
from models.importing.recognition.headers import header_of, shown
from models.importing.sheets import Sheet, Workbook
from models.importing.values import folded

_USUAL = SheetAnswers()
_OF_ONE_FILE = ("year",)
"""What another file of the same form never means: the next one is of another year."""
_OF_ONE_SHEET = ("include", "hidden_rows", "party", "contract", "date")
"""Answers about one sheet of a workbook, not about every sheet of its form."""


def _digest(words: Iterable[str]) -> str:
    joined = "\0".join(map(folded, words))
    return hashlib.sha256(joined.encode()).hexdigest()[:32] if joined else ""


def form_of(sheet: Sheet) -> str:
    """The form of a sheet by its captions, whatever was answered; where none is known, by its first row of words."""
    header = header_of(sheet)
    rows = ([word for cell in row if (word := shown(cell))] for row in sheet.rows)
    if header is not None:
        return _digest(caption for _, caption in sorted(header.captions.items()))
    return _digest(next((words for words in rows if len(words) > 1), []))


def _whole(forms: Iterable[str]) -> str:
    """The form of a workbook: those of its sheets, however many there are of each."""
    return _digest(("workbook", *sorted(set(forms) - {""})))


def recalled(session: Session, workbook: Workbook, answers: Answers) -> Answers:
    """The answers, and what they leave open as it was answered for a workbook of this form before."""
    if answers.recalled:
        return answers
    forms = {sheet.name: form_of(sheet) for sheet in workbook.sheets}
    whole = _whole(forms.values())
    kept = ledger_forms.kept(session, {*forms.values(), whole} - {""})
    before = from_plain(json.loads(kept[whole])) if whole in kept else Answers()
    sheets = {}
    for name, form in forms.items():
        known = sheet_from_plain(json.loads(kept[form]), "", []) if form in kept else _USUAL
        sheets[name] = over(answers.of(name), over(before.sheets.get(name, _USUAL), known))
    return Answers(
        {name: said for name, said in sheets.items() if said != _USUAL},
        {**before.parties, **answers.parties},
        {**before.contracts, **answers.contracts},
        answers.reversals,
        answers.doubled,
        before.settle if answers.settle is None else answers.settle,
        before.round_off if answers.round_off is None else answers.round_off,
        recalled=True,
    )


def remember(session: Session, workbook: Workbook, answers: Answers) -> None:
    """Keep what was answered about the form of each sheet, and about the workbook as a whole."""
    forms = {sheet.name: form_of(sheet) for sheet in workbook.sheets}
    for name, form in forms.items():
        said = _without(answers.of(name), (*_OF_ONE_FILE, *_OF_ONE_SHEET))
        if form:
            ledger_forms.keep(session, form, _written(sheet_to_plain(said)))
    own = {name: _only(answers.of(name), _OF_ONE_SHEET) for name in forms}
    whole = replace(
        answers, sheets={name: said for name, said in own.items() if said != _USUAL}, reversals={}, doubled={}
    )
    ledger_forms.keep(session, _whole(forms.values()), _written(to_plain(whole)))


def _without(answers: SheetAnswers, names: Iterable[str]) -> SheetAnswers:
    return replace(answers, **{name: getattr(_USUAL, name) for name in names})


def _only(answers: SheetAnswers, names: Iterable[str]) -> SheetAnswers:
    return replace(_USUAL, **{name: getattr(answers, name) for name in names})


def _written(plain: Mapping[str, object]) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
