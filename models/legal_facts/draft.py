"""What is asked of a fact that moves a legal period, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults, to_come
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.clocks import LONGEST
from models.rules.periods import CLOCKS
from models.rules.restarts import DEMAND, EVENTS, FILED, PUBLIC_NOTICE, Event

KINDS = {name: event.caption for name, event in EVENTS.items()}
EMS, SIGNED, EMAIL, MESSAGE, NOTARY, PUBLIC = "ems", "signed", "email", "message", "notary", "public"
WAYS = {
    "": "",
    EMS: N_("EMS with return receipt"),
    SIGNED: N_("Handed over and signed for"),
    EMAIL: N_("By e-mail"),
    MESSAGE: N_("WeChat or text message"),
    NOTARY: N_("Served by a notary"),
    PUBLIC: N_("Public notice"),
    "court": N_("Through the court"),
}
DELIVERED, RETURNED, REFUSED = "delivered", "returned", "refused"
OUTCOMES = {
    "": N_("Not known yet"),
    DELIVERED: N_("Arrived"),
    RETURNED: N_("Returned"),
    REFUSED: N_("Refused"),
}
WITHDRAWN, REJECTED = "withdrawn", "rejected"
ENDINGS = {
    "": "",
    "decided": N_("Decided"),
    "settled": N_("Settled before the court"),
    WITHDRAWN: N_("Suit or request withdrawn"),
    REJECTED: N_("Not taken or rejected without a decision on the claim"),
}
"""How a procedure ended; after the last two it is disputed whether limitation ran anew."""
_FIXED = N_(
    "The law alone says how long this period is ({basis}): what stands here does not move it. It runs from the day "
    "entered as the day it happened; of a judgment that is the last day for performance."
)
_MISSING_ONLY = N_(
    "It counts only when the debtor cannot be found, in a paper that is read in all the country or his province "
    "(Limitation Provisions, article 8 (4)): keep proof of both. Whoever has a known address is served there."
)
_ABOUT_ALL = N_(
    "A suit that names no contract stands at every contract of this debtor that was signed by then, and makes due what "
    "no day was agreed for. Where it is about one contract, choose that."
)
_DATA_MESSAGE = N_(
    "A data message counts when it reached his system (Civil Code, article 137; Limitation Provisions, article 8 (2)): "
    "keep the record on the device it was sent from, and what shows that the account is his."
)
_SERVICE, _COURSE, _PROOF = N_("Service"), N_("Course"), N_("Proof")


@dataclass(frozen=True)
class LegalFactDraft:
    """A letter served, a promise signed, a suit filed, an account frozen; kind, day and debtor are needed."""

    id: str = ""
    number: str = entry(
        N_("Fact number"), "", key=True, hint=N_("Empty: made by itself"), synonyms=("事项编号", "编号")
    )
    kind: str = entry(N_("What happened"), DEMAND, choices=KINDS, required=True, synonyms=("事项", "事项类别"))
    party: str = entry(N_("Against"), "", pick="parties", hint=N_("Empty: the debtor of the contract"),
                       synonyms=("相对方", "债务人"))  # fmt: skip
    contract: str = entry(N_("Contract"), "", pick="contracts", hint=N_("Empty: everything this debtor owes"),
                          synonyms=("合同编号", "合同号"))  # fmt: skip
    receivable: str = entry(
        N_("Only this item"), "", pick="receivables", hint=N_("A part claimed stands for the whole")
    )
    happened_on: date | None = entry(
        N_("Happened or arrived on"), None, synonyms=("发生日期", "送达日期"),
        hint=N_("Of a letter the day it arrived; empty while that is not known"),
    )  # fmt: skip
    amount: Money | None = entry(N_("Amount"), None, synonyms=("金额",))
    sent_on: date | None = entry(N_("Sent on"), None, section=_SERVICE, synonyms=("寄出日期",))
    way: str = entry(N_("Served by"), "", choices=WAYS, section=_SERVICE, synonyms=("送达方式",))
    tracking: str = entry(N_("Tracking number"), "", section=_SERVICE, synonyms=("快递单号", "邮件号"))
    outcome: str = entry(N_("Outcome"), "", choices=OUTCOMES, section=_SERVICE, synonyms=("送达结果",))
    agreed_address: bool = entry(
        N_("Sent to the address agreed for service"), False, section=_SERVICE, synonyms=("约定送达地址",),
        hint=N_("A letter sent there counts although it was returned or refused (Limitation Provisions, article 8)."),
    )  # fmt: skip
    ended_on: date | None = entry(
        N_("Ended on"), None, section=_COURSE, synonyms=("终结日期",),
        hint=N_("Of a procedure, an obstacle, a seizure, an assignment taken back"),
    )  # fmt: skip
    ended_by: str = entry(N_("Ended how"), "", choices=ENDINGS, section=_COURSE, synonyms=("终结方式",))
    ends_on: date | None = entry(N_("Last day fixed"), None, section=_COURSE, synonyms=("指定截止日",),
                                 hint=N_("By the court, the announcement, or the time our letter gave"))  # fmt: skip
    months: int | None = entry(N_("Months agreed"), None, section=_COURSE, synonyms=("约定月数",))
    proof: str = entry(
        N_("Paper that proves it"), "", wide=True, section=_PROOF, synonyms=("证据", "凭证"),
        hint=N_("Without a paper nothing is restarted. For example: EMS receipt 1023… signed by the mail room"),
    )  # fmt: skip
    paper: str = entry(N_("Issued paper that was served"), "", pick="papers", section=_PROOF)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_PROOF, synonyms=("备注",))


def idle(draft: LegalFactDraft) -> Collection[str]:
    """A procedure has no postman, a letter no end (an assignment may be taken back)."""
    event = EVENTS.get(draft.kind)
    if event is None:
        return ()
    found = set() if event.arrives else {"sent_on", "way", "tracking", "outcome", "agreed_address", "paper"}
    if not (event.is_procedure or event.starts or event.lasts):
        found.add("ended_on")
    if not event.is_procedure:
        found.add("ended_by")
    if not _fixable(event):
        found |= {"months"} if event.name == DEMAND else {"ends_on", "months"}
    return found


def _fixable(event: Event) -> bool:
    """Whether a court, an announcement or a contract may set another last day for what it starts."""
    return any(CLOCKS[name].fixable for name in event.starts)


def check(draft: LegalFactDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    event = EVENTS.get(draft.kind)
    if event is None:
        return
    if not (draft.party or draft.contract or draft.receivable):
        yield Problem("party", N_("Choose the debtor or the contract."))
    elif draft.kind in FILED and not (draft.contract or draft.receivable):
        yield Problem("contract", _ABOUT_ALL, advice=True)
    if draft.happened_on is None and not (event.arrives and draft.sent_on):
        yield Problem("happened_on", N_("On which day did it happen? Of a letter, enter at least the day it was sent."))
    for name in ("sent_on", "happened_on"):
        yield from to_come(name, getattr(draft, name))
    if draft.sent_on and draft.happened_on and draft.happened_on < draft.sent_on:
        yield Problem("happened_on", N_("It arrived before it was sent: is the date right?"))
    if draft.ended_on and draft.happened_on and draft.ended_on < draft.happened_on:
        yield Problem("ended_on", N_("It ended before it began: is the date right?"))
    if draft.ends_on and draft.happened_on and draft.ends_on < draft.happened_on:
        yield Problem("ends_on", N_("The last day lies before the beginning: is the date right?"))
    if draft.months is not None and not 0 < draft.months <= LONGEST:
        yield Problem("months", N_("A period lasts one month or more."))
    if event.starts and not _fixable(event):
        yield from _check_fixed(draft, event)
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    if event.arrives:
        yield from _check_service(draft)
    if draft.kind == PUBLIC_NOTICE:
        yield Problem("kind", _MISSING_ONLY, advice=True)
    if not draft.proof.strip():
        message = N_("Without a paper it moves no period. What would prove it: {paper}.")
        yield Problem("proof", message, {"paper": event.paper}, advice=True)


def _check_fixed(draft: LegalFactDraft, event: Event) -> Iterator[Problem]:
    """What the law alone fixes is not moved by a day or months that were entered."""
    for name in ("ends_on", "months"):
        if getattr(draft, name) is not None:
            yield Problem(name, _FIXED, {"basis": event.basis}, advice=True)


def _check_service(draft: LegalFactDraft) -> Iterator[Problem]:
    """Only what arrived, or was sent where it must arrive, counts."""
    if draft.way in (EMAIL, MESSAGE):
        yield Problem("way", _DATA_MESSAGE, advice=True)
    if draft.outcome == DELIVERED and draft.happened_on is None:
        yield Problem("happened_on", N_("On which day did it arrive?"))
    if draft.outcome in (RETURNED, REFUSED) and draft.happened_on is None:
        yield Problem("happened_on", N_("On which day was it returned or refused?"))
    if draft.outcome in (RETURNED, REFUSED) and not draft.agreed_address:
        message = N_(
            "Returned or refused, it counts only when it went to the address agreed for service. Serve again. (Of a "
            "registered address that never changed a court held the same: (2020)最高法民再253号.)"
        )
        yield Problem("outcome", message, advice=True)
    if draft.happened_on is not None and not draft.outcome:
        yield Problem("outcome", N_("Say how it ended: only what arrived counts."))
