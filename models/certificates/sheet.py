"""The valuation sheet (计价表): a certificate with a line for everything that can be certified, filled in or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import stages, variations
from models.certificates.background import background, next_period
from models.certificates.draft import AdjustmentDraft, Agreed, Background, CertificateDraft, IndexDraft, LineDraft
from models.certificates.keeping import draft_of
from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract
from models.language import text
from models.rules import base
from models.rules.calendar import add_months

DROPPED = (variations.REJECTED, variations.VOID)
_EMPTY = (None, "")
Prices = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Earlier:
    """The certificate before this one, to copy from and to look at."""

    id: str
    number: str
    period: int
    lines: tuple[LineDraft, ...] = ()
    adjustments: tuple[AdjustmentDraft, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything the window shows of one certificate; ``draft`` has a line for all that can be certified.

    ``stage`` is where it stands (empty before it is kept); what is signed or void is ``posted`` and stays as it is,
    unless it is ``correcting``: the new entry that takes the place of a signed one.
    """

    draft: CertificateDraft
    background: Background
    contract_name: str
    stage: str = ""
    posted: bool = False
    void: bool = False
    correcting: bool = False
    earlier: Earlier | None = None

    @property
    def prices(self) -> Prices:
        """By place: the unit price that stands agreed by the dates of this sheet."""
        return {one.id: one.price for one in self.background.agreed}


def begun(session: Session, contract_id: str, as_of: date) -> Sheet:
    """A new sheet of a contract: the next period, every line empty."""
    period = next_period(session, contract_id)
    before = _earlier_row(session, contract_id, period)
    start, end = next_span(before.period_to if before else None, as_of)
    return _sheet(session, CertificateDraft(contract=contract_id, period=period, period_from=start, period_to=end))


def opened(session: Session, certificate_id: str) -> Sheet:
    """The sheet of a certificate that was kept."""
    return _sheet(session, draft_of(session, certificate_id))


def is_kept(session: Session, certificate_id: str) -> bool:
    """Whether the certificate is in the book; undo may have taken it out again."""
    return session.get(PaymentCertificate, certificate_id) is not None


def resumed(session: Session, draft: CertificateDraft, before: Prices = MappingProxyType({})) -> Sheet:
    """The sheet of a draft that was typed before.

    A price that only was what stood agreed ``before`` (``Sheet.prices``: by other dates) follows what is agreed by its
    own; one that was typed stays.
    """
    return _sheet(session, replace(draft, lines=tuple(_unpriced(line, before) for line in draft.lines)))


def corrected(session: Session, draft: CertificateDraft, before: Prices = MappingProxyType({})) -> Sheet:
    """The sheet of the entry that takes the place of the signed one named in the draft."""
    return replace(resumed(session, draft, before), posted=False, correcting=True)


def dates_of(draft: CertificateDraft) -> tuple[object, ...]:
    """What a draft's terms, earlier certificates and agreed amounts are selected by."""
    return draft.kind, draft.period, draft.period_to, draft.submitted_on, draft.certified_on


def _unpriced(line: LineDraft, before: Prices) -> LineDraft:
    agreed = line.price is not None and line.price == before.get(line.place)
    return replace(line, price=None, unit="") if agreed else line


def filled(draft: CertificateDraft) -> CertificateDraft:
    """The draft with the lines that have something in them: what is kept."""
    lines = tuple(line for line in draft.lines if is_filled(line))
    return replace(draft, lines=lines, indices=known_indices(draft))


def known_indices(draft: CertificateDraft) -> tuple[IndexDraft, ...]:
    """The indices that were entered; the others still wait for theirs."""
    return tuple(one for one in draft.indices if one.current is not None)


def is_filled(line: LineDraft) -> bool:
    """Whether somebody entered something; a line of the day's own counts once it has a name."""
    entered = (line.claimed_quantity, line.quantity, line.claimed, line.amount, line.remark)
    return any(value not in _EMPTY for value in entered) or bool(is_free(line) and (line.name or line.code))


def is_free(line: LineDraft) -> bool:
    """Whether the line stands for no bill line, variation or claim: day works, materials, an adjustment."""
    return not line.place


