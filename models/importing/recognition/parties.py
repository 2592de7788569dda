"""One party written three ways: spellings that may mean the same are grouped, proposed and never merged silently."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.importing.values import folded

_PUNCTUATION = re.compile(r"[\s·・.,，。、'\"“”‘’\-_—]+")
_GROUP = re.compile(r"[(\[【](?:集团|有限|控股|中国|股份)[)\]】]")
_BRACKETS = re.compile(r"[()\[\]【】]")
_NOTE = re.compile(r"[(\[【](?:原|曾用名|简称|下称|以下简称|新|现)[^)\]】]*[)\]】]$")
_ENDINGS = ("有限责任公司", "有限公司", "责任公司", "公司")
_FORMS = ("股份", "集团", "控股", "有限")
_SEAT = re.compile("(.+?)(自治区|[省市县区州旗])")
_SEATS = re.compile("自治区|[省市县区州旗]")
_FULL = re.compile(
    r".*(?:公司|局|中心|院|厅|委|委员会|政府|办事处|处|部|集团|学校|大学|医院|学院|厂|所|站|"
    r"合作社|银行|村|镇|社|会|队)$"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_REGION = re.compile(
    rf"(?:(?:{_PROVINCES})(?:省|市|自治区)?)?(?:[一-鿿]{{2,4}}?(?:市|州|盟|地区))?(?:[一-鿿]{{1,4}}?(?:县|区|旗|市))?"
)
_BRANCH = re.compile(rf"(?:集团)?(?:第?[一二三四五六七八九十\d]|{_PROVINCES}).*|.*(?:分|分局|项目部?)")
"""What follows the name of a group in that of one of its companies."""
_SHORTEST = 4


def core(name: str) -> str:
    """What is left of a name without spaces, brackets, the form of the company, 集团, 股份 and 控股."""
    plain = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).casefold()
    plain = _BRACKETS.sub("", _GROUP.sub("", _NOTE.sub("", plain)))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            plain = plain[: -len(ending)]
            break
    while plain.endswith(_FORMS) and len(plain) > 4:
        plain = plain[:-2]
    return plain


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


def _sit_apart(names: Iterable[str]) -> bool:
    """江北市公路局 and 江北县公路局 are two."""
    known: dict[str, str] = {}
    return any(known.setdefault(stem, kind) != kind for name in names for stem, kind in _seats(name).items())


def without_region(name: str) -> str:
    """A core without the province, city and county in front of it; the core itself when too little is left."""
    found = _REGION.match(name)
    rest = name[found.end() :] if found else name
    return rest if len(rest) >= _SHORTEST else name


def looks_like_party(name: str) -> bool:
    """Whether a name ends as those of companies and public bodies do."""
    return bool(_FULL.fullmatch(name)) and len(name) >= _SHORTEST


@dataclass
class Spelling:
    """A name as the ledgers write it: how often, with which credit code, and whom of the book it names exactly."""

    name: str
    count: int = 0
    code: str = ""
    known: str = ""


@dataclass(frozen=True)
class Group:
    """One party: its name, the other spellings that are proposed for it, whether the book has it."""

    name: str
    aliases: tuple[str, ...] = ()
    code: str = ""
    in_book: bool = False


@dataclass
class Known:
    """The parties of the book: every folded name and credit code, and the core of each name, to the party's name."""

    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    cores: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    code_of: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, party: str, name: str, code: str = "") -> None:
        self.names.setdefault(folded(name), party)
        self.cores[seated(core(name))].add(party)
        if (short := without_region(core(name))) != core(name):
            self.shorts[short].add(party)
        if code:
            self.codes.setdefault(code.upper(), party)
            self.code_of[folded(party)] = code.upper()


def grouped(
    spellings: Mapping[str, Spelling], known: Known, answers: Mapping[str, str], inside: Iterable[tuple[str, str]] = ()
) -> list[Group]:
    """The parties behind the spellings, each with the spellings that are proposed to be it; answers come first.

    ``inside`` are a name and a shorter one in it that may be the same.
    """
    apart = {folded(name) for name, same in answers.items() if not same}
    joined = _Joined(list(spellings))
    for one in spellings.values():
        one.known = known.names.get(folded(one.name)) or known.codes.get(one.code.upper(), "")
    for name, same in answers.items():
        written = next((one for one in spellings if folded(one) == folded(name)), None)
        if written and same:
            _join_answered(joined, spellings, written, same, known)
    free = [one for one in spellings.values() if folded(one.name) not in apart]
    for first, other in _alike(free, known):
        _join(joined, spellings, first, other)
    for longer, short in inside:
        if folded(short) not in apart and short in spellings:
            if longer in spellings:
                _join(joined, spellings, longer, short)
            else:
                spellings[short].known = spellings[short].known or longer
    return [_group(members, spellings, known) for members in joined.groups()]


def _join_answered(joined: _Joined, spellings: Mapping[str, Spelling], name: str, same: str, known: Known) -> None:
    target = next((one for one in spellings if folded(one) == folded(same)), None)
    if target:
        joined.join(target, name)
    else:
        spellings[name].known = known.names.get(folded(same), same)


