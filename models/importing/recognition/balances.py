"""What each contract owes once a workbook is in the book, beside what the ledger itself says is outstanding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select

from models.importing.plan import Plan, chunks
from models.importing.recognition.beyond_owed import is_beyond
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.carried import are_of_invoices
from models.importing.recognition.deals import Deal
from models.importing.recognition.ledger import COMPARED, Ledger, Line
from models.importing.recognition.own_account import is_own_account
from models.importing.recognition.queues import Owing
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, CONTRACTS, MAIN, OPENING, RECEIPTS
from models.importing.texts import Misread
from models.importing.values import folded
from models.money import Money
from models.receipts import Receipt
from models.receipts.room import FOREVER
from models.receivables import Allocation, Receivable, items
from models.store.base import Fen


@dataclass(frozen=True)
class Stated:
    """What a ledger says is outstanding of a contract, and in which row it says so (as Excel counts)."""

    amount: Money
    sheet: str
    row: int
    caption: str
    of_due: bool = False


@dataclass(frozen=True)
class ContractBalance:
    """``balance`` is what the list of contracts shows as owed, ``deposits`` of it is our own money that is still out.

    ``unallocated`` is what was received for the contract and settles nothing yet, ``later`` what of the balance waits
    for the final account or the end of defects: a ledger that says what is left of the amounts due does not count it.
    """

    number: str
    name: str
    party: str
    balance: Money
    unallocated: Money
    stated: Stated | None = None
    deposits: Money = field(default_factory=Money)
    later: Money = field(default_factory=Money)

    @property
    def beside(self) -> Money:
        """What is in our balance and not in that of the ledger, which counts no deposit and all money received."""
        later = self.later if self.stated and self.stated.of_due else Money()
        return self.deposits + self.unallocated + later

    @property
    def difference(self) -> Money | None:
        """Ours less theirs; None when the ledger says nothing."""
        return None if self.stated is None else self.balance - self.beside - self.stated.amount


def keys_of(plan: Plan, ledgers: Sequence[Ledger], deals: Mapping[str, Deal]) -> dict[str, str]:
    """By folded number: the keys of the contracts that rows of certificates, receipts or opening balances name."""
    named = {line.text("deal") for ledger in ledgers if ledger.kind != CONTRACTS for line in ledger.coming}
    moved = set(map(folded, named))
    moved |= {number for number in deals if plan.names.known("contracts", deals[number].number) in plan.gross}
    return dict(_keys(plan, (deal for number, deal in deals.items() if number in moved - {""})))


def balances_of(
    plan: Plan, ledgers: Sequence[Ledger], deals: Mapping[str, Deal], keys: Mapping[str, str], owing: Owing
) -> Iterator[ContractBalance]:
    """The balance of each of these contracts."""
    said = _stated(ledgers)
    free = _unallocated(plan, set(keys.values()))
    held = _deposits(plan, set(keys.values()))
    for number, key in keys.items():
        deal = deals[number]
        balance = Money.total(one.open for one in owing.by_contract[key]) + held[key]
        later = Money.total(one.open for one in owing.by_contract[key] if one.kind in _LATER)
        yield ContractBalance(
            deal.number, deal.name, deal.party, balance, free[key], said.get(number), held[key], later
        )


_LATER = ("final", "retention")
"""The classes of what is certified and not due with its certificate."""


def _keys(plan: Plan, deals: Iterator[Deal]) -> Iterator[tuple[str, str]]:
    for deal in deals:
        try:
            yield folded(deal.number), plan.names.find("contracts", deal.number)
        except Misread:
            continue


def _stated(ledgers: Sequence[Ledger]) -> dict[str, Stated]:
    """By contract: the figure of the contract ledger, else the last one that rows of another ledger state."""
    found: dict[str, Stated] = {}
    kinds = {ledger.kind for ledger in ledgers if not ledger.left_out}
    alone = kinds <= {OPENING, CONTRACTS}
    by_detail = sorted(ledgers, key=lambda ledger: any(COMPARED in line.values for line in ledger.lines))
    for kind in (RECEIPTS, ACCOUNT, CERTIFICATES, OPENING, CONTRACTS):
        for ledger in by_detail:  # what is only compared says the whole, so it speaks last
            balance = next((role for role in ("balance", f"balance.{TO_DATE}") if role in ledger.columns), "")
            role = MAIN[OPENING] if kind == OPENING else balance
            column = ledger.main if kind == OPENING else ledger.columns.get(role)
            told = ledger.kind == kind and not ledger.left_out and not is_own_account(ledger)
            if told and column is not None:
                said = _last_of(ledger, role, ledger.still_open.caption if ledger.still_open else column.caption)
                compared = {folded(line.text("deal")) for line in ledger.lines if COMPARED in line.values}
                found |= {number: one for number, one in said.items()
                          if kind != OPENING or alone or number in compared}  # fmt: skip
    return found


def _last_of(ledger: Ledger, role: str, caption: str) -> dict[str, Stated]:
    """What the last row of a contract says; the sum of its rows where each speaks of itself alone."""
    found: dict[str, Stated] = {}
    due = _left_of_due(ledger)
    each = ledger.kind == OPENING or _is_each_its_own(ledger, role)
    paid_apart = _of_invoices(ledger)
    for line in ledger.lines:
        number, amount = folded(line.text("deal")), line.money(role)
        if amount and ledger.kind == ACCOUNT and line.text("direction").startswith("贷"):
            amount = -amount
        if number and amount is not None and not line.hidden:
            adds_up = (each or number in paid_apart) and number in found
            before = found[number].amount if adds_up else Money()
            found[number] = Stated(before + amount, ledger.sheet.name, line.row + 1, caption)
    more = {folded(line.text("deal")) for line in ledger.lines if is_beyond(ledger, line)}
    return {number: replace(one, of_due=number in more or (number in due and one.amount == due[number]))
            for number, one in found.items()}  # fmt: skip


def _of_invoices(ledger: Ledger) -> frozenset[str]:
    """The contracts whose rows say what is left of each invoice."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in ledger.lines if ledger.kind == RECEIPTS else ():
        found[folded(line.text("deal"))].append(line)
    return frozenset(number for number, lines in found.items() if are_of_invoices(lines))


