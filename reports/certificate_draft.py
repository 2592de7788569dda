"""What is asked before a payment certificate is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.contracts import LAYOUTS
from models.drafts import entry
from models.language import LANGUAGES, N_


@dataclass(frozen=True)
class CertificatePaperDraft:
    """Which certificate, in whose layout; without detail only the form that is signed is printed."""

    certificate: str = entry(N_("Certificate"), "", required=True, pick="certificates", wide=True)
    layout: str = entry(N_("Layout"), "", choices=LAYOUTS, wide=True, hint=N_("Empty: the one of the contract."))
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    with_detail: bool = entry(N_("Enclose computation and lines"), True, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)
