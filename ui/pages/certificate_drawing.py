"""The paper of a payment certificate as the window asks for it: drawn with what stands in the register, asked again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import certificates, papers
from reports.certificate_draft import CertificatePaperDraft
from ui.pages import paper_work
from ui.pages.paper_work import Drawn

CERTIFICATE = "certificate"
Session = Any


@dataclass(frozen=True)
class CertificateForm(CertificatePaperDraft):
    """The paper of a certificate; it may correct one that went out."""

    corrects: str = ""


@dataclass(frozen=True)
class Standing:
    """The paper of this certificate that went out and stands."""

    key: str
    number: str
    issued_on: date


@dataclass(frozen=True)
class Shown:
    """The certificate's number, its paper as drawn now, and the one that went out before."""

    number: str = ""
    paper: Drawn = field(default_factory=Drawn)
    standing: Standing | None = None


def drawn(asked: CertificateForm, session: Session) -> Shown:
    """The paper as it would be printed; what stands against it is told, not raised."""
    number = session.get_one(certificates.PaymentCertificate, asked.certificate).number
    before = papers.standing_of(session, asked.certificate)
    standing = Standing(before.id, before.number, before.issued_on) if before else None
    return Shown(number, paper_work.drawn(CERTIFICATE, asked, session), standing)
