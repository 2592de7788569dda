"""One party written three ways: spellings that may mean the same are grouped, proposed and never merged silently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from models.importing.recognition.persons import are_two, core, forms, is_company
from models.importing.recognition.seats import PROVINCES, seated, sit_apart, without_region
from models.importing.values import folded

_FULL = re.compile(
    r".*(?:公司|局|中心|院|厅|委|委员会|政府|办事处|处|部|集团|学校|大学|医院|学院|厂|所|站|"
    r"合作社|银行|村|镇|社|会|队)$"
)
_BRANCH = re.compile(rf"(?:集团)?(?:第?[一二三四五六七八九十\d]|{PROVINCES}).*|.*(?:分|分局|项目部?)")
"""What follows the name of a group in that of one of its companies."""
_OF_BRANCH = "分公司"
_SHORTEST = 4


def looks_like_party(name: str) -> bool:
    """Whether a name ends as those of companies and public bodies do."""
    return bool(_FULL.fullmatch(name)) and len(name) >= _SHORTEST


@dataclass
class Spelling:
    """A name as the ledgers write it: how often, with which credit code, and whom of the book it names exactly.

    ``maybe`` is a party that it is nearly called like and is not taken for.
    """

    name: str
    count: int = 0
    code: str = ""
    known: str = ""
    maybe: str = ""


@dataclass(frozen=True)
class Group:
    """One party: its name, the other spellings that are proposed for it, whether the book has it.

    ``maybe`` is another party whose name is so much like its own that it is asked whether they are one. ``agreed`` are
    the spellings that the book has as names of the party already: nobody is asked about them again.
    """

    name: str
    aliases: tuple[str, ...] = ()
    code: str = ""
    in_book: bool = False
    maybe: str = ""
    agreed: frozenset[str] = frozenset()


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
            if longer.endswith(_OF_BRANCH) and is_company(short):
                spellings[short].maybe = longer
            elif longer in spellings:
                _join(joined, spellings, longer, short)
            else:
                spellings[short].known = spellings[short].known or longer
    return list(_asked_about([_group(members, spellings, known) for members in joined.groups()]))


def _join_answered(joined: _Joined, spellings: Mapping[str, Spelling], name: str, same: str, known: Known) -> None:
    target = next((one for one in spellings if folded(one) == folded(same)), None)
    if target:
        joined.join(target, name)
    else:
        spellings[name].known = known.names.get(folded(same), same)


def _alike(spellings: list[Spelling], known: Known) -> Iterator[tuple[str, str]]:
    """Pairs that may be one party, the surest first: same code, same core and form, same core, but for the region."""
    seats: dict[str, list[str]] = defaultdict(list)
    for one in spellings:
        seats[_by_core(one, known)].append(one.name)
    unclear = {seat for seat, names in seats.items() if sit_apart(names)}

    def by_seat(one: Spelling, known: Known) -> str:
        return core(one.name) if _by_core(one, known) in unclear else _by_core(one, known)

    plainest = sorted(spellings, key=lambda one: len(forms(one.name)))
    for key in (_by_code, _by_known, _by_fold, _by_form, by_seat):
        first: dict[str, str] = {}
        for one in plainest if key == by_seat else spellings:
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
        alike = known.cores.get(seated(core(one.name)), set())
        same = {party for party in alike if not are_two([one.name], [party])}
        one.known = next(iter(same)) if len(same) == 1 else ""
        one.maybe = min(alike) if alike and not same and not one.code else ""
    return one.known


def _by_fold(one: Spelling, _known: Known) -> str:
    return folded(one.name)


def _by_form(one: Spelling, known: Known) -> str:
    """Two spellings of a group, beside its company."""
    said = "".join(sorted(forms(one.name))) if is_company(one.name) else ""
    return f"{said} {_by_core(one, known)}" if said else ""


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
        party = next(iter(of_book)) if len(of_book) == 1 else ""
        if party and not one.known and core(one.name) not in longer and not are_two([one.name], [party]):
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
            (party,) = known.cores[longer[0]]
            one.known = "" if are_two([one.name], [party]) else party


def _join(joined: _Joined, spellings: Mapping[str, Spelling], first: str, other: str) -> None:
    """Join two spellings unless their credit codes, their seats, their forms or the book say that they are two."""
    sides = joined.members(first), joined.members(other)
    members = sides[0] | sides[1]
    codes = {spellings[name].code.upper() for name in members} - {""}
    known = {spellings[name].known for name in members} - {""}
    if len(codes) > 1 or len(known) > 1 or sit_apart(members):
        return
    called = ({*side, *(spellings[name].known for name in side)} - {""} for side in sides)
    if _is_said_of_both(spellings, *sides) or not are_two(*called):
        joined.join(first, other)
    else:
        spellings[other].maybe = spellings[other].maybe or first


def _is_said_of_both(spellings: Mapping[str, Spelling], one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one credit code, or one party of the book, stands with both sides: then their names say nothing."""
    said, also = ({mark for name in side for mark in _marks(spellings[name])} for side in (one, other))
    return bool(said & also)


def _marks(one: Spelling) -> set[str]:
    return {one.code.upper(), one.known} - {""}


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
    maybe = next((one.maybe for one in every if one.maybe), "")
    others = tuple(one.name for one in every if one.name != name)
    agreed = frozenset(one for one in others if book.names.get(folded(one)) == name)
    return Group(name, others, code, folded(name) in book.names, maybe, agreed)


def _asked_about(groups: Iterable[Group]) -> Iterator[Group]:
    """What a group may be, by the name of that party; not what it turned out to be."""
    every = list(groups)
    names = {spelling: group.name for group in every for spelling in (group.name, *group.aliases)}
    for group in every:
        maybe = names.get(group.maybe, group.maybe)
        yield replace(group, maybe="" if maybe == group.name or group.in_book else maybe)


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
