"""Payment terms of every kind for random books, and what a certificate under them may bring."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from models.certificates import IndexDraft, SupplyDraft
from models.contracts import FactorDraft, FeeDraft, KindTermsDraft, MilestoneDraft
from models.money import Money

D = Decimal
_LATER = (MilestoneDraft("certification", D("0.8"), 28), MilestoneDraft("final_account", D(1), 28))
RULES: tuple[dict[str, Any], ...] = (
    {},
    {"recovery_rule": "start_point", "recovery_share": D("0.6")},
    {"recovery_rule": "linear", "recovery_start": D("0.1"), "recovery_end": D("0.8"), "recovery_base": "progress"},
    {"recovery_rule": "fidic", "recovery_start": D("0.1"), "recovery_rate": D("0.25"), "recovery_net": True},
    {"recovery_rule": "instalments", "recovery_periods": "2-4", "retention_way": "last", "retention_rate": D("0.03")},
    {"retention_way": "to_date", "retention_rate": D("0.05"), "retention_limit": Money(10**7)},
    {"retention_way": "amount", "retention_amount": Money(10**6), "minimum": Money(10**8)},
    {"vat_included": False, "vat_rate": None, "wage_share": D("0.2"), "materials_rate": D("0.7")},
    {
        "milestones": _LATER,
        "kinds": (
            KindTermsDraft("variations", D("0.6"), D("0.1"), D("0.13"), False, "no"),
            KindTermsDraft("claims", D(1), D(0)),
        ),
        "retention_rate": D("0.03"),
        "vat_included": False,
    },
    {"second_advance": Money(10**7), "second_rule": "linear", "second_start": D("0.2"), "second_end": D("0.7")},
    {"fees": (FeeDraft("规费", D("0.06"), "all"),)},
    {"fixed_share": D("0.4"), "factors": (FactorDraft("钢材", D("0.6"), D(100)),), "damages_cap": D("0.05")},
)
terms = st.sampled_from(RULES)

amounts = st.integers(-(10**8), 10**9).map(Money)
parts = st.fixed_dictionaries(
    {},
    optional={
        "variations": amounts,
        "claims": amounts,
        "dayworks": amounts,
        "provisional": amounts,
        "stored": st.integers(0, 10**8).map(Money),
        "supplies": st.just((SupplyDraft("钢筋", "t", D(12), D(1), D(10), D(3800), D(4500)),)),
        "indices": st.integers(50, 200).map(lambda index: (IndexDraft("钢材", D(index)),)),
    },
)
"""What is certified beside the work; an index is refused where prices do not move by it."""
