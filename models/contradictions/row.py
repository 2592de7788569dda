"""One row of the list of contradictions: what contradicts, the two documents, what each says and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, literal, null, select, type_coerce

from models.language import N_
from models.store.base import Day, Fen

OVER, AHEAD, EARLY, BUYER, RATE = "over_invoiced", "ahead", "early", "buyer", "rate"
VOID, UNTIED, BOOKED = "void_document", "untied", "booked_void"
BILL, ORDER, CLAIMED, DONE, USED, STATED, PREVIOUS = (
    "over_bill", "over_variation", "over_claim", "over_done", "over_used", "stated_gross", "stated_previous",
)  # fmt: skip
PAYER, PAID, UNAUTHORISED = "other_payer", "paid_not_invoiced", "third_party"
TWICE = "owed_twice"
ORDERS, PRICE = "over_variations", "over_price"
KINDS = {
    BILL: N_("More of a bill line is certified than the contract has"),
    ORDER: N_("More of a variation is certified than was approved"),
    ORDERS: N_("More variations are certified than were approved"),
    PRICE: N_("More is certified than the price with approved variations"),
    CLAIMED: N_("More of a claim is certified than was agreed"),
    DONE: N_("More is certified than was done"),
    USED: N_("More was used than the certified work allows"),
    STATED: N_("The value of earlier certificates is not what this one states"),
    PREVIOUS: N_("Previous certificates are not what this one states"),
    OVER: N_("More is invoiced than was certified"),
    AHEAD: N_("More is invoiced than the contract wants by now"),
    EARLY: N_("Invoiced before it was certified"),
    BUYER: N_("The buyer is neither owner nor payer of the contract"),
    RATE: N_("The VAT rate is not the contract's"),
    VOID: N_("The invoice is for a document that is void"),
    UNTIED: N_("The invoice is for no document"),
    BOOKED: N_("A void document stands in the ledger"),
    PAYER: N_("Money of another payer settles this"),
    PAID: N_("More was paid than is invoiced"),
    UNAUTHORISED: N_("A third party paid without authority"),
    TWICE: N_("The same debt stands in two documents"),
}
"""What contradicts; ``stated`` is what the first document says, ``known`` what the other says."""

WITH_AMOUNTS = N_("{what}: {stated} instead of {known}.")


@dataclass(frozen=True)
class Doc:
    """SQL of a document: its table, its id and the number people see."""

    noun: Any
    id: Any
    number: Any


NONE = Doc("", "", "")
"""Where only one document is known."""


def row(
    kind: Any, first: Doc, other: Doc, contract: Any, day: Any, stated: Any = None, known: Any = None, part: Any = ""
) -> Select[Any]:
    """SQL: key, kind, noun, record, number, other_noun, other, other_number, contract_id, day, stated and known."""
    kind, part, *words = (
        literal(one) if isinstance(one, str) else one
        for one in (kind, part, first.noun, first.id, other.noun, other.id, other.number)
    )
    noun, record, other_noun, other_id, other_number = words
    key = kind
    for piece in (noun, record, other_noun, other_id, part):
        key = key.concat("/").concat(piece)
    amounts = (type_coerce(null() if one is None else one, Fen()) for one in (stated, known))
    names = "noun record number other_noun other other_number contract_id".split()
    told = (noun, record, first.number, other_noun, other_id, other_number, contract)
    return select(
        key.label("key"), kind.label("kind"), *(one.label(name) for one, name in zip(told, names, strict=True)),
        type_coerce(day, Day()).label("day"),
        *(one.label(name) for one, name in zip(amounts, ("stated", "known"), strict=True)),
    )  # fmt: skip
