"""What the contract says of an invoice of its day: the rate of VAT, and who buys where nobody else is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models import contracts
from models.contracts.record import Contract
from models.invoices.draft import InvoiceDraft
from models.rules.tax import rate_on


def with_book(session: Session, draft: InvoiceDraft) -> InvoiceDraft:
    """The draft with the rate that the contract has on its day, and the buyer where none was named."""
    contract = session.get(Contract, draft.contract) if draft.contract else None
    if contract is None:
        return draft
    day = draft.invoiced_on or date.today()
    terms = contracts.terms_on(contract, day)
    rate = rate_on(terms.vat_method, day, contract.kind) if terms.vat_rate is None else terms.vat_rate
    if terms.vat_method == "exempt":
        rate = Decimal(0)
    return replace(draft, agreed_rate=rate, buyer=draft.buyer or contract.payer_id or contract.owner_id)
