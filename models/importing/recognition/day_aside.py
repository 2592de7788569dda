"""The only column of days in a ledger that lacks its own, whatever it is called: taken for it, and asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.contents import holds_days
from models.importing.recognition.headers import Header
from models.importing.recognition.words import CERTIFICATES, INVOICES, MAIN_DAY, OPENING, RECEIPTS, RETENTION
from models.importing.sheets import Sheet

_KINDS = (OPENING, RETENTION, CERTIFICATES, RECEIPTS, INVOICES)
_OTHER = re.compile(
    "预计|承诺|计划|约定|下次|最近|更新|催|函|制表|填|打印|核对|诉|判|签[订约署]|开工|竣工|完工|交[工付]|验收|移交|到期|质保|保修"
    "|截|止|发放|贴现|兑付|生日|复查|跟进|联系|时效|update|print|promise|plan|expect|due|expir|sign",
    re.IGNORECASE,
)
"""Days that are none of the matter of a row."""


def day_aside(sheet: Sheet, header: Header, kind: str, answers: SheetAnswers) -> int | None:
    """Where the day of the rows stands, if nothing else says it and only one column can; None: nowhere."""
    known = {place: header.meaning(place, kind) for place in header.captions}
    if kind not in _KINDS or any(one and one.role == MAIN_DAY[kind] for one in known.values()):
        return None
    found = list(_unknown_days(sheet, header, answers, [place for place, one in known.items() if one is None]))
    return found[0] if len(found) == 1 else None


def _unknown_days(sheet: Sheet, header: Header, answers: SheetAnswers, places: list[int]) -> Iterator[int]:
    for place in places:
        caption = header.captions[place]
        if answers.role_of(caption) is None and not _OTHER.search(caption) and holds_days(sheet, header, place):
            yield place
