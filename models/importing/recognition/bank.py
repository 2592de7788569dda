"""What accounts tell that is no receipt: paid out, interest of the bank, moved between accounts, reclassified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.company import profile
from models.importing.recognition.ledger import NO_RECEIPT, Ledger, Line
from models.importing.recognition.own_account import SPENT, is_own_account, spent_in
from models.importing.recognition.signs import is_deposit
from models.importing.recognition.words import ACCOUNT, RECEIPTS
from models.importing.values import folded
from models.language import N_
from models.money import Money

_SPENT = N_("{amount} was paid out, nothing came in: the row is no receipt and may be left out.")
_INTEREST = re.compile("(?:银行|存款|活期|季度|收)*(?:结息|利息|存款利息|利息收入|账户利息)(?:收入)?")
_NO_DEBT = N_("The bank paid interest on the account: the row is no receipt of an owner and may be left out.")
_NO_OWNER = re.compile(
    "(?:出口|增值税|所得税|个税|留抵)*(?:退税|税款退回|手续费返还)款?|(?:稳岗|社保|以工代训)(?:补贴|返还|退款)款?"
    "|收?(?:到|回)?(?:公司|总公司|集团|总部|本部|上级|局)(?:内部)?(?:拨|借|转|划)[入付来]?(?:周转金|备用金|资金|款|流动资金)*"
    "|收?(?:到|回)?(?:周转金|(?:归?还|退回?|交回)?备用金|内部借款|拨入资金)"
    "|(?:收到?)?(?:变卖|处置|出售|销售|卖)(?:废|旧).{1,8}|(?:收到?)?(?:银行|流动资金)*(?:贷款|借款)(?:发放|放款|到账|转存)?"
    "|(?:收到?)?(?:保险|工伤|车险)*(?:理赔|赔付|赔偿)款?"
)
"""Taxes and grants that come back, money of our own house, scrap, loans, insurance."""
_OUT = re.compile("借方?|支出?|往账?|付款?|转出|汇出|[dD][rR]?|debit", re.IGNORECASE)
"""Which side of the account of a bank a row stands on: its debit is paid out."""
_GIVEN_BACK = re.compile(
    "^(?:退款|退回|退货款?|退[汇票])$|多付|错付|误付|(?:材料|钢材|货|设备|租赁|劳务|分包)款?退[回款还]"
)
_SUPPLIER = N_(
    "“{text}”: somebody gave back what we had paid, which is no receipt of an owner. If an owner paid, correct the "
    "words."
)
_OTHERS = N_("“{text}” is no payment of an owner: the row may be left out.")
_OWN = N_(
    "“{name}” is ourselves: money that we moved between our own accounts is no receipt. If somebody else paid, correct "
    "the payer."
)
_HOLDER = re.compile(r"(?:户名|(?:账户|帐户|开户|单位|客户|本方)(?:户名|名称?))[:：]\s*([^\s,，;；]+)")
_OTHER_SIDE = re.compile("对方(?:户名|名称|单位|账[户号]|帐[户号]|行名|开户行)|交易对手|对手方?(?:户名|名称|账号)")
_MOVED = re.compile(
    "重分类|计提|转(?:入|至|到)?(?:长期|其他)应收|转(?:入|至|到)?合同资产|坏账|调账|[账科]目?调整|冲减(?:收入|产值)|折让|预收(?:账款|款)?(?:冲|结转|转|抵)"
    "|结转预收|冲预收"
)
_NO_MONEY = N_(
    "{amount} is taken off the account and no money came in (“{text}”): record it as what it is, a change of class, a "
    "write-off or a set-off."
)
_NO_PAYMENT = re.compile("债权转让|债务(?:转移|承担|抵[消销])|坏账|核销|重分类")
SPEAKING = ("remark", "purpose", "summary")
"""Entries whose texts say what a row is about."""


def leave_no_receipts(session: Session, ledgers: Sequence[Ledger]) -> None:
    """Keep rows of the accounts of banks open that are no receipts of anybody else, whoever they name."""
    ours = {folded(name) for name in [profile(session).name] if name}
    for ledger in ledgers:
        if ledger.kind == ACCOUNT:
            _leave_reclassified(ledger)
        if ledger.kind != RECEIPTS or ledger.beside:
            continue
        holder = holder_of(ledger)
        if folded(ledger.said.get("party", "")) in holder:
            del ledger.said["party"]
        for line in ledger.coming:
            name, method = line.text("party"), line.text("method")
            if _NO_PAYMENT.search(method) and (amount := line.money("amount")):
                line.open(_NO_MONEY, amount=amount.grouped, text=method)
            if not no_receipt(ledger, line, line.money("amount")) and name and folded(name) in ours | holder:
                line.open(_OWN, name=name)
            line.values |= {NO_RECEIPT: True} if line.is_open else {}


def _leave_reclassified(ledger: Ledger) -> None:
    """Credits of the account of a customer that only move what he owes to another account, or write it off."""
    for line in ledger.coming:
        credit, said = line.money("credit"), "".join(line.text(name) for name in SPEAKING)
        if credit and credit > Money() and not line.money("debit") and _MOVED.search(said):
            line.open(_NO_MONEY, amount=credit.grouped, text=said)


def holder_of(ledger: Ledger) -> set[str]:
    """Whose account it is, folded, by the lines above the account of a bank: it has what was paid out, or names the
    other side of each row."""
    captions = ledger.header.captions.values() if ledger.header else ()
    if not any(SPENT.search(one) or _OTHER_SIDE.search(one) for one in captions):
        return set()
    return {folded(name) for line in ledger.titles for name in _HOLDER.findall(line)}


def no_receipt(ledger: Ledger, line: Line, amount: Money | None) -> bool:
    """Open a row that says what was paid out, or that the bank paid interest; whether it is one."""
    said = [line.text(name) for name in line.values if name.startswith(SPEAKING)]
    spent = spent_in(ledger) if not amount else None
    if spent is not None and line.raw.get(spent.role):
        line.open(_SPENT, amount=line.raw[spent.role].grouped)
    elif amount and _OUT.fullmatch(line.text("side")):
        line.open(_SPENT, amount=abs(amount).grouped)
    elif is_own_account(ledger) and any(map(_GIVEN_BACK.search, said)) and not is_deposit(said):
        line.open(_SUPPLIER, text=next(filter(_GIVEN_BACK.search, said)))
    elif any(map(_INTEREST.fullmatch, said)):
        line.open(_NO_DEBT)
    elif other := next((one for one in said if _NO_OWNER.fullmatch(one)), ""):
        line.open(_OTHERS, text=other)
    return line.is_open
