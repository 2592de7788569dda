"""The computation of a payment certificate, line by line, each with its rule in the words of the paper's language."""

from __future__ import annotations

from collections.abc import Sequence

from models import events
from models.language import N_
from models.money import Money
from models.rules.captions import Working
from reports.certificate_figures import Step
from reports.style import Say

_COUNTS = ("progress", "retention", "recovery", "second_recovered", "added", "deducted", "held_before")
_ALWAYS = ("gross", "due")
_ELSEWHERE = "disputed"


def steps(workings: Sequence[Working], say: Say) -> tuple[Step, ...]:
    """What a person would write down; amounts that are nothing are left out."""
    shown = [one for one in workings if not one.name.startswith(_ELSEWHERE)]
    return tuple(_step(one, say) for one in shown if one.amount or one.name in _ALWAYS)


def _step(one: Working, say: Say) -> Step:
    counts = one.name.partition(".")[0] in _COUNTS
    return Step(one.name, caption_of(one, say), one.amount, rule_of(one, say), counts)


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
