"""Where each figure of a valuation sheet comes from: the formula in words, the figures behind it, the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from models import events
from models.certificates import LineDraft
from models.certificates.sheet import Sheet
from models.language import _, ngettext, text
from models.money import Money
from models.rules.base import BASES, base_of
from models.rules.captions import Working, percent
from models.rules.retention import ceiling
from ui.pages.certificate_sheet_figures import Figures
from ui.pages.certificate_sheet_recovery import steps_of
from ui.pages.trace_card import Link, Step, Trace


def told(amount: Money) -> str:
    """The amount as it is read: thousands separators, a real minus sign."""
    return amount.grouped.replace("-", "−")


def counted(quantity: Decimal | None) -> str:
    return "" if quantity is None else f"{quantity:,.2f}".replace("-", "−")


def caption_of(working: Working) -> str:
    """The caption with the percentage it was worked out with, or the event that makes it payable."""
    caption = text(working.caption)
    event = events.EVENTS.get(str(working.values.get("event", "")))
    if working.name.startswith("disputed"):
        return _("{caption} (disputed)").format(caption=caption)
    share = working.values.get("rate") or working.values.get("share")
    if event:
        return _("{caption}: {detail}").format(caption=caption, detail=text(event))
    return f"{caption} {share}" if share and working.name not in ("net", "recovery") else caption


def rule_of(working: Working) -> str:
    """The formula in words, with its figures."""
    shown = {name: _value(value) for name, value in working.values.items()}
    return text(working.rule).format(**shown)


def _value(value: object) -> object:
    if isinstance(value, Money):
        return told(value)
    return text(value) if isinstance(value, str) else value


def trace_of(name: str, figures: Figures, sheet: Sheet) -> Trace | None:
    """The trace of a working by its name; None when it is not there any more."""
    working = next((one for one in figures.workings if one.name == name), None)
    if working is None:
        return None
    steps = tuple(_STEPS.get(name.partition(".")[0], _nothing)(working, figures, sheet))
    return Trace(caption_of(working), told(working.amount), rule_of(working), steps, _links(name, sheet))


def trace_of_line(line: LineDraft, column: str, sheet: Sheet) -> Trace:
    """Where a derived figure of a line comes from."""
    title = f"{line.code} {line.name}".strip()
    return (_of_amount if column == "amount" else _of_quantities)(title, line, column, sheet)


def _of_amount(title: str, line: LineDraft, column: str, sheet: Sheet) -> Trace:
    steps = (
        Step(_("Certified"), f"{counted(line.quantity)} {line.unit}"),
        Step(_("Unit price"), "" if line.price is None else f"{line.price:,f}"),
    )
    if line.quantity is None or line.price is None:
        return Trace(title, told(line.certified()), _("Entered as an amount"), (), _line_links(line, sheet))
    rule = _("Certified quantity × unit price, rounded to the fen")
    return Trace(title, told(line.certified()), rule, steps, _line_links(line, sheet))


def _of_quantities(title: str, line: LineDraft, column: str, sheet: Sheet) -> Trace:
    done = (line.previous or Decimal(0)) + (line.quantity or Decimal(0))
    left = None if line.contract_quantity is None else line.contract_quantity - done
    steps = [
        Step(_("Previous to date"), counted(line.previous or Decimal(0))),
        Step(_("Certified"), counted(line.quantity or Decimal(0))),
        Step(_("To date"), counted(done), strong=column != "remaining"),
    ]
    if left is not None:
        steps.insert(0, Step(_("Contract quantity"), counted(line.contract_quantity)))
        steps.append(Step(_("Remaining"), counted(left), strong=column == "remaining"))
    rule = _("To date is what signed certificates before this one and this one come to.")
    value = counted(left) if column == "remaining" else counted(done)
    return Trace(title, f"{value} {line.unit}", rule, tuple(steps), _line_links(line, sheet))


def _line_links(line: LineDraft, sheet: Sheet) -> tuple[Link, ...]:
    if line.variation:
        return (Link(_("Variation order"), "variations", line.variation), *_earlier_link(sheet))
    if line.claim:
        return (Link(_("Claim"), "claims", line.claim), *_earlier_link(sheet))
    bill = Link(_("Bill of quantities"), "bills", sheet.draft.contract)
    return (bill, *_earlier_link(sheet)) if line.bill_item else ()


def _links(name: str, sheet: Sheet) -> tuple[Link, ...]:
    terms = Link(_("Terms of contract {number}").format(number=sheet.background.contract_number), "contracts",
                 sheet.draft.contract)  # fmt: skip
    if name.startswith(("added", "deducted", "disputed", "vat")):
        return ()
    if name.startswith(("value", "gross")) and name != "gross_to_date":
        return (Link(_("Bill of quantities"), "bills", sheet.draft.contract),)
    return (terms, *_earlier_link(sheet))


def _earlier_link(sheet: Sheet) -> tuple[Link, ...]:
    if sheet.earlier is None:
        return ()
    return (Link(_("Previous certificate {number}").format(number=sheet.earlier.number), "certificates",
                 sheet.earlier.id),)  # fmt: skip


Steps = Iterator[Step]


def _nothing(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    return iter(())


def _of_value(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    kind = working.name.partition(".")[2]
    lines = [line.certified() for line in figures.draft.lines if line.kind == kind and line.certified()]
    from_lines = Money.total(lines)
    if lines:
        yield Step(ngettext("{count} line", "{count} lines", len(lines)).format(count=len(lines)), told(from_lines))
    if working.amount != from_lines:
        yield Step(_("Entered without lines"), told(working.amount - from_lines))


def _of_gross(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    for one in figures.workings:
        if one.name.startswith("value."):
            yield Step(text(one.caption), told(one.amount))


def _of_gross_to_date(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    yield Step(_("Earlier certificates"), told(sheet.background.before.gross))
    yield Step(_("This certificate"), told(figures.assessment.gross))


def _of_progress(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    yield Step(_("Value of this period"), told(figures.assessment.gross))
    yield Step(_("× share payable now"), percent(sheet.background.terms.progress))


def _of_later(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    yield Step(_("Value of this period"), told(figures.assessment.gross))
    yield Step(_("× share from one milestone to the next"), f"{working.values['from']} → {working.values['to']}")
    yield Step(_("Days after"), str(working.values["days"]))


def _of_retention(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    terms, before = sheet.background.terms, sheet.background.before
    how = terms.retention
    base = base_of(how.base, how.without, figures.assessment.value, terms.shares)
    yield Step(_begun_with(BASES[how.base]), told(base))
    yield Step(_("× rate of retention"), percent(how.rate))
    limit = ceiling(how, terms.price)
    if limit is not None:
        yield Step(_("At most in all"), told(limit))
    yield Step(_("Kept before"), told(before.retention))
    yield Step(_("Kept to date"), told(figures.assessment.retention_to_date), strong=True)


def _of_recovery(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    return steps_of(sheet.background.terms, sheet.background.before, figures.assessment)


def _of_due(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    counted_in = ("progress", "retention", "recovery", "added", "deducted", "held_before")
    for one in figures.workings:
        if one.name.partition(".")[0] in counted_in and one.amount:
            yield Step(caption_of(one), told(one.amount))


def _of_net(working: Working, figures: Figures, sheet: Sheet) -> Steps:
    yield Step(_("Value of this period"), told(figures.assessment.gross))
    taxes = figures.assessment.taxes
    if len(taxes) < 2:
        rate = taxes[0].rate if taxes else sheet.background.terms.tax.rate
        yield Step(_("÷ (1 + rate of VAT)"), percent(rate))
    for one in taxes if len(taxes) > 1 else ():
        yield Step(_("VAT at {rate}").format(rate=percent(one.rate)), f"{told(one.net)} + {told(one.vat)}")
    yield Step(_("VAT"), told(figures.assessment.vat))


def _begun_with(base: str) -> str:
    plain = text(base)
    return plain[:1].upper() + plain[1:]


_STEPS: dict[str, Callable[[Working, Figures, Sheet], Steps]] = {
    "value": _of_value,
    "gross": _of_gross,
    "gross_to_date": _of_gross_to_date,
    "progress": _of_progress,
    "later": _of_later,
    "retention": _of_retention,
    "recovery": _of_recovery,
    "due": _of_due,
    "net": _of_net,
    "vat": _of_net,
}
