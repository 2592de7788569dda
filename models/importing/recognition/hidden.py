"""What is not in sight, hidden rows, hidden sheets, old copies: counted, and left out unless somebody asks for it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from models.importing.recognition.ledger import Ledger, cut_off, day_of
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, OPENING, RETENTION
from models.importing.values import folded
from models.language import N_
from models.problems import Problem

_HIDDEN_ROW = N_("The row is hidden or filtered out: it stays out unless hidden rows are included.")
_OLDER = N_(
    "The sheet says what was owed on {day}; “{sheet}” says it of {other}, for the same contracts. Only the latest "
    "comes in unless this one is included."
)
_COPY = re.compile(
    r"(?P<base>.+?)[\s_\-—.]*(?:[(\[【]?(?:副本|备份|旧版?|老版?|作废|废|存档|历史|原版?|copy|bak|backup|"
    r"old)\d*[)\]】]?|[(]\d+[)])\d*",
    re.IGNORECASE,
)
_COPY_FRONT = re.compile(r"(?:副本|备份|复件|旧|old|copy of|copy)[\s_\-—.]*(?P<base>.+)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<base>.*?[^\d\s.\-_])[\s_\-]*[2-9]")
_VOID = re.compile(r"[(（【\[](?:已?作废|废止?)[)）\]】]|^作废|[\s_\-—]?已?作废$")
_SAME_SHARE = 2
"""A sheet is a copy when more than one in so many of its rows stand in another sheet, too."""


_AS_THERE = N_("“{sheet}” row {row} says the same: it comes in once.")


def leave_out(ledgers: Sequence[Ledger]) -> None:
    """Say of each sheet and row that is not in sight why it does not come in."""
    for ledger in ledgers:
        if ledger.kind and ledger.answers.include is None and ledger.sheet.hidden:
            ledger.left_out = Problem("", N_("The sheet is hidden: it stays out unless it is included."))
        elif ledger.kind and ledger.answers.include is None and _VOID.search(ledger.sheet.name):
            ledger.left_out = Problem("", N_("The sheet is called void: it stays out unless it is included."))
        elif ledger.answers.include is False:
            ledger.left_out = Problem("", N_("The sheet is left out, as was answered."))
        if not ledger.answers.hidden_rows:
            for line in ledger.lines:
                if line.hidden:
                    line.problems.insert(0, Problem("", _HIDDEN_ROW))
    _leave_copies(ledgers)
    _leave_older(ledgers)


def _leave_copies(ledgers: Sequence[Ledger]) -> None:
    """An old copy is named like one beside its original, or repeats most rows of a sheet before it; of two sheets the
    one that has all rows of the other and more is the original. Of one that is included what is the same comes in once.
    """
    kept: list[Ledger] = []
    for ledger in sorted(ledgers, key=lambda one: _base(one.sheet.name) is not None):
        if not ledger.kind or ledger.left_out:
            continue
        original = _original(ledger, kept)
        if original is None or _takes_place(ledger, original):
            kept.append(ledger)
            kept = [one for one in kept if not one.left_out]
        else:
            _leave_copy(ledger, original)


def _takes_place(ledger: Ledger, original: Ledger) -> bool:
    """Whether it comes in all the same: beside the original without what that has, or in its place."""
    fuller = _has_more(ledger, original)
    if ledger.answers.include or (fuller and original.answers.include):
        _leave_repeated(ledger, original)
    elif fuller:
        _leave_copy(original, ledger)
    return bool(ledger.answers.include) or fuller


def _leave_copy(ledger: Ledger, original: Ledger) -> None:
    message = N_("The sheet looks like an old copy of “{sheet}”: it stays out unless it is included.")
    ledger.left_out = Problem("", message, {"sheet": original.sheet.name})


def _leave_repeated(ledger: Ledger, original: Ledger) -> None:
    """Rows of a copy that was included which its original has, too: as often as it has them."""
    rows: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for line, key in zip(original.lines, _keys(original), strict=True):
        rows[key].append(line.row)
    for line, key in zip(ledger.lines, _keys(ledger), strict=True):
        if rows[key] and not line.is_open:
            line.open(_AS_THERE, sheet=original.sheet.name, row=rows[key].pop(0) + 1)


def _has_more(ledger: Ledger, other: Ledger) -> bool:
    """Whether it has every row of another sheet that is not named as the original, and more."""
    named = _base(ledger.sheet.name) is not None or _NUMBERED.fullmatch(ledger.sheet.name.strip()) is not None
    return not named and set(_keys(other)) < set(_keys(ledger))


def _leave_older(ledgers: Sequence[Ledger]) -> None:
    """Of the reports of several months the latest says what is owed; the earlier ones say it of the same contracts.

    Where certificates lead on from the first one, that comes in with them, and later ones are compared.
    """
    dated = [(day, one) for one in ledgers if one.kind in (OPENING, RETENTION, CONTRACTS) and not one.left_out
             and (day := cut_off(one))]  # fmt: skip
    begins = _lead_on(dated, ledgers)
    for day, ledger in dated:
        if ledger.answers.include is not None or ledger is begins or ledger.leads_from:
            continue
        later = [(other, one) for other, one in dated if other > day and one.kind == ledger.kind
                 and set(one.columns) == set(ledger.columns) and _shares_names(ledger, one)]  # fmt: skip
        if later:
            other, one = max(later, key=lambda found: found[0])
            ledger.left_out = Problem("", _OLDER, {"day": day, "other": other, "sheet": one.sheet.name})


def _lead_on(dated: Sequence[tuple[date, Ledger]], ledgers: Sequence[Ledger]) -> Ledger | None:
    """The first ledger of balances, if certificates of the workbook, all of them later, lead on from it."""
    balances = sorted(((day, one) for day, one in dated if one.kind == OPENING), key=lambda found: found[0])
    telling = [one for one in ledgers if one.kind == CERTIFICATES and not one.left_out]
    days = [day for one in telling for line in one.coming
            if (day := day_of(one, line, "certified_on") or day_of(one, line, "period_to"))]  # fmt: skip
    if len(balances) < 2 or not days:
        return None
    (first, begins), *rest = balances
    later = [one for day, one in rest if first < day and _shares_names(begins, one)]
    if not later or min(days) <= first:
        return None
    for one in later:
        one.leads_from = first
    return begins


def _shares_names(ledger: Ledger, other: Ledger) -> bool:
    """Whether most rows are about what a row of the other is about."""
    mine, theirs = _names(ledger), set(_names(other))
    return sum(1 for name in mine if name in theirs) * _SAME_SHARE > len(mine)


def _names(ledger: Ledger) -> list[tuple[str, ...]]:
    return [tuple(line.text(name) for name in ("contract_number", "contract_name", "party")) for line in ledger.lines]


def _base(name: str) -> str | None:
    """The name without what marks a copy; None when nothing does."""
    plain = unicodedata.normalize("NFKC", name).strip()
    for form in (_COPY, _COPY_FRONT):
        if found := form.fullmatch(plain):
            return found["base"].strip()
    return None


def _original(ledger: Ledger, kept: Sequence[Ledger]) -> Ledger | None:
    same_kind = [one for one in kept if one.kind == ledger.kind]
    base = _base(ledger.sheet.name)
    numbered = _NUMBERED.fullmatch(unicodedata.normalize("NFKC", ledger.sheet.name).strip())
    for one in same_kind:
        name = folded(one.sheet.name)
        if base is not None and (name == folded(base) or len(same_kind) == 1):
            return one
        if numbered and name == folded(numbered["base"]):
            return one
    return next((one for one in same_kind if one.said == ledger.said and _overlaps(ledger, one)), None)


def _overlaps(ledger: Ledger, other: Ledger) -> bool:
    mine, theirs = _keys(ledger), set(_keys(other))
    return len(mine) > 1 and sum(1 for key in mine if key in theirs) * _SAME_SHARE > len(mine)


def _keys(ledger: Ledger) -> list[tuple[tuple[str, str], ...]]:
    """What each row says, for finding it again in another sheet."""
    left = ("serial", "remark")
    return [
        tuple(sorted((role, str(value)) for role, value in line.values.items() if role.partition(".")[0] not in left))
        for line in ledger.lines
    ]
