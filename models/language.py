"""The words of the program in the reader's language: English is the source, Chinese the default."""

from __future__ import annotations

import gettext
from functools import cache

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


def text(msgid: str, language: str | None = None) -> str:
    """The text in ``language`` (the current one when None); an unknown msgid stands for itself."""
    if not msgid:
        return ""
    return _catalogue(language or _current[0]).gettext(msgid)


def _(msgid: str) -> str:
    return text(msgid)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with path("locale/zh_CN/LC_MESSAGES/qingshou.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)
