"""What kind of ledger a sheet is: by its captions, its title and its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.importing.captions import form_of
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.columns import months_of
from models.importing.recognition.headers import Header, roles, weight
from models.importing.recognition.meanings import (
    CERTIFICATES,
    CONTRACTS,
    KINDS,
    MAIN,
    MAIN_DAY,
    OPENING,
    RECEIPTS,
    TITLES,
)
from models.importing.recognition.series import manieth
from models.importing.sheets import Sheet

_BY_TITLE, _BY_NAME, _BY_SERIES = 4, 5, 8
_OWNED = ("party", "contract_number", "contract_name", "credit_code")
_NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    CONTRACTS: (("price", "price_now"), ("contract_number", "contract_name", "party")),
    CERTIFICATES: (("work",), ("certified_on", "period_to", "period", "number", "submitted_on")),
    RECEIPTS: (("amount",), ("received_on",)),
    OPENING: (("amount",), _OWNED),
}
"""Of each group a ledger of this kind has at least one column."""


def kind_of(sheet: Sheet, header: Header, above: Sequence[str], answers: SheetAnswers) -> str:
    """The kind of ledger, empty when it is none that can be brought in; a person's answer comes first."""
    if answers.kind is not None:
        return answers.kind
    scores = {kind: score for kind in KINDS if (score := _score(kind, sheet, header, above)) > 0}
    return max(scores, key=lambda kind: scores[kind]) if scores else ""


def _score(kind: str, sheet: Sheet, header: Header, above: Sequence[str]) -> int:
    known = {meaning.role for meaning, _ in roles(header, kind).values()}
    said = any(TITLES[kind].search(line) for line in (sheet.name, *above, *header.captions.values()))
    repeats = said and bool(months_of(header, kind))
    if repeats:
        known |= {MAIN[kind], MAIN_DAY[kind]}
    if not all(any(role in known for role in group) for group in _NEEDS[kind]):
        return 0
    score = weight(header, kind)
    if TITLES[kind].search(sheet.name):
        score += _BY_NAME
    form = form_of(sheet)
    if form is not None and form.name == kind:
        score += _BY_NAME
    if any(TITLES[kind].search(line) for line in above):
        score += _BY_TITLE
    return score + (_BY_SERIES if repeats or len(set(manieth(header, kind).values())) > 1 else 0)
