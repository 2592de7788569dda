"""When a contract is to be completed with the time that was granted, and what a delay comes to, explained."""

from __future__ import annotations

from datetime import date

from models.extensions import Completion
from models.language import _, ngettext
from ui.pages.trace_card import Link, Step, Trace
from ui.tables.formats import money


def words_of(found: Completion) -> tuple[str, str]:
    """The figure and its tone: the adjusted day, and how late the works are."""
    if found.adjusted_on is None:
        return _("no day agreed"), ""
    if found.late:
        late = ngettext("{days} day late", "{days} days late", found.late).format(days=f"{found.late:,}")
        return f"{found.adjusted_on} · {late}", "danger"
    granted = f" (+{found.granted})" if found.granted else ""
    return f"{found.adjusted_on}{granted}", ""


def trace_of(found: Completion, as_of: date) -> Trace:
    """The agreed day, each extension with the days it asked and was granted, and the damages by the terms."""
    steps = [Step(_("Agreed completion"), str(found.agreed_on or "—"))]
    for one in found.extensions:
        told = _("{granted} of {asked} days").format(granted=one.granted, asked=one.asked)
        steps.append(Step(f"{one.number} {one.name}", told, link=Link(one.number, one.noun, one.id)))
    steps.append(Step(_("Completion with extensions"), str(found.adjusted_on or "—"), strong=True))
    steps.append(Step(_("Works completed"), str(found.done_on or "—")))
    if found.late:
        days = ngettext("{days} day", "{days} days", found.late).format(days=f"{found.late:,}")
        steps.append(Step(_("Late after extensions"), days, strong=True))
    if found.terms.per_day:
        steps.append(Step(_("Delay damages a day"), money(found.terms.per_day)))
        if found.terms.cap is not None:
            steps.append(Step(_("At most"), money(found.terms.cap)))
        steps.append(Step(_("Delay damages by the terms"), money(found.damages), strong=True))
    for caption, amount in ((_("Deducted and agreed"), found.deducted), (_("Deducted, not agreed"), found.disputed)):
        if amount:
            steps.append(Step(caption, money(amount)))
    rule = _("The agreed day with all days that were granted up to {day}; what is only asked for does not count.")
    value = str(found.adjusted_on or _("no day agreed"))
    links = Link(_("Claims"), "claims"), Link(_("Variation orders"), "variations")
    return Trace(_("Completion with extensions"), value, rule.format(day=as_of), tuple(steps), links)