def copied(lines: Iterable[LineDraft], earlier: Earlier) -> tuple[LineDraft, ...]:
    """The lines with the quantities of the certificate before, where nothing was entered yet; its free lines added."""
    before = {line.place: line for line in earlier.lines if not is_free(line)}
    found = [_like(line, before.get(line.place)) for line in lines]
    present = {(line.kind, line.name) for line in found}
    free = [line for line in earlier.lines if is_free(line) and (line.kind, line.name) not in present]
    return (*found, *(replace(line, id="") for line in free))


def next_span(last: date | None, as_of: date) -> tuple[date, date]:
    """The period after one that ended on ``last``, as long as it; without one, the month of ``as_of``."""
    if last is None:
        return as_of.replace(day=1), add_months(as_of.replace(day=1), 1) - timedelta(1)
    tomorrow = last + timedelta(1)
    return tomorrow, add_months(tomorrow, 1) - timedelta(1)


def _like(line: LineDraft, before: LineDraft | None) -> LineDraft:
    if before is None or is_filled(line):
        return line
    return replace(line, claimed_quantity=before.claimed_quantity, quantity=before.quantity, amount=before.amount)


def _sheet(session: Session, draft: CertificateDraft) -> Sheet:
    behind = background(session, draft)
    period = draft.period or behind.next_period
    row = session.get(PaymentCertificate, draft.id) if draft.id else None
    before = _earlier_row(session, draft.contract, period)
    return Sheet(
        draft=replace(draft, lines=_lines(draft, behind), indices=_indices(draft, behind)),
        background=behind,
        contract_name=session.get_one(Contract, draft.contract).name,
        stage=stages.latest(session, draft.id) if draft.id else "",
        posted=row is not None and bool(row.certified_on or row.void),
        void=row is not None and row.void,
        earlier=_earlier(session, before) if before is not None else None,
    )


def _indices(draft: CertificateDraft, behind: Background) -> tuple[IndexDraft, ...]:
    """One line for each cost whose price moves, filled in or not."""
    own = {one.name for one in draft.indices if not one.period}
    return (*draft.indices, *(IndexDraft(name) for name in behind.pricing.formula.moving if name not in own))


def _lines(draft: CertificateDraft, behind: Background) -> tuple[LineDraft, ...]:
    """All that can be certified in the order of bill and variations, then what belongs to neither."""
    own = {line.place: line for line in draft.lines if not is_free(line)}
    shown = [one for one in behind.agreed if one.stage not in DROPPED or one.id in own]
    lines = [_line(one, own.pop(one.id, None), behind.quantities) for one in shown]
    return (*lines, *own.values(), *(line for line in draft.lines if is_free(line)))


def _line(
    one: Agreed, own: LineDraft | None, quantities: Mapping[str, tuple[Decimal | None, Decimal | None]]
) -> LineDraft:
    quantity, previous = quantities.get(one.id, (one.quantity, None))
    if own is not None:
        price = own.price if own.price is not None else one.price
        rate = one.vat_rate if own.vat_rate is None else own.vat_rate
        told = replace(own, unit=own.unit or text(one.unit), price=price, vat_rate=rate)
        return replace(told, contract_quantity=quantity, previous=previous)
    return LineDraft(
        bill_item=one.id if one.kind == base.LINES else "",
        variation=one.id if one.kind == base.VARIATIONS else "",
        claim=one.id if one.kind == base.CLAIMS else "",
        kind=one.kind,
        code=one.code,
        name=one.name,
        unit=text(one.unit),
        contract_quantity=quantity,
        previous=previous,
        price=one.price,
        vat_rate=one.vat_rate,
    )


def _earlier_row(session: Session, contract_id: str, period: int) -> PaymentCertificate | None:
    earlier = (
        select(PaymentCertificate)
        .where(
            PaymentCertificate.contract_id == contract_id,
            PaymentCertificate.void == 0,
            PaymentCertificate.kind != "advance",
            PaymentCertificate.period < period,
        )
        .order_by(PaymentCertificate.period.desc())
        .limit(1)
    )
    return session.scalars(earlier).first()


def _earlier(session: Session, row: PaymentCertificate) -> Earlier:
    draft = draft_of(session, row.id)
    return Earlier(row.id, row.number, row.period, draft.lines, draft.adjustments)
