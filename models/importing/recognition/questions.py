"""What is worth asking before a workbook is brought in, each with what is proposed and figures to decide by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from models.currencies import HOME
from models.importing.days import FIRST, LAST, OPEN, When
from models.importing.recognition.answers import Answers, SheetAnswers
from models.importing.recognition.captions import GROSS, NET, TAX, UNITS, read_caption
from models.importing.recognition.columns import SAID_BESIDE, SAID_BY_FORMAT, SAID_BY_SIZE, Column
from models.importing.recognition.cumulative import may_be_cumulative
from models.importing.recognition.ledger import Ledger, of_days
from models.importing.recognition.parties import Group
from models.importing.recognition.proposal import Proposal, Question
from models.importing.recognition.series import MANIETH
from models.importing.recognition.totals import last_ones, sums_of
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, INVOICES, KINDS, MAIN, RECEIPTS
from models.importing.recognition.written import PARTY, RATE
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.problems import Problem

SAYS = {
    "contracts": N_("Contract ledger"),
    "certificates": N_("Certificate ledger"),
    "receipts": N_("Receipt ledger"),
    "opening": N_("Opening balances"),
    "retention": N_("Retention ledger"),
    "deposits": N_("Deposit ledger"),
    "account": N_("Account of a customer"),
    "invoices": N_("Invoice ledger"),
    "": N_("Not to be brought in"),
}
"""What the kinds of ledgers are called."""
_PRICED = (CONTRACTS, CERTIFICATES, INVOICES)
"""Kinds whose amounts may be without tax; money that is paid or owed always has it."""
_UNIT_BESIDE = N_("“{caption}” of “{sheet}” names no unit, and the columns beside it do. In which unit is it?")
_UNIT_HELD = N_(
    "The cells of “{caption}” of “{sheet}” hold larger figures than they show: their number format divides. In which "
    "unit are the figures that they hold?"
)
_UNIT_BY_SIZE = N_(
    "“{caption}” of “{sheet}” names no unit, and no contract there would be worth 1,000 yuan. In which unit is it?"
)
_ALL_BY_SIZE = N_("“{sheet}” names no unit, and no contract there would be worth 1,000 yuan. In which unit is it?")
_UNSETTLED = {SAID_BESIDE: _UNIT_BESIDE, SAID_BY_FORMAT: _UNIT_HELD, SAID_BY_SIZE: _UNIT_BY_SIZE}
_UNITS = tuple((unit, unit) for unit in UNITS)
_USUAL_RATE = Decimal("0.09")
_BRING_IN = N_("Bring in “{sheet}”? {why}")
NOT_KNOWN = N_("Not known: the rows stay open")
RATES = (("", NOT_KNOWN), ("0.09", "9 %"), ("0.13", "13 %"), ("0.06", "6 %"), ("0.03", "3 %"), ("0.01", "1 %"))
MONTHS = ((LAST, N_("Its last day")), (FIRST, N_("Its first day")), (OPEN, N_("None: the rows stay open")))
SETTLE = N_("Set these receipts against what is owed, by contract and earliest due?")
YES_NO = ((True, N_("Yes")), (False, N_("No")))


def about_sheet(ledger: Ledger) -> Iterator[Question]:
    """The questions about one sheet; what was answered is asked no more."""
    answers, at = ledger.answers, ("sheets", ledger.sheet.name)
    told = {"sheet": ledger.sheet.name}
    if answers.kind is None:
        sentence = Problem("", N_("What does “{sheet}” hold?"), told)
        yield Question((*at, "kind"), sentence, tuple((kind, SAYS[kind]) for kind in (*KINDS, "")), ledger.kind)
    if not ledger.kind:
        return
    if ledger.left_out and answers.include is None:
        sentence = Problem("", _BRING_IN, {**told, "why": ledger.left_out})
        yield Question((*at, "include"), sentence, YES_NO, False, _figures(ledger, ledger.lines))
    hidden = [line for line in ledger.lines if line.hidden]
    if hidden and answers.hidden_rows is None:
        sentence = Problem("", N_("“{sheet}” has {count} hidden or filtered rows. Bring them in?"),
                           {**told, "count": len(hidden)})  # fmt: skip
        yield Question((*at, "hidden_rows"), sentence, YES_NO, False, _figures(ledger, hidden))
    yield from _about_amounts(ledger, at)
    yield from _about_days(ledger, at)


def _figures(ledger: Ledger, lines: Sequence[Any]) -> tuple[tuple[str, Money], ...]:
    return tuple(sums_of(ledger, lines).items())


def _about_amounts(ledger: Ledger, at: tuple[str, ...]) -> Iterator[Question]:
    main, told = ledger.main, {"sheet": ledger.sheet.name}
    if main is None:
        return
    money = [one for one in ledger.columns.values() if one.is_money]
    said = {one.unit for one in money if one.unit_from}
    if all(one.unit_from == SAID_BY_SIZE for one in money):
        sentence = Problem("", _ALL_BY_SIZE, told)
        yield Question((*at, "unit"), sentence, _UNITS, main.unit_name, _in_both(ledger, main))
    else:
        yield from _about_units(ledger, at)
    if not main.unit_from and said != {main.unit}:
        whole = sums_of(ledger, ledger.coming).get(main.caption, Money())
        both = (("元", whole), ("万元", Money(whole.fen * 10_000)))
        sentence = Problem("", N_("In which unit are the amounts of “{sheet}”?"), told)
        yield Question((*at, "unit"), sentence, _UNITS, "元", both)
    if (
        ledger.kind in _PRICED
        and not read_caption(main.caption).tax
        and not ledger.answers.tax_of(main.caption)
        and main.role == MAIN[ledger.kind]
    ):
        sentence = Problem("", N_("Is tax included in “{caption}” of “{sheet}”?"), {**told, "caption": main.caption})
        choices = ((GROSS, N_("With tax")), (NET, N_("Without tax")))
        whole = sums_of(ledger, ledger.coming).get(main.caption, Money())
        both = ((N_("With tax"), whole), (N_("With 9 % on top"), whole + whole.share(_USUAL_RATE)))
        yield Question((*at, "tax", main.caption), sentence, choices, GROSS, both)
    yield from _about_rate(ledger, at)
    if ledger.kind in (CERTIFICATES, RECEIPTS) and ledger.answers.cumulative is None:
        sentence = Problem("", N_("Are the amounts of “{sheet}” figures to date?"), told)
        every = [role for role in ledger.columns if role.partition(MANIETH)[0] == main.role]  # side by side
        known = [line.raw[role] for line in ledger.coming for role in every if role in line.raw]
        last = Money.total(one for role in every for one in last_ones(role, ledger.coming))
        both = ((N_("All rows"), Money.total(known)), (N_("The last of each contract"), last))
        asked = may_be_cumulative(ledger)
        yield Question((*at, "cumulative"), sentence, YES_NO, ledger.cumulative, both, asked=asked)


def _about_units(ledger: Ledger, at: tuple[str, ...]) -> Iterator[Question]:
    """Units that no caption settles: of a column beside others that name one, of cells that show part of a figure."""
    for column in ledger.columns.values():
        if not column.is_money or column.unit_from not in _UNSETTLED:
            continue
        told = {"sheet": ledger.sheet.name, "caption": column.caption}
        sentence = Problem("", _UNSETTLED[column.unit_from], told)
        yield Question((*at, "units", column.caption), sentence, _UNITS, column.unit_name, _in_both(ledger, column))


def _in_both(ledger: Ledger, column: Column) -> tuple[tuple[str, Money], ...]:
    """What a column comes to in the unit it is taken for, and in yuan or ten thousands."""
    whole = sums_of(ledger, ledger.coming).get(column.caption, Money())
    held = Money(whole.fen // 10**column.unit)
    return (column.unit_name, whole), (("元", held) if column.unit else ("万元", Money(held.fen * 10**4)))


def _about_rate(ledger: Ledger, at: tuple[str, ...]) -> Iterator[Question]:
    """Amounts without tax need the rate where no column has it, nor the tax."""
    base = MAIN[ledger.kind]
    said = {base, f"{base}.{TAX}", "tax_rate"} & set(ledger.columns)
    if f"{base}.{NET}" not in ledger.columns or said or ledger.answers.tax_rate:
        return
    sentence = Problem("", N_("Which tax comes on top of the amounts of “{sheet}”?"), {"sheet": ledger.sheet.name})
    net = Money.total(amount for line in ledger.lines if (amount := line.raw.get(f"{base}.{NET}")) is not None)
    told = tuple((label, net + net.share(Decimal(value))) for value, label in RATES[1:])
    yield Question((*at, "tax_rate"), sentence, RATES, "", told, typed=RATE)


def _about_days(ledger: Ledger, at: tuple[str, ...]) -> Iterator[Question]:
    months = 0 if ledger.answers.month else months_of(ledger)
    if months:
        sentence = Problem("", N_("{count} dates of “{sheet}” name only a month. Which day shall stand for it?"),
                           {"sheet": ledger.sheet.name, "count": months})  # fmt: skip
        yield Question((*at, "month"), sentence, MONTHS, LAST)


def months_of(ledger: Ledger) -> int:
    """How many rows have a date that names only a month."""
    days = [role for role, _ in of_days(ledger)]
    return len({id(line) for role in days for line in ledger.lines if _names_a_month(line.values.get(role))})


def _names_a_month(value: object) -> bool:
    return isinstance(value, When) and not value.number


def about_parties(groups: Sequence[Group], answers: Answers) -> Iterator[Question]:
    """Each spelling that is taken for another party's is asked once; any other may be said to be one, too."""
    for group in groups:
        for alias in (one for one in group.aliases if one not in group.agreed):
            sentence = Problem("", N_("Is “{alias}” the party “{name}”?"), {"alias": alias, "name": group.name})
            choices = ((group.name, N_("Yes, the same")), ("", N_("No, a party of its own")))
            asked = alias not in answers.parties
            yield Question(("parties", alias), sentence, choices, group.name, typed=PARTY, asked=asked)
    for group in groups:
        own = (("", N_("No, a party of its own")),)
        if group.maybe and group.name not in answers.parties:
            sentence = Problem("", _LIKE, {"alias": group.name, "name": group.maybe})
            choices = (*own, (group.maybe, N_("Yes, the same")))
            yield Question(("parties", group.name), sentence, choices, "", typed=PARTY)
        elif not group.in_book:
            sentence = Problem("", N_("Is “{alias}” another party’s name?"), {"alias": group.name})
            yield Question(("parties", group.name), sentence, own, "", typed=PARTY, asked=False)


