"""How a figure looks in a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.store.listing import Column
from ui.tables.formats import shown


@pytest.mark.parametrize(
    ("value", "places", "told"),
    [
        ("400", 6, "400.00"),
        ("3800.5", 6, "3,800.50"),
        ("3.141592", 6, "3.141592"),
        ("104.25", 4, "104.25"),
        ("0.33335", 4, "0.3334"),
        ("-1234.5", 6, "−1,234.50"),
        ("1100", 3, "1,100.000"),
        ("0.8", 2, "0.80"),
    ],
)
def test_a_column_of_many_decimals_shows_those_a_figure_has(value: str, places: int, told: str) -> None:
    column = Column("price", "Price", "quantity", lambda _sources: None, places=places)
    assert shown(Decimal(value), column) == told
