"""Rows beside receipts that are no money of an owner: interest of the bank, an amount moved to another account."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import ACCOUNT
from models.language import N_
from models.problems import Problem

_INTEREST = re.compile("(?:银行|存款|活期|季度|收)*(?:结息|利息|存款利息|利息收入|账户利息)(?:收入)?")
_MOVED = re.compile("计提.{0,4}质保金|(?:转|重分类).{0,4}(?:长期应收|合同资产|其他应收)|重分类|坏账")
_NO_MONEY = N_(
    "The row moves the amount to another account (“{text}”), and nothing came in: it stays out. Where it became "
    "retention, enter that by itself."
)
_NO_DEBT = N_("The bank paid interest on the account: the row is no receipt of an owner and may be left out.")


def no_money(ledger: Ledger, line: Line, words: Sequence[str]) -> Problem | None:
    """Why a row whose texts are ``words`` is none; None where it may be."""
    if any(map(_INTEREST.fullmatch, (one for one in words if one not in line.remarks))):
        return Problem("", _NO_DEBT)
    moved = next((one for one in words if _MOVED.search(one)), "") if ledger.kind == ACCOUNT else ""
    return Problem("", _NO_MONEY, {"text": moved}) if moved else None
