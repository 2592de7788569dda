"""Disputed items (争议事项): both positions and the undisputed part; a dispute alone changes no balance."""

from __future__ import annotations

from models.disputes.disputable import ABOUT, DISPUTABLE, PROPOSED, subject_of
from models.disputes.draft import OUTCOMES, DisputeDraft, check
from models.disputes.listing import LISTING
from models.disputes.record import Dispute
from models.disputes.standing import disputed
from models.disputes.usecases import RECORD, VOIDED, draft_of, known_of, proposed, record, void

__all__ = [
    "ABOUT", "DISPUTABLE", "LISTING", "OUTCOMES", "PROPOSED", "RECORD", "VOIDED", "Dispute", "DisputeDraft", "check",
    "disputed", "draft_of", "known_of", "proposed", "record", "subject_of", "void",
]  # fmt: skip
