"""What each row below the captions is: a row of the ledger, a total, captions again, or a remark under the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.importing.captions import is_blank
from models.importing.figures import looks_like_number
from models.importing.recognition.above import tells_itself
from models.importing.recognition.columns import Column, main_of
from models.importing.recognition.headers import Header, repeats
from models.importing.recognition.total_words import TEXTS_LOOKED_AT, TOTAL, WHOSE
from models.importing.recognition.words import DAY, MAIN_DAY, MONEY
from models.importing.sheets import Cell, Sheet
from models.language import N_
from models.problems import Problem

_OF_SECTION = re.compile(rf"小计|小结|ubtotal|(?:{WHOSE})计|本[页月期季]")
_PART_OF_TOTAL = re.compile(r"其中[:,]?.*")
CARRIED = re.compile(r"(?:承前页|承上页|过次页|转下页|上页结转|结转下页)")
_FOOTER = re.compile(
    r"(?:制表|填表|编制|审核|复核|审批|经办|主管|财务负责人|项目经理|单位负责人|会计|出纳|统计|负责人|填报|"
    r"校对|批准)人?(?:员|单位|日期|时间)?[:].*"
    r"|(?:借方|贷方|收入|支出|总|本页)?(?:笔数|发生笔数|交易笔数)[:].*|[甲乙丙]方(?:\(.{1,4}\))?:.*"
    r"|(?:注|说明|备注|附注|填表说明|编制说明)\d*[:.].*"
    r"|(?:本页|合计|累计|总)?(?:借方?|贷方?|收入|支出|交易)?总?(?:笔数|发生额)[:].*|(?:打印|下载|查询|导出)(?:日期|时间|人)[:].*"
)
_TELLING = re.compile(r"[计结汇页中]|[共合]\s*\d|total", re.IGNORECASE)
"""Without one of these letters a text is no word for a total."""
_NUMBERED = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,3}[)、.:]+")
_SPACES = re.compile(r"\s+")
_WORKED_OUT = re.compile(r"[(]?(\d{1,3})[)]?(?:=[\d+\-*/×÷().]+)?")
_ORDER = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]?")


@dataclass
class Sorted:
    """Places of rows by what they are; ``notes`` say what was left alone and why.

    ``sections`` are rows that hold only words, or head the rows below with what these come to: a name there may be
    that of all rows below. ``words`` are these rows as they stand.
    """

    data: list[int] = field(default_factory=list)
    totals: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    def note(self, row: int, message: str, **values: object) -> None:
        self.notes.append((row, Problem("", message, values, True)))


@dataclass(frozen=True)
class Layout:
    """What rows are sorted by."""

    sheet: Sheet
    header: Header
    columns: Mapping[str, Column]
    kind: str
    passed: Mapping[int, Problem] = field(default_factory=dict)
    heads: Mapping[int, str] = field(default_factory=dict)

    @property
    def money_places(self) -> list[int]:
        return [column.place for column in self.columns.values() if column.holds == MONEY]

    @property
    def identity(self) -> list[int]:
        """The columns one of which every row of this kind of ledger fills: its day, else who or what it is about."""
        names = (MAIN_DAY[self.kind], "period", "period_to") if self.kind in ("receipts", "certificates") else ()
        named = [self.columns[name].place for name in names if name in self.columns]
        who = ("party", "contract_number", "contract_name", "credit_code")
        return named or [self.columns[name].place for name in who if name in self.columns]


def sort_rows(layout: Layout) -> Sorted:
    """Sort the rows below the header; sums without a word for them are found by ``unworded_totals`` later."""
    found = Sorted()
    sheet, money, identity = layout.sheet, layout.money_places, layout.identity
    first = [column.place for column in layout.columns.values()][:2]
    captions = {place: sheet.rows[layout.header.bottom][place] for place in first if _inside(sheet, layout, place)}
    heads = layout.heads
    summed = {row for row, place in sheet.summed if place in _period_money(layout)} if sheet.summed else set()
    part: int | None = None  # where 其中 stands above
    for place in range(layout.header.bottom + 1, len(sheet.rows)):
        row = sheet.rows[place]
        if is_blank(row):
            continue
        if place in layout.passed:
            found.notes.append((place, layout.passed[place]))
            continue
        if place in heads:
            found.sections[place] = heads[place]
            found.note(place, N_("The row heads those below and adds them up (“{text}”); it is not imported."),
                       text=heads[place])  # fmt: skip
            continue
        counts = place == layout.header.bottom + 1 and _numbers_columns(row)
        again = any(at < len(row) and row[at] == said and said != "" for at, said in captions.items())
        if part is not None and _is_indented(row, part) and (texts := _texts(row, layout)):
            _keep(found, place, "part", texts)
            continue
        part = None
        if not counts and not again and _is_plainly_data(row, money, identity):
            found.data.append(place)
            continue
        texts = _words_of(row, layout)
        what = _what(row, texts, money, identity, place in summed)
        if again and repeats(layout.header, sheet, row):
            found.note(place, N_("The captions stand here again; the row is passed over."))
        elif counts:
            found.note(place, N_("The row only numbers the columns; it is passed over."))
        else:
            _keep(found, place, what, texts)
            part = next((at for at, cell in enumerate(row) if cell != ""), None) if what == "part" else None
    return found


def _words_of(row: Sequence[Cell], layout: Layout) -> list[str]:
    """The texts of a row, without the number of a heading."""
    texts = _texts(row, layout)
    return texts[1:] if _is_counted_heading(row, texts) else texts


def _is_indented(row: Sequence[Cell], place: int) -> bool:
    """Whether a row goes on with the parts of the one above: its first words stand below 其中, behind blanks."""
    first = next((at for at, cell in enumerate(row) if cell != ""), -1)
    cell = row[first] if first == place else ""
    return isinstance(cell, str) and cell[:1] in " \u3000\t" and cell.strip() != ""


def _is_plainly_data(row: Sequence[Cell], money: Sequence[int], identity: Sequence[int]) -> bool:
    """A row with a number, a name or day, and no word that a total could have: most rows are."""
    width = len(row)
    for place in money:  # loops, because this is asked of every row of every ledger
        if place < width and type(row[place]) is not str:
            break
    else:
        return False
    for place in identity:
        if place < width and row[place] != "":
            break
    else:
        return False
    return not _TELLING.search("\0".join([cell for cell in row if type(cell) is str]))


def _keep(found: Sorted, place: int, what: str, texts: Sequence[str]) -> None:
    if what == "total":
        found.totals.append((place, next((text for text in texts if TOTAL.fullmatch(text)), "")))
    elif what == "part":
        found.note(place, N_("The row splits up a total (“{text}”); it is not imported."), text=texts[0])
    elif what == "carried":
        found.note(place, N_("The row carries a sum from page to page (“{text}”); it is not imported."), text=texts[0])
    elif what == "words":
        if texts and not _FOOTER.fullmatch(texts[0]):
            found.sections[place], found.words[place] = _NUMBERED.sub("", texts[0]), " ".join(texts)
        found.note(place, N_("The row holds only words (“{text}”); it is not imported."), text=_short(texts))
    else:
        found.data.append(place)


def _what(row: Sequence[Cell], texts: Sequence[str], money: Sequence[int], identity: Sequence[int], sums: bool) -> str:
    """The kind of a row that is neither blank nor captions."""
    for text in texts[:TEXTS_LOOKED_AT]:
        if (text[-1:] in "计结共总汇:.)笔条项户行" or "otal" in text.casefold()) and TOTAL.fullmatch(text):
            return "total"
        if text.startswith("其中") and _PART_OF_TOTAL.fullmatch(text):
            return "part"
        if CARRIED.fullmatch(text):
            return "carried"
    if texts and tells_itself(row):
        return "words"
    known = any(place < len(row) and row[place] != "" for place in identity)
    if texts and _FOOTER.fullmatch(texts[0]) and not _has_number(row, money):
        return "words"
    filled = sum(1 for cell in row if cell != "")
    alone = len(texts) == 1 and filled == 1 + is_counted(row[0]) and not looks_like_number(texts[0])
    if alone:
        return "words"
    return "total" if sums and not known else "data"


def is_counted(cell: Cell) -> bool:
    """Whether a cell counts sections: 一, 二, 三."""
    return isinstance(cell, str) and bool(_ORDER.fullmatch(unicodedata.normalize("NFKC", cell).strip()))


def _is_counted_heading(row: Sequence[Cell], texts: Sequence[str]) -> bool:
    """一 | 已到期 and nothing else: a heading, and its number."""
    return len(texts) == 2 and is_counted(row[0]) and sum(1 for cell in row if cell != "") == 2


def _has_number(row: Sequence[Cell], money: Sequence[int]) -> bool:
    """Whether an amount stands in the row; a text that says when a table was made is none."""
    cells = (row[place] for place in money if place < len(row) and row[place] != "")
    return any(not isinstance(cell, str) or looks_like_number(cell) for cell in cells)


def _texts(row: Sequence[Cell], layout: Layout) -> list[str]:
    """The short texts of a row that may say what it is, from the left; remarks and dates do not."""
    own = {column.place for role, column in layout.columns.items() if role.startswith("remark") or column.holds == DAY}
    found: list[str] = []
    for place, cell in enumerate(row):
        if type(cell) is str and cell and (place not in own or not found):
            plain = _SPACES.sub("", cell if cell.isascii() else unicodedata.normalize("NFKC", cell))
            if plain:
                found.append(plain)
            if len(found) == TEXTS_LOOKED_AT:
                break
    return found


def _short(texts: Sequence[str]) -> str:
    text = " ".join(texts)
    return text if len(text) <= 40 else text[:40] + "…"


def _inside(sheet: Sheet, layout: Layout, place: int) -> bool:
    return place < len(sheet.rows[layout.header.bottom])


def _period_money(layout: Layout) -> set[int]:
    """The columns in which a sum over the cells above is a total and no running figure."""
    return {
        column.place for role, column in layout.columns.items() if column.is_money and not role.endswith(".to_date")
    }


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """1 2 3 4 … or 甲 乙 1 2 3=1+2: a form numbers its columns and says how they are worked out."""
    told = [text for cell in row if (text := _as_counted(cell))]
    counted = [int(said[1]) for text in told if (said := _WORKED_OUT.fullmatch(text))]
    few = 0 if "".join(told).startswith("甲乙") else 2
    runs = len(counted) > few and all(later - one == 1 for one, later in pairwise(counted))
    return runs and all(len(text) <= 24 and text[0] in "甲乙丙丁栏次0123456789=+-()" for text in told)


def _as_counted(cell: Cell) -> str:
    if isinstance(cell, str):
        return _SPACES.sub("", unicodedata.normalize("NFKC", cell))
    return f"{cell:.15g}" if isinstance(cell, int) or type(cell).__name__ == "float" else "?"


def is_footer(row: Sequence[Cell]) -> bool:
    """Whether a row says who made the table, or explains it."""
    first = next((cell for cell in row if type(cell) is str and cell), "")
    return bool(_FOOTER.fullmatch(_SPACES.sub("", unicodedata.normalize("NFKC", first))))


def of_section(word: str) -> bool:
    return bool(_OF_SECTION.search(word))


def unworded_totals(layout: Layout, rows: Sequence[int], main: Sequence[int | None]) -> Iterator[int]:
    """Rows without day and name whose amount is what the rows above come to: totals that nobody called so.

    ``main`` are the amounts (fen) of the rows.
    """
    column = main_of(layout.kind, layout.columns)
    if column is None or column.role.endswith(".to_date"):
        return
    since, whole, count = 0, 0, 0
    for place, fen in zip(rows, main, strict=True):
        row = layout.sheet.rows[place]
        adds_up = fen and count > 1 and fen in (since, whole)
        if adds_up and not any(at < len(row) and row[at] != "" for at in layout.identity):
            yield place
            since, count = 0, 2
            continue
        since, whole, count = since + (fen or 0), whole + (fen or 0), count + 1
