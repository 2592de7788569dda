"""The words of the program in the reader's language: English is the source, Chinese the default."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from struct import unpack_from

from resources import path

DEFAULT = "zh"
LANGUAGES = {"zh": "中文", "en": "English"}
_current = [DEFAULT]


def N_(msgid: str) -> str:
    """Mark a text for translation where it is declared; it is translated when shown."""
    return msgid


def use(language: str) -> None:
    """Speak this language (``zh`` or ``en``) from now on, wherever no language is named."""
    _current[0] = language if language in LANGUAGES else DEFAULT


def current() -> str:
    return _current[0]


_PARTED = {"zh": ("、", "；"), "en": (", ", "; ")}


def joined(parts: Iterable[str], language: str | None = None, clauses: bool = False) -> str:
    """Words or clauses one after the other, parted as the language does; only the last clause keeps its full stop."""
    if clauses:
        every = list(parts)
        parts = [*(one.rstrip("。.") for one in every[:-1]), *every[-1:]]
    return _PARTED[language or _current[0]][clauses].join(parts)


def text(msgid: str, language: str | None = None) -> str:
    """The text in ``language`` (the current one when None); an unknown msgid stands for itself."""
    if not msgid:
        return ""
    catalogue = _catalogue(language or _current[0])
    return catalogue.translated(msgid) if catalogue else msgid


def _(msgid: str) -> str:
    return text(msgid)


def listed(choices: Mapping[str, str]) -> str:
    """What may be typed, each with what it means."""
    return _("; ").join(f"{name} = {text(caption)}" for name, caption in choices.items() if name)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for so many of something; Chinese has one form, and the count stands in it as a placeholder."""
    catalogue, both = _catalogue(_current[0]), f"{singular}\0{plural}"
    told = catalogue.translated(both) if catalogue else both
    if told != both:
        return told
    return singular if count == 1 else plural


@cache
def _catalogue(language: str) -> _Catalogue | None:
    """The translations into a language; English is what the program is written in."""
    return None if language == "en" else _Catalogue(path("locale/zh_CN/LC_MESSAGES/qingshou.mo").read_bytes())


class _Catalogue:
    """A compiled catalogue (.mo, little-endian, sorted by msgid), of which only what is said is ever read.

    ``gettext`` reads every text when it opens the file, which takes longer than to paint the window.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        _magic, _version, self._count, self._msgids, self._texts = unpack_from("<5I", content)
        self._known: dict[str, str] = {}

    def translated(self, msgid: str) -> str:
        """The text for this msgid, else the msgid."""
        found = self._known.get(msgid)
        if found is None:
            found = self._known[msgid] = self._find(msgid.encode(), msgid)
        return found

    def _find(self, wanted: bytes, otherwise: str) -> str:
        place = bisect_left(range(self._count), wanted, key=lambda place: self._at(self._msgids, place))
        if place < self._count and self._at(self._msgids, place) == wanted:
            return self._at(self._texts, place).decode()
        return otherwise

    def _at(self, table: int, place: int) -> bytes:
        length, start = unpack_from("<2I", self._content, table + 8 * place)
        return self._content[start : start + length]
