"""The limits that law sets to what owners may keep or ask for; said as advice with its source, never enforced.

How to add one: name it in LIMITS with its share of the price and the article, and the day somebody read that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.money import Money
from models.rules.captions import N_


@dataclass(frozen=True)
class Limit:
    """At most (``least``: at least) this share of the price, since a day, by this article (a msgid)."""

    share: Decimal
    basis: str
    since: date
    least: bool = False


LIMITS: Mapping[str, tuple[Limit, ...]] = {
    "retention": (
        Limit(Decimal("0.03"), N_("建质〔2017〕138号, article 7"), date(2017, 7, 1)),
        Limit(Decimal("0.05"), N_("国办发〔2016〕49号; 建质〔2016〕295号, article 7"), date(2016, 6, 23)),
    ),
    "tender": (Limit(Decimal("0.02"), N_("Tendering Regulation, article 26"), date(2012, 2, 1)),),
    "performance": (Limit(Decimal("0.10"), N_("Tendering Regulation, article 58"), date(2012, 2, 1)),),
    "progress": (Limit(Decimal("0.80"), N_("财建〔2022〕183号, for public owners"), date(2022, 8, 1), least=True),),
    "wages": (Limit(Decimal("0.03"), N_("人社部发〔2021〕65号"), date(2021, 11, 1)),),
}
"""By name, the newest first, as of 2026-11-26: 建质〔2017〕138号 of 2017-06-20; 国办发〔2016〕49号 of 2016-06-23;
招标投标法实施条例 国务院令第613号 of 2011-12-20; 财建〔2022〕183号 of 2022-06-14;
人社部发〔2021〕65号 of 2021-08-17. The 5 % are those of 国办发〔2016〕49号; 建质〔2016〕295号 repeated them and was
announced by 2017-01-06 (建筑时报), its own day was not found and none is used."""

PUBLIC = ("government", "institution", "state_owned")
"""Owners whose works are paid at least 80 % as they progress (财建〔2022〕183号)."""

NOT_BOTH = N_("建质〔2017〕138号, article 6")
"""No retention beside a performance bond before the works are completed."""


def limit_on(name: str, day: date | None = None) -> Limit | None:
    """The limit of this name in force on a day (unknown: today's law); None before there was one."""
    return next((limit for limit in LIMITS[name] if day is None or limit.since <= day), None)


def passes(name: str, share: Decimal | Fraction, day: date | None) -> bool:
    """Whether a share passes the limit of this name on a day (unknown: today's law)."""
    limit = limit_on(name, day)
    if limit is None:
        return False
    found, agreed = Fraction(limit.share), Fraction(share)
    return agreed < found if limit.least else agreed > found


def too_much(name: str, amount: Money, price: Money, day: date | None) -> bool:
    """Whether an amount is a larger part of the price than the limit of this name allows."""
    return bool(price) and passes(name, Fraction(amount.fen, price.fen), day)