def _alike(spellings: list[Spelling], known: Known) -> Iterator[tuple[str, str]]:
    """Pairs that may be one party, the surest first: same code, same core, same core but for the region."""
    seats: dict[str, list[str]] = defaultdict(list)
    for one in spellings:
        seats[_by_core(one, known)].append(one.name)
    unclear = {seat for seat, names in seats.items() if _sit_apart(names)}

    def by_seat(one: Spelling, known: Known) -> str:
        return core(one.name) if _by_core(one, known) in unclear else _by_core(one, known)

    for key in (_by_code, _by_known, _by_fold, by_seat):
        first: dict[str, str] = {}
        for one in spellings:
            said = key(one, known)
            if said and first.setdefault(said, one.name) != one.name:
                yield first[said], one.name
    yield from _by_region(spellings, known)
    yield from _by_beginning(spellings, known)


def _by_code(one: Spelling, _known: Known) -> str:
    return one.code.upper()


def _by_known(one: Spelling, known: Known) -> str:
    """Whom of the book it names, exactly or by its core when only one has it."""
    if not one.known:
        same = known.cores.get(seated(core(one.name)), set())
        one.known = next(iter(same)) if len(same) == 1 else ""
    return one.known


def _by_fold(one: Spelling, _known: Known) -> str:
    return folded(one.name)


def _by_core(one: Spelling, _known: Known) -> str:
    return seated(core(one.name))


def _by_region(spellings: Iterable[Spelling], known: Known) -> Iterator[tuple[str, str]]:
    """临湖置业 is 江北市临湖置业有限公司 where no other company is called so, in the ledger or else in the book."""
    cores: dict[str, list[str]] = defaultdict(list)
    every = list(spellings)
    for one in every:
        cores[core(one.name)].append(one.name)
    longer: dict[str, set[str]] = defaultdict(set)
    for whole in {seated(whole): whole for whole in sorted(cores, key=len)}.values():
        short = without_region(whole)
        if short != whole:
            longer[short].add(whole)
    for short, wholes in longer.items():
        if short in cores and len(wholes) == 1:
            yield cores[next(iter(wholes))][0], cores[short][0]
    for one in every:
        of_book = known.shorts.get(core(one.name), set())
        if not one.known and core(one.name) not in longer and len(of_book) == 1:
            party = next(iter(of_book))
            codes = {one.code.upper(), known.code_of.get(folded(party), "")} - {""}
            one.known = party if len(codes) < 2 else ""


def _by_beginning(spellings: Iterable[Spelling], known: Known) -> Iterator[tuple[str, str]]:
    """西岭水电 is 西岭水电开发有限公司 where no other name begins so; a whole name is nobody's beginning."""
    cores: dict[str, str] = {}
    for one in spellings:
        cores.setdefault(_by_core(one, known), one.name)
    every = sorted({*cores, *known.cores})
    for one in spellings:
        short = _by_core(one, known)
        if one.known or len(short) < _SHORTEST or (_FULL.fullmatch(one.name) and not one.name.endswith("集团")):
            continue
        first = bisect_right(every, short)
        longer = [whole for whole in every[first : first + 2] if whole.startswith(short)]
        if any(_BRANCH.fullmatch(whole.removeprefix(short)) for whole in longer):
            continue
        if len(longer) == 1 and longer[0] in cores:
            yield cores[longer[0]], one.name
        elif len(longer) == 1 and len(known.cores[longer[0]]) == 1:
            (one.known,) = known.cores[longer[0]]


def _join(joined: _Joined, spellings: Mapping[str, Spelling], first: str, other: str) -> None:
    """Join two spellings unless their credit codes, their seats or the book say that they are two parties."""
    members = joined.members(first) | joined.members(other)
    codes = {spellings[name].code.upper() for name in members} - {""}
    known = {spellings[name].known for name in members} - {""}
    if len(codes) < 2 and len(known) < 2 and not _sit_apart(members):
        joined.join(first, other)


def _group(members: list[str], spellings: Mapping[str, Spelling], book: Known) -> Group:
    """The book's name stands, else the fullest and most frequent one."""
    every = [spellings[name] for name in members]
    known = next((one.known for one in every if one.known), "")
    best = max(
        every,
        key=lambda one: (
            bool(one.code),
            bool(_FULL.fullmatch(one.name)),
            one.count,
            len(folded(one.name)),
            " " not in one.name,
        ),
    )
    name = known or best.name
    code = next((one.code for one in every if one.code), "")
    return Group(name, tuple(one.name for one in every if one.name != name), code, folded(name) in book.names)


class _Joined:
    """Which spellings belong together."""

    def __init__(self, names: list[str]) -> None:
        self._sets = {name: {name} for name in names}

    def members(self, name: str) -> set[str]:
        return self._sets[name]

    def join(self, one: str, other: str) -> None:
        whole = self._sets[one] | self._sets[other]
        for name in whole:
            self._sets[name] = whole

    def groups(self) -> Iterator[list[str]]:
        """Each group once, its spellings in their order."""
        found: dict[int, list[str]] = defaultdict(list)
        for name, members in self._sets.items():
            found[id(members)].append(name)
        yield from found.values()
