"""Projects or debtors that stand side by side as captions, above what each paid or had valued on the day of the row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from models.importing.recognition.contents import holds_amounts
from models.importing.recognition.english import is_caption
from models.importing.recognition.parties import looks_like_party
from models.importing.recognition.parts_of_sum import Said, is_means
from models.importing.recognition.periods import period_of
from models.importing.recognition.series import REPEATING
from models.importing.recognition.words import DAY, MAIN, MAIN_DAY, OWED, PAID, VALUED
from models.importing.sheets import Sheet

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

_FEWEST = 2
_WITH_PARTY = re.compile(r"(?P<name>.{2,})[(（](?P<party>[^()（）]{2,})[)）]")
_SHORT_PARTY = re.compile(
    r"(?:公司|置业|地产|集团|实业|投资|开发|城投|建投|水务|[社局委办府院校厂村处站所队会部]|中心|银行|大学|中学|小学)$"
)
"""凤凰城(凤凰置业): the project and whose it is; 凤凰城(一期) is the project alone."""
_CLEAR_PARTY = re.compile(".+公司|.{2,}局")
_UNIT = re.compile(r"[(（][^()（）]*元[)）]$")
_BANK = re.compile(r".*(?:银行|信用社|农商行|[工农中建交招商]行|[账帐]户|专户)\d*")
"""The accounts that money came into are nobody who paid it."""
_COUNTED = re.compile(r"第?[一二三四五六七八九十\d]+[次笔批期]|首[次笔批期]|[上中下]半年|尾款")
_MATTERS = re.compile(rf"(?:{VALUED}|{PAID}|{OWED}|开票|发票|扣款|合同|保证金|工程).{{0,4}}")
_NO_NAME = re.compile(
    r".*(?:合计|小计|总计|共计|累计|金额|余额|[款额税费率金]|质保|备注|说明)|其中.*|"
    r"(?:代|应|预|暂|已|实)?(?:扣|拨|付|收).*|\d*"
)


def names_in(sheet: Sheet, header: Header, kind: str) -> Mapping[int, Said]:
    """By place whose the amounts of a column are; none unless the rows have days and name nobody themselves."""
    if kind not in REPEATING:
        return {}
    known = {place: meaning for place in header.parts if (meaning := header.meaning(place, kind))}
    roles = {one.role for one in known.values()}
    named = roles & {"party", "contract_name", "contract_number", MAIN[kind]}
    if named or not any(one.holds == DAY for one in known.values()):
        return {}
    found = {place: caption for place, caption in header.captions.items()
             if place not in known and _is_name(caption) and holds_amounts(sheet, header, place)}  # fmt: skip
    return {place: _said(name) for place, name in found.items()} if _are_names(found.values()) else {}


def _are_names(found: Collection[str]) -> bool:
    return len(found) >= _FEWEST and not all(map(_BANK.fullmatch, found))


def names_over(header: Header, kind: str) -> Mapping[int, Said]:
    """By place whose day and amount a column has: of the project or debtor that stands above its group.

    None unless each of several groups has one amount, and no other column says whom a row is about.
    """
    if kind not in REPEATING:
        return {}
    known = {place: meaning.role for place in header.parts if (meaning := header.meaning(place, kind))}
    groups: dict[str, list[int]] = defaultdict(list)
    for place, parts in header.parts.items():
        if len(parts) > 1 and place in known:
            groups[parts[0]].append(place)
    roles = {name: [known[place] for place in places] for name, places in groups.items()}
    alone = {role for place, role in known.items() if len(header.parts[place]) == 1}
    once = all(said.count(MAIN[kind]) == 1 and MAIN_DAY[kind] in said for said in roles.values())
    if not once or alone & {"party", "contract_name", "contract_number"} or not _are_names(groups):
        return {}
    if not all(_is_name(name) and not _MATTERS.fullmatch(name) and not _COUNTED.fullmatch(name) for name in groups):
        return {}
    return {place: _said(name) for name, places in groups.items() for place in places}


def _is_name(caption: str) -> bool:
    plain = _UNIT.sub("", caption)
    return len(plain) > 1 and not (
        _NO_NAME.fullmatch(plain) or period_of(plain) or is_means(plain) or is_caption(plain)
    )


def _said(caption: str) -> Said:
    name = _UNIT.sub("", caption)
    if (both := _WITH_PARTY.fullmatch(name)) and _SHORT_PARTY.search(both["party"]):
        return {"contract_name": both["name"], "party": both["party"]}
    return {"party" if looks_like_party(name) or _CLEAR_PARTY.fullmatch(name) else "contract_name": name}
