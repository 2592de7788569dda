"""What a person has typed so far: frozen dataclasses that know their captions and can be kept as JSON.

How to add an entry to a form: add a field with ``entry(N_("Caption"))`` to the draft. The form, the table header,
the spreadsheet column, the problem and the paper all take their words from here.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from models.language import N_
from models.money import Money
from models.problems import Problem
from models.texts import fault

D = TypeVar("D")


@dataclass(frozen=True)
class Entry:
    """How one field of a draft is asked for. Captions, hints and choice texts are msgids.

    ``pick`` names the listing whose records can be chosen (the value is a record id). ``unit`` is shown behind the
    editor (``%`` means the value 0.03 is typed as 3). ``wide`` takes the whole row; ``lines`` makes a text of several
    lines; ``shown`` False keeps it out of forms; ``synonyms`` are other captions a spreadsheet may use.
    ``factor`` is a percentage around 100: 1.05 is 105 %, as is 105. ``share`` is the caption of the entry that takes as
    a percentage what this one takes as an amount.
    ``readonly`` shows a derived figure. ``places`` is the number of decimals of a Decimal entry.
    """

    name: str
    caption: str
    kind: Any
    required: bool = False
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    pick: str = ""
    unit: str = ""
    factor: bool = False
    share: str = ""
    wide: bool = False
    lines: int = 1
    shown: bool = True
    readonly: bool = False
    places: int = 2
    synonyms: tuple[str, ...] = ()
    section: str = ""
    key: bool = False


A_SHARE = N_("“{typed}” is a percentage: enter it at “{caption}”.")
"""What is said of a percentage typed where an amount is asked for and another entry takes the percentage."""


def is_share(how: Entry, typed: object) -> bool:
    """Whether a percentage was typed into an amount whose percentage has an entry of its own."""
    return bool(how.share) and isinstance(typed, str) and typed.rstrip().endswith(("%", "％"))


EMPTY: tuple[Any, ...] = (None, "", ())


def entry(caption: str, default: Any = MISSING, *, factory: Callable[[], Any] | None = None, **how: Any) -> Any:
    """Declare a field of a draft; without a default it is the empty value of its type ("" / None / ())."""
    metadata = {"entry": {"caption": caption, **how}}
    if factory is not None:
        return field(default_factory=factory, metadata=metadata)
    return field(default=None if default is MISSING else default, metadata=metadata)


@cache
def hints_of(draft: Hashable) -> Mapping[str, Any]:
    """The type of each field of a draft class, worked out once: thousands of drafts of a file ask for them."""
    return typing.get_type_hints(draft)


@cache
def entries(draft: Hashable) -> Mapping[str, Entry]:
    """The entries of a draft class by name, in the order they are declared."""
    hints = hints_of(draft)
    found = {}
    for item in fields(typing.cast(Any, draft)):
        if "entry" in item.metadata:
            found[item.name] = Entry(item.name, kind=hints[item.name], **item.metadata["entry"])
    return found


def inner(kind: Any) -> Any:
    """The type behind ``X | None``; other types as they are."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


@cache
def part(kind: Hashable) -> type | None:
    """The draft class of a tuple of drafts (a grid in the form), or None."""
    if typing.get_origin(kind) is tuple:
        item: type = typing.get_args(kind)[0]
        return item if is_dataclass(item) else None
    return None


def today() -> date:
    """The day on this machine: what is entered as having happened has happened by then."""
    return date.today()


def to_come(name: str, day: date | None) -> Iterator[Problem]:
    """What happened has happened: its day is not a day to come."""
    if day is not None and day > today():
        yield Problem(name, N_("{day} is still to come: enter the day on which it happened."), {"day": day})


def faults(draft: Any, prefix: str = "") -> Iterator[Problem]:
    """What is wrong with any draft: a required entry is empty, or a text cannot be kept; its parts included."""
    if _is_plainly_sound(draft):
        return
    for name, how in entries(typing.cast(Hashable, type(draft))).items():
        value = getattr(draft, name)
        if not value:
            if how.required and value in EMPTY:
                yield Problem(prefix + name, N_("{caption} is missing: please fill it in."), {"caption": how.caption})
        elif isinstance(value, str):
            if unfit := fault(value, how.lines):
                yield Problem(prefix + name, *unfit)
        elif part(how.kind):
            for index, line in enumerate(value):
                yield from faults(line, f"{prefix}{name}.{index}.")


def _is_plainly_sound(draft: Any) -> bool:
    """Whether a draft without parts is seen at a glance to lack nothing: nearly all of a hundred thousand are."""
    texts, required, parts = _looked_at(typing.cast(Hashable, type(draft)))
    values = vars(draft)
    written = "".join([text for name in texts if isinstance(text := values[name], str)])
    look = values.__getitem__
    return fault(written) is None and all(map(look, required)) and not any(map(look, parts))


@cache
def _looked_at(draft: Hashable) -> tuple[list[str], list[str], list[str]]:
    """The entries of a draft class that may hold texts, those that are required, those that hold parts."""
    every = entries(draft)
    texts = [name for name, how in every.items() if inner(how.kind) not in (Money, Decimal, date, bool, int)]
    required = [name for name, how in every.items() if how.required]
    return texts, required, [name for name, how in every.items() if part(how.kind)]


def to_plain(draft: Any) -> dict[str, Any]:
    """A draft as plain JSON values: money and numbers as strings, dates ISO, parts as lists.

    Entries that are empty are left out, unless a new draft would fill them.
    """
    plain = {}
    for item in fields(draft):
        value = getattr(draft, item.name)
        if value not in EMPTY or item.default not in EMPTY:
            plain[item.name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, Money | type):
        return to_plain(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money | Decimal):
        return str(value)
    return value


def from_plain(cls: type[D], plain: Mapping[str, Any]) -> D:
    """The draft again; unknown names are ignored, so that an older program reads a newer draft."""
    hints = hints_of(typing.cast(Hashable, cls))
    known = {item.name for item in fields(typing.cast(Any, cls))}
    return cls(**{name: _value(hints[name], value) for name, value in plain.items() if name in known})


def _value(kind: Any, value: Any) -> Any:
    kind = inner(kind)
    if value is None:
        return None
    if typing.get_origin(kind) is tuple:
        return tuple(_value(typing.get_args(kind)[0], one) for one in value)
    if is_dataclass(kind) and kind is not Money:
        return from_plain(typing.cast(type, kind), value)
    if kind is Money:
        return Money.of(str(value))
    if kind is Decimal:
        return Decimal(str(value))
    if kind is date:
        return date.fromisoformat(value)
    return value


def to_json(draft: Any) -> str:
    return json.dumps(to_plain(draft), ensure_ascii=False, separators=(",", ":"))


def from_json(cls: type[D], content: str) -> D:
    return from_plain(cls, json.loads(content))


def changed(draft: D, **values: Any) -> D:
    """The draft with some entries replaced."""
    return typing.cast(D, dataclasses.replace(typing.cast(Any, draft), **values))
