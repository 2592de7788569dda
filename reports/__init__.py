"""The papers the program prints.

How to add one: write ``reports/<name>.py`` with a ``Report`` and name it in ``REPORTS``. Its draft becomes the dialog
that asks, the command line prints it, and the tests of papers run over it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.report import Report

REPORTS = {
    "statement": "reports.statement:STATEMENT",
    "certificate": "reports.certificate:CERTIFICATE",
    "interest": "reports.interest:INTEREST",
    "ageing": "reports.ageing:AGEING",
    "letter": "reports.letter:LETTER",
    "deadlines": "reports.deadlines:DEADLINES",
    "books_check": "reports.books_check:BOOKS_CHECK",
    "arrears": "reports.arrears:ARREARS",
    "unbilled": "reports.unbilled:UNBILLED",
    "take_on": "reports.take_on:TAKE_ON",
    "confirmations": "reports.confirmations:CONFIRMATIONS",
    "differences": "reports.differences:DIFFERENCES",
    "reconciliation": "reports.reconciliation:RECONCILIATION",
}
"""By name, the module and the Report in it; a module is imported when its paper is first asked for (0.2 s)."""


def named(name: str) -> Report[Any, Any]:
    """The report of this name; raises KeyError when there is none."""
    module, _, attribute = REPORTS[name].partition(":")
    found: Report[Any, Any] = getattr(import_module(module), attribute)
    return found
