"""A book to print from."""

from __future__ import annotations

from tests.models.conftest import book, empty_book

__all__ = ["book", "empty_book"]
