"""A form of sheet is known again by its captions, and what was answered about it counts again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from models import ledger_forms
from models.importing.recognition.answers import Answers, SheetAnswers, over, sheet_from_plain, sheet_to_plain
from models.importing.recognition.headers import Header
from models.importing.values import folded

_USUAL = SheetAnswers()
_OF_ONE_FILE = dict.fromkeys(("include", "hidden_rows", "party", "contract", "date", "year"))
"""Answers about the rows of one file, not about its form."""


def fingerprint(header: Header | None) -> str:
    """Of the captions in their order."""
    captions = [folded(caption) for _, caption in sorted(header.captions.items())] if header else []
    return hashlib.sha256("\0".join(captions).encode()).hexdigest()[:32] if captions else ""


def recall(session: Session, fingerprints: Iterable[str]) -> dict[str, SheetAnswers]:
    """The answers to these forms, as far as any were given."""
    kept = ledger_forms.kept(session, [one for one in fingerprints if one])
    return {form: sheet_from_plain(json.loads(answers), "", []) for form, answers in kept.items()}


def remember(session: Session, answers: Answers, sheets: Mapping[str, str]) -> None:
    """Keep what was answered about each form; ``sheets`` are the fingerprints by sheet."""
    for name, form in sheets.items():
        said = replace(answers.of(name), **{entry: getattr(_USUAL, entry) for entry in _OF_ONE_FILE})
        if form and said != _USUAL:
            plain = json.dumps(sheet_to_plain(said), ensure_ascii=False, separators=(",", ":"))
            ledger_forms.keep(session, form, plain)


def with_remembered(answers: SheetAnswers, known: SheetAnswers | None) -> SheetAnswers:
    """What is answered now counts before what is remembered."""
    return over(answers, known) if known else answers
