"""The computation of a payment certificate, line by line, each with its rule in the words of the paper's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import events
from models.certificates import PaymentCertificate
from models.language import N_
from models.money import Money
from models.rules.captions import Working
from models.rules.certificate import Assessment
from reports.certificate_figures import Step
from reports.style import Say

_COUNTS = ("progress", "retention", "recovery", "added", "deducted", "held_before")
_ALWAYS = ("gross", "due")
_ELSEWHERE = "disputed"
_NEGATIVE = ("retention", "recovery")


def steps(found: Assessment, kept: PaymentCertificate | None, say: Say) -> tuple[Step, ...]:
    """What a person would write down; amounts that are nothing are left out.

    Where ``kept`` is given, its amounts stand: they were worked out when it was kept, and what was entered since does
    not change them. A line whose rule would give another amount today says so.
    """
    workings = found.workings
    made = [*_kept_later(workings, kept, say), *(_step(one, kept, say) for one in workings if not _is_later(one))]
    order = {one.name: place for place, one in enumerate(workings)}
    shown = [one for one in made if one.amount or one.name in _ALWAYS]
    return tuple(sorted(shown, key=lambda one: order.get(one.name, order.get("progress", 0))))


def _is_later(one: Working) -> bool:
    return one.name.startswith("later.") or one.name.startswith(_ELSEWHERE)


def _kept_later(workings: Sequence[Working], kept: PaymentCertificate | None, say: Say) -> Iterator[Step]:
    later = [one for one in workings if one.name.startswith("later.")]
    if kept is None or Money.total(one.amount for one in later) == kept.later:
        for one in later:
            yield _step(one, None, say)
    else:
        yield Step("later", say(N_("Payable at later milestones")), kept.later, say(_AS_KEPT))


_AS_KEPT = N_("as kept when it was made")
_DIFFERS = N_("as kept when it was made; by what the book says today {amount}")


def _step(one: Working, kept: PaymentCertificate | None, say: Say) -> Step:
    amount, rule = one.amount, rule_of(one, say)
    stands = _stands(one.name, kept) if kept else None
    if stands is not None and stands != amount:
        amount, rule = stands, say(_DIFFERS, amount=one.amount.grouped)
    return Step(one.name, caption_of(one, say), amount, rule, one.name.partition(".")[0] in _COUNTS)


def _stands(name: str, kept: PaymentCertificate) -> Money | None:
    """What is kept of this line, signed as it enters what is due; None for lines that are kept nowhere."""
    if name.startswith("value."):
        amount: Money = getattr(kept, name.replace(".", "_"))
        return amount
    if name in ("gross", "progress", "retention", "recovery", "held", "due", "net", "vat"):
        amount = getattr(kept, name)
        return -amount if name in _NEGATIVE else amount
    return None


def caption_of(one: Working, say: Say) -> str:
    """The caption; of a later part also when it is payable."""
    event = events.EVENTS.get(str(one.values.get("event", "")))
    if event is None:
        return say(one.caption)
    told = N_("{caption}: {days} days after “{event}”")
    return say(told, caption=say(one.caption), days=one.values["days"], event=say(event))


def rule_of(one: Working, say: Say) -> str:
    """The rule with its figures."""
    return say(one.rule, **{name: _spoken(value, say) for name, value in one.values.items()}) if one.rule else ""


def _spoken(value: object, say: Say) -> object:
    if isinstance(value, Money):
        return value.grouped
    return say(value) if isinstance(value, str) else value
