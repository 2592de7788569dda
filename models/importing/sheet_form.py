"""One sheet of the import workbook: what it is called, what a row of it says, and what it shows first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.drafts import Entry, entries, part
from models.language import current


@dataclass(frozen=True, eq=False)
class SheetForm:
    """One sheet: ``row`` is the draft one row fills; ``key`` the entries that name a document in the sheet.

    ``first`` are entries shown leftmost, ``left_out`` those a workbook does not ask for. ``total`` is the amount added
    up in the summary. ``optional`` are entries the noun's draft requires and a sheet may leave empty.
    ``example`` is the row the template shows; it is not imported while nobody changes it. The percentages of a row are
    typed on ``one_scale``: they belong together.
    """

    name: str
    chinese: str
    english: str
    row: type
    key: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    total: str = "amount"
    example: Mapping[str, object] = field(default_factory=dict)
    one_scale: bool = False

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The columns by name, in their order."""
        every = {
            name: how
            for name, how in entries(self.row).items()
            if name not in self.left_out and not how.readonly and part(how.kind) is None
        }
        return {name: every[name] for name in (*self.first, *(name for name in every if name not in self.first))}

    def required(self, name: str) -> bool:
        return self.entries[name].required and name not in self.optional

    def title(self, language: str | None = None) -> str:
        """What the sheet is called; a workbook may use either language."""
        return self.english if (language or current()) == "en" else self.chinese
