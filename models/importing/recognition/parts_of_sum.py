"""Columns that split up an amount, each saying something of its part: how it was paid, how old the debt is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.importing.days import When, counted
from models.importing.recognition.periods import adds_up
from models.importing.recognition.unbilled import unbilled
from models.importing.recognition.words import MAIN, MAIN_DAY, OPENING, RECEIPTS
from models.importing.sheets import Sheet
from models.rules.ageing import oldest_within

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

Said = Mapping[str, When | str]
_MEANS = re.compile(
    r"(?:其中[:：]?)?(?:收款|回款|到账|支付)?"
    r"(?P<means>现汇|现金|银行存款|转账|电汇|银行转账|(?:银行)?承兑(?:汇票)?|银承|银票|商承|商票|商业承兑(?:汇票)?"
    r"|供应链(?:票据|凭证)|云信|抵房|以[房物]抵[款债]|[房物](?:屋|产)?抵[债款]|工抵房|抵[账债款]|实物|信用证|保理)(?:金额|款项?|数|收款|回款|支付|付款)?(?:\([^()]{0,6}元\))?"
)
_ACCOUNT = re.compile(
    r"(?:其中[:：]?)?(?:转|付|进|打|拨|汇|存)?[入至]?(?P<account>(?:基本|一般|专用|结算)[账帐]?户|"
    r"(?:农民工|民工)?工资(?:专户|(?:专用|专项|监管|代发)[账帐]户))(?:收款|回款|到账|到款|收入)?(?:金额|款项|款|额|数)?(?:\([^()]{0,6}元\))?"
)
_BAND = re.compile(
    r"(?:账龄|帐龄)?(?:(?P<from>\d{1,2}|[一二两三四五六])(?P<small>个月|年)?[-~～至到—])?"
    r"(?P<to>\d{1,2}|[一二两三四五六半])(?P<unit>个月|年)(?P<how>以?内|以下|以上)?(?:\(.*\))?"
)
_IN_DAYS = re.compile(
    r"(?:账龄|帐龄)?(?:(?P<from>\d{1,4})[天日]?[-~～至到—])?(?P<to>\d{1,4})[天日](?P<how>以?内|以下|以上)?(?:\(.*\))?"
)
_EDGE = 5
"""30, 60, 90, 180, 365: a band that begins with such a number begins on the day after it."""
_CLASS = re.compile(
    r"(?:进度款|结算款|质保金|质量保证金|保留金|(?:履约|投标|农民工工资)?保证金|预付款)(?=$|\(|到期|未到期|逾期|已到期)"
)
_WHOLE = re.compile(r"(?:欠款|应收|未收|拖欠|债权)*(?:账款|款|金额)?(?:合计|小计|总计|总额)")


def parts_in(sheet: Sheet, header: Header, kind: str, stated: date | None) -> dict[int, Said]:
    """By place what each part says; none unless the parts come to the amount, where the sheet has it."""
    found = _means(header) if kind == RECEIPTS else _bands(header, stated) if kind == OPENING and stated else {}
    if kind == RECEIPTS and len(found) < 2 and not _has_main(header, kind):
        found = _accounts(header)
    by_class = classes(header) if kind == OPENING and len(found) < 2 else {}
    found = by_class or found
    if len(found) < 2:
        return {}
    known = {place: one.role for place in header.parts if (one := header.meaning(place, kind))}
    if kind == OPENING and not by_class and MAIN_DAY[kind] in known.values():
        return {}
    whole = [place for place in header.parts if place not in found
             and (known.get(place) == MAIN[kind] or _WHOLE.fullmatch(header.captions[place]))]  # fmt: skip
    if by_class and not whole:
        return {}
    besides = unbilled(header) if by_class else []
    sums = ([*found], [*found, *besides])
    return found if all(any(adds_up(sheet, header, place, one) for one in sums) for place in whole) else {}


def _means(header: Header) -> dict[int, Said]:
    read = {place: _MEANS.fullmatch(_plain(parts[-1])) for place, parts in header.parts.items()}
    return {place: {"method": said["means"]} for place, said in read.items() if said}


def _has_main(header: Header, kind: str) -> bool:
    return any((one := header.meaning(place, kind)) and one.role == MAIN[kind] for place in header.parts)


def _accounts(header: Header) -> dict[int, Said]:
    """基本户 beside 工资专户: what came into each account, where no column has the whole."""
    read = {place: _ACCOUNT.fullmatch(_plain(parts[-1])) for place, parts in header.parts.items()}
    return {place: {"account": said["account"]} for place, said in read.items() if said}


def is_means(caption: str) -> bool:
    """Whether a caption says how something was paid."""
    return bool(_MEANS.fullmatch(_plain(caption)))


def classes(header: Header) -> dict[int, Said]:
    """进度款 beside 质保金 under what is owed: the classes of old items; none unless they are several."""
    read = {place: _CLASS.search(_plain("".join(parts))) for place, parts in header.parts.items()}
    found: dict[int, Said] = {place: {"kind": said[0]} for place, said in read.items() if said}
    return found if len({said["kind"] for said in found.values()}) > 1 else {}


def _bands(header: Header, stated: date | None) -> dict[int, Said]:
    """The age of a debt stands for the last day on which it can have arisen; the note of its row says so."""
    read = {place: arisen(parts[-1], stated) for place, parts in header.parts.items() if stated}
    return {place: {"posted_on": when} for place, when in read.items() if when}


def _arisen(band: re.Match[str], stated: date) -> When:
    months = 12 if band["unit"] == "年" else 1
    if band["from"]:
        least = _count(band["from"]) * (12 if (band["small"] or band["unit"]) == "年" else 1)
    else:
        least = _count(band["to"]) * months if band["how"] == "以上" else 0
    day = oldest_within(stated, least) - timedelta(days=1) if least else stated
    return When(day.year, day.month, day.day, band[0])


def arisen(age: str, stated: date) -> When | None:
    """The last day on which a debt of this age can have arisen: 1-2年, 3年以上, 31-90天."""
    found, in_days = _BAND.fullmatch(_plain(age)), _IN_DAYS.fullmatch(_plain(age))
    return _arisen(found, stated) if found else _days_ago(in_days, stated) if in_days else None


def _days_ago(band: re.Match[str], stated: date) -> When:
    least = int(band["from"] or (band["to"] if band["how"] == "以上" else 0))
    day = stated - timedelta(days=least + (least > 0 and least % _EDGE == 0))
    return When(day.year, day.month, day.day, band[0])


def _count(text: str) -> int:
    return 2 if text == "两" else counted(text) if text != "半" else 0


def _plain(caption: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", caption))
