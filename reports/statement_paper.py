"""Draws a statement of account: the letter, what is owed, the reply slip, and every movement behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from models.language import N_
from models.money import Money
from models.rules.ageing import CREDIT
from reports import table
from reports.fonts import SERIF, SERIF_BOLD
from reports.letterhead import put_signatures
from reports.paper import Drawn, Form, Paper
from reports.statement_annex import put_annexes
from reports.statement_figures import LESS_HELD, ContractLine, Group, Part, StatementOfAccount
from reports.statement_slip import put_reply_slip
from reports.style import BODY, NAMES, NOTHING, TITLE, UNITS, Say
from reports.table import Column, Table

TEMPLATE = 1
_DEMAND = N_("Please pay all that is overdue on this cut-off date within {days} days of receiving this letter.")
_DEMAND_LESS = N_(
    "Please pay all that is overdue on this cut-off date, less what you paid and we have not allocated yet, within "
    "{days} days of receiving this letter."
)
READABLE = 7.0
"""Points below which a summary is split rather than made smaller."""
Figure = tuple[str, Callable[[ContractLine, Say], str]]
"""A caption, and what a contract says under it."""


def _money(name: str) -> Callable[[ContractLine, Say], str]:
    def told(line: ContractLine, _say: Say) -> str:
        amount: Money = getattr(line, name)
        return amount.grouped if amount else NOTHING

    return told


def _days(line: ContractLine, say: Say) -> str:
    return say(N_("{days} days"), days=line.days) if line.days else NOTHING


_CHARGED = N_("Charged to date"), _money("certified")
_DEDUCTED = N_("Deducted to date"), _money("deducted")
_RECEIVED = N_("Received to date"), _money("received")
_BALANCE = ((N_("Balance"), _money("balance")),)
_OVERDUE = N_("Of it overdue"), _money("overdue")
_LONGEST = N_("Longest overdue"), _days
_NOT_DUE = N_("Not due"), _money("not_due")
_RETENTION = N_("Retention not due"), _money("retention")
_UNDATED = N_("No due date yet"), _money("undated")
_CREDIT = CREDIT, _money("credit")
_CONFIRMED = N_("Of it confirmed before"), _money("confirmed")


def draw(data: StatementOfAccount, target: Path | BinaryIO) -> Drawn:
    """Write the PDF; a statement without a check code is a draft and says so across every page."""
    return lay_out(data).paint(target)


def lay_out(data: StatementOfAccount) -> Paper:
    say = Say(data.language)
    form = Form(
        say=say,
        title=say(N_("Statement of Account")),
        company=data.letterhead.company,
        office=data.letterhead.office,
        number=data.number,
        check=data.check,
        template=TEMPLATE,
        on=data.dated_on or data.as_of,
        watermark="" if data.check else say(N_("DRAFT")),
    )
    paper = Paper(form)
    _put_opening(paper, data, say)
    for group in data.groups:
        _put_group(paper, group, data, say)
    if data.with_detail and any(group.accounts for group in data.groups):
        paper.paragraph([(say(N_("Enclosed: what is overdue, and the account of each contract.")), SERIF)])
    put_signatures(paper, data.letterhead, data.dated_on, say)
    put_reply_slip(paper, data, say)
    put_annexes(paper, data, say)
    return paper


def unit(group: Group, say: Say) -> str:
    return say(N_("Unit: {unit}, VAT included"), unit=say(UNITS.get(group.currency, group.currency)))


def _put_opening(paper: Paper, data: StatementOfAccount, say: Say) -> None:
    middle = paper.form.size[0] / 2
    title, spread = paper.form.title, 5.5 if data.language == "zh" else 0.5
    paper.put(23, lambda pen, y: pen.centre(middle, y + 16, title, SERIF_BOLD, TITLE, spread))
    told = say(N_("As of {day}"), day=say.day(data.as_of))
    if len(data.groups) == 1:
        told += "        " + unit(data.groups[0], say)
    paper.put(22, lambda pen, y: pen.centre(middle, y + 14, told, SERIF, BODY))
    paper.paragraph([(say(N_("To {party}:"), party=data.party), SERIF_BOLD)])
    if data.corrects:
        paper.paragraph([(say(N_("This paper replaces our paper No. {number}."), number=data.corrects), SERIF_BOLD)])
    paper.paragraph(_message(data, say), indent=2 * BODY)
    paper.gap(5)


def _message(data: StatementOfAccount, say: Say) -> list[tuple[str, str]]:
    """Why we write; the demand is its own sentence, because only an express demand may interrupt limitation."""
    purpose = N_(
        "To compare our accounts we set out below what stands in our books. If it agrees with yours, please sign and "
        'seal under "agrees" in the reply slip; if not, please list the differences.'
    )
    space = " " if data.language == "en" else ""
    answer = N_("Please answer within {days} days of receiving this letter.")
    runs = [(say(purpose) + space + say(answer, days=data.days_to_answer), SERIF)]
    if data.demand and any(group.total.overdue and group.owed > Money() for group in data.groups):
        demand = _DEMAND_LESS if any(group.held for group in data.groups) else _DEMAND
        runs.append((space + say(demand, days=data.days_to_pay), SERIF_BOLD))
    return runs


def _put_group(paper: Paper, group: Group, data: StatementOfAccount, say: Say) -> None:
    if len(data.groups) > 1:
        paper.heading(f"{say(NAMES.get(group.currency, group.currency))}    {unit(group, say)}", BODY, keep=70)
    _put_summary(paper, group, say)
    paper.gap(4)
    if group.in_total:
        told = N_("Of it confirmed before in total, not by contract: {amount}.")
        paper.paragraph([(say(told, amount=group.in_total.grouped), SERIF)])
    paper.paragraph(_in_words(group, say))
    paper.gap(3)
    table.put(paper, _across(say(N_("By class")), _classes(group), group.owed, say))
    if group.total.overdue:
        paper.gap(6)
        table.put(paper, _across(say(N_("Overdue by age")), group.bands, group.total.overdue, say))
    paper.gap(4)


def _classes(group: Group) -> Sequence[Part]:
    """The classes of what is owed, and what takes money off all of them."""
    return (*group.classes, Part(LESS_HELD, -group.held)) if group.held else group.classes


def _put_summary(paper: Paper, group: Group, say: Say) -> None:
    """One table when its words stay readable, else two: how the balance came about, and when it falls due."""
    came, balance, falls = _came(group), _BALANCE, _falls(group)
    whole = _summary(group, (*came, *balance, *falls), say)
    if table.size_of(paper, whole) >= READABLE:
        table.put(paper, whole)
    else:
        table.put(paper, _summary(group, (*came, *balance), say))
        paper.gap(4)
        table.put(paper, _summary(group, (*balance, *falls), say, named=False))


def _came(group: Group) -> tuple[Figure, ...]:
    deducted = (_DEDUCTED,) if any(line.deducted for line in group.contracts) else ()
    return (_CHARGED, *deducted, _RECEIVED)


def _falls(group: Group) -> tuple[Figure, ...]:
    undated = (_UNDATED,) if any(line.undated for line in group.contracts) else ()
    credit = (_CREDIT,) if any(line.credit for line in group.contracts) else ()
    confirmed = (_CONFIRMED,) if any(line.confirmed for line in group.contracts) else ()
    return (_OVERDUE, _LONGEST, _NOT_DUE, _RETENTION, *undated, *credit, *confirmed)


def _summary(group: Group, figures: Sequence[Figure], say: Say, named: bool = True) -> Table:
    """A row for each contract and their total; where the contract has been named above, its number is enough."""
    columns = [Column(say(N_("Contract")), weight=1, least=72)]
    columns += [Column(say(caption), "right") for caption, _told in figures]

    def cells(line: ContractLine, name: str) -> list[str]:
        return [name, *(told(line, say) for _caption, told in figures)]

    rows = [cells(line, f"{line.number} {line.name}" if named else line.number) for line in group.contracts]
    totals = [cells(group.total, say(N_("Total")))]
    if group.held:
        left = N_("Still owed") if group.owed >= Money() else N_("Balance (minus: to be refunded)")
        totals += [cells(_held(group.held), say(LESS_HELD)), cells(_after(group), say(left))]
    return Table(tuple(columns), rows, totals, size=8.5, row=15)


def _held(amount: Money) -> ContractLine:
    """Money that was received and settles nothing yet, as a line of the summary."""
    nothing = Money()
    return ContractLine("", "", nothing, nothing, amount, -amount, nothing, 0, nothing, nothing, nothing)


def _after(group: Group) -> ContractLine:
    """The total after it; of what falls due when it says nothing, for nobody knows yet which debt it pays."""
    total, nothing = group.total, Money()
    received = total.received + group.held
    charged = total.certified, total.deducted, received, group.owed
    return ContractLine("", "", *charged, nothing, 0, nothing, nothing, nothing)


def _across(label: str, parts: Sequence[Part], whole: Money, say: Say) -> Table:
    """A table of one line: a column for each class or band, and their total."""
    columns = [
        Column(label),
        *(Column(say(part.caption, **dict(part.values)), "right") for part in parts),
        Column(say(N_("Total")), "right", bold=True),
    ]
    return Table(tuple(columns), [[say(N_("Amount")), *(part.amount.grouped for part in parts), whole.grouped]], row=15)


def _in_words(group: Group, say: Say) -> list[tuple[str, str]]:
    told = N_("Still owed, in words: ") if group.held else N_("Balance in words: ")
    told = N_("To be refunded to you, in words: ") if group.owed < Money() else told
    runs = [(say(told), SERIF), (say.named(group.currency, say.words(group.to_settle)), SERIF_BOLD)]
    if group.bills:
        amount = Money.total(one.amount for one in group.bills).grouped
        runs.append(("    " + say(N_("Bills in hand, not yet paid: {amount}."), amount=amount), SERIF))
    if group.disputed:
        runs.append(("    " + _contested(group, say), SERIF))
    return runs


def _contested(group: Group, say: Say) -> str:
    """The balance agreed and disputed apart, and what is disputed besides it."""
    names = say(N_(", ")).join(dict.fromkeys(one.document or one.name for one in group.disputed))
    agreed = (group.total.balance - group.in_dispute).grouped
    beside = Money.total(one.amount - one.of_balance for one in group.disputed)
    told = []
    if group.in_dispute:
        message = N_("Of the balance {agreed} is agreed and {disputed} in dispute ({what}).")
        told.append(say(message, agreed=agreed, disputed=group.in_dispute.grouped, what=names))
    else:
        told.append(say(N_("The whole balance is agreed.")))
    if beside and group.in_dispute:
        told.append(say(N_("In dispute and not in the balance: {amount}."), amount=beside.grouped))
    elif beside:
        message = N_("In dispute and not in the balance: {amount} ({what}).")
        told.append(say(message, amount=beside.grouped, what=names))
    return (" " if say.language == "en" else "").join(told)
