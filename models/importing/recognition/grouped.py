"""日期 | 计价 | 金额 | 日期 | 收款 | 金额: captions that repeat belong to what each group of columns is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from models.importing.recognition.contents import amounts_below
from models.importing.recognition.words import PAID, VALUED
from models.importing.sheets import Sheet

_GROUPS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(rf"(?:本期|本次)?(?:{VALUED})(?:情况)?"), "期次"),
    (re.compile(rf"(?:{PAID})(?:情况)?"), "摘要"),
)
"""What a group may be about, and what the column is that bears its name where no amounts stand there."""
_BELONGS = re.compile(r"日期|时间|年月日|金额|备注|摘要|凭证号?|(?:凭证|单据)?编号|单号")

Parts = Mapping[int, tuple[str, ...]]


def with_groups(sheet: Sheet, below: int, parts: Parts) -> Parts:
    """The captions with that of their group above them, as if it stood in a row of its own.

    ``below`` is the first row under the captions. A day or amount before the name of its group belongs to it as well
    where the columns repeat from there on.
    """
    alone = {place: said[0] for place, said in parts.items() if len(said) == 1}
    groups = {place: which for place, text in alone.items() if (which := _group(text)) is not None}
    times = Counter(text for text in alone.values() if _BELONGS.fullmatch(text))
    repeated = [place for place in sorted(alone) if times[alone[place]] > 1]
    if sorted(groups.values()) != [0, 1] or not repeated:
        return parts
    before = repeated[0] < min(groups)
    starts = [place for place in repeated if alone[place] == alone[repeated[0]]] if before else sorted(groups)
    if len(starts) != len(groups) or not _one_in_each(starts, sorted(groups)):
        return parts
    found = dict(parts)
    for place in repeated:
        own = sorted(groups)[max(0, sum(start <= place for start in starts) - 1)]
        found[place] = (alone[own], alone[place])
    for place, which in groups.items():
        if not amounts_below(sheet, below, place):
            found[place] = (alone[place], _GROUPS[which][1])
    return found


def _group(text: str) -> int | None:
    return next((which for which, (form, _) in enumerate(_GROUPS) if form.fullmatch(text)), None)


def _one_in_each(starts: Sequence[int], groups: Sequence[int]) -> bool:
    """Whether the name of a group stands between each start and the next."""
    ends = [*starts[1:], max(groups) + 1]
    return all(start <= group < end for start, end, group in zip(starts, ends, groups, strict=True))
