"""What is said or done about a debt, and whether limitation runs anew from it (民法典 195, 时效规定 8–19).

How to add one: add an Event to EVENTS with the paper that proves it and the article it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.rules.captions import N_
from models.rules.clocks import CHECKED_ON

DEMAND, ANSWERED, NOTICE, RECONCILED, PART_PAYMENT = "demand", "answered", "notice", "reconciled", "part_payment"
ACKNOWLEDGED, NEW_PROMISE = "acknowledgement", "new_promise"
ASSIGNMENT, OBSTACLE, JOINT, GUARANTOR = "assignment", "obstacle", "joint_debtor", "guarantor"
JUDGMENT, BANKRUPTCY, BILL_REFUSED, REFUSAL = "judgment", "bankruptcy", "bill_refused", "refusal"
INSOLVENCY, SUIT, ARBITRATION = "insolvency", "suit", "arbitration"
CLAIM_FILED, PRIORITY_CLAIMED, JOINT_GUARANTOR = "claim_filed", "priority_claimed", "joint_guarantor"
PUBLIC_NOTICE, TERMINATED = "public_notice", "terminated"
CONFIRMATION_ASKED, COMPLAINT, PASSED_ON = "confirmation_asked", "complaint", "complaint_passed_on"
FILED = (SUIT, ARBITRATION)
"""What makes due where no day was agreed, and counts on that very day (建工解释一 27)."""
SUITS = (SUIT, ARBITRATION, "payment_order", "joined_to_suit", "set_off_in_suit", "subrogation", "enforcement")
"""Procedures about the debt itself, in which a court or a commission decides or enforces."""
ENFORCED = (SUIT, ARBITRATION, "payment_order")
"""What ends in a paper that a court enforces (民诉法 247, 248)."""
AGREES = (ACKNOWLEDGED, "repayment_plan", "extension", "security")
"""Papers of the debtor that agree to pay: after the period they are a new promise, once recorded so (民法典 192)."""
PRESERVATION, ACCOUNT, MOVABLES, PROPERTY = "preservation", "frozen_account", "seized_movables", "seized_property"


@dataclass(frozen=True)
class Event:
    """``restarts``: the limitation period runs anew; from its end where it ``is_procedure``, even when the period is
    over where it ``revives``. ``arrives``: it counts from the day it arrived, not when it was sent. ``lasts``: it
    stands until the day it ended. ``starts`` names the clocks of ``periods`` it starts. ``paper`` is what proves it;
    without a paper it restarts nothing."""

    name: str
    caption: str
    basis: str
    paper: str
    restarts: bool = True
    is_procedure: bool = False
    revives: bool = False
    arrives: bool = False
    lasts: bool = False
    starts: tuple[str, ...] = ()
    checked_on: date = CHECKED_ON


_DEBTOR = N_("the paper the debtor signed or sealed")
_COURT = N_("the court's receipt of the filing")
EVENTS = {
    event.name: event
    for event in (
        Event(
            DEMAND, N_("Demand for payment served"), N_("Civil Code, article 195; Limitation Provisions, article 8"),
            N_("the letter and the proof that it arrived"), arrives=True,
        ),
        Event(
            ANSWERED, N_("Answer to a demand for payment"),
            N_("Civil Code, article 195; Limitation Provisions, article 8"),
            N_("the answer that the debtor signed or sealed, or its scan"),
        ),
        Event(
            PUBLIC_NOTICE, N_("Demand by public notice"), N_("Limitation Provisions, article 8 (4)"),
            N_("the newspaper, and proof that the debtor cannot be found"),
        ),
        Event(
            ACKNOWLEDGED, N_("Debtor agrees to pay"), N_("Civil Code, article 195 (2)"), _DEBTOR,
        ),
        Event(PART_PAYMENT, N_("Part payment"), N_("Limitation Provisions, article 14"), N_("the bank slip")),
        Event("repayment_plan", N_("Repayment plan"), N_("Limitation Provisions, article 14"), _DEBTOR),
        Event("extension", N_("Debtor asks for time"), N_("Limitation Provisions, article 14"), _DEBTOR),
        Event(
            "security", N_("Debtor gives security"), N_("Limitation Provisions, article 14"),
            N_("the security agreement"),
        ),
        Event(
            ASSIGNMENT, N_("Notice of assignment served"), N_("Limitation Provisions, article 17"),
            N_("the notice and the proof that it arrived"), arrives=True, lasts=True,
        ),
        Event(
            SUIT, N_("Suit filed"), N_("Civil Code, article 195 (3); Limitation Provisions, article 10"), _COURT,
            is_procedure=True,
        ),
        Event(
            ARBITRATION, N_("Arbitration requested"), N_("Civil Code, article 195 (3)"),
            N_("the commission's receipt"), is_procedure=True,
        ),
        Event(
            "payment_order", N_("Payment order applied for"), N_("Limitation Provisions, article 11"), _COURT,
            is_procedure=True,
        ),
        Event(
            PRESERVATION, N_("Preservation before the suit"), N_("Limitation Provisions, article 11"),
            N_("the court's order"), starts=("suit_after_preservation",),
        ),
        Event(
            "joined_to_suit", N_("Joined to a suit"), N_("Limitation Provisions, article 11"), _COURT,
            is_procedure=True,
        ),
        Event(
            "set_off_in_suit", N_("Set-off pleaded in a suit"), N_("Limitation Provisions, article 11"),
            N_("the pleading received by the court"), is_procedure=True,
        ),
        Event(
            CLAIM_FILED, N_("Claim filed in bankruptcy"), N_("Limitation Provisions, article 11"),
            N_("the administrator's receipt"), is_procedure=True,
        ),
        Event(
            "enforcement", N_("Enforcement applied for"), N_("Limitation Provisions, article 11"), _COURT,
            is_procedure=True,
        ),
        Event(
            "mediation", N_("Mediation asked for"), N_("Limitation Provisions, article 12"),
            N_("the receipt of the mediation body or authority"), is_procedure=True,
        ),
        Event(
            "police_report", N_("Reported to the police"), N_("Limitation Provisions, article 13"),
            N_("the receipt of the report"), is_procedure=True,
        ),
        Event(
            "subrogation", N_("Subrogation suit"), N_("Limitation Provisions, article 16"), _COURT, is_procedure=True,
        ),
        Event(
            NEW_PROMISE, N_("Debtor agrees to pay after the period ended"),
            N_("Civil Code, article 192; Limitation Provisions, article 19"),
            _DEBTOR, revives=True,
        ),
        Event(
            RECONCILED, N_("Accounts compared, no demand"),
            N_("No demand, no agreement to pay: Civil Code, article 195, does not apply"),
            N_("the statement and the reply"), restarts=False,
        ),
        Event(
            NOTICE, N_("Other letter, no demand"),
            N_("No demand, no agreement to pay: Civil Code, article 195, does not apply"),
            N_("the letter and the proof that it arrived"), restarts=False, arrives=True,
        ),
        Event(
            OBSTACLE, N_("Obstacle to claiming"), N_("Civil Code, article 194"),
            N_("what proves the obstacle and its end"), restarts=False, lasts=True,
        ),
        Event(
            JOINT, N_("Another debtor joins"), N_("Limitation Provisions, article 15"),
            N_("the agreement or the judgment"), restarts=False,
        ),
        Event(
            GUARANTOR, N_("General guarantee by a third party, or not said which"),
            N_("Civil Code, articles 686 and 692"), N_("the guarantee contract"), restarts=False, starts=("guarantee",),
        ),
        Event(
            JOINT_GUARANTOR, N_("Joint guarantee by a third party"), N_("Civil Code, articles 688 and 692"),
            N_("the guarantee contract"), restarts=False, starts=("guarantee",),
        ),
        Event(
            REFUSAL, N_("Debtor refuses to pay"), N_("Limitation Provisions, article 4"),
            N_("the letter of refusal"), restarts=False,
        ),
        Event(
            JUDGMENT, N_("Last day for performance by judgment"), N_("Civil Procedure Law, article 250"),
            N_("the judgment and the proof that it took effect"), restarts=False, starts=("enforcement",),
        ),
        Event(
            ACCOUNT, N_("Bank account frozen"), N_("Civil Procedure Interpretation, article 485"),
            N_("the court's order"), restarts=False, starts=(ACCOUNT,),
        ),
        Event(
            MOVABLES, N_("Movables seized"), N_("Civil Procedure Interpretation, article 485"),
            N_("the court's order"), restarts=False, starts=(MOVABLES,),
        ),
        Event(
            PROPERTY, N_("Real property seized"), N_("Civil Procedure Interpretation, article 485"),
            N_("the court's order"), restarts=False, starts=(PROPERTY,),
        ),
        Event(
            INSOLVENCY, N_("Bankruptcy accepted by the court"), N_("Bankruptcy Law, articles 16, 46 and 48"),
            N_("the court's order of acceptance"), restarts=False, lasts=True, starts=("bankruptcy_filing",),
        ),
        Event(
            PRIORITY_CLAIMED, N_("Priority right claimed (suit, arbitration, agreed price)"),
            N_("Civil Code, article 807; Construction Interpretation I, article 41"),
            N_("the pleading with the court's receipt, or the agreement"), restarts=False, lasts=True,
        ),
        Event(
            TERMINATED, N_("Contract ended before completion (rescinded, works stopped for good)"),
            N_("Civil Code, articles 562 to 566 and 807"),
            N_("the notice of rescission with proof that it arrived, the agreement or the judgment"), restarts=False,
        ),
        Event(
            BANKRUPTCY, N_("Bankruptcy announced"), N_("Bankruptcy Law, article 45"),
            N_("the announcement"), restarts=False, starts=("bankruptcy_filing",),
        ),
        Event(
            BILL_REFUSED, N_("Bill refused"), N_("Negotiable Instruments Law, article 17"),
            N_("the proof of refusal"), restarts=False, starts=("bill_recourse",),
        ),
        Event(
            CONFIRMATION_ASKED, N_("Confirmation of the debt asked for as an SME"),
            N_("SME Payment Regulation, article 16"), N_("the request and the proof that it arrived"),
            restarts=False, starts=("sme_confirmation",),
        ),
        Event(
            COMPLAINT, N_("Complaint about late payment taken"), N_("SME Payment Regulation, handling of complaints"),
            N_("the receipt of the complaint"), restarts=False,
            starts=("complaint_transfer", "complaint_result"),
        ),
        Event(
            PASSED_ON, N_("Complaint passed on to the office that handles it"),
            N_("SME Payment Regulation, handling of complaints"),
            N_("the notice that it was passed on"), restarts=False, starts=("complaint_result",),
        ),
    )
}  # fmt: skip
