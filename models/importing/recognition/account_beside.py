"""The account beside a balance (往来性质) says what it is: owed by owners, a deposit, their credit, no debt to us."""

from __future__ import annotations

import re

from models.importing.cells import choice_names
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import OPENING
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.receivables import CLASSES

_ACCOUNT = re.compile(
    r"(?:\d{4,}\s*)?(?P<account>应收账款|应收工程款|合同资产|预收账款|预收款项?|预收工程款|合同负债|应付账款|应付票据|其他应付款?|"
    r"应付职工薪酬|预付账款|预付款项?|其他应收款?|应收票据|应收款项融资|长期应收款|内部往来)(?P<part>[-—－/\\:：_、(（].*)?"
)
_OURS = re.compile("应付.*|其他应付款?")
_CREDITS = re.compile("预收.*|合同负债")
_NO_DEBT = re.compile("预付.*|其他应收款?|应收票据|应收款项融资|内部往来|合同资产")
_DEPOSIT = re.compile("保证金|押金")
_RETENTION = re.compile("质保金|质量保证金|保修金|保留金|质保")
_WE_OWE = N_(
    "“{account}” is what we owe, {amount}: no debt to us. What subcontractors and suppliers are owed goes into the "
    "subcontracts and purchases."
)
_NOT_OWED = N_("“{account}”, {amount}, is not what owners owe: it stays out.")
_EDGES = "-—－/\\:：_、()（） "


def tell_by_account(ledger: Ledger) -> None:
    """Give each balance the class its account says; what is owed by us, or by nobody for works, stays open."""
    role = next((one for one in ("account", "kind") if one in ledger.columns), "") if ledger.kind == OPENING else ""
    for line in ledger.lines if role else ():
        if found := _ACCOUNT.fullmatch(line.text(role)):
            part, written = (found["part"] or "").strip(_EDGES), line.values.pop(role)
            _tell(line, found["account"], part, written, "direction" in ledger.columns)


def _tell(line: Line, account: str, part: str, written: str, on_sides: bool) -> None:
    """``on_sides``: the rows say by themselves on which side their balances stand."""
    amount = abs(line.money("amount") or line.money("credit") or Money())
    if _OURS.fullmatch(account):
        line.open(_WE_OWE, account=written, amount=amount.grouped)
    elif _RETENTION.search(part):
        line.values["kind"] = "retention"
    elif _DEPOSIT.search(part):
        line.values["kind"] = "deposit"
        line.remarks.append(written)
    elif _NO_DEBT.fullmatch(account):
        line.open(_NOT_OWED, account=written, amount=amount.grouped)
    elif _CREDITS.fullmatch(account) and line.money("amount") and not on_sides:
        line.values["credit"], line.values["amount"] = amount, None  # 预收 is theirs, written with a minus or without
    elif part:
        known = choice_names(tuple(CLASSES.items())).get(folded(part), "")
        line.values["kind"] = known or "progress"
        line.remarks += [] if known else [written]
