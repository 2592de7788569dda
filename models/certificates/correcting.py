"""A signed certificate is corrected in one Step: the old one never was, a new one takes its number and its place."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from models.certificates.draft import CertificateDraft
from models.certificates.record import PaymentCertificate
from models.certificates.usecases import record, void
from models.language import N_
from models.numbering import next_number
from models.store.commands import COMMERCIAL, MANAGER, declare

CORRECT = declare("certificates.correct", N_("Correct a certificate"), (COMMERCIAL,), MANAGER)


def correct(session: Session, draft: CertificateDraft) -> PaymentCertificate:
    """Void the recorded certificate and record it anew as the draft says; refused while money is allocated to it."""
    old = void(session, draft.id, "")
    old.number = next_number(session, PaymentCertificate.number, f"{old.number}#", 1)
    session.flush()
    return record(session, replace(draft, id="", lines=tuple(replace(line, id="") for line in draft.lines)))
