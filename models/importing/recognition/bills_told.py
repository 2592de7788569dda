"""A bill that only the remark of a receipt tells of: 商票，2026.9.30到期."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.importing.days import LAST, read_day
from models.importing.recognition.ledger import Ledger
from models.importing.texts import Misread

_KINDS = (
    ("commercial_bill", re.compile("商票|商承|商业承兑")),
    ("voucher", re.compile("供应链|云信|债权凭证|建信融通|融信")),
    ("goods", re.compile("抵房|以房抵|以物抵|实物抵|[抵顶][账帐债]|抵顶|抵(?:工程|货|房)款")),
    ("bank_bill", re.compile("银票|银承|银行承兑|承兑汇票|(?<!商业)承兑$")),
)
_GOODS = re.compile("抵房|以房抵|房抵|顶房|工抵|抵账|抵帐|顶账|顶帐|以物抵|三方抵|抵(?:工程|货)?款")
_NOT = re.compile("贴现|兑付|背书转让|换|拒付|退票|追索")
"""A bill that was turned into money, or came back, is told otherwise."""
_DAY = r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}"
_MATURES = re.compile(rf"(?P<first>{_DAY})[日号]?到期|到期[日期]*[:：]?(?:为|是)?(?P<last>{_DAY})")


@dataclass(frozen=True)
class BillTold:
    """How it was paid, and when it falls due, as far as it is said."""

    method: str
    matures_on: date | None


def bill_told(texts: Iterable[str]) -> BillTold | None:
    """The bill that words tell of."""
    said = "\n".join(texts)
    method = "" if _NOT.search(said) else next((kind for kind, words in _KINDS if words.search(said)), "")
    if not method and _GOODS.search(said):
        return BillTold("goods", None)
    return BillTold(method, _matures(said)) if method else None


def _matures(said: str) -> date | None:
    found = _MATURES.search(said)
    try:
        return read_day(found["first"] or found["last"]).day(LAST) if found else None
    except Misread:
        return None


def lists_bills(ledger: Ledger) -> bool:
    """Whether what has a number of a bill is one: its caption says so, or bills of the sheet mature."""
    column = ledger.columns.get("bill_number")
    named = column is not None and bool(_OF_BILLS.search(column.caption))
    return not ledger.views and (named or any(role in ledger.columns for role in ("matures_on", "ended")))


_OF_BILLS = re.compile("汇票|承兑|商票|银票")
