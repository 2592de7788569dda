"""What a person typed, read as an amount, a number, a day or a choice; what is not understood is told in a sentence."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from models.drafts import A_SHARE, Entry, inner, is_share, part
from models.language import LANGUAGES, N_, _, text
from models.money import Money, read_decimal, rounded
from models.problems import Problem
from models.scaled import MANY, counted, of_factor
from ui.forms.arithmetic import calculate, is_sum

_LARGEST = 10**12
_WORDS = {
    **dict.fromkeys(("今天", "今日", "today", "t"), 0),
    **dict.fromkeys(("明天", "明日", "tomorrow"), 1),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), -1),
}
_MONTH_ENDS = ("月底", "月末", "month end")
_DAY = re.compile(r"(?:(\d{4}|\d{2})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4}|\d{2})?(\d{2})(\d{2})")
_YES = ("是", "有", "√", "✓", "1", "y", "yes", "true")
_NO = ("否", "无", "×", "✗", "0", "n", "no", "false", "")


class Unclear(ValueError):
    """What was typed cannot be understood; ``message`` is a msgid with the placeholders of ``values``."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values

    def problem(self, entry: str) -> Problem:
        return Problem(entry, self.message, self.values)


def kind_of(how: Entry) -> str:
    """Which editor an entry needs: grid, pick, choice, lines, text, money, number, whole, day or flag."""
    kind = inner(how.kind)
    if part(kind):
        return "grid"
    if how.pick:
        return "pick"
    if how.choices:
        return "choice"
    if kind is str:
        return "lines" if how.lines > 1 else "text"
    kinds: dict[Any, str] = {Money: "money", Decimal: "number", int: "whole", date: "day", bool: "flag"}
    if kind not in kinds:
        raise TypeError(f"{how.name}: there is no editor for {kind}")
    return kinds[kind]


def empty(how: Entry) -> Any:
    """What an entry holds while nothing is in it."""
    if part(how.kind):
        return ()
    kind = inner(how.kind)
    optional = type(None) in get_args(how.kind)
    if kind is bool:
        return None if optional else False
    return "" if kind is str and not optional else None


def read(how: Entry, typed: str, today: date) -> Any:
    """The value of what was typed into this entry; raises Unclear."""
    kind = kind_of(how)
    if kind == "lines":
        return typed or empty(how)
    plain = typed.strip()
    if not plain:
        return empty(how)
    if is_share(how, plain):
        raise Unclear(A_SHARE, typed=plain, caption=how.share)
    if kind == "day":
        return day(plain, today)
    readers: dict[str, Callable[[], Any]] = {
        "text": lambda: plain,
        "pick": lambda: plain,
        "choice": lambda: choice(plain, how.choices),
        "money": lambda: money(plain),
        "number": lambda: number(plain, how.places, how.unit == "%", how.factor),
        "whole": lambda: whole(plain),
        "flag": lambda: flag(plain),
    }
    return readers[kind]()


def money(typed: str) -> Money:
    """Whole fen; a sum is rounded half up to the fen, a typed amount never."""
    try:
        if is_sum(typed):
            return Money.parse(str(rounded(calculate(typed), 2)))
        return Money.parse(typed)
    except ValueError as error:
        if "decimals" in str(error):
            raise Unclear(N_("An amount has at most two decimals, but “{typed}” has more."), typed=typed) from error
        if "too large" in str(error):
            raise Unclear(N_("“{typed}” is too large."), typed=typed) from error
        raise Unclear(
            N_("“{typed}” is not an amount. Type it like 1234.56, 1.2万 or =3*450.5."), typed=typed
        ) from error


def number(typed: str, places: int, percent: bool = False, factor: bool = False) -> Decimal:
    """A decimal with at most ``places`` decimals as typed; ``percent``: 3 is 0.03, but a ``factor`` 1.05 is 105 %."""
    try:
        plain = unicodedata.normalize("NFKC", typed).strip()
        value = rounded(calculate(typed), places) if is_sum(typed) else read_decimal(_bare(plain) if percent else plain)
    except ValueError as error:
        raise Unclear(N_("“{typed}” is not a number."), typed=typed) from error
    if value != round(value, places):
        raise Unclear(
            N_("At most {places} decimals can be kept here, but “{typed}” has more."), places=places, typed=typed
        )
    if abs(value) >= _LARGEST:
        raise Unclear(N_("“{typed}” is too large."), typed=typed)
    if factor and not plain.endswith("%"):
        return of_factor(value)
    return value.scaleb(-2) if percent else value


