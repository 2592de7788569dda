"""Where a certificate is signed: one box each for contractor, supervisor and owner."""

from __future__ import annotations

from functools import partial

from models.language import N_
from reports.certificate_figures import CertificatePaper, Signature
from reports.fonts import SERIF, SERIF_BOLD, lacking, shown, width
from reports.lines import fold
from reports.paper import Paper
from reports.pen import Pen
from reports.style import LEFT, NOTE, Say

_SIDE = 76.0
_HIGH = 70.0
_PAD = 8.0
_SIZE = 9.0


def put_signatures(paper: Paper, data: CertificatePaper, say: Say) -> None:
    """The boxes stay together: nobody signs a page without the figures of the others' opinions beside them."""
    for one in data.signatures:
        paper.missing |= lacking(one.recorded + one.opinion + "".join(name for _seat, name in one.seats))
    high = _HIGH * len(data.signatures)
    paper.gap(2)
    paper.put(high, partial(_paint, data=data, say=say, wide=paper.wide))


def _paint(pen: Pen, y: float, data: CertificatePaper, say: Say, wide: float) -> None:
    top, end = y, LEFT + wide
    for place, one in enumerate(data.signatures):
        if place:
            pen.rules([(LEFT, y, end, y)], 0.35, 0.25)
        company = data.contractor.company if not place else data.party if place == len(data.signatures) - 1 else ""
        _paint_one(pen, y, one, company, say, end)
        y += _HIGH
    pen.rules([(LEFT + _SIDE, top, LEFT + _SIDE, y)], 0.35, 0.25)
    pen.box(LEFT, top, wide, y - top, 0.7)


def _paint_one(pen: Pen, y: float, one: Signature, company: str, say: Say, end: float) -> None:
    middle = LEFT + _SIDE / 2
    pen.centre(middle, y + 28, one.party, SERIF_BOLD, _SIZE)
    pen.centre(middle, y + 43, one.heading, SERIF, _SIZE)
    left = LEFT + _SIDE + _PAD
    room = end - left - _PAD
    line = y + 14
    for words in fold(one.opinion, SERIF, room, _SIZE)[:2]:
        pen.words(left, line, words, SERIF, _SIZE)
        line += 12
    for words in fold(one.recorded, SERIF, room, NOTE)[:2] if one.recorded else ():
        pen.words(left, line, words, SERIF, NOTE)
        line += 10
    _paint_seats(pen, y + _HIGH - 9, one, left, say, end - _PAD)
    if company:
        pen.right(end - _PAD, y + _HIGH - 23, say(N_("{company} (seal)"), company=company), SERIF, _SIZE)


def _paint_seats(pen: Pen, y: float, one: Signature, left: float, say: Say, end: float) -> None:
    """Each seat with its name or a rule to sign on, the day at the end."""
    day = say.day(one.on) if one.on else say(N_("Date: ____ / __ / __"))
    pen.right(end, y, day, SERIF, _SIZE)
    end -= max(width(shown(day, SERIF), SERIF, _SIZE), 84) + 12
    share = (end - left) / len(one.seats)
    for place, (seat, name) in enumerate(one.seats):
        x = left + place * share
        label = say(N_("{seat}:"), seat=seat)
        pen.words(x, y, label, SERIF, _SIZE)
        at = x + width(shown(label, SERIF), SERIF, _SIZE) + 2
        if name:
            pen.words(at, y, name, SERIF, _SIZE)
        else:
            pen.rules([(at, y + 2, x + share - 8, y + 2)], 0.3, 0.4)
