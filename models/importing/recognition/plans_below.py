"""A part of a ledger that is headed as a plan (三、下周回款计划) tells what is expected: nothing of it came."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.importing.recognition.ledger import Ledger
from models.importing.recognition.words import CERTIFICATES, RECEIPTS
from models.language import N_

_MATTER = re.compile("回款|收款|到款|来款|收入|付款|资金|到账|拨款|产值|计价|计量")
_PLAN = re.compile("计划|预计|预测|预算|目标|拟|安排|展望")
_REAL = re.compile("实际|完成|执行|落实|对比|对照|与")
_LONGEST = 30
_SECTION = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,2}[)）]?|\d{1,2})[、.．)）]")
_EXPECTED = N_(
    "It stands under “{text}”: {amount} is expected, and nothing came yet. If it came, let the heading say so."
)


def leave_plans(ledger: Ledger, words: Mapping[int, str]) -> None:
    """Rows under a heading of a plan stay open, up to the next heading; ``words`` are the headings by their rows."""
    if ledger.kind not in (RECEIPTS, CERTIFICATES) or ledger.main is None:
        return
    headings = sorted((row, text) for row, text in words.items() if len(text) <= _LONGEST and _heads(text))
    above = _over_all(ledger)
    for line in ledger.lines if above or headings else ():
        text = next((said for row, said in reversed(headings) if row < line.row), above)
        if _is_plan(text) and (amount := line.raw.get(ledger.main.role)):
            line.open(_EXPECTED, text=text, amount=amount.grouped)


def _heads(text: str) -> bool:
    return bool(_MATTER.search(text) or _SECTION.match(text))


def _is_plan(text: str) -> bool:
    return bool(_MATTER.search(text) and _PLAN.search(text)) and not _REAL.search(text)


def _over_all(ledger: Ledger) -> str:
    """The title that stands last above the table and tells what it is about; a caption of what is real denies it."""
    captions = [column.caption for column in ledger.columns.values()]
    said = [one for one in (ledger.sheet.called, *ledger.titles) if _MATTER.search(one)]
    return "" if any(_PLAN.search(one) or _DONE.search(one) for one in captions) or not said else said[-1]


_DONE = re.compile("实际|已|累计|欠|未|余额")
