"""The terms behind the certificates of a workbook, taken from the contract once and not for each certificate."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from models.certificates.background import pricing_of
from models.certificates.draft import Pricing
from models.contracts import Contract, Terms, certificate_terms, tax_terms
from models.money import Money
from models.rules.certificate import CertificateTerms

Agreed = tuple[str, int]
"""Terms and the price, in fen, that caps and shares are taken of."""


@dataclass
class AgreedTerms:
    """Only the rate of tax is the day's own; the rest stays while terms and price do."""

    _terms: dict[Agreed, CertificateTerms] = field(default_factory=dict)
    _pricing: dict[Agreed, Pricing] = field(default_factory=dict)

    def on(self, day: date, terms: Terms, contract: Contract, price: Money) -> CertificateTerms:
        """As ``certificate_terms`` gives them."""
        key = terms.id, price.fen
        if key not in self._terms:
            self._terms[key] = certificate_terms(terms, contract, price, day)
        found, tax = self._terms[key], tax_terms(terms, day, contract.kind)
        return found if found.tax == tax else replace(found, tax=tax)

    def pricing(self, terms: Terms, contract: Contract, price: Money) -> Pricing:
        """As ``pricing_of`` gives it."""
        key = terms.id, price.fen
        if key not in self._pricing:
            self._pricing[key] = pricing_of(terms, contract, price)
        return self._pricing[key]
