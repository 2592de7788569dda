"""Files put into the window as a person does it; one reader process looks at them for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from reports.reading import evidence as taking
from reports.reading import reader as reading
from reports.reading.reader import Reader
from tests.reports.reading.test_reader import SERVE

WAIT = 20_000


@pytest.fixture(scope="module", autouse=True)
def looker() -> Iterator[None]:
    """One reader for all tests of this file."""
    made = Reader(SERVE, longest=10)
    before = reading.LOOKER
    reading.LOOKER = taking.LOOKER = made
    yield
    reading.LOOKER = taking.LOOKER = before
    made.close()


def drop(page: Any, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)


def photos(folder: Path, count: int, name: str = "IMG_{}.jpg") -> list[Path]:
    made = []
    for number in range(count):
        path = folder / name.format(number)
        Image.new("RGB", (64, 48), (number * 7 % 255, 90, 120)).save(path)
        made.append(path)
    return made
