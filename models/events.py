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

EVENTS = {
    CERTIFICATION: N_("Certificate signed"),
    SIGNING: N_("Contract signed"),
    COMPLETION: N_("Works completed"),
    ACCEPTANCE: N_("Works accepted"),
    HAND_OVER: N_("Works handed over"),
    SUBMITTED: N_("Final account submitted"),
    FINAL_ACCOUNT: N_("Final account agreed"),
    DEFECTS_END: N_("Defects period ended"),
}
"""``certification`` is the certificate's own event; the others happen once to a contract."""
