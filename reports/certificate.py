"""The payment application or certificate (进度款支付申请、证书): a form three parties sign, and what is behind it."""

from __future__ import annotations

from operator import attrgetter

from models.language import N_
from models.money import Money
from reports.certificate_checks import contradictions
from reports.certificate_collect import collect
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_figures import CertificatePaper
from reports.certificate_paper import TEMPLATE, draw
from reports.certificate_sheet import sheets
from reports.report import Report


def _due(data: CertificatePaper) -> dict[str, Money]:
    """What is certified or, until it is reviewed, applied for."""
    return {data.currency: data.stands.due}


CERTIFICATE: Report[CertificatePaperDraft, CertificatePaper] = Report(
    name="certificate",
    title=N_("Progress Payment Certificate"),
    code="ZF",
    template=TEMPLATE,
    asks=CertificatePaperDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_due,
    document=attrgetter("certificate"),
)
