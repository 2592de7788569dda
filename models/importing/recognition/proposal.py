"""What the program proposes to make of a workbook, as plain values that a window shows and a command prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.currencies import HOME
from models.importing.plan import Counts
from models.importing.recognition.answers import Answers
from models.importing.recognition.answers_file import to_plain
from models.importing.recognition.balances import ContractBalance
from models.language import joined
from models.money import Money
from models.problems import Problem


@dataclass(frozen=True)
class OpenRow:
    """A row that stays out, and why; ``row`` as Excel counts.

    ``amount`` is what the row is about, ``amounts`` are all of them by caption, in yuan unless ``currency`` says more.
    """

    sheet: str
    row: int
    reasons: tuple[Problem, ...]
    amount: Money | None = None
    amounts: Mapping[str, Money] = field(default_factory=dict)
    currency: str = ""

    def reason(self, language: str | None = None) -> str:
        return joined(dict.fromkeys(one.text(language) for one in self.reasons), language, clauses=True)


@dataclass(frozen=True)
class StatedTotal:
    """A total the sheet states, and what the rows it adds up come to here."""

    sheet: str
    row: int
    caption: str
    stated: Money
    ours: Money


@dataclass(frozen=True)
class ProposedColumn:
    """A column with the entry it is taken for (empty: not brought in), its unit, and what its amounts come to.

    ``fills``: its blank cells repeat the row above.
    """

    place: int
    letter: str
    caption: str
    role: str
    unit: str = ""
    unit_from: str = ""
    total: Money | None = None
    fills: bool = False


@dataclass(frozen=True)
class Question:
    """What a person may answer: ``key`` is the path of the answer (see ``answered``), ``choices`` value → its meaning.

    ``proposed`` is what stands when nobody answers; ``told`` are figures to decide by (a msgid → an amount). ``typed``
    says what may be typed instead of chosen (see ``written``); without ``asked`` it may be answered, but is clear.
    """

    key: tuple[str, ...]
    sentence: Problem
    choices: tuple[tuple[Any, str], ...]
    proposed: Any
    told: tuple[tuple[str, Money], ...] = ()
    typed: str = ""
    asked: bool = True


@dataclass(frozen=True)
class SheetProposal:
    """One sheet: what it is taken for, its figures, the rows that stay open.

    ``kind`` is contracts, certificates, receipts, opening, or empty (no ledger). ``header`` are the rows of the
    captions. ``left_out`` says why nothing of the sheet comes in; then ``sums`` are what its rows come to.
    Of a sheet that is no ledger ``reason`` says why, and ``sums`` are those of its columns of amounts.
    ``open_sums`` are what the open rows come to: with ``sums`` they are ``sheet_sums``, what the sheet comes to as it
    stands. ``foreign_sums`` are apart, by currency. ``hidden_rows`` and ``hidden_sums`` are also among those.
    ``unused`` are captions of columns that do not come in.
    """

    name: str
    kind: str
    unit: str = ""
    header: tuple[int, ...] = ()
    columns: tuple[ProposedColumn, ...] = ()
    rows: int = 0
    understood: int = 0
    open: tuple[OpenRow, ...] = ()
    sums: Mapping[str, Money] = field(default_factory=dict)
    open_sums: Mapping[str, Money] = field(default_factory=dict)
    sheet_sums: Mapping[str, Money] = field(default_factory=dict)
    foreign_sums: Mapping[str, Mapping[str, Money]] = field(default_factory=dict)
    reason: Problem | None = None
    stated_totals: tuple[StatedTotal, ...] = ()
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    left_out: Problem | None = None
    hidden_rows: int = 0
    hidden_sums: Mapping[str, Money] = field(default_factory=dict)
    months: int = 0
    cumulative: bool = False
    notes: tuple[tuple[int, Problem], ...] = ()
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A workbook: its sheets, parties and contracts, what may be answered, what would be brought in, what is owed then.

    ``counts`` are by form (parties, contracts …); ``problems`` concern the file, not a row; ``answers`` are what was
    answered so far, by a person or remembered from the last workbook of this form.
    """

    file: str
    sheets: tuple[SheetProposal, ...]
    parties: Mapping[str, tuple[str, ...]]
    contracts: tuple[Mapping[str, str], ...]
    answerable: tuple[Question, ...]
    counts: Mapping[str, Counts]
    advice: tuple[Problem, ...]
    answers: Answers
    balances: tuple[ContractBalance, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is worth asking."""
        return tuple(one for one in self.answerable if one.asked)

    @property
    def recognised(self) -> bool:
        return any(sheet.kind for sheet in self.sheets)


def plain(proposal: Proposal, language: str | None = None) -> dict[str, Any]:
    """The proposal as JSON values, as ``import --auto --json`` prints it."""
    counted = ("rows", "new", "updated", "unchanged", "skipped")
    return {
        "file": proposal.file,
        "sheets": {sheet.name: _sheet(sheet, language) for sheet in proposal.sheets},
        "parties": {name: list(aliases) for name, aliases in proposal.parties.items()},
        "contracts": [dict(one) for one in proposal.contracts],
        "brings": {
            name: {**{one: getattr(counts, one) for one in counted}, "totals": _amounts(counts.totals)}
            for name, counts in proposal.counts.items()
        },
        "questions": [_question(one, language) for one in proposal.questions],
        "advice": [problem.text(language) for problem in proposal.advice],
        "balances": [_balance(one) for one in proposal.balances],
        "answers": to_plain(proposal.answers),
    }


def _sheet(sheet: SheetProposal, language: str | None) -> dict[str, Any]:
    return {
        "kind": sheet.kind or None,
        "reason": sheet.reason.text(language) if sheet.reason else None,
        "unit": sheet.unit,
        "rows": sheet.rows,
        "understood": sheet.understood,
        "open": [_open(one, language) for one in sheet.open],
        "sums": _amounts(sheet.sums),
        "open_sums": _amounts(sheet.open_sums),
        "sheet_sums": _amounts(sheet.sheet_sums),
        "foreign_sums": {currency: _amounts(sums) for currency, sums in sheet.foreign_sums.items()},
        "stated_totals": [
            {"sheet": one.sheet, "row": one.row, "caption": one.caption, "stated": str(one.stated),
             "ours": str(one.ours)}
            for one in sheet.stated_totals
        ],
        "parties": {name: list(aliases) for name, aliases in sheet.parties.items()},
        "dates": {"from": sheet.first or None, "to": sheet.last or None},
        "header": list(sheet.header),
        "columns": {one.caption: one.role for one in sheet.columns},
        "units": {one.caption: one.unit for one in sheet.columns if one.unit},
        "left_out": sheet.left_out.text(language) if sheet.left_out else None,
        "hidden": {"rows": sheet.hidden_rows, "sums": _amounts(sheet.hidden_sums)},
        "date_precision": {"months": sheet.months},
        "cumulative": sheet.cumulative,
        "notes": [{"row": row + 1, "note": problem.text(language)} for row, problem in sheet.notes],
    }  # fmt: skip


def _open(one: OpenRow, language: str | None) -> dict[str, Any]:
    return {"sheet": one.sheet, "row": one.row, "reason": one.reason(language),
            "amount": None if one.amount is None else str(one.amount), "currency": one.currency or HOME,
            "amounts": _amounts(one.amounts)}  # fmt: skip


def _amounts(amounts: Mapping[str, Money]) -> dict[str, str]:
    return {caption: str(amount) for caption, amount in amounts.items()}


def _balance(one: ContractBalance) -> dict[str, Any]:
    said = one.stated
    stated = None if said is None else {"amount": str(said.amount), "sheet": said.sheet, "row": said.row,
                                        "caption": said.caption}  # fmt: skip
    return {"contract": one.number, "name": one.name, "party": one.party, "balance": str(one.balance),
            "unallocated": str(one.unallocated), "deposits": str(one.deposits), "later": str(one.later),
            "difference": None if one.difference is None else str(one.difference), "stated": stated}  # fmt: skip


def _question(one: Question, language: str | None) -> dict[str, Any]:
    return {
        "key": list(one.key),
        "question": one.sentence.text(language),
        "choices": {str(value): Problem("", label).text(language) for value, label in one.choices},
        "proposed": one.proposed,
        "figures": {Problem("", caption).text(language): str(amount) for caption, amount in one.told},
    }


def open_rows(proposal: Proposal) -> Iterator[OpenRow]:
    """Every row that stays out."""
    return (row for sheet in proposal.sheets for row in sheet.open)
