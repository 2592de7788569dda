"""The take-on sheet (交接表): what was still owed when the book began, item by item, for three people to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import opening
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.opening import OpeningDraft
from models.opening_position import OpeningPosition
from models.parties import Party
from models.problems import Problem, Refused, stop
from models.receivables.record import CLASSES
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say
from reports.take_on_credits import Beside, credits_of, money_beside, money_in
from reports.take_on_draft import TakeOnDraft, check
from reports.take_on_figures import ContractPart, CurrencyTotal, DebtorTotal, ItemLine, TakeOnSheet
from reports.take_on_paper import TEMPLATE, draw
from reports.workbook import Field, Sheet


def collect(session: Session, asked: TakeOnDraft) -> TakeOnSheet:
    """The opening balances as they were taken on; Refused when there are none."""
    stop(check(asked))
    found, say = _positions(session, asked), Say(asked.language)
    if not found:
        raise Refused(N_("Nothing was taken on here. Enter the opening balances first."))
    day = max(row.taken_on for row, _contract, _debtor in found)
    parts = [_part(session, row, contract, debtor, say) for row, contract, debtor in found]
    if not asked.contract:
        parts += _beside(money_beside(session, day, asked.party, [one.id for _row, one, _debtor in found]), day, say)
    contracts = tuple(sorted(parts, key=lambda one: one.party))
    debtors = dict.fromkeys(debtor.id for _row, _contract, debtor in found)
    is_one = bool(asked.party or asked.contract)
    return TakeOnSheet(
        letterhead=letterhead(session),
        party=session.get_one(Party, asked.party or next(iter(debtors))).name if is_one else "",
        party_id=asked.party or next(iter(debtors)) if is_one else "",
        contract_id=asked.contract,
        as_of=day,
        contracts=contracts,
        debtors=tuple(_of_debtors(contracts)),
        totals=tuple(_totals(contracts, say)),
        giver=_people(found, "giver"),
        taker=_people(found, "taker"),
        witness=_people(found, "witness"),
        dated_on=asked.dated_on,
        language=asked.language,
    )


_Found = tuple[OpeningPosition, Contract, Party]


def _people(found: Iterable[_Found], name: str) -> str:
    """Who signs; where the contracts name several, all of them."""
    return "、".join(dict.fromkeys(one for row, *_rest in found if (one := getattr(row, name))))


def _positions(session: Session, asked: TakeOnDraft) -> list[_Found]:
    """What was taken on of a contract, of a debtor, or of everybody, with who owes it."""
    rows = (
        select(OpeningPosition, Contract, Party)
        .join(Contract, Contract.id == OpeningPosition.contract_id)
        .join(Party, Party.id == Contract.owner_id)
        .order_by(Contract.number)
    )
    if asked.contract:
        rows = rows.where(Contract.id == asked.contract)
    elif asked.party:
        rows = rows.where(Contract.owner_id == asked.party)
    return [(row, contract, party) for row, contract, party in session.execute(rows)]


def _part(session: Session, row: OpeningPosition, contract: Contract, debtor: Party, say: Say) -> ContractPart:
    draft = opening.draft_of(session, row.id)
    items = (*_lines(draft), *credits_of(session, row.id, contract.id, row.taken_on))
    total = Money.total(one.amount for one in items)
    return ContractPart(
        number=contract.number,
        name=contract.name,
        party=debtor.name,
        currency=contract.currency,
        taken_on=row.taken_on,
        certified=row.certified,
        received=row.received + money_in(items),
        retention=row.retention,
        advance_paid=row.advance_paid,
        recovered=row.recovered,
        second_paid=row.second_paid,
        second_recovered=row.second_recovered,
        items=items,
        total=total,
        words=say.words(total),
        stated=row.stated,
        difference=row.stated - total if row.stated is not None else Money(),
        explanation=row.explanation,
        remark=row.remark,
    )


def _beside(money: Sequence[Beside], day: date, say: Say) -> Iterator[ContractPart]:
    """Money of a debtor that belongs to no contract, as a part of its own."""
    for (party, currency), ours in groupby(money, lambda one: (one.party, one.currency)):
        items = tuple(one.line for one in ours)
        total = Money.total(one.amount for one in items)
        name = say(N_("Money of no contract"))
        yield ContractPart("", name, party, currency, day, items=items, total=total, words=say.words(total))


def _lines(draft: OpeningDraft) -> Iterator[ItemLine]:
    for item in draft.items:
        assert item.posted_on
        assert item.amount is not None
        yield ItemLine(
            CLASSES[item.kind], item.document, item.posted_on, item.due_on, item.invoice, item.person, item.amount
        )


def _of_debtors(contracts: Sequence[ContractPart]) -> Iterator[DebtorTotal]:
    """What each debtor owes in each currency, in the order of the sheet."""
    for party, ours in groupby(contracts, lambda one: one.party):
        parts = list(ours)
        for currency in dict.fromkeys(one.currency for one in parts):
            same = [one for one in parts if one.currency == currency]
            count = sum(bool(one.number) for one in same)
            yield DebtorTotal(party, currency, count, Money.total(one.total for one in same))


def _totals(contracts: Iterable[ContractPart], say: Say) -> Iterator[CurrencyTotal]:
    sums: dict[str, Money] = {}
    for one in contracts:
        sums[one.currency] = sums.get(one.currency, Money()) + one.total
    for currency, total in sums.items():
        yield CurrencyTotal(currency, total, say.words(total))


def contradictions(data: TakeOnSheet) -> Sequence[Problem]:
    """A sheet whose items do not come to what was signed, without an explanation, must not be printed."""
    found = []
    for one in data.contracts:
        parts = Money.total(item.amount for item in one.items)
        if parts != one.total:
            message = N_("{what}: the parts come to {parts}, the whole is {whole}. Run “verify”.")
            found.append(Problem("", message, {"what": one.number, "parts": parts, "whole": one.total}))
        if one.difference and not one.explanation.strip():
            message = N_("{number}: the sheet says {stated}, the items come to {items}. Explain the difference.")
            values = {"number": one.number, "stated": (one.stated or Money()).grouped, "items": one.total.grouped}
            found.append(Problem("", message, values))
    return found


def sheets(data: TakeOnSheet) -> Sequence[Sheet]:
    """Every item on one sheet, the contracts with their comparison on another."""
    say, alone = Say(data.language), len(data.totals) == 1
    return [_items(data, say, alone), _contracts(data, say, alone)]


def _items(data: TakeOnSheet, say: Say, alone: bool) -> Sheet:
    fields = (
        Field(say(N_("Debtor")), width=26),
        Field(say(N_("Contract")), width=18),
        Field(say(N_("Contract name")), width=28),
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Class")), width=12),
        Field(say(N_("Document")), width=22),
        Field(say(N_("Posted on")), "date", 12),
        Field(say(N_("Due on")), "date", 12),
        Field(say(N_("Invoice number")), width=16),
        Field(say(N_("Person in charge")), width=12),
        Field(say(N_("Amount")), "money", 18, total=alone),
    )
    rows = [
        (part.party, part.number, part.name, part.currency, say(one.kind), one.document, one.posted_on, one.due_on,
         one.invoice, one.person, one.amount)
        for part in data.contracts for one in part.items
    ]  # fmt: skip
    return Sheet(say(N_("Take-on sheet")), fields, rows)


def _contracts(data: TakeOnSheet, say: Say, alone: bool) -> Sheet:
    amounts = ("certified", "received", "retention", "advance_paid", "recovered", "total", "stated", "difference")
    captions = (
        N_("Certified to date"), N_("Received to date"), N_("Retention held"), N_("Advance received"),
        N_("Advance recovered"), N_("Open items"), N_("Total of the take-on sheet"), N_("Difference"),
    )  # fmt: skip
    fields = (
        Field(say(N_("Debtor")), width=26),
        Field(say(N_("Contract")), width=18),
        Field(say(N_("Contract name")), width=28),
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Taken on")), "date", 12),
        *(Field(say(caption), "money", 17, total=alone) for caption in captions),
        Field(say(N_("Why they differ")), width=30),
    )
    rows = [
        (one.party, one.number, one.name, one.currency, one.taken_on, *(getattr(one, name) for name in amounts),
         one.explanation)
        for one in data.contracts
    ]  # fmt: skip
    return Sheet(say(N_("Contracts")), fields, rows)


def _comes_to(data: TakeOnSheet) -> dict[str, Money]:
    """What is taken on."""
    return {one.currency: one.total for one in data.totals}


TAKE_ON: Report[TakeOnDraft, TakeOnSheet] = Report(
    name="take_on",
    title=N_("Take-on sheet"),
    code="JC",
    template=TEMPLATE,
    asks=TakeOnDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_comes_to,
)
