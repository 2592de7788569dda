"""A signed certificate is corrected in one Step: the old one never was, a new one takes its number, place and money."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from models.certificates.draft import CertificateDraft
from models.certificates.record import PaymentCertificate
from models.certificates.usecases import CORRECTED, VOIDED, record, void
from models.language import N_
from models.numbering import next_number
from models.receipts.along import give_along, take_along
from models.stages import stages_of
from models.store.commands import COMMERCIAL, MANAGER, declare

CORRECT = declare("certificates.correct", N_("Correct a certificate"), (COMMERCIAL,), MANAGER)


def correct(session: Session, draft: CertificateDraft) -> PaymentCertificate:
    """Void the recorded certificate and record it anew as the draft says, in one Step.

    Invoices and receipts of the old one are those of the new one; agreed payment dates and noted events go along.
    Refused while it is settled in another way than by money.
    """
    along = take_along(session, draft.id)
    old = void(session, draft.id, "")
    old.number = next_number(session, PaymentCertificate.number, f"{old.number}#", 1)
    session.flush()
    made = record(session, replace(draft, id="", lines=tuple(replace(line, id="") for line in draft.lines)))
    give_along(session, along, made.id)
    _note(session, old.id, made.id)
    session.info["subject"] = made.number
    return made


def _note(session: Session, old: str, made: str) -> None:
    """It was not only voided: the one that took its place is told with it."""
    stage = next(one for one in stages_of(session, old) if one.stage == VOIDED)
    stage.stage, stage.remark = CORRECTED, made
    session.flush()
