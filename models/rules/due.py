"""When money falls due where the contract says nothing of it: by the law on small creditors, else by the works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.rules.calendar import add_days
from models.rules.captions import N_

PUBLIC = "public"
LARGE = "large"


@dataclass(frozen=True)
class SmallCreditorRule:
    """What a small or medium enterprise is paid within by a debtor of this class, for contracts signed from a day on.

    ``most`` is the longest period that may be agreed; None: what the trade usually agrees. ``basis`` is a msgid.
    """

    debtor: str
    since: date
    days: int
    most: int | None
    basis: str


SMALL_CREDITOR: tuple[SmallCreditorRule, ...] = (
    SmallCreditorRule(PUBLIC, date(2025, 6, 1), 30, 60, N_("SME Payment Regulation (国务院令第802号), article 9")),
    SmallCreditorRule(LARGE, date(2025, 6, 1), 60, None, N_("SME Payment Regulation (国务院令第802号), article 9")),
    SmallCreditorRule(PUBLIC, date(2020, 9, 1), 30, 60, N_("SME Payment Regulation (国务院令第728号), article 8")),
)
"""Newest first: 国务院令第728号 (2020-07-05, in force 2020-09-01), 第802号 (2025-03-17, in force 2025-06-01).

The class of both sides is that of the day of the contract (article 3). Read 2026-11-23.
"""

NO_THIRD_PARTY = N_("SME Payment Regulation (国务院令第802号), article 9; 法释〔2024〕11号")
"""Payment may not wait for money that the debtor gets from somebody else."""

ONLY_IF_AGREED = N_("SME Payment Regulation (国务院令第802号), article 12")
"""A public audit is a condition of payment only where contract or law say so."""


def small_creditor(debtor: str, signed_on: date | None) -> SmallCreditorRule | None:
    """The rule for a contract signed on a day (unknown: today's law); None where there is none."""
    day = signed_on or date.max
    return next((one for one in SMALL_CREDITOR if one.debtor == debtor and one.since <= day), None)


WHERE_NOTHING_IS_AGREED = ("hand_over", "final_account_submitted", "suit")
"""Handed over, else the final account submitted, else the day of the suit (法释〔2020〕25号 建工解释（一）27)."""

AT_ITS_END = "defects_end"
"""Retention without days of its own is paid back when the defects period ends (建工解释（一）17: 期满请求返还)."""

RETENTION_MONTHS = 24
"""Retention for which no period is agreed is paid back so long after acceptance (法释〔2020〕25号 建工解释（一）17)."""


def due_on(
    anchor: str,
    days: int | None,
    posted_on: date,
    happened: Mapping[str, date],
    law_days: int | None = None,
) -> date | None:
    """The day by the rule of a receivable before any agreed change; None while its event has not happened.

    The days of payment run from the event, or from the day on which the amount is posted where that came later: nobody
    can pay what both sides have not confirmed (保障中小企业款项支付条例 9: 自双方确认结算金额之日起; 民法典 201: the
    first day is not counted). Only the days that construction law itself names (解释（一）27) may lie before.

    ``anchor`` is the event the ``days`` run from (``certification``: posting; ``carried``: the later certificate that
    pays what was below the minimum; ``defects_end``: of retention; empty: nothing agreed); ``law_days`` are those of
    the small creditor. The same in SQL: ``receivables.due``.
    """
    days = law_days if days is None else days
    days = 0 if days is None and anchor == AT_ITS_END else days
    if anchor not in ("", "certification"):
        if anchor not in happened:
            return None
        if days is not None or anchor != "carried":
            return None if days is None else add_days(max(happened[anchor], posted_on), days)
    elif days is not None:
        return add_days(posted_on, days)
    return next((happened[event] for event in WHERE_NOTHING_IS_AGREED if event in happened), None)
