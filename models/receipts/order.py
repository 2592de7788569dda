"""In which order money settles what its payer owes: as the payer said, else by law, costs and interest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from models.events import CERTIFICATION
from models.language import N_
from models.money import Money
from models.rules.allocation import (
    COSTS,
    DOUBLED,
    ENFORCEMENT,
    INTEREST,
    ORDINARY,
    PRINCIPAL,
    Item,
    Order,
    propose,
)

PARTS = {"costs": COSTS, "interest": INTEREST, "doubled": DOUBLED}
"""What of its debt a class is; every other class is a debt of its own."""

INSTRUCTED = N_("As the payer said")
DUE = N_("Due: the earliest first")
TOGETHER = N_("Due the same day: in proportion")
LATER = N_("Not due yet")
REASONS = {
    INSTRUCTED: N_("The payer said what it was paid for (Civil Code, article 560)."),
    COSTS: N_("Costs of enforcing a claim come before its interest and the claim itself (Civil Code, article 561)."),
    INTEREST: N_("Interest comes before the debt it runs on (Civil Code, article 561)."),
    DOUBLED: N_("Doubled interest comes after the money debts of the judgment (法释〔2014〕8号, article 4)."),
    DUE: N_("It is due, and nothing due earlier is left (Civil Code, article 560)."),
    TOGETHER: N_("What falls due on the same day shares in proportion (Civil Code, article 560)."),
    LATER: N_("It comes after everything that is due (Civil Code, article 560)."),
}
"""Why something comes in its place, and the law it stands on."""
SAID = {
    "advance": ("预付款", "advance"),
    "progress": ("进度款", "progress"),
    "final": ("结算款", "尾款", "final payment"),
    "claim": ("索赔款", "claim"),
    "retention": ("质保金", "质量保证金", "保修金", "保留金", "retention"),
    "deposit": ("保证金", "deposit"),
    "goods": ("货款", "goods"),
    "parts": ("配件款", "parts"),
    "freight": ("运费", "freight"),
    "interest": ("利息", "违约金", "interest"),
    "costs": ("诉讼费", "受理费", "保全费", "律师费", "court fee"),
    "doubled": ("加倍利息", "迟延履行利息", "doubled interest"),
}
"""Words by which a payer names a class."""
CAPTIONS = {COSTS: N_("Costs first"), INTEREST: N_("Interest first"), DOUBLED: N_("After the judgment's debts")}


class Owing(Protocol):
    """What can be settled: ``about`` is the document an interest or cost runs on (empty: the whole contract).

    ``judged_on`` is the last day for performance by a judgment on it, None where there is none; ``anchor`` the event
    that its days run from.
    """

    @property
    def receivable(self) -> str: ...
    @property
    def contract(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def open(self) -> Money | None: ...
    @property
    def invoice(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def judged_on(self) -> date | None: ...
    @property
    def posted_on(self) -> date | None: ...
    @property
    def anchor(self) -> str: ...


@dataclass(frozen=True)
class Place:
    """A receivable in its turn: ``why`` is a key of ``REASONS``, ``amount`` what it gets."""

    receivable: str
    why: str
    amount: Money = Money()


def caption(why: str) -> str:
    """The msgid of a reason in few words."""
    return CAPTIONS.get(why, why)


def places(owing: Iterable[Owing], payment: Money, on: date, instruction: str = "") -> tuple[Place, ...]:
    """Everything that is open in the order in which money of that day settles it, each with what it gets.

    Costs and interest that are due go with the document they are about, else with the debt of their contract that
    comes first; without a debt they stand for themselves. Where a judgment is to be performed, its order holds.
    """
    lines = [one for one in owing if one.open and one.open > Money()]
    named = instructed(lines, instruction)
    bundles, told = _told(_bundles(lines, on), named)
    order = ENFORCEMENT if any(one.judged_on and one.judged_on <= on for one in lines) else ORDINARY
    whole = Money.total(one.open or Money() for one in lines)
    given = _settled(bundles, min(payment, whole), on, told, order)
    known = {one.receivable: one for one in lines}
    days = [one.due_on for one in lines if one.kind not in PARTS]
    return tuple(
        Place(key, _why(known[key], on, key in named, days), given.get(key, Money()))
        for key in _settled(bundles, whole, on, told, order)
    )


def awaits(anchor: str, due_on: date | None) -> bool:
    """Without a day, what was posted can be asked for at once, unless something else has to happen first."""
    return due_on is None and anchor not in ("", CERTIFICATION)


def instructed(lines: Iterable[Owing], instruction: str) -> list[str]:
    """The receivables that an instruction names: by document or invoice, else by contract, by class within it.

    They come in the order in which they are named, what is named alike by its due day.
    """
    lines, said = list(lines), instruction.casefold()
    if not said.strip():
        return []
    by_number = {one.receivable: _first(said, one.document, one.invoice) for one in lines}
    by_contract = {one.receivable: _first(said, one.contract) for one in lines}
    by_class = {one.receivable: _first(said, *SAID.get(one.kind, ())) for one in lines}
    ways = by_number, _both(by_contract, by_class), by_contract, by_class
    found: dict[str, int] = next((way for way in map(_named, ways) if way), {})
    due = {one.receivable: (one.due_on or date.max, one.document) for one in lines}
    return sorted(found, key=lambda key: (found[key], due[key]))


def _first(said: str, *names: str) -> int:
    """Where one of the names stands first as a whole word; −1 where none does."""
    places = [place for name in names if name for place in _whole_words(said, name.casefold())]
    return min(places, default=-1)


def _whole_words(said: str, name: str) -> Iterator[int]:
    """A number is not found inside a longer one."""
    place = said.find(name)
    while place >= 0:
        around = said[place - 1 : place], said[place + len(name) : place + len(name) + 1]
        ends = name[0], name[-1]
        if not any(_run_on(one, end) for one, end in zip(around, ends, strict=True)):
            yield place
        place = said.find(name, place + 1)


def _run_on(beside: str, end: str) -> bool:
    return bool(beside) and beside.isascii() and beside.isalnum() and end.isascii() and end.isalnum()


def _both(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {key: place if other[key] >= 0 else -1 for key, place in one.items()}


def _named(way: dict[str, int]) -> dict[str, int]:
    return {key: place for key, place in way.items() if place >= 0}


# Debts with what hangs on them


@dataclass(frozen=True)
class _Bundle:
    """A debt with the costs and interest that go with it, the debt first."""

    lines: tuple[Owing, ...]

    @property
    def item(self) -> Item:
        open_: dict[str, Money] = {}
        for one in self.lines:
            part = PARTS.get(one.kind, PRINCIPAL)
            open_[part] = open_.get(part, Money()) + (one.open or Money())
        debt = self.lines[0]
        return Item(debt.receivable, open_, debt.due_on, debt.posted_on, awaits=awaits(debt.anchor, debt.due_on))


def _bundles(lines: Sequence[Owing], on: date) -> list[_Bundle]:
    debts = [one for one in lines if one.kind not in PARTS]
    debts.sort(key=lambda one: (one.due_on is None or one.due_on > on, one.due_on or date.max, one.receivable))
    hung: dict[str, list[Owing]] = defaultdict(list)
    alone: list[Owing] = []
    for one in lines:
        if one.kind in PARTS:
            debt = None if one.due_on and one.due_on > on else _debt_of(one, debts)
            (hung[debt.receivable] if debt else alone).append(one)
    return [_Bundle((one, *hung[one.receivable])) for one in debts] + [_Bundle((one,)) for one in alone]


def _debt_of(one: Owing, debts: Iterable[Owing]) -> Owing | None:
    """The first debt of the document it is about; without one, of its contract."""
    same = [debt for debt in debts if debt.contract == one.contract]
    return next((debt for debt in same if not one.about or debt.document == one.about), None)


def _told(bundles: Iterable[_Bundle], named: Sequence[str]) -> tuple[list[_Bundle], list[tuple[str, None]]]:
    """The debts as the payer named them: a debt with all that hangs on it, interest or costs alone where he said so.

    A payer chooses among his debts; inside a debt the order is changed by agreement only (Civil Code 560, 561).
    """
    found = []
    for bundle in bundles:
        is_whole = bundle.lines[0].receivable in named
        apart = [] if is_whole else [one for one in bundle.lines[1:] if one.receivable in named]
        found += [_Bundle((one,)) for one in apart]
        found.append(_Bundle(tuple(one for one in bundle.lines if one not in apart)))
    keys = {one.lines[0].receivable for one in found}
    return found, [(key, None) for key in named if key in keys]


def _settled(
    bundles: Sequence[_Bundle], payment: Money, on: date, told: Sequence[tuple[str, None]], order: Order
) -> dict[str, Money]:
    """By receivable, in turn, what the rule gives to the parts of the debts; what is of one part by its due day."""
    by_key = {one.lines[0].receivable: one for one in bundles}
    found: dict[str, Money] = {}
    for line in propose([one.item for one in bundles], payment, on, told, order).lines:
        left = line.amount
        inside = [one for one in by_key[line.key].lines if PARTS.get(one.kind, PRINCIPAL) == line.part]
        for one in sorted(inside, key=lambda one: (one.due_on or date.max, one.receivable)):
            amount = min(left, (one.open or Money()) - found.get(one.receivable, Money()))
            if amount:
                found[one.receivable] = found.get(one.receivable, Money()) + amount
                left -= amount
    return found


def _why(one: Owing, on: date, is_named: bool, days: Sequence[date | None]) -> str:
    if is_named:
        return INSTRUCTED
    if one.kind in PARTS:
        return PARTS[one.kind]
    if one.due_on is None or one.due_on > on:
        return LATER
    return TOGETHER if days.count(one.due_on) > 1 else DUE
