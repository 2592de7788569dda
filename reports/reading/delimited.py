"""Reads a table of plain text (.csv, .txt) as other programs save it: its encoding and separator are found out."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from models.importing.sheets import Cell

ENDINGS = (".csv", ".txt", ".tsv")
MOST_COLUMNS = 1_000
_SEPARATORS = ",\t;|"
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BIG5 = "cp950"
_COMMON, _SAMPLE = 0.7, 20_000
"""Of text in GB18030 (which holds GBK and GB2312) at least so much is in the common GB2312."""
_LOOKED_AT = 50
_KEPT_AS_TEXT = re.compile(r'="(.*)"')
"""How a program saves digits that Excel shall not take for a number."""


def decoded(content: bytes) -> str | None:
    """The text, by its byte order mark or the first encoding in which every byte makes sense; None when none does."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _decoded(content, encoding)
    text = _decoded(content, "utf-8")  # text in another encoding is practically never valid UTF-8
    return _chinese(content) if text is None else text


def _chinese(content: bytes) -> str | None:
    """Text without a mark: simplified, or traditional as Big5 where read as the other it is nonsense."""
    ours = _decoded(content, "gb18030")
    if ours is not None and _is_common(ours[:_SAMPLE]):
        return ours
    theirs = _decoded(content, BIG5)
    return ours if theirs is None else theirs


def _is_common(text: str) -> bool:
    signs = [sign for sign in text if sign > "\x7f"]
    return sum(bool(sign.encode("gb2312", "ignore")) for sign in signs) >= _COMMON * len(signs)


def is_traditional(path: Path) -> bool:
    """Whether it is read as Big5."""
    content = path.read_bytes()
    text = decoded(content)
    return text is not None and text == _decoded(content, BIG5) and not text.isascii()


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def rows_of(path: Path) -> Iterator[list[Cell]]:
    """The rows as texts, all of one width; raises ValueError for what is no table of text."""
    text = decoded(path.read_bytes())
    if text is None:
        raise ValueError(path.name)
    lines = text.splitlines(keepends=True)
    rows = list(csv.reader(lines, delimiter=separator(lines[:_LOOKED_AT])))
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS:
        raise ValueError(path.name)
    for row in rows:
        yield [*map(_plain, row), *[""] * (width - len(row))]


def separator(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of columns, more than one."""
    best, most = ",", (0, 0)
    for mark in _SEPARATORS:
        widths = Counter(len(row) for row in _cut(lines, mark) if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        if (count, width) > most:
            best, most = mark, (count, width)
    return best


def _cut(lines: list[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return []


def _plain(cell: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(cell) if cell.startswith('="') else None
    return kept.group(1) if kept else cell
