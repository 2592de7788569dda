"""Projects or debtors that stand side by side as captions, above what each paid or had valued on the day of the row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.importing.recognition.contents import holds_amounts
from models.importing.recognition.parties import looks_like_party
from models.importing.recognition.parts_of_sum import Said, is_means
from models.importing.recognition.periods import period_of
from models.importing.recognition.series import REPEATING
from models.importing.recognition.words import DAY, MAIN
from models.importing.sheets import Sheet

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

_FEWEST = 2
_WITH_PARTY = re.compile(r"(?P<name>.{2,})[(（](?P<party>[^()（）]{2,})[)）]")
_SHORT_PARTY = re.compile(
    r"(?:公司|置业|地产|集团|实业|投资|开发|城投|建投|水务|[社局委办府院校厂村处站所队会部]|中心|银行|大学|中学|小学)$"
)
"""凤凰城(凤凰置业): the project and whose it is; 凤凰城(一期) is the project alone."""
_UNIT = re.compile(r"[(（][^()（）]*元[)）]$")
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
    found = {place: _said(caption) for place, caption in header.captions.items()
             if place not in known and _is_name(caption) and holds_amounts(sheet, header, place)}  # fmt: skip
    return found if len(found) >= _FEWEST else {}


def _is_name(caption: str) -> bool:
    plain = _UNIT.sub("", caption)
    return len(plain) > 1 and not (_NO_NAME.fullmatch(plain) or period_of(plain) or is_means(plain))


def _said(caption: str) -> Said:
    name = _UNIT.sub("", caption)
    if (both := _WITH_PARTY.fullmatch(name)) and _SHORT_PARTY.search(both["party"]):
        return {"contract_name": both["name"], "party": both["party"]}
    return {"party" if looks_like_party(name) else "contract_name": name}
