"""Captions that repeat: 第一次回款 beside 第二次回款, 回款日期 and 回款金额 over and over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.importing.recognition.captions import read_caption
from models.importing.recognition.deposit_kinds import kind_of_deposit
from models.importing.recognition.words import CERTIFICATES, DEPOSITS, MAIN, MAIN_DAY, RECEIPTS

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header
    from models.importing.recognition.parts_of_sum import Said

MANIETH = "@"
"""Stands between an entry and how manieth of its row it is: ``amount@2``."""
REPEATING = (RECEIPTS, CERTIFICATES)
"""Kinds of ledgers whose rows may tell of several side by side."""


def manieth(header: Header, kind: str) -> Mapping[int, int]:
    """By place: how manieth receipt or period of the row a column is about; only where there are several."""
    if kind == DEPOSITS:
        return _by_deposit(header)
    if kind not in REPEATING:
        return {}
    said = {place: read_caption(caption).manieth for place, caption in header.captions.items()}
    roles = {place: known.role for place in said if (known := header.meaning(place, kind))}
    of_amounts = {said[place] or 1 for place, role in roles.items() if role == MAIN[kind]}
    if len(of_amounts) > 1:
        return {place: n for place, n in said.items() if n and place in roles}
    return _by_repetition(header, roles, kind)


def by_group(groups: Mapping[int, Said]) -> Mapping[int, int]:
    """By place: how manieth of its row a column is about that stands in a group; a group says the same of each."""
    which = [*dict.fromkeys(tuple(groups[place].items()) for place in sorted(groups))]
    return {place: which.index(tuple(said.items())) + 1 for place, said in groups.items()}


def of_invoices(header: Header, kind: str) -> frozenset[int]:
    """价税合计 and 税额 beside 收款金额 are those of the invoice."""
    known = {place: meaning for place in header.captions if (meaning := header.meaning(place, kind))}
    if kind != RECEIPTS or not {"invoice", "invoiced_on"} & {one.role for one in known.values()}:
        return frozenset()
    amounts = {place: bool(read_caption(header.captions[place]).tax) for place, one in known.items()
               if one.role == MAIN[kind]}  # fmt: skip
    return frozenset(place for place, taxed in amounts.items() if taxed and not all(amounts.values()))


def _by_deposit(header: Header) -> dict[int, int]:
    """投标保证金 beside 履约保证金: what is said of each deposit belongs to it, the rest to all of them."""
    which = {place: found for place, caption in header.captions.items() if (found := kind_of_deposit([caption]))}
    amounts = {place for place in which if (known := header.meaning(place, DEPOSITS)) and known.role == MAIN[DEPOSITS]}
    kinds = list(dict.fromkeys(which[place] for place in sorted(amounts)))
    several = len(kinds) > 1 and len(kinds) == len(amounts)
    return {place: kinds.index(one) + 1 for place, one in which.items() if one in kinds} if several else {}


def _by_repetition(header: Header, roles: Mapping[int, str], kind: str) -> dict[int, int]:
    """Day and amount with the same captions again: the second of each belongs to the second receipt."""
    times = Counter(header.captions[place] for place in roles)
    for role in (MAIN[kind], MAIN_DAY[kind]):
        if not any(times[header.captions[place]] > 1 for place, one in roles.items() if one == role):
            return {}
    seen: Counter[str] = Counter()
    found = {}
    for place in sorted(roles):
        caption = header.captions[place]
        seen[caption] += 1
        if times[caption] > 1:
            found[place] = seen[caption]
    return found
