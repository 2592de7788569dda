"""What is asked of a ledger for its money: the payment terms it shows, and what was received."""

from __future__ import annotations

from collections.abc import Iterator

from models.importing.recognition.answers import Answers
from models.importing.recognition.carried import BEFORE_THEM
from models.importing.recognition.doubled import ONCE, ONE_OR_TWO, every_of, said_of
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.proposal import Question
from models.importing.recognition.questions import YES_NO
from models.importing.recognition.stages import Stated, percent
from models.importing.recognition.still_open import NOTHING, REST, WHOLE, figures
from models.importing.recognition.terms import Shown
from models.language import N_
from models.money import Money
from models.problems import Problem, first_of

_TERMS_WHOLE = N_(
    "“{sheet}” shows these payment terms: {paid} of what is certified is due. Take these for its new contracts?"
)
_TERMS = N_(
    "“{sheet}” shows these payment terms: {paid} of what is certified is due, {kept} is kept back as "
    "retention. Take these for its new contracts?"
)
_STATED = N_("“{sheet}” states payment terms: {terms}. Take these for its new contracts?")
_PAID = N_("“{sheet}” says what was received and not on which days. Bring it in as receipts of the certificates' days?")
_INSIDE = N_(
    "{count} receipts of “{sheet}” came until {day}, and what was received until then is counted already, in an "
    "opening balance or in one sum. Is it the same money? Yes: they stay out. No: they come in as well."
)
_SUMMED = N_(
    "“{sheet}” says what was received to date, and no receipts come in or are in the book. Bring it in as one receipt "
    "a contract, of the day of the sheet?"
)
_ON_TOP = N_("“{caption}” stands beside “{owed}” in “{sheet}”. Is it owed on top of it?")
_NOT_DUE = N_(
    "“{sheet}” says that more is certified than was received and stands in “{owed}”. Bring in the rest as not due yet?"
)
_CARRIED = N_("“{caption}” of “{sheet}” says what is owed, and nothing else tells of these contracts. Bring it in?")
_STILL_OPEN = N_("“{sheet}” says “{due}” and “{received}”. What is still owed?")
_OWED = {
    REST: N_("What was due less what was received"),
    WHOLE: N_("All of what was due: nothing is taken off"),
    NOTHING: N_("Nothing by these columns"),
}
_MOST = 3


def about_money(ledger: Ledger) -> Iterator[Question]:
    """The questions of a sheet; what was answered is asked no more."""
    at = ("sheets", ledger.sheet.name)
    said = [one for one in ledger.terms.values() if isinstance(one, Stated)]
    if said and ledger.answers.terms is None:
        told = {"sheet": ledger.sheet.name, "terms": _each(one.told for one in said)}
        yield Question((*at, "terms"), Problem("", _STATED, told), YES_NO, True)
    shown = [one for one in ledger.terms.values() if isinstance(one, Shown) and one.share is not None]
    if shown and ledger.answers.terms is None:
        told = {"sheet": ledger.sheet.name, "paid": _each(percent(one.paid) for one in shown),
                "kept": _each(percent(one.kept) for one in shown if one.kept) or "0 %"}  # fmt: skip
        stated = [one.stated for one in shown if one.stated is not None]
        sums = (
            *(((N_("Due, the ledger says"), Money.total(stated)),) if stated else ()),
            (N_("Due by these terms"), Money.total(one.due for one in shown)),
            (N_("Due without terms"), Money.total(one.usual for one in shown)),
        )
        message = _TERMS if any(one.kept for one in shown) else _TERMS_WHOLE
        yield Question((*at, "terms"), Problem("", message, told), YES_NO, True, sums)
    if ledger.paid and not ledger.paid_apart and ledger.answers.received is None:
        sentence = Problem("", _PAID, {"sheet": ledger.sheet.name})
        yield Question((*at, "received"), sentence, YES_NO, True, ((N_("Received"), ledger.paid),))


def about_open(ledger: Ledger) -> Iterator[Question]:
    """What was due beside what was received: which of both sums is still owed."""
    found = ledger.still_open
    if found is None:
        return
    whole, added, paid = figures(ledger)
    told = {"sheet": ledger.sheet.name, "due": found.due_caption, "received": found.received_caption}
    shown = ((found.due.caption, whole), *(((found.added_caption, added),) if found.added else ()),
             (found.received_caption, paid), (N_("Still open"), whole + added - paid))  # fmt: skip
    choices = tuple((one, _OWED[one]) for one in found.choices)
    asked = not ledger.answers.owed
    yield Question((*("sheets", ledger.sheet.name), "owed"), Problem("", _STILL_OPEN, told), choices,
                   found.proposed if asked else found.chosen, shown, asked=asked)  # fmt: skip


