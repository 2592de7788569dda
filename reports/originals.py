"""The hidden sheet of a workbook: what its lists were when they went out, and long choices of their drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from models.round_trip.origin import MARK, Origin, key_cell, row_told

OFFERED = 255
"""So many characters of choices a drop-down keeps itself."""
_LISTED = 2
"""The column in which the words of a drop-down begin: those of a list that went out stand in the first two."""
LONGEST = 32766
"""So many characters a cell holds."""


class Originals:
    """The hidden sheet on which lists leave what they were when they went out."""

    def __init__(self, book: xlsxwriter.Workbook, needed: bool, name: str) -> None:
        self._row = 0
        self._page: Worksheet | None = None
        if needed:
            self._page = book.add_worksheet(name)
            self._page.very_hidden()
            self._page.write_string(0, 0, MARK)

    def begin(self, origin: Origin) -> None:
        self._put(origin.listing, origin.told())

    def keep(self, key: str, values: Sequence[Any]) -> str:
        """Note a row; returns what its hidden cell says."""
        told = row_told(values)
        self._put(key, told)
        return key_cell(key, told)

    def offer(self, words: Sequence[str]) -> Sequence[str] | str:
        """The source of a drop-down: the words where they are few, else the place where they stand."""
        if len(",".join(words)) <= OFFERED or self._page is None:
            return words
        self._row += 1
        for column, word in enumerate(words, _LISTED):
            self._page.write_string(self._row, column, word)
        first, last = xl_col_to_name(_LISTED), xl_col_to_name(_LISTED + len(words) - 1)
        return f"='{self._page.get_name()}'!${first}${self._row + 1}:${last}${self._row + 1}"

    def _put(self, name: str, told: str) -> None:
        assert self._page is not None
        self._row += 1
        self._page.write_string(self._row, 0, name)
        self._page.write_string(self._row, 1, told if len(told) <= LONGEST else "")
