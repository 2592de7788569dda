"""The words of a letter: the text of its kind with every field filled in from the book."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.currencies import HOME
from models.language import N_
from models.letters.kinds import LETTERS, MONEY
from models.letters.texts import TABLE
from models.money import Money
from reports.letter_facts import Facts
from reports.letter_set_off import paid_by, rest_of
from reports.style import NAMES

_FIELD = re.compile(r"\{([^{}]*)\}")
_HOME_SUM = re.compile(r"人民币\s*\{(total|amount)\}\s*元")
"""How our texts say a sum; where it is of another currency or of several the figure says of which."""
_SEVERAL = N_("the amounts listed by currency")
_STOPPED = N_(
    "Interest for late payment up to {day} comes to {amounts}; bankruptcy was accepted on {since}, and wherever this "
    "letter speaks of interest it ends with {last} (Bankruptcy Law, article 46)."
)


def filled(written: tuple[str, str], facts: Facts, under: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Subject and paragraphs; the paragraph of the table is empty, paragraphs that came out empty are left out.

    ``under`` are sentences that follow the table whatever the text is.
    """
    subject, body = written
    values = _values(facts)
    if any(group.currency != HOME for group in facts.groups):
        body = _HOME_SUM.sub(r"{\1}", body)
    found: list[str] = []
    for line in body.splitlines():
        plain = line.strip()
        if plain == "{" + TABLE + "}":
            found += ["", *under]
        elif told := _fill(plain, values):
            found.append(told)
    return _fill(subject, {**values, "contracts": facts.subject}), tuple(found)


def _fill(line: str, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), line).strip()


def _values(facts: Facts) -> dict[str, str]:
    say, asked, groups = facts.say, facts.asked, facts.groups
    assert asked.as_of
    one = groups[0] if len(groups) == 1 else None
    abroad = one.currency if one is not None and (one.currency != HOME or say.language == "en") else ""
    currency = f"{say(NAMES.get(abroad, abroad))} " if abroad else ""
    said = say.words(asked.amount or Money())
    items = [item for group in groups for item in group.items]
    return {
        "debtor": facts.party,
        "company": facts.head.company,
        "contracts": facts.contracts,
        "as_of": say.day(asked.as_of),
        "count": str(sum(item.open > Money() for item in items)),
        "oldest": str(max((item.days for item in items), default=0)),
        "total": currency + one.total.grouped if one else say(_SEVERAL),
        "words": say(_SEVERAL) if one is None else say.named(abroad, one.words) if abroad else one.words,
        "interest": _interest(facts),
        "deadline": say.day(facts.deadline),
        "days": str(facts.days),
        "account": _account(facts),
        "matter": asked.matter.strip(),
        "amount": currency + (asked.amount or Money()).grouped,
        "amount_words": say.named(abroad, said) if abroad else said,
        "set_off": paid_by(facts),
        "rest": rest_of(facts),
        "counterparty": asked.counterparty,
        "previous": _previous(facts),
    }


def _interest(facts: Facts) -> str:
    """What interest comes to up to which day, or that it is owed."""
    say, asked = facts.say, facts.asked
    if LETTERS[asked.kind].lists not in MONEY:
        return ""
    sums = [group for group in facts.groups if group.interest]
    if not sums and facts.stops is not None:
        return ""
    if not sums:
        return say(N_("Interest for late payment is owed until the day of payment."))
    told = say(N_("; ")).join(say.sum(group.currency, group.interest) for group in sums)
    if facts.stops is not None:
        since, last = say.day(facts.stops.since), say.day(facts.stops.last)
        return say(_STOPPED, day=say.day(facts.interest_upto), amounts=told, since=since, last=last)
    message = N_("Interest for late payment up to {day} comes to {amounts} and runs on until the day of payment.")
    return say(message, day=say.day(facts.interest_upto), amounts=told)


def _account(facts: Facts) -> str:
    if not facts.head.banks or LETTERS[facts.asked.kind].lists not in MONEY:
        return ""
    bank, say = facts.head.banks[0], facts.say
    holder = bank.holder or facts.head.company
    number = bank.number.replace(" ", "\u00a0")  # one number stands on one line
    return say(N_("Our account: {holder}, {bank}, No. {number}."), holder=holder, bank=bank.bank, number=number)


def _previous(facts: Facts) -> str:
    say = facts.say
    if facts.asked.previous or facts.last is None:
        return facts.asked.previous.strip()
    day, number = facts.last
    return say(N_("{day} (No. {number})"), day=say.day(day), number=number)