def _bare(plain: str) -> str:
    return plain.removesuffix("%").rstrip()


def whole(typed: str) -> int:
    value = number(typed, 6)
    if value != int(value):
        raise Unclear(N_("Only a whole number can be kept here, but “{typed}” is none."), typed=typed)
    return int(value)


def day(typed: str, today: date) -> date:
    """``20261123``, ``2026-11-23``, ``2026年11月23日``, ``11-23`` (of today's year), ``今天``, ``+30``, ``月底``."""
    plain = unicodedata.normalize("NFKC", typed).strip().lower().replace("号", "日")
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    if plain in _MONTH_ENDS:
        return today.replace(day=monthrange(today.year, today.month)[1])
    if re.fullmatch(r"[+-]\d{1,5}", plain):
        return today + timedelta(days=int(plain))
    plain = re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", plain)
    parts = _DAY.fullmatch(re.sub(r"\s", "", plain)) or _DIGITS.fullmatch(plain)
    if parts is None:
        raise Unclear(N_("“{typed}” is not a date. Type it like 20261123, 11-23, today or +30."), typed=typed)
    year = parts.group(1) or str(today.year)
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(parts.group(2)), int(parts.group(3)))
    except ValueError as error:
        raise Unclear(N_("“{typed}” is not a day of the calendar."), typed=typed) from error
    if not 1949 <= found.year <= 2199:
        raise Unclear(N_("The year {year} cannot be right."), year=found.year)
    return found


def choice(typed: str, choices: Mapping[str, str]) -> str:
    """The key of the choice whose text was typed, in any language; a part is enough when only one choice has it."""
    plain = unicodedata.normalize("NFKC", typed).strip().casefold()
    named = {key: [key, *(text(shown, language) for language in LANGUAGES)] for key, shown in choices.items()}
    for key, names in named.items():
        if plain in (unicodedata.normalize("NFKC", name).casefold() for name in names):
            return key
    near = [key for key, names in named.items() if any(plain in name.casefold() for name in names[1:])]
    if len(near) == 1:
        return near[0]
    known = _(", ").join(text(shown) for shown in choices.values())
    raise Unclear(N_("“{typed}” cannot be chosen here. Possible: {known}."), typed=typed, known=known)


def flag(typed: str) -> bool:
    plain = unicodedata.normalize("NFKC", typed).strip().casefold()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise Unclear(N_("“{typed}” is neither yes nor no."), typed=typed)


def written(how: Entry, value: Any) -> str:
    """The value as it stands while it is edited and as it is copied: no separators, dates ISO, 0.03 % as 3."""
    if value is None or value == "":
        return ""
    kind = kind_of(how)
    if kind == "number":
        return f"{value.scaleb(2).normalize():f}" if how.unit == "%" else f"{value:f}"
    if kind == "choice":
        return text(how.choices.get(value, value))
    if kind == "flag":
        return _("Yes") if value else _("No")
    return value.isoformat() if kind == "day" else str(value)


def displayed(how: Entry, value: Any) -> str:
    """The value as it is read: thousands separators, a real minus sign, the places of the entry, %."""
    if value is None or value == "":
        return ""
    kind = kind_of(how)
    if kind == "money":
        return value.grouped.replace("-", "−")
    if kind == "whole":
        return f"{value:,}".replace("-", "−")
    if kind == "number" and how.unit == "%":
        return written(how, value).replace("-", "−")
    if kind == "number":
        kept = max(how.places, -int(value.normalize().as_tuple().exponent))
        return (counted(value, kept) if how.places > MANY else f"{value:,.{kept}f}").replace("-", "−")
    return written(how, value)
