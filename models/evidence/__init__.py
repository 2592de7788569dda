"""Evidence (证据): files that prove what is owed, kept untouched, linked to records, checked by anybody's tools."""

from __future__ import annotations

from models.evidence.draft import AddDraft, EvidenceDraft, LinkDraft, LoanDraft, TakenFile, check
from models.evidence.kinds import FAULTS, FLAGS, FORMS, KINDS, WRONG, told_wrong, wrong_with
from models.evidence.listing import LISTING
from models.evidence.record import EvidenceFile, EvidenceLink, EvidenceLoan
from models.evidence.usecases import (
    ADD,
    LINK,
    RECORD,
    UNLINK,
    VOIDED,
    Added,
    add,
    draft_of,
    link,
    links_of,
    record,
    unlink,
    void,
)

__all__ = [
    "ADD", "FAULTS", "FLAGS", "FORMS", "KINDS", "LINK", "LISTING", "RECORD", "UNLINK", "VOIDED", "WRONG", "AddDraft",
    "Added", "EvidenceDraft", "EvidenceFile", "EvidenceLink", "EvidenceLoan", "LinkDraft", "LoanDraft", "TakenFile",
    "add", "check", "draft_of", "link", "links_of", "record", "told_wrong", "unlink", "void", "wrong_with",
]  # fmt: skip
