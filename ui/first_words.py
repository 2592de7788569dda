"""Speaks before anything is known about who reads: every sentence in Chinese and in English."""

from __future__ import annotations

import sys
from typing import NoReturn


def say(chinese: str, english: str) -> None:
    """Both languages, because nothing is known yet about who reads; a console that lacks a letter shows ``?``."""
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
    print(chinese, english, sep="\n", file=sys.stderr, flush=True)


def stop(chinese: str, english: str) -> NoReturn:
    say(chinese, english)
    raise SystemExit(1)
