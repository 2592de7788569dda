"""A payment certificate off the window's thread: drawn to look at, written as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import certificates
from models.problems import Refused
from reports import named
from reports.certificate_draft import CertificatePaperDraft

CERTIFICATE = "certificate"
Session = Any


@dataclass(frozen=True)
class Drawn:
    """The paper (``pdf``), or the ``reason`` why there is none; ``missing`` are characters no font has."""

    name: str
    pdf: bytes = b""
    missing: str = ""
    reason: str = ""


def drawn(asked: CertificatePaperDraft, session: Session) -> Drawn:
    """The paper as it would be printed; what stands against it is told, not raised."""
    from reports.report import pdf

    report = named(CERTIFICATE)
    number = session.get_one(certificates.PaymentCertificate, asked.certificate).number
    try:
        content, made = pdf(report, report.collect(session, asked))
    except Refused as refused:
        return Drawn(number, reason=refused.text())
    return Drawn(number, content, "".join(sorted(made.missing)))


def write_xlsx(asked: CertificatePaperDraft, path: Path, session: Session) -> Path:
    """The same figures as a workbook."""
    from reports import report

    certificate = named(CERTIFICATE)
    report.write_xlsx(certificate, certificate.collect(session, asked), path, asked.language)
    return path
