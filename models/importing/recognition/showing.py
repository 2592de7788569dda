"""A workbook that was worked out, as the proposal that a window shows and a command prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from models.importing.days import When
from models.importing.forms import FORMS
from models.importing.plan import Plan
from models.importing.recognition.across import ASIDE
from models.importing.recognition.answers import Answers
from models.importing.recognition.asking_days import about_day_aside
from models.importing.recognition.asking_money import (
    about_beyond,
    about_carried,
    about_doubled,
    about_inside,
    about_money,
    about_open,
    about_summed,
)
from models.importing.recognition.balances import ContractBalance
from models.importing.recognition.carried import BEFORE_THEM, tells
from models.importing.recognition.casting import Cast
from models.importing.recognition.headers import header_of
from models.importing.recognition.inside_owed import inside
from models.importing.recognition.ledger import Ledger, Line, cut_off, leave_whole, of_days
from models.importing.recognition.noted import told_once
from models.importing.recognition.offering import about_answered, about_doubts, about_rest
from models.importing.recognition.paid import brings_paid
from models.importing.recognition.proposal import OpenRow, Proposal, ProposedColumn, Question, SheetProposal
from models.importing.recognition.questions import SETTLE, YES_NO, about_parties, about_settling, about_sheet, months_of
from models.importing.recognition.row_units import place_of_units
from models.importing.recognition.still_open import NOTHING
from models.importing.recognition.terms import taken_from
from models.importing.recognition.totals import (
    amount_of_row,
    amounts_of,
    counted,
    foreign_sums,
    stated_totals,
    sums_in,
    sums_of,
    whole_sums,
)
from models.importing.recognition.unknown import not_known
from models.importing.recognition.wages_paid import WAGES, wages_of
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, IGNORED, MAIN_DAY, ONLY_SEEN, OPENING
from models.importing.recognition.year_ends import about_year_end
from models.importing.sheets import Workbook, letters
from models.language import N_
from models.money import Money
from models.problems import Problem

_ELSE = {CERTIFICATES: ("period_to", "submitted_on"), CONTRACTS: ("start_on", "completed_on"), OPENING: ("due_on",)}
"""Other days that rows of a kind may be known by."""


def proposal_of(
    workbook: Workbook,
    answers: Answers,
    ledgers: Sequence[Ledger],
    cast: Cast,
    plan: Plan,
    balances: tuple[ContractBalance, ...],
) -> Proposal:
    """Everything that is known of a workbook before anything is kept."""
    advice = _advice(ledgers, plan)
    return Proposal(
        file=workbook.name,
        sheets=tuple(_sheet(ledger, cast) for ledger in ledgers),
        parties={group.name: group.aliases for group in cast.groups},
        contracts=tuple(_contracts(ledgers, cast)),
        answerable=tuple(_questions(ledgers, cast, answers, plan)),
        counts={one.name: plan.counts[one.name] for one in FORMS if one.name in plan.counts},
        advice=(*workbook.advice, *advice),
        answers=answers,
        balances=balances,
    )


def _advice(ledgers: Sequence[Ledger], plan: Plan) -> list[Problem]:
    """The advice of the plan that is about no row; the rest becomes a note of its row."""
    by_name = {ledger.sheet.name: ledger for ledger in ledgers}
    left = []
    for problem in plan.problems:
        sheet, _, cell = problem.where.rpartition("!")
        if sheet in by_name:
            row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
            by_name[sheet].note(row, problem.message, **problem.values)
        else:
            left.append(problem)
    return left


def _sheet(ledger: Ledger, cast: Cast) -> SheetProposal:
    header = ledger.header
    captions = tuple(range(header.top + 1, header.bottom + 2)) if header else ()
    if not ledger.kind:
        reason, sums = not_known(ledger)
        return SheetProposal(ledger.sheet.name, "", rows=_rows_below(ledger), left_out=ledger.left_out, reason=reason,
                             sums=sums, sheet_sums=sums, header=captions)  # fmt: skip
    open_rows, rows = tuple(_open(ledger)), {line.row for line in ledger.lines}
    sums, whole = sums_in(ledger), whole_sums(ledger)
    days = sorted(_days(ledger), key=lambda when: (when.year, when.month, when.number or 32))
    hidden = [line for line in ledger.lines if line.hidden]
    unused = _unused(ledger)
    if unused and header:
        _tell_unused(ledger, header.bottom, unused)
    return SheetProposal(
        name=ledger.sheet.name,
        kind=ledger.kind,
        unit=_unit(ledger),
        header=captions,
        columns=tuple(_columns(ledger, sums)),
        rows=len(rows),
        understood=len(rows) - len(open_rows),
        open=open_rows,
        sums=sums,
        open_sums={} if ledger.left_out else {name: whole[name] - amount for name, amount in sums.items()},
        sheet_sums=whole,
        foreign_sums=foreign_sums(ledger),
        stated_totals=tuple(stated_totals(ledger)),
        parties=_parties(ledger, cast),
        first=days[0].iso if days else "",
        last=days[-1].iso if days else "",
        left_out=ledger.left_out,
        hidden_rows=len(hidden),
        hidden_sums=sums_of(ledger, hidden) if hidden else {},
        months=months_of(ledger),
        cumulative=ledger.cumulative,
        unused=unused,
        notes=told_once(ledger.notes),
    )


def _tell_unused(ledger: Ledger, row: int, unused: tuple[str, ...]) -> None:
    ledger.note(row, N_("Not brought in: {captions}."), captions=unused)
    if ledger.kind == CERTIFICATES and (held := tuple(filter(_DEPOSIT.search, unused))):
        ledger.note(row, _DEPOSITS_TOO, captions=held)


def _unused(ledger: Ledger) -> tuple[str, ...]:
    """The captions of columns that are added up or not read at all."""
    terms = any(taken_from(ledger, one) for one in ledger.terms.values())
    paid = brings_paid(ledger) or (ledger.summed and ledger.answers.received is not False)
    read = ({"due", "retention"} if terms else set()) | ({"received"} if paid else set())
    read |= {"recovery"} if ledger.kind == CERTIFICATES else set()
    told = ledger.kind == CONTRACTS and tells(ledger) and cut_off(ledger)
    read |= {"balance", "certified", "received"} if told else set()
    read |= {ledger.still_open.due.base, "received"} if ledger.still_open and ledger.still_open.takes_rest else set()
    read |= {"balance", BEFORE_THEM} if ledger.carries and ledger.answers.owed != NOTHING else set()
    read |= {"ageing"} if ledger.kind == OPENING and cut_off(ledger) and "posted_on" not in ledger.columns else set()
    read |= {"credit"} if ledger.kind == OPENING else set()
    read |= {one.base for one in inside(ledger).values()} if ledger.kind == OPENING or told else set()
    read |= {ledger.beyond.held.base} if ledger.beyond and ledger.beyond.retained else set()
    seen = (ONLY_SEEN[ledger.kind] - ledger.beside - read) | {"aside"} | (set() if terms else {"share"})
    seen |= {WAGES} if wages_of(ledger) is None else set()
    every = ledger.columns.values()
    used = {one.place for one in every if one.base not in seen and not (one.base in ledger.beside and "." in one.role)}
    captions = ledger.header.captions if ledger.header else {}
    serial = _serial(ledger)
    return tuple(caption for place, caption in captions.items() if place not in used and place not in serial)


def _serial(ledger: Ledger) -> set[int]:
    """Columns that only count the rows."""
    header = ledger.header
    places = header.captions if header else {}
    known = ((place, header.meaning(place, ledger.kind)) for place in places) if header else ()
    units = place_of_units(ledger.sheet, header) if header else None
    return {place for place, meaning in known if place == units or (meaning and meaning.holds == IGNORED)}


def _rows_below(ledger: Ledger) -> int:
    """The rows of a sheet that is no ledger: all below its captions that hold anything."""
    header = ledger.header or header_of(ledger.sheet)
    below = ledger.sheet.rows[header.bottom + 1 :] if header else ledger.sheet.rows
    return sum(1 for row in below if any(cell != "" for cell in row))


def _unit(ledger: Ledger) -> str:
    """The unit of the amounts; several are named in the order of their columns."""
    names = [column.unit_name for column in ledger.columns.values() if column.is_money]
    return "、".join(dict.fromkeys(names)) or "元"


def _columns(ledger: Ledger, sums: Mapping[str, Money]) -> Iterator[ProposedColumn]:
    known = {column.place: column for column in reversed(ledger.columns.values())}
    captions = ledger.header.captions if ledger.header else {}
    for place, caption in sorted(captions.items()):
        column = known.get(place)
        if column is None:
            yield ProposedColumn(place, letters(place), caption, "")
            continue
        role = "" if column.role.startswith(ASIDE) else column.role
        unit = (column.unit_name, column.unit_from) if column.is_money else ("", "")
        fills = ledger.answers.fills(column.caption)
        yield ProposedColumn(place, letters(place), caption, role, *unit, sums.get(column.caption), fills)


def _open(ledger: Ledger) -> Iterator[OpenRow]:
    """Every row of which nothing comes in; of a sheet that is left out, all of them. What else stays out is noted."""
    wrong = {line.row for line in ledger.lines if ledger.left_out or line.problems}
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in ledger.lines if wrong else ():
        if line.row in wrong:
            rows[line.row].append(line)
    for row, lines in sorted(rows.items()):
        out = [line for line in lines if line.problems]
        if not ledger.left_out and len(out) < len(lines):
            for line in out:
                leave_whole(ledger, line)
            continue
        reasons = (ledger.left_out,) if ledger.left_out else tuple(one for line in lines for one in line.problems)
        amounts = {caption: amount for line in lines for caption, amount in amounts_of(ledger, line).items()}
        yield OpenRow(ledger.sheet.name, row + 1, reasons, amount_of_row(ledger, lines), amounts,
                      lines[0].currency)  # fmt: skip


def _days(ledger: Ledger) -> Iterator[When]:
    """The days the rows are about: of their main entry, else of the next best one the ledger has."""
    names, known = (MAIN_DAY[ledger.kind], *_ELSE.get(ledger.kind, ())), dict(of_days(ledger))
    first = next((name for name in names if name in known), "")
    roles = (first, *(role for role, column in known.items() if column.rows is not None))
    for line in counted(ledger):
        when = next((line.values[role] for role in roles if role in line.values), None)
        if isinstance(when, When) and when.year:
            yield when


def _parties(ledger: Ledger, cast: Cast) -> dict[str, tuple[str, ...]]:
    """The parties of the sheet, each with the other spellings that stand in it."""
    found: dict[str, dict[str, None]] = {}
    for line in ledger.lines:
        name, written = line.text("party"), line.text("party_written")
        if name and written:
            found.setdefault(name, {})
            if written != name:
                found[name][written] = None
    return {name: tuple(aliases) for name, aliases in found.items()}


def _contracts(ledgers: Sequence[Ledger], cast: Cast) -> Iterator[Mapping[str, str]]:
    """The contracts that rows are about: those of the book and those that would be made."""
    used = {line.contract for ledger in ledgers for line in ledger.coming} - {""}
    for deal in cast.deals.every:
        if deal.number in used:
            yield {"number": deal.number, "name": deal.name, "party": deal.party,
                   "price": "" if deal.price is None else str(deal.price),
                   "in": "book" if deal.known else "ledger"}  # fmt: skip


_DEPOSIT = re.compile("保证金.*(?:履约|投标|工资|诚信|审计)|(?:履约|投标|工资|诚信|审计).*保证金")
_DEPOSITS_TOO = N_(
    "The sheet has deposits, too ({captions}): a ledger of certificates does not bring them. Bring the sheet in once "
    "more as a ledger of deposits."
)
_OF_AMOUNTS = (("unit",), ("tax",), ("cumulative",), ("owed",))


def _if_it_matters(ledger: Ledger, question: Question) -> Question:
    """Of a sheet that stays out only that is asked; where no row has the amount, nothing is decided by its sums."""
    if ledger.left_out and question.key[2:] != ("include",):
        return replace(question, asked=False)
    mine = [role for role, column in ledger.columns.items() if ledger.main and column.base == ledger.main.base]
    read = any(line.raw.get(role) for line in ledger.lines for role in mine)
    if read or question.key[2:3] not in _OF_AMOUNTS or any(amount for _, amount in question.told):
        return question
    return replace(question, asked=False)


def _questions(ledgers: Sequence[Ledger], cast: Cast, answers: Answers, plan: Plan) -> Iterator[Question]:
    asks = (
        about_sheet, about_day_aside, about_year_end, about_open, about_carried, about_beyond, about_money,
        about_summed, about_inside, partial(about_doubled, answers=answers), partial(about_doubts, answers=answers),
    )  # fmt: skip
    every = [_if_it_matters(ledger, question) for ledger in ledgers for ask in asks for question in ask(ledger)]
    asked = [one for one in every if one.asked]
    asked += about_parties(cast.groups, answers)
    rest = [one for one in every if not one.asked] + [one for ledger in ledgers for one in about_rest(ledger)]
    once: dict[tuple[str, ...], Question] = {}
    for one in (*asked, *rest, *about_answered(answers)):
        once.setdefault(one.key, one)
    yield from once.values()
    if "allocations" in plan.counts and answers.settle is None:
        received = plan.counts["receipts"].totals if "receipts" in plan.counts else {}
        yield from about_settling(received, plan.counts["allocations"].totals, plan.settled_before, plan.settled)
    elif answers.settle is not None:
        yield Question(("settle",), Problem("", SETTLE), YES_NO, answers.settle, asked=False)
