"""Keeps Python 3.11 alive under a Qt that was built for Python 3.12 and later.

PySide6 6.12 is compiled with headers in which None, True and False are immortal (PEP 683), so its functions return them
without counting. Before Python 3.12 every signal and every void call then takes one away, and after a few thousand the
interpreter ends with "deallocating None". Counting a great many in advance does what Python 3.12 does.
"""

from __future__ import annotations

import ctypes
import sys

MANY = 1 << 40
"""At a million lost references a second they last twelve days."""


def keep_singletons() -> None:
    """Make None, True, False and NotImplemented outlive the program; newer Pythons do so themselves."""
    if sys.version_info < (3, 12) and not hasattr(sys, "getobjects"):
        for one in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(one)).value += MANY
