"""A book with every table, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import registry
from models.store.book import Book
from tests import makers


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed, empty book."""
    folder = tmp_path_factory.mktemp("books") / "empty"
    makers.a_book(folder).close()
    return folder


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Iterator[Book]:
    """An empty book of site JB, closed after the test."""
    folder = tmp_path / "book"
    shutil.copytree(empty_book, folder)
    opened = registry.open_book(folder)
    yield opened
    opened.close()


@pytest.fixture
def empty_book_each(empty_book: Path, tmp_path: Path) -> Iterator[Callable[[], Book]]:
    """Gives a fresh empty book at each call, for tests that run one body many times."""
    opened: list[Book] = []

    def fresh() -> Book:
        folder = tmp_path / f"book{len(opened)}"
        shutil.copytree(empty_book, folder)
        if opened:
            opened[-1].close()
        opened.append(registry.open_book(folder))
        return opened[-1]

    yield fresh
    for book in opened[-1:]:
        book.close()
