"""The bill of quantities of one contract: a tree of lines, typed or pasted, with the sums of its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from models import bills, contract_standing
from models.bills import BillDraft
from models.drafts import entries, entry, from_json
from models.language import N_, _
from models.money import Money
from models.problems import Problem
from ui import theme
from ui.forms.editors import editor_for
from ui.pages.bill_grid import BillGrid
from ui.pages.page import PageWidget
from ui.pages.picking import sources
from ui.workspace import Workspace

KEYS = N_("F2 edits   Ctrl+V pastes from Excel   Ctrl++ inserts   Ctrl+- removes   Alt+Shift+→ one level deeper")
PAUSE = 250
"""Milliseconds of quiet after which thousands of lines are checked again."""

CONTRACTS = {"contracts": contract_standing.LISTING}


@dataclass(frozen=True)
class ContractChoice:
    """Whose bill is shown."""

    contract: str = entry(N_("Contract"), "", pick="contracts")


class BillPage(PageWidget):
    """With ``{"contract": id}`` as scope it is the tab of a contract; else the contract is chosen above the lines."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.contract = ""
        self.is_changed, self._edits = False, 0
        self._fixed_to = dict(scope or {}).get("contract", "")
        self._agreed: Money | None = None
        self._number = ""
        picked = sources(workspace, ContractChoice, CONTRACTS)
        self.choice = editor_for(entries(ContractChoice)["contract"], picked)
        self.whose = QLabel()
        self.grid = BillGrid(self._today, self)
        self.title, self.added, self.sentence, self.hint = QLabel(), QLabel(), QLabel(wordWrap=True), QLabel()
        self.pasting, self.deeper, self.higher, self.save = (QPushButton() for _button in range(4))
        self._checking = QTimer(self, singleShot=True, interval=PAUSE)
        self._checking.timeout.connect(self._check)
        self._lay_out()
        self._connect()
        self.retranslate()
        if self._fixed_to:
            self.show_record(self._fixed_to)

    def draft(self) -> BillDraft:
        """What has been typed so far."""
        return BillDraft(self.contract, self._agreed, self.grid.lines())

    # Building

    def _lay_out(self) -> None:
        self.save.setProperty("role", "primary")
        self.title.setProperty("role", "heading")
        for label in (self.whose, self.added, self.hint):
            label.setProperty("tone", "muted")
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        self.whose.setBuddy(self.choice)
        self.choice.setFixedWidth(300)
        for part in (self.whose, self.choice, self.title, self.added):
            head.addWidget(part)
        head.addStretch(1)
        for button in (self.higher, self.deeper, self.pasting, self.save):
            head.addWidget(button)
        self.nothing = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("tone", "muted")
        self._stack = QStackedLayout()
        self.sentence.setContentsMargins(16, 4, 16, 0)
        self.hint.setContentsMargins(16, 6, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.hint)
        # what is shown before it stands on the page would be a window of its own
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.grid)
        self.whose.setVisible(not self._fixed_to)
        self.choice.setVisible(not self._fixed_to)

    def _connect(self) -> None:
        self.choice.edited.connect(self._chosen)
        self.grid.edited.connect(self._edited)
        self.grid.told.connect(self.workspace.selection_told)
        self.grid.pasted.connect(self.workspace.tell)
        self.pasting.clicked.connect(self.paste)
        self.deeper.clicked.connect(partial(self.grid.shift, 1))
        self.higher.clicked.connect(partial(self.grid.shift, -1))
        self.save.clicked.connect(self.save_it)
        self.workspace.changed.connect(self._book_changed)
        self.workspace.look_changed.connect(self._fit)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_it, context=inside)

    def retranslate(self) -> None:
        self.choice.relabel()
        self.whose.setText(_("Contract"))
        self.choice.setAccessibleName(_("Contract"))
        self.pasting.setText(_("Paste from Excel"))
        self.deeper.setText(_("Deeper"))
        self.deeper.setToolTip("Alt+Shift+→")
        self.higher.setText(_("Higher"))
        self.higher.setToolTip("Alt+Shift+←")
        self.save.setText(_("Save"))
        self.save.setToolTip("Ctrl+S")
        self.nothing.setText(_("Choose a contract to see its bill of quantities."))
        self.hint.setText(_(KEYS))
        self.grid.relabel()
        self._show_sums()

    def _fit(self) -> None:
        """Another size of text or other colours were chosen."""
        self.grid.view.fit()
        self.retranslate()

    @property
    def trail(self) -> list[str]:
        return [self._number] if self._number and not self._fixed_to else []

    # Showing

    def show_record(self, key: str) -> None:
        """Show the bill of this contract."""
        if self.is_changed and key == self.contract:
            return
        self._keep()
        self.workspace.ask(partial(_bill, key), partial(self._came, key, self._edits))

    def resume(self, kept: Any) -> None:
        draft = from_json(BillDraft, kept.draft)
        self.workspace.ask(partial(_bill, draft.contract), partial(self._resumed, draft))

    def show_root(self) -> None:
        self._keep()

    def _resumed(self, draft: BillDraft, found: tuple[BillDraft, str]) -> None:
        self._show(draft.contract, (replace(found[0], items=draft.items), found[1]))
        self.is_changed = True

    def _came(self, contract: str, edits: int, found: tuple[BillDraft, str]) -> None:
        """What was typed meanwhile stays."""
        if edits == self._edits:
            self._show(contract, found)

    def _show(self, contract: str, found: tuple[BillDraft, str]) -> None:
        draft, self._number = found
        self.contract, self._agreed, self.is_changed = contract, draft.agreed, False
        if self.choice.value() != contract:
            self.choice.put(contract)
        self.grid.put(draft.items)
        self._stack.setCurrentWidget(self.grid)
        self._check()
        self.trail_changed.emit(self.trail)

    def _chosen(self) -> None:
        if key := self.choice.value():
            self.show_record(key)

    def _edited(self) -> None:
        self.is_changed = True
        self._edits += 1
        self._show_sums()
        self._checking.start()
        self.workspace.typing.keep(f"bills/{self.contract}", self.draft())

    def _check(self) -> None:
        draft = self.draft()
        found = [*self.grid.unclear(), *bills.check(draft)] if self.contract else []
        self.grid.set_problems([one for one in found if one.entry.startswith("items.")])
        self._say([one for one in found if not one.entry.startswith("items.")])
        self._show_sums()

    def _say(self, problems: Sequence[Problem]) -> None:
        problem = min(problems, key=lambda one: one.advice, default=None)
        self.sentence.setVisible(problem is not None)
        if problem is not None:
            self.sentence.setText(problem.text())
            tone = "warning" if problem.advice else "danger"
            self.sentence.setStyleSheet(f"color: {theme.colour(tone).name()}")

    def _show_sums(self) -> None:
        self.title.setText(_("Bill of quantities") if self._fixed_to else "")
        total = self.grid.total()
        told = _("{count} lines, {total}").format(count=len(self.grid.lines()), total=total.grouped)
        if self._agreed:
            told += "　" + _("Contract price {price}").format(price=self._agreed.grouped)
        self.added.setText(told if self.contract else "")
        for button in (self.pasting, self.deeper, self.higher, self.save):
            button.setVisible(bool(self.contract))
        self.hint.setVisible(bool(self.contract))

    # Acting

    def paste(self) -> None:
        """Paste at the cursor; a copied table with captions is put into the right columns by itself."""
        self.grid.view.paste()
        self.grid.view.setFocus()

    def save_it(self) -> None:
        """Keep the bill; only lines that changed are written."""
        found = [*self.grid.unclear(), *bills.check(self.draft())] if self.contract else []
        stopping = [one for one in found if not one.advice]
        if stopping:
            self._failed(tuple(stopping))
        elif self.contract and self.is_changed:
            kept_as = f"bills/{self.contract}"
            saved = partial(self._saved, self._edits)
            self.workspace.act(bills.RECORD, bills.record, self.draft(), saved, self._failed, kept_as)

    def _saved(self, edits: int, key: str) -> None:
        self.is_changed = self._edits != edits
        self.show_record(key)

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self.grid.show_all()
        self._check()
        if problems:
            self.grid.go_to(problems[0].entry.partition(".")[2])

    def _keep(self) -> None:
        if self.is_changed:
            self.workspace.typing.keep_now()

    def _book_changed(self, touched: dict[str, set[str]]) -> None:
        if self.contract and "bill_items" in touched and not self.is_changed:
            self.show_record(self.contract)

    def _today(self) -> date:
        return date.today()


def _bill(contract: str, session: Any) -> tuple[BillDraft, str]:
    return bills.draft_of(session, contract), bills.number_of(session, contract)
