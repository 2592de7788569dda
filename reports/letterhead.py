"""Who writes a paper: our company, how to reach it, where to pay, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from models import company
from models.language import N_
from reports.fonts import SERIF
from reports.paper import Paper
from reports.pen import Pen
from reports.style import BODY, LEFT, Say


@dataclass(frozen=True)
class Bank:
    """An account the debtor may pay into."""

    number: str
    bank: str = ""
    holder: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Letterhead:
    """Who writes."""

    company: str
    office: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    banks: tuple[Bank, ...] = ()
    prepared_by: str = ""
    checked_by: str = ""


def letterhead(session: Session) -> Letterhead:
    """Our company as the book knows it."""
    ours = company.profile(session)
    banks = tuple(Bank(one.number, one.bank, one.holder, one.purpose) for one in ours.accounts)
    return Letterhead(
        ours.name, ours.department, ours.address, "", ours.phone, banks, ours.prepared_by, ours.checked_by
    )


def put_signatures(paper: Paper, head: Letterhead, dated_on: date | None, say: Say) -> None:
    """Handler, checker, seal and date on the right, address and accounts on the left."""
    lines = []
    reached = [head.address, say(N_("telephone {number}"), number=head.phone) if head.phone else "", head.contact]
    if any(reached):
        lines.append(say(N_("Reply to: {address}"), address="  ".join(filter(None, reached))))
    for bank in head.banks:
        told = say(N_("Pay to: {number}  {bank}"), number=bank.number, bank=bank.bank)
        lines.append(told + (say(N_(" ({purpose})"), purpose=bank.purpose) if bank.purpose else ""))
    high = 44.0 + 15 * max(0, len(lines) - 1)
    paper.gap(8)
    day = say.day(dated_on) if dated_on else say(N_("Date: ____ / __ / __"))
    paper.put(high, partial(_paint_signatures, head=head, day=day, say=say, lines=lines, end=LEFT + paper.wide))


def _paint_signatures(pen: Pen, y: float, head: Letterhead, day: str, say: Say, lines: list[str], end: float) -> None:
    pen.words(LEFT, y + 10, f"{say(N_('Prepared by:'))} {head.prepared_by}", SERIF, BODY)
    pen.words(LEFT + 120, y + 10, f"{say(N_('Checked by:'))} {head.checked_by}", SERIF, BODY)
    for row, line in enumerate(lines):
        pen.words(LEFT, y + 26 + 15 * row, line, SERIF, 9)
    pen.right(end, y + 10, say(N_("{company} (seal)"), company=head.company), SERIF, BODY)
    pen.right(end, y + 30, day, SERIF, BODY)
