"""An empty book for the tests of pages; a test that needs more in it makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.registry import create_book
from models.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    yield made
    made.close()