def _left_of_due(ledger: Ledger) -> dict[str, Money]:
    """By contract: what is left of the amounts due, where its certificates were not due in whole."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in ledger.lines if ledger.kind == CERTIFICATES and _PARTLY in ledger.columns else ():
        found[folded(line.text("deal"))].append(line)
    sums = {number: [Money.total(one for line in lines if (one := line.money(role))) for role in _OF_CERTIFICATE]
            for number, lines in found.items()}  # fmt: skip
    return {number: due - paid for number, (work, due, paid) in sums.items() if due < work}


_OF_ROW = {CERTIFICATES: ("work", "received"), RECEIPTS: ("invoiced", "amount")}
"""By kind: what a row says was certified or invoiced and what of it was received."""
_PARTLY = "due"
_OF_CERTIFICATE = ("work", _PARTLY, "received")
"""What a row says is due of it, where that is less."""


def _is_each_its_own(ledger: Ledger, role: str) -> bool:
    """Whether every certificate or invoice says what is still owed of itself, and not of all before it."""
    return any(_is_left_of(ledger, due, role) for due in (_OF_ROW.get(ledger.kind, ("",))[0], _PARTLY))


def _is_left_of(ledger: Ledger, due: str, role: str) -> bool:
    """A receipt in a row of its own says what is left of all before it."""
    paid = _OF_ROW.get(ledger.kind, ("", ""))[1]
    told = [(line.money(due) or Money(), line.money(paid) or Money(), left) for line in ledger.lines
            if (left := line.money(role)) is not None]  # fmt: skip
    return any(whole for whole, _, _ in told) and all(left == whole - received for whole, received, left in told)


def _deposits(plan: Plan, contracts: set[str]) -> dict[str, Money]:
    """By contract: the deposits that are out, in the book and with the workbook."""
    out: dict[str, Money] = defaultdict(Money)
    for some in chunks(contracts):
        item = items(FOREVER, Receivable.contract_id.in_(some))
        rows = select(item.c.contract_id, item.c.open).where(item.c.kind == "deposit")
        for key, amount in plan.session.execute(rows):
            out[key] += amount
    for key, amount in plan.deposited.items():
        out[key] += amount
    return out


def _unallocated(plan: Plan, contracts: set[str]) -> dict[str, Money]:
    """By contract: what was received for it and not allocated, in the book and in the workbook."""
    free: dict[str, Money] = defaultdict(Money)
    used = func.coalesce(func.sum(Allocation.amount), 0, type_=Fen())
    r = Receipt
    for keys in chunks(contracts):
        mine = r.contract_id.in_(keys), r.void == 0
        received = select(r.contract_id, func.sum(r.amount, type_=Fen())).where(*mine).group_by(r.contract_id)
        paid = (
            select(r.contract_id, used)
            .join(Allocation, Allocation.receipt_id == r.id)
            .where(*mine, Allocation.void == 0)
            .group_by(r.contract_id)
        )
        for key, amount in plan.session.execute(received):
            free[key or ""] += amount
        for key, amount in plan.session.execute(paid):
            free[key or ""] -= amount
    of_receipt = {}
    for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), ()):
        if row["contract_id"] in contracts and row["number"] not in plan.spoken_for:
            of_receipt[row["id"]] = row["contract_id"]
            free[row["contract_id"]] += row["amount"]
    paying = plan.unsaved.rows.get(cast(SqlTable, Allocation.__table__), ())
    for keys in chunks({row["receipt_id"] for row in paying} - set(of_receipt)):
        known = select(r.id, r.contract_id).where(r.id.in_(keys), r.contract_id.in_(contracts))
        of_receipt.update((key, contract) for key, contract in plan.session.execute(known))
    for row in paying:
        if row["receipt_id"] in of_receipt:
            free[of_receipt[row["receipt_id"]]] -= row["amount"]
    return free
