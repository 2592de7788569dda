"""Whatever was agreed, a certificate under it adds up on paper in every form: rows, computation and amount due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from models import certificates, receipts
from models.certificates import AdjustmentDraft, CertificateDraft, IndexDraft, SupplyDraft
from models.contracts import LAYOUTS
from models.money import Money
from models.store.book import Book
from reports import named
from reports.certificate_draft import CertificatePaperDraft
from tests import makers
from tests.models.random_terms import RULES
from tests.reports.books import FILL

PAPER = named("certificate")
WORKS = (Money.of(300_000), Money.of(20_000), Money.of(-15_000), Money.of(900_000))
"""Above and below the minimum, less than nothing, and most of the price."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "-".join(rule) or "plain")
def test_certificates_under_any_terms_add_up_in_every_form(book: Book, rule: dict[str, Any]) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        made = makers.a_contract(session, **{"minimum": Money.of(50_000), "retention_rate": D("0.03"), **rule})
        first = CertificateDraft(
            contract=made.id, kind="advance", certified_on=date(2024, 3, 5), work=Money.of(400_000)
        )
        certificates.record(session, first)
        paid = receipts.ReceiptDraft(
            payer=made.owner_id, contract=made.id, received_on=date(2024, 3, 10), amount=Money.of(400_000)
        )
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        keys = []
        for month, work in enumerate(WORKS, 4):
            draft = CertificateDraft(
                contract=made.id, certified_on=date(2024, month, 9), work=work, variations=Money.of(1_000 * month),
                claims=Money.of(500), dayworks=Money.of("77.77"), stored=Money.of(90_000 - 20_000 * month),
                indices=(IndexDraft("钢材", D(100 + month)),) if "factors" in rule else (),
                supplies=(SupplyDraft("钢筋", "t", D(12), D(1), D(10), D(3800), D(4500)),),
                adjustments=(AdjustmentDraft("penalty", Money.of(900), "罚款"),
                             AdjustmentDraft("safety", Money.of(600), "安全费")),
            )  # fmt: skip
            keys.append(certificates.record(session, draft).id)
    for key in keys:
        for layout in LAYOUTS:
            with book.read() as session:
                told = PAPER.collect(session, CertificatePaperDraft(certificate=key, layout=layout))
            assert PAPER.contradictions(told) == [], (key, layout)
