"""Fills in what a certificate takes off for materials of the owner, from what was reported as used."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models import consumption
from models.certificates import CertificateDraft
from models.language import _, ngettext
from ui.pages.certificate_sheet_model import ADJUSTMENTS

if TYPE_CHECKING:
    from ui.pages.certificate_sheet import CertificateSheet


class OwnersMaterials(QObject):
    """Asks for the proposal of a valuation sheet and puts it where it can be changed."""

    def __init__(self, sheet: CertificateSheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        sheet.head.supplied.connect(self._ask)

    def _ask(self) -> None:
        draft = self._sheet.figures.kept
        period = draft.period or self._sheet.sheet.background.next_period
        self._sheet.workspace.ask(partial(_proposed, draft, period), self._came)

    def _came(self, found: tuple[Any, ...]) -> None:
        if not found:
            told = _("No material of the owner is reported beyond what earlier certificates took off.")
            self._sheet.workspace.tell(told)
            return
        self._sheet.adjustments.change(supplies=found)
        self._sheet.foot.tabs.setCurrentIndex(ADJUSTMENTS)
        told = ngettext(
            "Taken from the consumption reports: {count} material of the owner.",
            "Taken from the consumption reports: {count} materials of the owner.",
            len(found),
        )
        self._sheet.workspace.tell(told.format(count=len(found)))


def _proposed(draft: CertificateDraft, period: int, session: Any) -> tuple[Any, ...]:
    return consumption.supplies(session, draft, period)
