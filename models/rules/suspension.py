"""How long an owner has after a notice before works may be suspended for want of payment, by form of contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.rules.captions import N_
from models.rules.claims import FIDIC1999, FIDIC2017, GF2017
from models.rules.clocks import Clock

_READ = date(2026, 11, 27)
_ARRIVED = N_("the day the notice arrived")


def _notice(basis: str, days: int, source: str) -> Clock:
    caption = N_("Suspension after a notice")
    return Clock("suspension", caption, _ARRIVED, basis, days=days, moves=False, source=source, checked_on=_READ)


NOTICES: Mapping[str, Clock] = {
    GF2017: _notice(N_("GF-2017-0201, clause 16.1.1"), 28, "建设工程施工合同（示范文本）GF-2017-0201 通用条款 16.1.1"),
    FIDIC1999: _notice(N_("FIDIC 1999, clause 16.1"), 21, "FIDIC Conditions of Contract for Construction 1999, 16.1"),
    FIDIC2017: _notice(N_("FIDIC 2017, clause 16.1"), 21, "FIDIC Conditions of Contract for Construction 2017, 16.1"),
}
"""GF-2017-0201 16.1.1: an employer who has not mended his breach 28 days after he received our notice; FIDIC 16.1: not
less than 21 days' notice. Civil Code 526 and 803 name no days. FIDIC was read in reprints, GF-2017 as it is known."""


def notice_of(form: str) -> Clock:
    """The time of a form of contract; that of GF-2017 where the form is another."""
    return NOTICES.get(form, NOTICES[GF2017])
