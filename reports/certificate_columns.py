"""The figures of several periods: what earlier certificates come to, to date, this year, agreed and remaining."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models import opening_position
from models.bills import BillItem
from models.certificates import Adjustment, Background, CertificateLine, PaymentCertificate
from models.certificates.background import FOREVER, VALUES, earlier_ones
from models.money import Money
from models.rules import base
from models.rules.retention import of_value
from models.store.base import Fen
from reports.certificate_amounts import ADVANCE, Figures
from reports.certificate_lines import Place

_TOTALS = "gross added recovery second_recovered retention later deducted due".split()
_OFF = ("recovery", "retention", "later", "deducted", "due")
_WORK = ("measured", "lump", "breaks")


@dataclass(frozen=True)
class Chapters:
    """The chapters of a bill in order, and what of each is in the figures: ``chapter.0`` …, ``chapter.rest``."""

    captions: tuple[str, ...]
    where: Mapping[str, Place]

    def sums(self, amounts: Mapping[str | None, Money]) -> dict[str, Money]:
        """By chapter, of amounts by bill line."""
        found = {f"chapter.{place}": Money() for place in range(len(self.captions))}
        for key, amount in amounts.items():
            if key is not None and key in self.where:
                name = f"chapter.{self.captions.index(self.where[key].chapter)}"
                found[name] += amount
        return found

    def whole(self, figures: Figures, amounts: Mapping[str | None, Money]) -> dict[str, Money | None]:
        """Figures with their chapters, and the sums of work that the forms ask for."""
        sums = self.sums(amounts)
        work = [figures.get(name, Money()) for name in _WORK]
        inside = None if None in work else Money.total(one for one in work if one is not None)
        more = [figures.get(name, Money()) for name in ("variations", "dayworks", "provisional")]
        known = inside is not None and None not in more
        return {
            **figures,
            **sums,
            "chapter.rest": None if inside is None else inside - Money.total(sums.values()),
            "in_contract": inside,
            "work": Money.total([inside, *(one for one in more if one)]) if known and inside is not None else None,
        }


def chapters_of(where: Mapping[str, Place]) -> Chapters:
    return Chapters(tuple(dict.fromkeys(place.chapter for place in where.values())), where)


def own_lines(row: PaymentCertificate, reviewed: bool) -> dict[str | None, Money]:
    """What this certificate comes to by bill line."""
    found: dict[str | None, Money] = {}
    for line in row.lines:
        amount = line.amount if reviewed else line.claimed
        if line.bill_item_id:
            found[line.bill_item_id] = found.get(line.bill_item_id, Money()) + amount
    return found


def earlier(session: Session, row: PaymentCertificate, chapters: Chapters, *since: ColumnElement[bool]) -> Figures:
    """The figures of the signed certificates before this one (``since``: only some of them)."""
    c = PaymentCertificate
    where = (*earlier_ones(row.contract_id, row.period, row.id), c.kind != ADVANCE, *since)
    columns = [*VALUES.values(), *(getattr(c, name) for name in _TOTALS)]
    back = func.sum(case((c.value_materials < 0, -c.value_materials), else_=0))
    wanted = [func.coalesce(one, 0, type_=Fen()) for one in (*map(func.sum, columns), back)]
    found = session.execute(select(*wanted).where(*where)).one()
    value = dict(zip(VALUES, found, strict=False))
    totals = dict(zip(_TOTALS, found[len(VALUES) :], strict=False))
    by_line = _lines(session, where)
    lump = Money.total(
        one for key, one in by_line.items() if key and key in chapters.where and chapters.where[key].is_lump
    )
    figures: dict[str, Money | None] = {**_parts(value, lump), **totals}
    figures |= {"materials_back": found[-1], "materials_paid": value[base.MATERIALS] + found[-1]}
    figures["held"] = totals["gross"] + totals["added"] - Money.total(totals[name] for name in _OFF)
    figures |= _adjusted(session, where, totals["deducted"])
    return chapters.whole(figures, by_line)


def of_the_year(row: PaymentCertificate) -> ColumnElement[bool]:
    """Condition: certificates of the calendar year of this one, by the end of their period, else their signature."""
    first = (row.period_to or row.certified_on or date.today()).replace(month=1, day=1)
    return func.coalesce(PaymentCertificate.period_to, PaymentCertificate.certified_on) >= first


def advances_of(session: Session, row: PaymentCertificate, *since: ColumnElement[bool]) -> Money:
    """The advance certified up to the day of this certificate."""
    c, day = PaymentCertificate, row.certified_on or row.period_to or FOREVER
    where = (c.contract_id == row.contract_id, c.kind == ADVANCE, c.void == 0, c.certified_on <= day, *since)
    return session.scalar(select(func.sum(c.due)).where(*where)) or Money()


def begun(session: Session, contract_id: str, figures: Figures) -> dict[str, Money | None]:
    """Figures with what was certified before the book began."""
    start = opening_position.of(session, contract_id)
    more = {"measured": start.certified, "chapter.rest": start.certified, "in_contract": start.certified}
    more |= {"work": start.certified, "gross": start.certified, "retention": start.retention}
    more |= {"recovery": start.recovered, "due": start.certified - start.retention - start.recovered}
    return plus(figures, more)


def plus(one: Figures, other: Figures, sign: int = 1) -> dict[str, Money | None]:
    """Two columns added figure by figure; what is not known of one is not known of both."""
    found: dict[str, Money | None] = {}
    for name in {**one, **other}:
        first, second = one.get(name, Money()), other.get(name, Money())
        found[name] = None if first is None or second is None else Money(first.fen + sign * second.fen)
    return found


def this_period(figures: Figures, lines: Mapping[str | None, Money], chapters: Chapters) -> dict[str, Money | None]:
    """The figures of this certificate with chapters; materials paid and taken back apart."""
    stored = figures.get("materials") or Money()
    apart = {"materials_paid": max(stored, Money()), "materials_back": max(-stored, Money())}
    return {**chapters.whole(figures, lines), **apart}


def agreed(session: Session, contract_id: str, price: Money, approved: Money, chapters: Chapters) -> dict[str, Figures]:
    """What was agreed by chapter, what approved variations change, and both together."""
    rows = session.execute(select(BillItem.id, BillItem.amount).where(BillItem.contract_id == contract_id))
    by_item: dict[str | None, Money] = {key: amount or Money() for key, amount in rows}
    sums = chapters.sums(by_item)
    rest = price - Money.total(sums.values())
    contract: Figures = {**sums, "chapter.rest": rest, "in_contract": price, "work": price, "gross": price}
    changes: Figures = {"variations": approved, "work": approved, "gross": approved}
    return {"price": contract, "changes": changes, "revised": plus(contract, changes)}


def application(
    to_date: Figures, previous: Figures, now: Figures, revised: Money, signed: Money, behind: Background
) -> Figures:
    """The one column of the North American form, all to date but what this period adds and takes off."""
    value = {kind: to_date.get("measured" if kind == base.LINES else kind) for kind in VALUES}
    stored = of_value(behind.terms.retention, {base.MATERIALS: value[base.MATERIALS] or Money()}, behind.terms.shares)
    kept, later = _known(to_date, "retention"), _known(to_date, "later")
    stored = min(max(stored, Money()), kept)
    earned = _known(to_date, "gross") - kept - later
    before = _known(previous, "gross") - _known(previous, "retention") - _known(previous, "later")
    return {
        "original": signed,
        "change_orders": revised - signed,
        "contract_sum": revised,
        "gross": _known(to_date, "gross"),
        "retained_work": kept - stored,
        "retained_stored": stored,
        "retention": kept,
        "later": later,
        "earned": earned,
        "previous_earned": before,
        "own_off": Money.total(_known(now, name) for name in ("recovery", "deducted")),
        "held": _known(now, "held"),
        "own_on": _known(now, "added"),
        "now_due": _known(now, "due"),
        "to_finish": revised - earned,
    }


def _known(figures: Figures, name: str) -> Money:
    return figures.get(name) or Money()


def _parts(value: Mapping[str, Money], lump: Money) -> dict[str, Money]:
    parts = dict(value)
    return {"measured": parts.pop(base.LINES) - lump, "lump": lump, **parts}


def _lines(session: Session, where: tuple[ColumnElement[bool], ...]) -> dict[str | None, Money]:
    amount = func.coalesce(func.sum(CertificateLine.amount), 0, type_=Fen())
    rows = (
        select(CertificateLine.bill_item_id, amount)
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(*where, CertificateLine.bill_item_id.is_not(None))
        .group_by(CertificateLine.bill_item_id)
    )
    return {key: amount for key, amount in session.execute(rows).all()}  # noqa: C416


def _adjusted(session: Session, where: tuple[ColumnElement[bool], ...], deducted: Money) -> dict[str, Money]:
    """By kind; what was deducted beyond those named is for the owner's materials."""
    rows = session.execute(
        select(Adjustment.kind, Adjustment.sign, func.sum(Adjustment.amount))
        .join(PaymentCertificate, PaymentCertificate.id == Adjustment.certificate_id)
        .where(*where, (Adjustment.agreed == 1) | (Adjustment.sign > 0))
        .group_by(Adjustment.kind, Adjustment.sign)
    ).all()
    found = {f"of.{kind}": amount for kind, _sign, amount in rows}
    named = Money.total(amount for _kind, sign, amount in rows if sign < 0)
    found["of.materials"] = found.get("of.materials", Money()) + deducted - named
    return found
