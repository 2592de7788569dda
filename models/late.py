"""A noun of several files gives its names when they are first asked for: who only asks its table waits for no form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any


def names_of(package: str, *files: str) -> Callable[[str], Any]:
    """``__getattr__`` of a package whose ``files`` are imported one after the other until a name is found.

    A use case may be called like the file of its table (``receipts.record``): the use case is what the package gives.
    """
    known = vars(sys.modules[package])
    known.pop("record", None)

    def find(name: str) -> Any:
        if name in files and name != "record":
            return import_module(f"{package}.{name}")
        if not name.startswith("__"):
            for module in (import_module(f"{package}.{file}") for file in files):
                if name in vars(module):
                    known[name] = vars(module)[name]
                    return known[name]
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find


def complete(noun: ModuleType) -> None:
    """Import every file of a noun, so that its tables, commands and parts are known."""
    for name in getattr(noun, "__all__", ()):
        getattr(noun, name)
