"""What the lines above a table say of all its rows: a card names contract, party, price and days once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from models.importing import days
from models.importing.recognition.bare_names import bare_name
from models.importing.recognition.captions import read_caption
from models.importing.recognition.meanings import holds_of, meaning
from models.importing.recognition.words import CONTRACTS, DAY, KINDS, WEAK
from models.importing.sheets import Cell, Sheet
from models.importing.texts import Misread

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header

_UNIT = r"(?:[(](?:单位:?)?(?:人民币)?[百千万亿]{0,2}元[)])?"
_CALLED = rf"(?:[一-鿿]{{2,8}}{_UNIT}|(?<![A-Za-z])[A-Z][A-Za-z]{{2,11}}(?: (?:[A-Za-z]{{2,8}}\.?)){{0,2}})"
_LABEL = re.compile(rf"{_CALLED}:")
_PAIR = re.compile(rf"({_CALLED}):\s*([^:]+?)(?=\s{{2,}}|\s*{_CALLED}:|$)")
_SAID = re.compile(rf"{_LABEL.pattern}\s*\S.*")
_COUNTED = re.compile(r"[一二三四五六七八九十\d]{1,2}$")
_IN_BRACKETS = re.compile(r"[(]([^()]*:[^()]*)[)]")
_NAMES: Mapping[str, frozenset[str]] = {
    "contract_number": frozenset("合同编号 合同号".split()),
    "contract_name": frozenset("工程名称 项目名称 合同名称 合同 工程 项目 标段 合同段 工程项目 合同工程".split()),
    "party": frozenset(
        "建设单位 甲方 业主 发包人 发包方 客户 客户名称 付款单位 业主单位 往来单位 单位名称 债务人 户名 对方单位 "
        "客商 客商名称 往来户名 往来客户 甲方单位 甲方名称 业主名称 发包单位 建设方 建设单位名称 委托单位 委托方 "
        "总包单位 采购单位 客户单位 付款方 拨款单位 拨付单位 支付单位 需方 需方单位 买方 购买方 购货单位".split()
    ),
}
_NUMBERED = re.compile(
    r"(?P<number>(?=\S*\d)(?=\S*[^\d.])[A-Za-z\d][A-Za-z\d\-—_/.#()\[\]]{2,}|\S*[字合第(〔\[]\S*\d+号)(?:[\s,、;:]+(?P<name>\S.*))?"
)
"""合同：HT-01 江北大道 is number and name."""
_TOLD = frozenset(
    "contract_number contract_name party credit_code price signed_on start_on completion_on completed_on accepted_on "
    "handed_over_on".split()
)
"""What a card may say of its contract, called as in a ledger of contracts."""


def titles(sheet: Sheet, header: Header) -> list[str]:
    """What stands above the header, cell by cell."""
    return texts_in(sheet.rows[: header.top])


def texts_in(lines: Iterable[Sequence[Cell]]) -> list[str]:
    """What stands in lines, cell by cell; a caption and its answer as one text."""
    return [text for row in lines for text in _texts_of(row)]


def label_of(text: str) -> str:
    """What a caption of a card tells of the contract; empty for everything else."""
    caption = unicodedata.normalize("NFKC", text).strip().rstrip(":").strip()
    plain = _COUNTED.sub("", caption)
    if caption.isascii():
        caption = plain = read_caption(caption).words
    named = next((role for role, names in _NAMES.items() if caption in names or plain in names), "")
    known = None if named else meaning(caption, CONTRACTS)
    return named or (known.role if known and known.role in _TOLD - {*_NAMES} and known.weight != WEAK else "")


def is_card(row: Sequence[Cell]) -> bool:
    """Whether a row holds captions of a card and what they say: 合同编号 | YJ-01 in turn, 项目：梅苑 in one cell."""
    cells = _filled(row)
    labels, said = cells[::2], cells[1::2]
    return tells_itself(cells) or (
        len(labels) == len(said) > 0
        and any(isinstance(cell, str) and label_of(cell) for cell in labels)
        and all(map(_is_caption, labels))
        and not any(map(_is_caption, said))
    )


def tells_itself(row: Sequence[Cell]) -> bool:
    """项目：梅苑 | 甲方：梅苑地产 | 单位：元 – every cell is a caption and its answer, one of them of the contract."""
    cells = _filled(row)
    texts = [unicodedata.normalize("NFKC", cell).strip() for cell in cells if isinstance(cell, str)]
    return len(texts) == len(cells) and all(map(_SAID.fullmatch, texts)) and bool({*said_above(texts)} & {*_NAMES})


def _is_caption(cell: Cell) -> bool:
    """Whether any ledger has such a caption: then it says nothing itself."""
    plain = unicodedata.normalize("NFKC", cell).strip().rstrip(":") if isinstance(cell, str) else ""
    return bool(plain) and (bool(label_of(plain)) or any(meaning(plain, kind) for kind in KINDS))


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell != "" and not (isinstance(cell, str) and not cell.strip())]


def _texts_of(row: Sequence[Cell]) -> Iterator[str]:
    """The cells of a line; a caption and what stands in the next cell are said together: 合同编号 | YJ-01."""
    cells, skip = _filled(row), False
    for cell, after in zip(cells, [*cells, ""][1:], strict=True):
        text, said = _as_text(cell), _as_text(after)
        if skip or not isinstance(cell, str | date):
            skip = False
        elif isinstance(cell, str) and said and _asks(text) and not _asks(said) and not _is_caption(after):
            skip = True
            yield f"{text.rstrip(':：')}：{said}"
        else:
            yield text


def _asks(text: str) -> bool:
    """Whether a cell is a caption whose answer stands in the next one."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(_LABEL.fullmatch(plain)) or (":" not in plain and bool(label_of(plain)))


def _as_text(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month}-{cell.day}"
    return cell.strip() if isinstance(cell, str) else f"{cell:.15g}" if type(cell) in (int, float) else ""


def _pairs(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """What each caption above the table tells, the caption itself, and what it says."""
    for line in lines:
        for caption, value in _PAIR.findall(_IN_BRACKETS.sub(r"  \1  ", unicodedata.normalize("NFKC", line))):
            if role := label_of(caption):
                yield role, caption, value.strip().rstrip(",;、").rstrip()


def price_above(lines: Iterable[str], unit: int) -> tuple[str, int]:
    """The contract price that a card says above its table, and its unit: its own, else that of the table."""
    said = ((value, read_caption(caption).unit) for role, caption, value in _pairs(lines) if role == "price")
    written, own = next(said, ("", None))
    return written, unit if own is None else own


def said_above(lines: Iterable[str]) -> dict[str, Any]:
    """What lines above the table say of all its rows: 工程名称：… 建设单位：… 签订日期：…"""
    found: dict[str, Any] = {}
    for line in reversed([*lines]):
        for role, caption, value in _pairs([line]):
            numbered = _NUMBERED.fullmatch(value) if caption in _OF_CONTRACT else None
            if numbered:
                told = {"contract_number": numbered["number"], "contract_name": numbered["name"]}
                found = {name: one for name, one in told.items() if one} | found
            elif role != "price" and (said := _read(role, value)):
                found.setdefault(role, said)
    return found


_OF_CONTRACT = ("合同", "合同名称", "合同编号", "合同号")


def _read(role: str, value: str) -> Any:
    """A day is read as one; what cannot be is none, and so is a number that stands where a party should."""
    if role == "party" and value.isdigit():
        return None
    if holds_of(role, CONTRACTS) != DAY:
        return bare_name(value) if role == "party" else value
    try:
        return days.read_day(value)
    except Misread:
        return None
