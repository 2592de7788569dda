"""What can happen to a contract that makes money fall due: the milestones (付款节点) and their dates."""

from __future__ import annotations

from models.language import N_

CERTIFICATION = "certification"
SIGNING = "signing"
COMPLETION = "completion"
ACCEPTANCE = "acceptance"
HAND_OVER = "hand_over"
SUBMITTED = "final_account_submitted"
FINAL_ACCOUNT = "final_account"
DEFECTS_END = "defects_end"
INVOICE = "invoice_received"
PUBLIC_REVIEW = "public_review"
FUNDS = "funds_arrived"
SUIT = "suit"
CARRIED = "carried"

MILESTONES = {
    CERTIFICATION: N_("Certificate signed"),
    SIGNING: N_("Contract signed"),
    COMPLETION: N_("Works completed"),
    ACCEPTANCE: N_("Works accepted"),
    HAND_OVER: N_("Works handed over"),
    SUBMITTED: N_("Final account submitted"),
    FINAL_ACCOUNT: N_("Final account agreed"),
    DEFECTS_END: N_("Defects period ended"),
    INVOICE: N_("Invoice received (only the owner controls it)"),
    PUBLIC_REVIEW: N_("Public finance review finished (only the owner controls it)"),
    FUNDS: N_("Funds arrived (only the owner controls it)"),
}
"""What payment may be agreed to follow; ``certification`` is the certificate's own event, the others its contract's."""

OWNER_CONTROLLED = (INVOICE, PUBLIC_REVIEW, FUNDS)
"""What only the owner controls: each receivable may wait for one of its own."""

FIRST = (CERTIFICATION, *OWNER_CONTROLLED)
"""What a progress payment follows."""

ITS_OWN = (*OWNER_CONTROLLED, CARRIED)
"""What a receivable waits for by itself, whatever happens to its contract."""

EVENTS = {
    **MILESTONES,
    SUIT: N_("Suit or arbitration filed"),
    CARRIED: N_("Carried into a later certificate (below the minimum by itself)"),
}
