"""Commands that write many nouns at once; declared here so that every program that opens a book can undo them."""

from __future__ import annotations

from models.language import N_
from models.store.commands import COMMERCIAL, FINANCE, declare

LOAD = declare("exchange.load", N_("Load drafts"), (FINANCE, COMMERCIAL), FINANCE)
MAKE_SAMPLE = declare("sample.make", N_("Make the sample book"))
IMPORT = declare("importing.bring_in", N_("Import a workbook"), (COMMERCIAL, FINANCE), FINANCE)
