"""Rows that a ledger calls void (此笔作废) or not agreed to (审批中), or strikes through, stay out or are told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from models.importing.recognition.columns import Column
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, INVOICES, RECEIPTS
from models.importing.values import folded
from models.language import N_
from models.money import Money

_VOID = N_("The ledger says that the row is void (“{text}”): it stays out.")
_STRUCK = N_("{cell} is struck through: if that means that the row does not count, leave it out.")
_NOT_COUNTED = N_(
    "{cell} is struck through, and the total in row {row} does not count it: the row stays out. If it counts, take the "
    "line off and correct the total."
)
_SPEAKS = N_("“{text}” speaks of something void; the row comes in. If the row itself is void, leave it out.")
_WE_PAY = re.compile("支出|付款|对下|应付|成本")
_OURS = N_("The ledger says “{text}”: under this contract we pay. Record it among the subcontracts.")
_CONTRACTOR = re.compile("乙方|承包[人方]|承包单位|施工单位")
_HOW_MUCH = N_("The ledger says “{text}”: how much of it came it does not. Enter what came in as the amount.")
_IN_STATE = re.compile("状态|结果")
_NOT_AGREED = re.compile(
    "未(?:经|获)?(?:审|批|签|确|通过|同意|报)|待(?:审|批|签|确|报)|退回|驳回|不同意|不予|审[核批查]中|在审|流程中|草稿|撤回"
)
_NOT_YET = N_(
    "The ledger says “{text}”: the owner has not agreed to it, and nothing of it is owed. Record it as a payment "
    "application, or correct the state."
)
_PAYING = "(?:到账|到帐|到款|收到|收款|回款|收|回|入账|支付|付款|付|拨付|拨款|兑现)"
_PARTLY = re.compile(f"部分(?:已)?{_PAYING}.*|(?:已)?部分.{{0,4}}")
_CAME = re.compile(f"是否|{_PAYING}.*(?:状态|情况|否)|状态")
_NOT = re.compile(f"否|未|没有?|[×xXnN✗✘]|no|待{_PAYING}|待定|在途|计划中?|预计.*|应收|逾期.*|催收中?|申请中|审批中")
_NOT_COME = re.compile(f"(?:此|该|本)?(?:笔|款项?)?(?:尚|暂|还)?[未没]有?{_PAYING}(?:款项?)?|待{_PAYING}款?")
_EXPECTED = N_(
    "The ledger says “{text}”: nothing came in yet, and the row is no receipt. If it came, correct the words."
)
_THIS = r"(?:此|该|本)?(?:一)?(?:笔|行|条|单|项|期|款|收据|记录|数据|凭证|登记)?(?:款项|款|收款|回款|计价)?"
_IS_VOID = re.compile(rf"{_THIS}(?:已经|已|予以|应|系)?作废(?:处理|不计|不算|勿计|了)?")
_OF_NUMBER = re.compile(r".+[(\[](?:已?作废)[)\]]")
_ROLES = ("remark", "purpose", "summary")
_EDGES = "()。.,;!* "


def leave_void(ledger: Ledger) -> None:
    """Keep out every row whose remark says nothing but that it is void; the state of an invoice is said elsewhere."""
    for line in ledger.lines if ledger.kind != INVOICES else ():
        if said := next((one for one in _texts(line) if is_void(one)), ""):
            line.open(_VOID, text=said)
        elif said := next((one for one in _texts(line) if "作废" in one), ""):
            ledger.note(line.row, _SPEAKS, text=said)
    if ledger.kind == CERTIFICATES:
        _leave_pending(ledger)
    elif ledger.kind == RECEIPTS:
        _leave_not_come(ledger)
    elif ledger.kind == CONTRACTS:
        _leave_ours_to_pay(ledger)
    if ledger.main and ledger.sheet.struck:
        _leave_struck(ledger, ledger.main)


def _leave_ours_to_pay(ledger: Ledger) -> None:
    """Contracts of a register of both sides under which we pay: it says so, or we stand as 甲方 beside a 乙方."""
    captions = ledger.header.captions.values() if ledger.header else ()
    ours = [folded(one) for one in ledger.titles] if any(map(_CONTRACTOR.fullmatch, captions)) else []
    for line in ledger.lines:
        said, owner = line.text("contract_kind"), line.text("party")
        if _WE_PAY.match(said) or (owner and any(folded(owner) in one for one in ours)):
            line.open(_OURS, text=said if _WE_PAY.match(said) else owner)


def _leave_struck(ledger: Ledger, main: Column) -> None:
    """Keep out what is struck through where a total of the sheet does not count it; else it is told."""
    struck = [line for line in ledger.lines if (line.row, main.place) in ledger.sheet.struck and not line.is_open]
    proof = {line.row: row for since, row in _without(ledger, main.role, {line.row for line in struck})
             for line in struck if since < line.row < row}  # fmt: skip
    for line in struck:
        cell = ledger.cell(line, main.role)
        if line.row in proof:
            line.open(_NOT_COUNTED, cell=cell, row=proof[line.row] + 1)
        else:
            ledger.note(line.row, _STRUCK, cell=cell)


def _without(ledger: Ledger, role: str, struck: set[int]) -> Iterator[tuple[int, int]]:
    """Totals that are what the rows above come to without those that are struck: from which row on, and the total."""
    last = -1
    for total in ledger.totals:
        stated = total.amounts.get(role)
        for since in dict.fromkeys((-1, last)):
            rows = [(line.row in struck, amount) for line in ledger.lines
                    if since < line.row < total.row and (amount := line.raw.get(role)) is not None]  # fmt: skip
            whole = Money.total(amount for _, amount in rows)
            if stated is not None and stated != whole == stated + Money.total(one for gone, one in rows if gone):
                yield since, total.row
        last = total.row


def _leave_pending(ledger: Ledger) -> None:
    """Certificates whose state says that the owner has not agreed to them yet, or sent them back."""
    states = [role for role, one in ledger.columns.items() if one.base == "remark" and _IN_STATE.search(one.caption)]
    for line in ledger.lines if states else ():
        if said := next((one for role in states if _NOT_AGREED.search(one := line.text(role))), ""):
            line.open(_NOT_YET, text=said)


def _leave_not_come(ledger: Ledger) -> None:
    """Receipts whose state or remark says that nothing came yet."""
    remarks = {role: one.caption for role, one in ledger.columns.items() if one.base == "remark"}
    for line in ledger.lines if remarks else ():
        for role, caption in remarks.items():
            said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", line.text(role))).strip(_EDGES)
            if _NOT_COME.fullmatch(said) or (_CAME.search(caption) and _NOT.fullmatch(said)):
                line.open(_EXPECTED, text=line.text(role))
                break
            if _CAME.search(caption) and _PARTLY.fullmatch(said):
                line.open(_HOW_MUCH, text=line.text(role))
                break


def is_void(text: str) -> bool:
    """Whether a text says that what it stands beside is void, and nothing else: （此笔作废）."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(_EDGES)
    return bool(_IS_VOID.fullmatch(plain))


def _texts(line: Line) -> list[str]:
    """The texts of a row that may speak of it, a number with （作废） behind among them."""
    numbered = unicodedata.normalize("NFKC", line.text("number"))
    found = ["作废"] if _OF_NUMBER.fullmatch(numbered) else []
    return found + [str(value) for role, value in line.values.items() if role.startswith(_ROLES)]
