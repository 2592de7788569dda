"""The payment terms that a ledger of contracts states: shares in columns (进度款比例), or in words (付至 85 %)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models import events
from models.contracts.terms_draft import MilestoneDraft
from models.importing.recognition.ledger import Ledger, Line
from models.language import N_, text

SHARE, TERMS = "share", "terms"
"""The entries of a contract that state its terms: a column of shares, a column of words."""
_ADVANCE, _KEPT, _WHOLE = "advance", "kept", Decimal(1)
_STAGES = (
    (_ADVANCE, re.compile("预付|备料款|动员")),
    (_KEPT, re.compile("质保|质量保证|保修|保留金|缺陷责任|尾款")),
    (events.FINAL_ACCOUNT, re.compile("结算|决算|审计|审定|终审")),
    (events.ACCEPTANCE, re.compile("验收")),
    (events.COMPLETION, re.compile("竣工|完工|交工")),
    (events.HAND_OVER, re.compile("交付|移交|交房")),
    (events.CERTIFICATION, re.compile("进度|计价|计量|产值|月|过程|节点|验工|付款|支付|应付")),
)
"""What a clause is about; the first that fits: 竣工结算 is the final account, 结算价的 3 % 作为质保金 is kept."""
_ORDER = (events.CERTIFICATION, events.COMPLETION, events.ACCEPTANCE, events.HAND_OVER, events.FINAL_ACCOUNT)
_CLAUSE = re.compile(r"[,;:。、\n]+|\d[.)]\s*(?=\D)")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
_ABOUT = Decimal("0.006")
_PAID = ("received", "received.to_date")
_WORTH = ("price", "certified", "certified.to_date")


@dataclass(frozen=True)
class Stated:
    """Terms of a contract as its row states them; the advance is a share of the price."""

    contract: str
    milestones: tuple[MilestoneDraft, ...]
    kept: Decimal | None
    advance: Decimal | None
    row: int

    @property
    def told(self) -> str:
        """As a person says it: 进度 80 %，结算 97 %."""
        parts = [f"{text(events.MILESTONES[one.event])} {percent(one.cumulative)}" for one in self.milestones]
        for label, share in ((N_("Advance payment"), self.advance), (N_("Retention"), self.kept)):
            parts += [f"{text(label)} {percent(share)}"] if share else []
        return "、".join(parts)


def percent(share: Decimal | None) -> str:
    return f"{(share * 100).normalize():f} %" if share else "0 %"


def stated(ledger: Ledger) -> Iterator[Stated]:
    """The terms that the rows of a contract ledger state; none for a row whose shares contradict each other."""
    found = [(line, _shares(ledger, line)) for line in ledger.coming if line.text("deal")]
    if not all(_is_what_was_paid(line, shares) for line, shares in found if shares):
        yield from (one for line, shares in found if shares and (one := _stated(line, shares)))


def _shares(ledger: Ledger, line: Line) -> dict[str, Decimal]:
    shares = dict(_in_words(line.text(TERMS))) if line.text(TERMS) else {}
    for column in ledger.columns.values():
        share = line.values.get(column.role) if column.base == SHARE else None
        if share and 0 < share <= 1 and (stage := _stage(column.caption)):
            shares[stage] = share
    return shares


def _stated(line: Line, shares: dict[str, Decimal]) -> Stated | None:
    kept = shares.get(_KEPT)
    steps = _steps(shares)
    if steps is None or (kept is not None and kept >= _WHOLE):
        return None
    milestones = _with_rest(steps, kept)
    return Stated(line.text("deal"), milestones, None if milestones else kept, shares.get(_ADVANCE), line.row)


def _in_words(written: str) -> Iterator[tuple[str, Decimal]]:
    """竣工验收后，付至85%: a clause without a share says what the next one is about."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written))
    about = ""
    for clause in _CLAUSE.split(plain):
        found = _PERCENT.search(clause)
        own = _stage(clause)
        about = own if own and not (found and about and own == events.CERTIFICATION) else about
        if found and about:
            yield about, Decimal(found[1]) / 100
            about = ""


def _stage(words: str) -> str:
    return next((stage for stage, form in _STAGES if form.search(words)), "")


def _is_what_was_paid(line: Line, shares: dict[str, Decimal]) -> bool:
    """付款比例 may also be how much of the price was paid so far, in every row."""
    paid = next((amount for name in _PAID if (amount := line.money(name))), None)
    share = shares.get(events.CERTIFICATION)
    if not paid or not share:
        return False
    worth = (amount for name in _WORTH if (amount := line.money(name)))
    return any(abs(Decimal(paid.fen) / one.fen - share) < _ABOUT for one in worth)


def _steps(shares: dict[str, Decimal]) -> list[tuple[str, Decimal]] | None:
    """The shares as they add up: 85 % after 80 % is what was paid by then, 15 % after 80 % comes on top."""
    found: list[tuple[str, Decimal]] = []
    for event in _ORDER:
        if (share := shares.get(event)) is not None:
            before = found[-1][1] if found else Decimal(0)
            found.append((event, share if share > before else before + share))
    if found and (found[0][0] != events.CERTIFICATION or found[-1][1] > _WHOLE):
        return None
    return found


def _with_rest(steps: Sequence[tuple[str, Decimal]], kept: Decimal | None) -> tuple[MilestoneDraft, ...]:
    """What no share speaks of is due with the final account, but for what is kept back until defects end."""
    if not steps:
        return ()
    found, reached = [*steps], steps[-1][1]
    if kept and reached < _WHOLE - kept:
        found.append((events.FINAL_ACCOUNT, _WHOLE - kept))
    if found[-1][1] < _WHOLE:
        final = found[-1][0] == events.FINAL_ACCOUNT or kept
        found.append((events.DEFECTS_END if final else events.FINAL_ACCOUNT, _WHOLE))
    return tuple(MilestoneDraft(event, share) for event, share in found)
