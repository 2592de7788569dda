"""Where the recovery of the advance comes from: the figures behind each rule, as somebody works them out on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from models.language import _, text
from models.money import Money
from models.rules.base import BASES, NET, PROGRESS, base_of, together
from models.rules.captions import percent
from models.rules.certificate import Assessment, Before, CertificateTerms
from models.rules.recovery import start_point
from models.rules.workings import instalments
from ui.pages.trace_card import Step

Steps = Iterator[Step]


def told(amount: Money) -> str:
    return amount.grouped.replace("-", "−")


def steps_of(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    """From the base of the contract's rule to what is recovered, and what is left."""
    yield from _RULES.get(terms.recovery.rule, _nothing)(terms, before, found)
    yield Step(_("Advance received"), told(before.advance_paid))
    yield Step(_("Recovered before"), told(before.recovered))
    yield Step(_("Still to recover"), told(before.advance_paid - found.recovered_to_date), strong=True)


def _base(terms: CertificateTerms, before: Before, found: Assessment, to_date: bool) -> Money:
    how = terms.recovery
    value = together(before.value, found.value) if to_date else found.value
    base = base_of(PROGRESS if how.base == NET else how.base, how.without, value, terms.shares)
    kept = found.retention_to_date if to_date else found.retention
    return base - kept if how.base == NET else base


def _nothing(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    return iter(())


def _percentage(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    caption = text(BASES[terms.recovery.base])
    yield Step(caption[:1].upper() + caption[1:], told(_base(terms, before, found, to_date=False)))
    yield Step(_("× rate of recovery"), percent(terms.recovery.rate))


def _fidic(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    yield Step(_("To date"), told(_base(terms, before, found, to_date=True)))
    yield Step(_("Recovery begins beyond"), told(terms.recovery.price.share(terms.recovery.start)))
    yield from _percentage(terms, before, found)


def _start_point(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    how, done = terms.recovery, _base(terms, before, found, to_date=True)
    begins = start_point(how.price, how.advance, how.materials_share)
    yield Step(_("To date"), told(done))
    yield Step(_("Start point"), told(begins))
    yield Step(_("Beyond it"), told(max(done - begins, Money())))
    yield Step(_("× share of main materials"), percent(how.materials_share))


def _linear(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    how, done = terms.recovery, _base(terms, before, found, to_date=True)
    begins = how.price.share(how.start)
    yield Step(_("To date"), told(done))
    yield Step(_("Beyond {share}").format(share=percent(how.start)), told(max(done - begins, Money())))
    yield Step(_("× advance ÷ price between"), told(how.price.share(how.end) - begins))


def _instalments(terms: CertificateTerms, before: Before, found: Assessment) -> Steps:
    yield Step(_("Instalments"), "、".join(instalments(terms.recovery)))


_RULES: Mapping[str, Callable[[CertificateTerms, Before, Assessment], Steps]] = {
    "percentage": _percentage,
    "fidic": _fidic,
    "start_point": _start_point,
    "linear": _linear,
    "instalments": _instalments,
}
