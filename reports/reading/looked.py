"""What was seen of a file of evidence, as it comes over the pipe: its pages, what it claims, a small picture of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Looked:
    """``claimed_at`` and ``claimed_place`` are what the file says of itself (EXIF, mail, PDF): claims, not facts.

    ``picture`` is a JPEG made anew; ``fault`` says why there is none (``damaged``, ``encrypted``, ``too_large``,
    ``slow``, ``memory``); ``flags`` name what a PDF or an archive carries (``script``, ``launch``, ``embedded``).
    """

    pages: int = 0
    width: int = 0
    height: int = 0
    claimed_at: str = ""
    claimed_place: str = ""
    subject: str = ""
    flags: str = ""
    fault: str = ""
    picture: bytes = b""

    def plain(self) -> dict[str, Any]:
        told: dict[str, Any] = dict(self.__dict__)
        return {"looked": {**told, "picture": base64.b64encode(self.picture).decode("ascii")}}


class Looking:
    """Takes the one line about a file."""

    rows = 0

    def __init__(self) -> None:
        self._looked: Looked | None = None

    @property
    def result(self) -> Looked | None:
        return self._looked

    def take(self, line: dict[str, Any]) -> None:
        told = line["looked"]
        self._looked = Looked(**{**told, "picture": base64.b64decode(told["picture"])})