_LIKE = N_("“{alias}” and “{name}” are two persons by their names. Are they the same all the same?")


def about_settling(
    received: Mapping[str, Money], paid: Mapping[str, Money], before: Mapping[str, Money],
    by_class: Mapping[str, Money],
) -> Iterator[Question]:  # fmt: skip
    """Whether the receipts settle what is owed; by currency ``received`` is what comes now, ``paid`` all that is
    settled, ``before`` the part of it that receipts of the book settle, which are free until now.
    """
    if any(paid.values()):
        sentence = Problem("", SETTLE)
        by_new = {currency: amount - before.get(currency, Money()) for currency, amount in paid.items()}
        told = [(N_("Received"), amount) for amount in received.values()]
        told += [(N_("of it set against debts"), amount) for amount in by_new.values() if amount]
        told += [(N_("Set against debts by earlier receipts"), amount) for amount in before.values()]
        told += [(SETTLES[kind], amount) for kind, amount in by_class.items() if kind in SETTLES]
        rest = received.get(HOME, Money()) - by_new.get(HOME, Money())
        told += [(N_("Left free"), rest)] if rest > Money() else []
        yield Question(("settle",), sentence, YES_NO, True, tuple(told))


SETTLES = {
    "advance": N_("Set against advances"),
    "progress": N_("Set against progress payments"),
    "final": N_("Set against final payments"),
    "retention": N_("Set against retention"),
}
"""The classes that a receipt of a ledger may be for."""


def accepted(proposal: Proposal) -> Answers:
    """The answers with everything that is proposed: what a person says who changes nothing, and may keep as a file."""
    answers = proposal.answers
    for question in proposal.questions:
        answers = answered(answers, question.key, question.proposed)
    return answers


def answered(answers: Answers, key: Sequence[str], value: Any) -> Answers:
    """The answers with one more; ``key`` is that of a question."""
    whole, *rest = key
    said: dict[str, Any]
    if whole != "sheets":
        said = {whole: {**getattr(answers, whole), rest[0]: value} if rest else value}
        return replace(answers, **said)
    sheet, name, *column = rest
    before = answers.sheets.get(sheet, SheetAnswers())
    if name == "fill_down":
        others = tuple(one for one in before.fill_down if folded(one) != folded(column[0]))
        said = {name: (*others, column[0]) if value else others}
    else:
        said = {name: {**getattr(before, name), column[0]: value} if column else value}
    return replace(answers, sheets={**answers.sheets, sheet: replace(before, **said)})
