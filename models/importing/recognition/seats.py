"""Where parties have their seats: the province, city and county that stand in front of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.importing.recognition.persons import core

_SEAT = re.compile("(.+?)(自治区|[省市县区州旗])")
_SEATS = re.compile("自治区|[省市县区州旗]")
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_REGION = re.compile(
    rf"(?:(?:{PROVINCES})(?:省|市|自治区)?)?(?:[一-鿿]{{2,4}}?(?:市|州|盟|地区))?(?:[一-鿿]{{1,4}}?(?:县|区|旗|市))?"
)
_SHORTEST = 4


def seated(name: str) -> str:
    """A core whose province, city and county stand without 省, 市 and 县: 江北市临湖置业 is 江北临湖置业."""
    found = _REGION.match(name)
    if not found or len(name) - found.end() < 2:
        return name
    return _SEATS.sub("", name[: found.end()]) + name[found.end() :]


def _seats(name: str) -> dict[str, str]:
    """Which 省, 市 or 县 stand in front of a name, by what they are called: 江北 → 市."""
    found = _REGION.match(core(name))
    return dict(_SEAT.findall(found.group())) if found else {}


def sit_apart(names: Iterable[str]) -> bool:
    """江北市公路局 and 江北县公路局 are two."""
    known: dict[str, str] = {}
    return any(known.setdefault(stem, kind) != kind for name in names for stem, kind in _seats(name).items())


def without_region(name: str) -> str:
    """A core without the province, city and county in front of it; the core itself when too little is left."""
    found = _REGION.match(name)
    rest = name[found.end() :] if found else name
    return rest if len(rest) >= _SHORTEST else name
