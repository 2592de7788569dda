"""What the columns of each kind of ledger may be taken for, in the words a person chooses by."""

from __future__ import annotations

from collections.abc import Mapping

from models.importing.forms import form
from models.importing.recognition.captions import BEFORE, NET, TAX, TO_DATE
from models.importing.recognition.meanings import roles_of
from models.importing.recognition.series import MANIETH
from models.importing.recognition.words import (
    ACCOUNT,
    CERTIFICATES,
    CONTRACTS,
    DEPOSITS,
    FORM,
    INVOICES,
    KINDS,
    MAIN,
    ONLY_SEEN,
    OPENING,
    RECEIPTS,
    RETENTION,
)
from models.language import N_, text

NOT_BROUGHT_IN = N_("Not brought in")
ONLY_ADDED_UP = N_("Only added up")
_OWN: Mapping[str, tuple[str, ...]] = {
    CONTRACTS: (
        "project", "signed_on", "start_on", "completion_on", "completed_on", "accepted_on", "handed_over_on", "handler",
        "share", "terms",
    ),
    CERTIFICATES: (
        "number", "period", "period_to", "submitted_on", "certified_on", "claimed", "work", "variations", "penalty",
        "recovery", "retention", "due", "received_on", "received", "wages", "price",
    ),
    RECEIPTS: (
        "number", "received_on", "amount", "side", "method", "bill_number", "matures_on", "ended", "ended_on",
        "account", "voucher", "wages", "reverses", "purpose", "price",
    ),
    OPENING: (
        "amount", "posted_on", "due_on", "taken_on", "kind", "document", "invoice", "person", "certified", "received",
        "retention", "price", "account_code", "credit", "direction",
    ),
    RETENTION: ("amount", "withheld", "returned", "posted_on", "due_on", "document", "person"),
    DEPOSITS: (
        "number", "kind", "form", "amount", "paid_on", "back", "back_on", "left", "deducted", "return_on",
        "expires_on", "guarantee_number", "bank",
    ),
    ACCOUNT: ("posted_on", "period_to", "document", "summary", "debit", "credit", "direction", "balance"),
    INVOICES: ("invoiced_on", "invoice", "amount", "kind"),
}  # fmt: skip
_SAID: Mapping[str, str] = {
    "contract_number": N_("Contract number"),
    "contract_name": N_("Contract name"),
    "party": N_("Party"),
    "credit_code": N_("Credit code"),
    "price": N_("Contract price"),
    "tax_rate": N_("Tax rate"),
    "currency": N_("Currency"),
    "balance": N_("Outstanding, to compare"),
    "share": N_("Payment share"),
    "terms": N_("Payment terms in words"),
    "work": N_("Valued in the period"),
    "penalty": N_("Deduction"),
    "reverses": N_("Receipt that goes back"),
    "ended": N_("What became of the bill"),
    "side": N_("Paid in or out"),
    "ended_on": N_("Day the bill was paid or passed on"),
    "purpose": N_("Purpose"),
    "remark": N_("Remark"),
    "withheld": N_("Retention withheld"),
    "returned": N_("Retention given back"),
    "back": N_("Came back"),
    "back_on": N_("Came back on"),
    "left": N_("Still out, to compare"),
    "deducted": N_("Deducted by the owner"),
    "invoice": N_("Invoice number"),
    "debit": N_("Debit"),
    "credit": N_("Credit"),
    "direction": N_("Side of the balance"),
    "summary": N_("What was booked"),
    "account_code": N_("Code of the account"),
}
_PAID: Mapping[str, str] = {
    "received": N_("Received"),
    "received_on": N_("Received on"),
    "wages": N_("Of this into the wage account"),
    "recovery": N_("Advance taken back: a deduction"),
    "retention": N_("Retention: shows its rate"),
    "due": N_("Due: shows the payment terms"),
    "taken_off": N_("Deductions in all, to compare"),
}
"""What a ledger of certificates tells beside its certificates."""
_FURTHER: Mapping[str, str] = {
    TO_DATE: N_("{entry}, to date"),
    BEFORE: N_("{entry}, before the period"),
    NET: N_("{entry}, without tax"),
    TAX: N_("{entry}: the tax"),
}
_COMMON = ("contract_number", "contract_name", "party", "credit_code", "tax_rate", "currency", "balance", "remark")


def entries_of(kind: str) -> tuple[str, ...]:
    """The entries a column may be taken for, the amount of the row and its further figures first; "" brings nothing."""
    main = MAIN[kind]
    whole = (main, *(f"{main}.{more}" for more in _FURTHER))
    return tuple(dict.fromkeys(("", *whole, *_COMMON[:3], *_OWN[kind], *_COMMON[3:]))) if kind in KINDS else ("",)


def is_entry(role: str, kind: str) -> bool:
    """Whether a column of this kind of ledger may be taken for that; of a kind that nobody said, of any."""
    base, _, further = role.partition(".")
    base = base.partition(MANIETH)[0]
    kinds = (kind,) if kind in KINDS else KINDS
    if further and further not in _FURTHER and not further.isdigit():
        return False
    return any(base in {*entries_of(one)} | ONLY_SEEN[one] | roles_of(one) for one in kinds)


def said(role: str, kind: str) -> str:
    """What an entry is called in the reader's language."""
    base, _, further = role.partition(".")
    base = base.partition(MANIETH)[0]
    if not base:
        return text(NOT_BROUGHT_IN)
    if kind == CERTIFICATES and base in _PAID:
        name = text(_PAID[base])
    elif base in _SAID:
        name = text(_SAID[base])
    elif base in ONLY_SEEN[kind]:
        return text(ONLY_ADDED_UP)
    else:
        entry = form(FORM[kind]).entries.get(base)
        name = text(entry.caption) if entry else text(ONLY_ADDED_UP)
    return text(_FURTHER[further]).format(entry=name) if further in _FURTHER else name
