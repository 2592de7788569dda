"""Bringing a workbook into the book: rows become drafts, problems name sheet and cell, all of it is one Step."""

from __future__ import annotations

from models.importing.forms import FORMS, SheetForm
from models.importing.plan import EXISTING, SKIP, UPDATE, Choices, Counts
from models.importing.sheets import Sheet, Workbook
from models.importing.usecases import Outcome, bring_in, check, try_out
from models.wholesale import IMPORT

__all__ = [
    "EXISTING", "FORMS", "IMPORT", "SKIP", "UPDATE", "Choices", "Counts", "Outcome", "Sheet", "SheetForm", "Workbook",
    "bring_in", "check", "try_out",
]  # fmt: skip
