"""Retention of a ledger: what is still held becomes an old item of its class, due when it is to be given back."""

from __future__ import annotations

from models.importing.recognition.brought import Harvest, no_amount, remark_of
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.doubts import DATE
from models.importing.recognition.ledger import Ledger, Line, cut_off, day_of
from models.importing.recognition.owed import NO_DAY, assumed, earlier, latest
from models.importing.recognition.words import OPENING
from models.language import N_
from models.money import Money

_DIFFERS = N_("{withheld} withheld less {returned} given back is not {left}. Correct one of them.")
_NOTHING = N_("All of it was given back: there is nothing to bring in.")
_TOO_MUCH = N_("More was given back than was withheld. Correct one of them.")


def retained(found: Harvest, ledger: Ledger, line: Line) -> None:
    withheld, returned, left = (line.money(name) for name in ("withheld", "returned", "amount"))
    if left is None and withheld is not None:
        left = withheld - (returned or Money())
    posted, stated = day_of(ledger, line, "posted_on"), cut_off(ledger)
    if not line.text("deal"):
        line.open(NOBODY)
    elif left is None:
        line.problems.append(no_amount(ledger, line))
    elif withheld is not None and "returned" in ledger.columns and withheld - (returned or Money()) != left:
        line.open(_DIFFERS, withheld=withheld.grouped, returned=(returned or Money()).grouped, left=left.grouped)
    elif left < Money():
        line.open(_TOO_MUCH)
    elif not left:
        ledger.note(line.row, _NOTHING)
    elif not (posted or stated):
        ledger.doubt(DATE)
        line.open(NO_DAY)
    else:
        due = day_of(ledger, line, "due_on")
        assumed(ledger, posted, stated, due)
        taken = max(filter(None, (stated, posted, latest(ledger))))
        found.add(
            OPENING, ledger, line, contract=line.text("deal"), taken_on=taken,
            kind="retention", amount=left, posted_on=posted or earlier(stated, due), due_on=due,
            document=line.text("document"), person=line.text("person"), retention=withheld, remark=remark_of(line),
        )  # fmt: skip
