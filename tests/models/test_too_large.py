"""A number that is too large is told to be that, not to have too many decimals."""

from __future__ import annotations

import pytest

from models.exchange.reading import check_plain
from models.receipts import ReceiptDraft


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("999999999999999.99", []),
        (
            "1000000000000000.00",
            ["“1000000000000000.00” is larger than what can be kept. Check the number and its unit."],
        ),
        ("-1e20", ["“-1e20” is larger than what can be kept. Check the number and its unit."]),
        ("1e999990", ["“1e999990” is larger than what can be kept. Check the number and its unit."]),
        ("-1e99999999", ["“-1e99999999” is larger than what can be kept. Check the number and its unit."]),
        ("1.005", ['“1.005” is not an amount with at most two decimals. Write it as "1234.50".']),
    ],
)
def test_an_amount_is_refused_for_what_is_wrong_with_it(written: str, says: list[str]) -> None:
    assert [one.text("en") for one in check_plain(ReceiptDraft, {"amount": written})] == says
