"""The kinds of letters: what each lists, whether it asks for payment, and where it stands on the way to court.

How to add one: add a LetterKind to LETTERS and its texts in ``resources/letters/<name>.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.language import N_
from models.receivables.record import PRICE_CLASSES

OVERDUE, PRICE, RETENTION, DEPOSIT, OPEN = "overdue", "price", "retention", "deposit", "open"
ACCOUNTS, VARIATIONS, CLAIMS, STATEMENTS = "accounts", "variations", "claims", "statements"
MONEY = (OVERDUE, PRICE, RETENTION, DEPOSIT, OPEN)
"""What lists items that are owed; the others list documents that wait for an answer."""
CLASSES_OF = {PRICE: PRICE_CLASSES, RETENTION: ("retention",), DEPOSIT: ("deposit",)}
"""The classes of items that these list; who lists items beside them lists every class."""
WORKS, PRIORITY = "works", "priority"


@dataclass(frozen=True)
class LetterKind:
    """``lists`` what stands in its table; ``asks`` for payment, so that it interrupts limitation once it is served.

    ``level`` is its place on the ladder (0: beside it). ``needs`` are entries of its draft that must be filled in.
    ``fits`` only a contract for works, or only one whose price has priority; empty: any. ``ours``: we sign it.
    ``stops``: it announces that the works will be suspended.
    """

    name: str
    caption: str
    lists: str = OVERDUE
    asks: bool = True
    level: int = 0
    needs: tuple[str, ...] = ()
    fits: str = ""
    ours: bool = True
    stops: bool = False


LETTERS = {
    kind.name: kind
    for kind in (
        LetterKind("request", N_("Friendly request for payment"), level=1),
        LetterKind("negotiation", N_("Proposal to agree on payment"), asks=False),
        LetterKind("demand_1", N_("Demand, first level"), level=2),
        LetterKind("demand_2", N_("Demand, second level"), level=3),
        LetterKind("demand_3", N_("Demand, last level"), level=4),
        LetterKind("lawyer", N_("Lawyer's letter (draft)"), level=5, ours=False),
        LetterKind("settlement", N_("Demand to settle the final account"), ACCOUNTS, asks=False),
        LetterKind("confirmation", N_("Second request to confirm accounts"), STATEMENTS, asks=False),
        LetterKind("retention", N_("Return of retention"), RETENTION),
        LetterKind("deposit", N_("Return of deposits"), DEPOSIT),
        LetterKind("variation", N_("Notice of variations"), VARIATIONS, asks=False, needs=("contract",)),
        LetterKind("claim", N_("Notice of claims"), CLAIMS, asks=False, needs=("contract",)),
        LetterKind("suspension", N_("Warning of suspension"), PRICE, needs=("contract",), fits=WORKS, stops=True),
        LetterKind("article_807", N_("Demand under article 807"), PRICE, needs=("contract",), fits=PRIORITY),
        LetterKind(
            "assignment", N_("Notice of assignment"), OPEN, asks=False, needs=("contract", "counterparty")
        ),
        LetterKind("set_off", N_("Notice of set-off"), asks=False, needs=("amount", "matter")),
    )
}  # fmt: skip
KINDS = {name: kind.caption for name, kind in LETTERS.items()}
LADDER = tuple(sorted((kind.name for kind in LETTERS.values() if kind.level), key=lambda name: LETTERS[name].level))
"""From the friendly request to the lawyer."""


def classes_of(form: str) -> tuple[str, ...]:
    """The classes of items that a paper of this form lists; none where it lists every class."""
    return CLASSES_OF.get(LETTERS[form].lists, ()) if form in LETTERS else ()
