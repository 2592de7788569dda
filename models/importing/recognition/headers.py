"""Where the captions of a sheet stand: in the first rows, in one row or in several that are read as one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from models.importing import days
from models.importing.figures import looks_like_number
from models.importing.recognition.above import is_card, texts_in
from models.importing.recognition.captions import read_caption
from models.importing.recognition.days_beside import are_days, with_balances
from models.importing.recognition.either import of_either
from models.importing.recognition.grouped import with_groups
from models.importing.recognition.meanings import Meaning, meaning
from models.importing.recognition.names_across import names_in, names_over
from models.importing.recognition.periods import FEWEST, period_of, periods_in, years_in_row, years_over
from models.importing.recognition.series import REPEATING
from models.importing.recognition.words import ASIDE, DEPOSITS, KINDS
from models.importing.sheets import Cell, Sheet

WITHIN = 20
"""Captions are looked for in so many rows."""
DEEPEST = 3
"""So many rows may make one header."""
_LONGEST_CAPTION = 40
_SPACES = re.compile(r"\s+")
_OF_WORK = re.compile("计价|计量|结算|收款|回款|开票")
"""A day or an amount under such a caption is none of a deposit."""
_MATTER = "(?:情况|明细|部分|合同|款项?|金额|账款|收款|回款|收入|付款|支付|支出|计价|结算)*"
_RECEIVING = re.compile(f"(?:对上|业主|甲方|总包|收入|收款|回款|应收){_MATTER}")
_PAYING = re.compile(f"(?:对下|分包商?|劳务|供应商|材料商?|下游|支出|付款|支付|应付|成本){_MATTER}")
"""收款情况 beside 付款情况, 对上 beside 对下: only the former is what owners owe."""
_MONTH_OF, _DAY_OF = (re.compile(rf"(?:(?:19|20)\d{{2}}年?度?)?{one}") for one in ("月份?", "日"))


@dataclass(frozen=True)
class Header:
    """``top`` and ``bottom`` are the rows of the header, from 0; ``parts`` what stands above each column."""

    top: int
    bottom: int
    parts: Mapping[int, tuple[str, ...]]

    @cached_property
    def captions(self) -> Mapping[int, str]:
        """The joined text above each column."""
        return {place: "".join(parts) for place, parts in self.parts.items()}

    @cached_property
    def paid_on(self) -> frozenset[int]:
        """The columns under a caption of what we pay on, beside others under one of what we are paid."""
        groups = {place: parts[0] for place, parts in self.parts.items() if len(parts) > 1}
        ours = any(_RECEIVING.fullmatch(text) for text in groups.values())
        return frozenset(place for place, text in groups.items() if ours and _PAYING.fullmatch(text))

    def meaning(self, place: int, kind: str) -> Meaning | None:
        """What the captions above a column mean: all of them together, else the lower ones alone."""
        if place in self.paid_on:
            return None
        parts = self.parts[place]
        if kind == DEPOSITS and _OF_WORK.search("".join(parts[:-1])):
            return None
        tails = ("".join(parts[first:]) for first in range(len(parts)))
        return next((found for tail in tails if (found := meaning(tail, kind))), None) or of_either(parts[-1], kind)


def shown(cell: Cell) -> str:
    """A cell as a caption: one line, no spaces around it; a day stands for its month."""
    if isinstance(cell, str):
        return _SPACES.sub("", cell)
    return f"{cell.year}年{cell.month}月" if isinstance(cell, date) else ""


def shown_row(row: Sequence[Cell]) -> list[str]:
    """The cells of a row as captions; numbers that count years are years."""
    numbers = [cell for cell in row if cell != "" and not isinstance(cell, str)]
    if years_in_row(numbers) or years_over(row):
        return [f"{cell:.0f}年" if isinstance(cell, int | float) else shown(cell) for cell in row]
    return [shown(cell) for cell in row]


def header_of(sheet: Sheet) -> Header | None:
    """The header with the most known captions; the fewer rows and the higher up the better. None when none is known."""
    best: tuple[int, int, int] | None = None
    found: Header | None = None
    for top in range(sheet.begins, min(sheet.begins + WITHIN, len(sheet.rows))):
        for bottom in range(top, min(top + DEEPEST, len(sheet.rows))):
            if not _may_be_caption(sheet.rows[bottom]) or (bottom > top and _is_title(sheet.rows[top])):
                break
            header = Header(top, bottom, joined(sheet, top, bottom))
            score = (_score(header), top - bottom, -top)
            if score[0] > 1 and (best is None or score > best):
                best, found = score, header
    found = found or _of_names(sheet)
    if found is None:
        return None
    found = with_units(sheet, _with_parts(sheet, _below_names(sheet, _whole(sheet, found))))
    return _of_last_day(sheet, _with_groups(sheet, found))


def _is_title(row: Sequence[Cell]) -> bool:
    """One text alone at the left edge (2024年收款) heads the table, not its first column."""
    return bool(row) and row[0] != "" and all(cell == "" for cell in row[1:])


def _below_names(sheet: Sheet, header: Header) -> Header:
    """With the row above it that names whose each group of its columns is."""
    row = header.top - 1
    if row < sheet.begins or not _may_be_caption(sheet.rows[row]) or _is_title(sheet.rows[row]):
        return header
    found = Header(row, header.bottom, joined(sheet, row, header.bottom))
    return found if any(names_over(found, kind) for kind in REPEATING) else header


def _of_last_day(sheet: Sheet, header: Header) -> Header:
    return replace(header, parts=with_balances(header.parts, [*texts_in(sheet.rows[: header.top]), sheet.called]))


def _with_groups(sheet: Sheet, header: Header) -> Header:
    return replace(header, parts=with_groups(sheet, header.bottom + 1, header.parts))


def _of_names(sheet: Sheet) -> Header | None:
    """月份 beside the names of projects: one caption is known, and numbers stand below most of the others."""
    for top in range(sheet.begins, min(sheet.begins + WITHIN, len(sheet.rows))):
        if _may_be_caption(sheet.rows[top]):
            header = Header(top, top, joined(sheet, top, top))
            if any(names_in(sheet, header, kind) for kind in REPEATING):
                return header
    return None


def _whole(sheet: Sheet, header: Header) -> Header:
    """With all rows of captions that are merged downwards, up to the end: the captions beside them stand there."""
    lowest = max((bottom for (top, left), (bottom, right) in sheet.merged
                  if header.top <= top <= header.bottom and left == right), default=header.bottom)  # fmt: skip
    lowest = min(lowest, len(sheet.rows) - 1)
    further = range(header.bottom + 1, lowest + 1)
    if lowest - header.top >= DEEPEST or not all(_may_be_caption(sheet.rows[row]) for row in further):
        return header
    return Header(header.top, lowest, joined(sheet, header.top, lowest)) if further else header


_MEASURE = re.compile(r"(?:本币|原币)?(?:金额|数量|单价|余额|合计|小计)|比例|日期|时间")


def _with_parts(sheet: Sheet, header: Header) -> Header:
    """A row that splits up captions (账龄 above 1年以内, 1-2年; 日期 above 月, 日) and else only measures them."""
    below = header.bottom + 1
    if below >= len(sheet.rows) or below - header.top >= DEEPEST or not _may_be_caption(sheet.rows[below]):
        return header
    said = {place: text for place, text in enumerate(shown_row(sheet.rows[below])) if text}
    above = Counter(_above(sheet, header.bottom, place) for place in said)
    parts = [place for place in said if above[_above(sheet, header.bottom, place)] > 1]
    alone = [unicodedata.normalize("NFKC", text) for place, text in said.items() if place not in parts]
    if not parts or not all(_MEASURE.fullmatch(text) or _UNIT_ROW.fullmatch(text) for text in alone):
        return header
    return Header(header.top, below, joined(sheet, header.top, below))


def _above(sheet: Sheet, row: int, place: int) -> int:
    """The column whose caption stands above this one: its own, or the last to its left where it has none."""
    texts = shown_row(sheet.rows[row])
    return next((at for at in range(min(place, len(texts) - 1), -1, -1) if texts[at]), place)


_UNIT_ROW = re.compile(
    r"[(]?(?:单位[:：]?)?(?:人民币)?"
    r"(?:百万元|千元|万元|亿元|元|%|天|日|个月|年|年月日|期|月|字号|号数|种类|字|号)[)]?"
)


def with_units(sheet: Sheet, header: Header) -> Header:
    """A row that only names units belongs to the captions above it."""
    below = header.bottom + 1
    if below == len(sheet.rows):
        return header
    said = [text for cell in sheet.rows[below] if (text := unicodedata.normalize("NFKC", shown(cell)))]
    if said and all(_UNIT_ROW.fullmatch(text) for text in said):
        return Header(header.top, below, joined(sheet, header.top, below))
    return header


def given_header(sheet: Sheet, rows: Sequence[int]) -> Header | None:
    """The header in the rows (from 1) that a person named."""
    top, bottom = min(rows) - 1, max(rows) - 1
    if not 0 <= top <= bottom < len(sheet.rows):
        return None
    return _with_groups(sheet, Header(top, bottom, joined(sheet, top, bottom)))


def _score(header: Header) -> int:
    """The most columns that one kind of ledger knows, each entry counted once."""
    return (
        max(len(set(roles(header, kind).values())) for kind in KINDS)
        + len(periods_in(header))
        + (_has_days_apart(header))
    )


def _has_days_apart(header: Header) -> bool:
    """月 beside 日, alone or below a year: together they are a day."""
    captions = header.captions
    return any(_MONTH_OF.fullmatch(one) and _DAY_OF.fullmatch(captions.get(place + 1, ""))
               for place, one in captions.items())  # fmt: skip


def roles(header: Header, kind: str) -> dict[int, tuple[Meaning, str]]:
    """The columns a kind of ledger knows, with what each means."""
    found = ((place, caption, header.meaning(place, kind)) for place, caption in header.captions.items())
    return {place: (known, _form(caption)) for place, caption, known in found if known}


def _form(caption: str) -> str:
    read = read_caption(caption)
    return f"{read.scope}.{read.tax}"


def _may_be_caption(row: Sequence[Cell]) -> bool:
    """Captions are texts: no amounts, no days, nothing long; months only where several stand side by side."""
    texts = [
        (cell, text) for cell, text in zip(row, shown_row(row), strict=True)
        if cell != "" and not (isinstance(cell, str) and not text)
    ]  # fmt: skip
    rest = [text for cell, text in texts if not _is_words(cell)]
    periods = {text for text in rest if period_of(text)}
    told = not rest or (len(periods) == len(rest) >= FEWEST) or (len(rest) == len(periods) and years_over(row))
    told = told or are_days(rest)
    return bool(texts) and told and not is_card(row)


def _is_words(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    return not looks_like_number(cell) and not days.looks_like_day(cell)


def joined(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """The captions above each column, the rows of the header one after the other, what spans columns above each."""
    rows = [_spread(sheet, row, row < bottom) for row in range(top, bottom + 1)]
    width = max((len(row) for row in rows), default=0)
    found = {}
    for place in range(width):
        parts = tuple(dict.fromkeys(row[place] for row in rows if place < len(row) and row[place]))
        if parts and len("".join(parts)) <= _LONGEST_CAPTION:
            found[place] = parts
    return found


def _spread(sheet: Sheet, row: int, over: bool) -> list[str]:
    """The captions of a row; one that stands ``over`` others counts for all of them, merged or followed by blanks."""
    texts = shown_row(sheet.rows[row])
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and top < len(sheet.rows):
            first = shown(sheet.rows[top][left]) if left < len(sheet.rows[top]) else ""
            for place in range(left, min(right + 1, len(texts))):
                texts[place] = first if top == row or left != right else texts[place]
    return _over_blanks(sheet, row, texts) if over and len([text for text in texts if text]) > 1 else texts


def _over_blanks(sheet: Sheet, row: int, texts: list[str]) -> list[str]:
    """Without merging (as in .csv) a caption over several columns is followed by blanks over captions."""
    below = shown_row(sheet.rows[row + 1])
    spread, last = list(texts), ""
    for place, text in enumerate(texts):
        under = below[place] if place < len(below) else ""
        if text:
            last = text if under else ""
        elif last and under:
            spread[place] = last
        else:
            last = ""
    return spread


def repeats(header: Header, sheet: Sheet, row: Sequence[Cell]) -> bool:
    """Whether a row further down says the captions again."""
    texts = [(place, text) for place, (cell, text) in enumerate(zip(row, shown_row(row), strict=True)) if cell != ""]
    if len(texts) < 2:
        return False
    again = sum(1 for place, text in texts if text and text in _said(header, sheet, place))
    return again * 10 >= len(texts) * 6


def _said(header: Header, sheet: Sheet, place: int) -> set[str]:
    rows = sheet.rows[header.top : header.bottom + 1]
    return {shown_row(row)[place] for row in rows if place < len(row)} | {header.captions.get(place, "")}


def weight(header: Header, kind: str) -> int:
    """How strongly the captions speak for a kind of ledger; each entry speaks once."""
    every = {known.role: known.weight for known, _ in roles(header, kind).values() if known.weight > ASIDE}
    return sum(every.values())
