"""Beside the list of receivables: where the current one comes from, why it is due, and what settled it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import settlements
from models.language import _, text
from models.money import Money
from models.receivables import CLASSES, WAYS
from models.settlements import Origin, Settlement
from ui.pages import PAGES
from ui.pages.receivables_trace import links_of, rule_of
from ui.pages.trace_card import Link
from ui.tables.formats import money
from ui.workspace import Workspace

Found = tuple[Origin, tuple[Settlement, ...]]


class ReceivablePreview(QScrollArea):
    """Links lead to the document, the contract, and each receipt; ``due_wanted`` asks for another payment date."""

    due_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.links: list[QPushButton] = []
        self.shown: Found | None = None
        self._key = ""
        self.setWidgetResizable(True)
        self.setProperty("role", "preview")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        workspace.unit_changed.connect(self.refresh)
        self._show(None)

    def show_record(self, key: str) -> None:
        """Show this receivable as of the cut-off day; the empty key shows the hint."""
        self._key = key
        if not key:
            self._show(None)
        else:
            self.workspace.ask(partial(_found, key, self.workspace.as_of), partial(self._came, key))

    def refresh(self, _why: Any = None) -> None:
        self.show_record(self._key)

    def _came(self, key: str, found: Found | None) -> None:
        if key == self._key:
            self._show(found)

    def _show(self, found: Found | None) -> None:
        self.shown, self.links = found, []
        self.setAccessibleName(_("Preview"))
        inside = QWidget()
        inside.setProperty("role", "sunken")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        if found is None:
            column.addWidget(_words(_("Choose a row to see where it comes from and what settled it."), "muted"))
        else:
            self._fill(column, *found)
        column.addStretch(1)
        self.setWidget(inside)

    def _fill(self, column: QVBoxLayout, one: Origin, settled: tuple[Settlement, ...]) -> None:
        heading = _words(one.document, "", "heading")
        column.addWidget(heading)
        for link in links_of(one):
            self._add_link(column, link)
        column.addLayout(self._pairs(one))
        column.addWidget(_words(rule_of(one), "muted", "small"))
        if one.changes:
            column.addWidget(_words(_("Agreed payment dates"), "", "heading"))
            for agreed_on, due_on, reason in one.changes:
                column.addWidget(_words(f"{agreed_on} → {due_on}　{reason}", "muted"))
        change = QPushButton(_("Change the due date…"))
        change.clicked.connect(partial(self.due_wanted.emit, one.key))
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(_words(_("Settled by"), "", "heading"))
        if settled:
            column.addLayout(self._settled(settled))
        else:
            column.addWidget(_words(_("Nothing has settled it yet."), "muted"))

    def _pairs(self, one: Origin) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(4)
        form.setHorizontalSpacing(14)
        late = _("{day}, {days} days late").format(day=one.due_on, days=one.days_overdue)
        due = late if one.days_overdue else str(one.due_on or _("No date yet"))
        rows = (
            (_("Class"), text(CLASSES.get(one.kind, one.kind)), ""),
            (_("Posted on"), str(one.posted_on), ""),
            (_("Due on"), due, "danger" if one.days_overdue else ""),
            (_("Amount"), self._money(one.amount), ""),
            (_("Settled"), self._money(one.amount - one.open), ""),
            (_("Open"), self._money(one.open), "danger" if one.days_overdue else "accent"),
        )
        for caption, words, tone in rows:
            form.addRow(_words(caption, "muted"), _words(words, tone))
        return form

    def _settled(self, settled: tuple[Settlement, ...]) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(2)
        rows.setColumnStretch(1, 1)
        for row, one in enumerate(settled):
            rows.addWidget(_words(one.allocated_on.isoformat(), "muted"), row, 0)
            if one.receipt:
                rows.addWidget(self._link(Link(one.number, "receipts", one.receipt)), row, 1)
            else:
                rows.addWidget(_words(text(WAYS.get(one.way, one.way)), ""), row, 1)
            amount = _words(self._money(one.amount), "muted" if not one.standing else "")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(amount, row, 2)
        return rows

    def _money(self, amount: Money) -> str:
        return money(amount, self.workspace.in_wan)

    def _add_link(self, column: QVBoxLayout, link: Link) -> None:
        if any(page.name == link.page for page in PAGES):
            column.addWidget(self._link(link), 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, link: Link) -> QPushButton:
        page = next((page for page in PAGES if page.name == link.page), None)
        titled = link.page != "receipts" and page is not None
        button = QPushButton(f"{text(page.title)} {link.title} ›" if titled and page else link.title)
        button.setProperty("role", "link")
        button.clicked.connect(partial(self.workspace.go, link.page, link.key))
        self.links.append(button)
        return button


def _words(words: str, tone: str, role: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setProperty("tone", tone)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _found(key: str, as_of: Any, session: Any) -> Found | None:
    one = settlements.origin(session, key, as_of)
    return (one, settlements.of_receivable(session, key, as_of)) if one is not None else None
