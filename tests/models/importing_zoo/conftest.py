"""What every visitor of the zoo has: an empty book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.book import Book
from tests.makers import a_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()