def about_carried(ledger: Ledger) -> Iterator[Question]:
    """What a ledger of receipts says is owed and nothing else tells."""
    column = ledger.columns.get(BEFORE_THEM) or ledger.columns.get("balance")
    if not ledger.carries or column is None:
        return
    told = {"sheet": ledger.sheet.name, "caption": column.caption}
    shown = ((column.caption, Money.total(ledger.carries.values())),)
    choices = ((REST, N_("Yes, as the opening balance")), (NOTHING, N_("No")))
    said = ledger.answers.owed
    yield Question((*("sheets", ledger.sheet.name), "owed"), Problem("", _CARRIED, told), choices, said or REST, shown,
                   asked=not said)  # fmt: skip


def about_beyond(ledger: Ledger) -> Iterator[Question]:
    """Whether retention is owed on top of what is owed, and whether what is certified and not owed yet comes in."""
    found, at = ledger.beyond, ("sheets", ledger.sheet.name)
    if found is None or ledger.left_out:
        return
    told = {"sheet": ledger.sheet.name, "owed": found.owed.caption}
    owed = Money.total(one for line in ledger.coming if (one := line.money(found.owed.role)))
    if found.held and found.kept:
        sums = ((found.owed.caption, owed), (found.held.caption, found.kept))
        sentence = Problem("", _ON_TOP, {**told, "caption": found.held.caption})
        yield Question((*at, "on_top"), sentence, YES_NO, bool(found.retained), sums, asked=found.asked)
    if found.rest:
        sums = ((found.owed.caption, owed), (N_("Certified, not due yet"), Money.total(found.rest.values())))
        asked = ledger.answers.not_due is None
        yield Question((*at, "not_due"), Problem("", _NOT_DUE, told), YES_NO, bool(ledger.answers.not_due), sums,
                       asked=asked)  # fmt: skip


def about_inside(ledger: Ledger) -> Iterator[Question]:
    """Receipts that an opening balance counts already, as its day says: the same money, beside what it counts."""
    rows = list(ledger.inside.values())
    if rows and ledger.answers.inside is None:
        counted = {one.whose: one.counted for one in rows if one.counted is not None}
        told = {"sheet": ledger.sheet.name, "count": len(rows), "day": max(one.day for one in rows)}
        sums = (
            *(((N_("Received, counted already"), Money.total(counted.values())),) if counted else ()),
            (N_("Received, these rows say"), Money.total(one.amount for one in rows)),
        )
        yield Question((*("sheets", ledger.sheet.name), "inside"), Problem("", _INSIDE, told), YES_NO, True, sums)


def about_summed(ledger: Ledger) -> Iterator[Question]:
    """What a summary says was received of contracts of which only the certificates come."""
    if ledger.summed:
        told = ((N_("Received"), Money.total(ledger.summed.values())),)
        said = ledger.answers.received
        sentence = Problem("", _SUMMED, {"sheet": ledger.sheet.name})
        yield Question((*("sheets", ledger.sheet.name), "received"), sentence, YES_NO, said is not False, told,
                       asked=said is None)  # fmt: skip


_MANY = 4
_ALL_TWICE = N_(
    "{count} rows of “{sheet}” are in the book or in another ledger already, with the same day and amount. Are they "
    "the same?"
)


def about_doubled(ledger: Ledger, answers: Answers) -> Iterator[Question]:
    """Rows that another ledger or the book has already; many that differ in nothing are asked about once."""
    alike = {name: twice for name, twice in ledger.doubled.items() if twice.same and name not in answers.doubled}
    every = every_of(next(iter(alike), ""))
    if len(alike) >= _MANY:
        count = {"sheet": ledger.sheet.name, "count": len(alike)}
        sums = ((N_("Amount"), Money.total(one.amount for one in alike.values())),)
        said = answers.doubled.get(every, ONCE)
        yield Question(("doubled", every), Problem("", _ALL_TWICE, count), ONE_OR_TWO, said, sums,
                       asked=every not in answers.doubled)  # fmt: skip
    for name, twice in ledger.doubled.items():
        told = {"sheet": ledger.sheet.name, "row": twice.row + 1, "other": twice.other}
        asked = name not in answers.doubled and not (len(alike) >= _MANY and name in alike)
        said = said_of(name, twice, answers.doubled)
        sums = ((N_("Amount"), twice.amount),)
        yield Question(("doubled", name), Problem("", twice.asks, told), twice.choices, said, sums, asked=asked)


def _each(texts: Iterator[str]) -> tuple[str, ...]:
    return first_of(list(dict.fromkeys(texts)), _MOST)
