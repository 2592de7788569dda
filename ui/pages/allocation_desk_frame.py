"""What every allocation desk has: the receipt at the left, what it can pay at the right, the rest in large figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models import contract_standing
from models.language import _
from models.money import Money
from models.problems import Problem
from models.receipts import LISTING, ReceiptDraft
from ui.pages import allocation_desk_lines as desk
from ui.pages.allocation_desk_grid import EXPLAINED
from ui.pages.allocation_desk_head import DeskHead
from ui.pages.allocation_desk_lines import DeskLine, Opened
from ui.pages.allocation_desk_panel import READ, TYPED, DeskPanel
from ui.pages.allocation_desk_payables import Payables
from ui.pages.evidence_strip import EvidenceStrip
from ui.pages.page import PageWidget
from ui.pages.picking import sources
from ui.pages.receivables_trace import ItemTracer
from ui.workspace import Workspace

CONTRACTS = {"contracts": contract_standing.LISTING}
TOUCHING = {"receipts", "allocations", "receivables", "due_changes", "stages", "contract_events"}


class DeskFrame(PageWidget):
    """A desk says what there is to allocate (``money``), from which day it counts (``day``), and how it is saved."""

    left = Signal()

    def __init__(self, workspace: Workspace, shown: Opened, kept_as: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.shown, self.kept_as = shown, kept_as
        self._is_saving = False
        picked = sources(workspace, ReceiptDraft, CONTRACTS)
        self.panel = DeskPanel(READ if shown.is_recorded else TYPED, shown.draft, picked, self._today)
        self.form = self.panel.form
        self.head, self.payables = DeskHead(), Payables(self._today)
        self.grid = self.payables.grid
        self.right, self.strip = QVBoxLayout(), EvidenceStrip(workspace, "receipts", "", own=LISTING)
        self.tracer = ItemTracer(workspace, self)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.ask_again)
        self._lay_out()
        self._connect()
        self._bind_keys()

    # What a desk says of itself

    @property
    def money(self) -> Money:
        """What there is to allocate."""
        return self.shown.money

    @property
    def day(self) -> date | None:
        """The day allocations count from unless another one is typed."""
        return self.shown.draft.received_on

    def save(self) -> None:
        """Save."""

    def save_and_next(self) -> None:
        """Save and begin the next one."""

    def keep(self) -> None:
        """Keep what was typed until it is saved."""

    def show_sums(self) -> None:
        """Show in large figures what is left."""

    def is_typed(self) -> bool:
        """Whether something would be lost if the desk were left now."""
        return any(line.is_typed for line in self.lines)

    def ask_again(self) -> None:
        """Something changed in the book."""

    # What all desks have

    @property
    def key(self) -> str:
        """The id of the receipt; empty before it is recorded."""
        return self.shown.draft.id

    @property
    def lines(self) -> tuple[DeskLine, ...]:
        """The lines as they stand now."""
        return self.grid.lines()

    @property
    def trail(self) -> list[str]:
        return [self.head.title.text()]

    def fill(self, lines: tuple[DeskLine, ...]) -> None:
        """Show these lines, with what the law proposes where nobody typed."""
        self.grid.fill(desk.proposed(lines, self.money, self.day, self.form.draft().instruction))
        self.work_out()

    def propose(self) -> None:
        self.fill(self.lines)

    def work_out(self) -> None:
        """What is left, and what is wrong."""
        self.show_sums()
        self.grid.show_problems(self.line_problems())
        draft: ReceiptDraft = self.form.draft()
        self.payables.tell(self.lines, bool(draft.payer or draft.contract), self.shown)

    def line_problems(self) -> list[Problem]:
        draft: ReceiptDraft = self.form.draft()
        return [*self.grid.unclear(), *desk.problems(self.lines, self.money or None, draft)]

    def restore(self) -> None:
        """Forget what was typed into the lines; Ctrl+Z in the table brings it back."""
        self.grid.desk.restore()

    def leave(self) -> None:
        """Close the card that lies on top, else go back; what was typed is kept."""
        if self.tracer.close():
            return
        if self.is_typed():
            self.keep()
            self.workspace.typing.keep_now()
            self.workspace.tell(_("Not saved yet, but kept: you can go on with it from “Unfinished drafts” below."))
        self.left.emit()

    def are_lines_clear(self) -> bool:
        """Nothing in the lines stops saving; otherwise the cursor goes where it is."""
        self.grid.view.delegate.finish()
        found = [one for one in self.line_problems() if not one.advice]
        if found:
            self.grid.go_to(found[0].entry.partition(".")[2])
        return not found

    def act(self, command: Any, use_case: Any, asked: Any, done: Any) -> None:
        """One Step; what was kept is dropped with it."""
        if not self._is_saving:
            self._allow_saving(False)
            ended = partial(self._acted, done), self._failed
            self.workspace.act(command, use_case, asked, *ended, self.kept_as)

    def _acted(self, done: Any, key: Any) -> None:
        self._allow_saving(True)
        done(key)

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._allow_saving(True)
        self.keep()
        found = list(desk.on_rows(self.lines, problems))
        self.grid.show_problems(found)
        own = [one for one in found if not one.entry.startswith(f"{desk.GRID}.")]
        if own:
            self.form.set_problems(own)
        elif found:
            self.grid.go_to(found[0].entry.partition(".")[2])

    def _allow_saving(self, yes: bool) -> None:
        self._is_saving = not yes
        self.panel.save.setEnabled(yes)
        self.panel.save_next.setEnabled(yes)

    # Building

    def _lay_out(self) -> None:
        right = QWidget()
        right.setProperty("role", "surface")
        right.setLayout(self.right)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        self.right.addWidget(self.payables, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.panel)
        below.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(below, 1)
        column.addWidget(self.strip)
        self.strip.of(self.key)
        amount, after = self.form.fields["amount"].editor, self.form.fields["number"].editor
        QWidget.setTabOrder(amount, self.grid.view)
        QWidget.setTabOrder(self.grid.view, after)

    def _connect(self) -> None:
        self.grid.edited.connect(self._lines_edited)
        self.grid.told.connect(self.workspace.selection_told)
        self.grid.pasted.connect(self.workspace.tell)
        self.grid.traced.connect(self._trace)
        self.payables.restored.connect(self.restore)
        self.panel.save.clicked.connect(self.save)
        self.panel.save_next.clicked.connect(self.save_and_next)
        self.panel.back.clicked.connect(self.leave)
        self.workspace.changed.connect(self._book_changed)
        self.workspace.look_changed.connect(self._look_changed)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+S": self.save,
            "Ctrl+Shift+S": self.save_and_next,
            "Ctrl+Backspace": self.restore,
            "Esc": self.leave,
        }
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def retranslate(self) -> None:
        self.head.show_receipt(self.shown.draft, self.shown.standing)
        self.payables.retranslate()
        self.work_out()

    def _look_changed(self, *_how: Any) -> None:
        self.panel.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit(self.width())

    def _lines_edited(self) -> None:
        self.propose()
        self.keep()

    def _trace(self, path: str) -> None:
        row, _dot, column = path.partition(".")
        if column in EXPLAINED:
            at = self.grid.view.visualRect(self.grid.view.currentIndex())
            receivable = self.lines[int(row)].receivable
            self.tracer.ask_at(self.grid.view.viewport(), at, receivable, column, self.day or self.workspace.as_of)

    def _book_changed(self, touched: dict[str, set[str]]) -> None:
        if TOUCHING & touched.keys() and not self._is_saving:
            self._again.start()

    def _today(self) -> date:
        return date.today()
