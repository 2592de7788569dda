"""The only column of days in a ledger that lacks its own, whatever it is called: taken for it, and asked."""

from __future__ import annotations

import re

from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.contents import holds_days
from models.importing.recognition.headers import Header
from models.importing.recognition.words import CERTIFICATES, INVOICES, MAIN_DAY, OPENING, RECEIPTS, RETENTION
from models.importing.sheets import Sheet

_KINDS = (OPENING, RETENTION, CERTIFICATES, RECEIPTS, INVOICES)
_OTHER = re.compile(
    "预计|承诺|计划|约定|下次|最近|更新|催|函|制表|填|打印|核对|诉|判|签[订约署]|开工|竣工|完工|交[工付]|验收|移交|定案|到期|质保|保修"
    "|截|止|发放|贴现|兑付|生日|复查|跟进|联系|时效|update|print|promise|plan|expect|due|expir|sign",
    re.IGNORECASE,
)
"""Days that are none of the matter of a row."""
_OF_MONEY = re.compile("付款|支付|收款|回款|到账|应[付收拨]|paid|pay|recei", re.IGNORECASE)
"""Days of money, which are none of what is owed."""
_INSTEAD = {CERTIFICATES: ("period_to",)}
"""Days that a row may do with."""


def day_aside(sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> int | None:
    """Where the day of the rows stands, if nothing else says it and only one column can; None: nowhere."""
    known = {place: header.meaning(place, kind) for place in header.captions}
    enough = (MAIN_DAY.get(kind, ""), *_INSTEAD.get(kind, ()))
    if kind not in _KINDS or any(one and one.role in enough for one in known.values()):
        return None
    unknown = [place for place, one in known.items() if one is None and _may_be(header.captions[place], kind, answers)]
    found = [place for place in unknown if holds_days(sheet, header, place)]
    return found[0] if len(found) == 1 else None


def _may_be(caption: str, kind: str, answers: SheetAnswers) -> bool:
    of_money = kind != RECEIPTS and bool(_OF_MONEY.search(caption))
    return answers.role_of(caption) is None and not (of_money or _OTHER.search(caption))
