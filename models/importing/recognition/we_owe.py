"""Ledgers of what we owe subcontractors and suppliers: told as such, and never taken for what owners owe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.importing.recognition.headers import Header, roles
from models.importing.recognition.words import CONTRACTS, RECEIPTS
from models.importing.sheets import Sheet

_THEIRS = re.compile(
    r"(?:分包|劳务|专业分包|劳务分包|供应|供货|供料|材料供应|租赁|出租)(?:单位|商|方|队伍?|班组|企业|公司|厂商)(?:名称|全称|简称)?"
    r"|(?:施工|作业|劳务)?班组(?:名称|长)?|施工队伍?(?:名称)?|(?:材料|设备)商(?:名称)?|供应商(?:名称)?"
)
_OURS = re.compile(
    r"应付账款|其他应付款|应付票据|应付(?:分包|劳务|材料|设备|租赁|供应商)|对下(?:结算|计价|付款|支付|分包)"
)
_NOT_OURS = re.compile("应收|对上")


def we_owe(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """By its title, or by a caption of those we pay where no other column names who pays us."""
    names = (sheet.called, *above)
    if any(_OURS.search(one) for one in names) and not any(
        _NOT_OURS.search(one) for one in (*names, *header.captions.values())
    ):
        return True
    theirs = any(_THEIRS.fullmatch(part) for parts in header.parts.values() for part in parts)
    payers = {known.role for kind in (CONTRACTS, RECEIPTS) for known, _ in roles(header, kind).values()}
    return theirs and "party" not in payers
