"""The matching desk (对账勾对): our book and an owner's ledger side by side, taken, matched and explained by keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from models import matching
from models.language import _, text
from models.matching import ExplanationDraft, MatchDraft, Matched, MatchesDraft, OwnerLedger, Standing
from models.parties import Party
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.form_box import FormBox
from ui.pages.import_tables import PlainTable
from ui.pages.matching_rows import ALL, ALONE, PROPOSED, SHOWN, TAKEN, WIDTHS, DeskModel, DeskRow, rows_of, told
from ui.pages.page import PageWidget
from ui.pages.papers_page import LEDGER
from ui.pages.window_below import window_below
from ui.workspace import Workspace

Seen = tuple[str, Standing, list[Matched]]


class MatchingDesk(PageWidget):
    """Enter takes the selected proposals, Ctrl+M matches the selected lines, Del dissolves, F2 explains."""

    left = Signal()

    def __init__(self, workspace: Workspace, key: str) -> None:
        super().__init__(workspace)
        self.key, self._name = key, ""
        self._standing: Standing | None = None
        self.heading, self.sums, self.hint = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.heading.setProperty("role", "title")
        self.hint.setProperty("tone", "muted")
        self.rows = DeskModel()
        self.table = PlainTable(self.rows, WIDTHS, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.kinds = {kind: QPushButton() for kind in SHOWN}
        self.take, self.match, self.dissolve = QPushButton(), QPushButton(), QPushButton()
        self.explain, self.paper, self.back = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.ask()

    def _lay_out(self) -> None:
        group, bar, foot = QButtonGroup(self), QHBoxLayout(), QHBoxLayout()
        for button in self.kinds.values():
            button.setCheckable(True)
            group.addButton(button)
            bar.addWidget(button)
        self.kinds[ALL].setChecked(True)
        bar.addStretch(1)
        self.take.setProperty("role", "primary")
        foot.addWidget(self.back)
        foot.addStretch(1)
        for button in (self.explain, self.dissolve, self.match, self.paper, self.take):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        for part in (self.heading, self.sums):
            column.addWidget(part)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def _connect(self) -> None:
        for kind, button in self.kinds.items():
            button.clicked.connect(partial(self._narrow, kind))
        acts = {self.take: self.take_selected, self.match: self.match_selected, self.dissolve: self.dissolve_selected,
                self.explain: self.explain_selected, self.paper: self.print_it, self.back: self.left.emit}  # fmt: skip
        for button, act in acts.items():
            button.clicked.connect(act)
        keys = {"Ctrl+M": self.match_selected, "F2": self.explain_selected, "Ctrl+P": self.print_it,
                "Esc": self.left.emit}  # fmt: skip
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for pressed, act in keys.items():
            QShortcut(QKeySequence(pressed), self, act, context=inside)
        for pressed, act in {"Return": self.take_selected, "Enter": self.take_selected,
                             "Del": self.dissolve_selected}.items():  # fmt: skip
            QShortcut(QKeySequence(pressed), self.table, act, context=Qt.ShortcutContext.WidgetShortcut)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.workspace.changed.connect(self.ask)

    def retranslate(self) -> None:
        self.take.setText(_("Take the proposals"))
        self.take.setToolTip("Enter")
        self.match.setText(_("Match by hand"))
        self.match.setToolTip("Ctrl+M")
        self.dissolve.setText(_("Dissolve the match"))
        self.dissolve.setToolTip("Del")
        self.explain.setText(_("Explain…"))
        self.explain.setToolTip("F2")
        self.paper.setText(_("Reconciliation…"))
        self.paper.setToolTip("Ctrl+P")
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.table.setAccessibleName(_("Lines of both ledgers"))
        self.hint.setText(
            _("Under “Proposed” Ctrl+A and Enter take all. Select lines of both sides and press Ctrl+M to match them.")
        )
        self._caption()

    @property
    def trail(self) -> list[str]:
        return [self._name] if self._name else []

    # Asking

    def ask(self, _touched: Any = None) -> None:
        self.workspace.ask(partial(_look, self.key), self._show)

    def _show(self, seen: Seen) -> None:
        self._name, self._standing, proposed = seen
        here = self.table.currentIndex().row()
        self.rows.put(rows_of(self._standing, proposed))
        if self.rows.count():
            self.table.selectRow(min(max(here, 0), self.rows.count() - 1))
        self._caption()
        self._allow()
        self.trail_changed.emit(self.trail)

    def _caption(self) -> None:
        self.heading.setText(self._name)
        self.sums.setText(told(self._standing, self.rows.groups(PROPOSED)) if self._standing else "")
        for kind, button in self.kinds.items():
            button.setText(f"{text(SHOWN[kind])} {self.rows.groups(kind):,}")

    def _narrow(self, kind: str) -> None:
        self.rows.narrow(kind)
        if self.rows.count():
            self.table.selectRow(0)
        self.table.setFocus()
        self._allow()

    # Acting on what is selected

    def selected(self, kind: str) -> list[DeskRow]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [one for row in rows if (one := self.rows.rows[row]).kind == kind]

    def _allow(self, *_how: Any) -> None:
        alone, taken = self.selected(ALONE), self.selected(TAKEN)
        self.take.setEnabled(bool(self.selected(PROPOSED)))
        self.match.setEnabled(len(self._lines()) > 1)
        self.dissolve.setEnabled(bool(taken))
        self.explain.setEnabled(len(alone) == 1 or len(_matches(taken)) == 1)

    def _lines(self) -> list[DeskRow]:
        return [*self.selected(ALONE), *self.selected(PROPOSED)]

    def take_selected(self) -> None:
        """Take the proposals that are selected."""
        chosen = _matches(self.selected(PROPOSED))
        if chosen:
            self._match([MatchDraft(_keys(one.ours), _keys(one.theirs), one.reason) for one in chosen])

    def match_selected(self) -> None:
        """Take the selected lines as the same money, whatever the rules say."""
        lines = self._lines()
        ours = tuple(one.ours.key for one in lines if one.ours)
        theirs = tuple(one.theirs.key for one in lines if one.theirs)
        if len(ours) + len(theirs) > 1:
            self._match([MatchDraft(ours, theirs)])

    def _match(self, drafts: Iterable[MatchDraft]) -> None:
        self.workspace.act(matching.MATCH, matching.match, MatchesDraft(self.key, tuple(drafts)))

    def dissolve_selected(self) -> None:
        """The lines of the selected matches stand alone again."""
        keys = [one.id for one in _matches(self.selected(TAKEN))]
        if keys:
            self.workspace.act(matching.DISSOLVE, matching.dissolve, keys)

    def explain_selected(self) -> None:
        """Say why a line stands alone, or why a match differs."""
        alone, taken = self.selected(ALONE), _matches(self.selected(TAKEN))
        if len(alone) == 1:
            line = alone[0].ours or alone[0].theirs
            assert line
            self._ask_why(line.key, alone[0].reason)
        elif len(taken) == 1:
            self._ask_why(taken[0].id, taken[0].remark)

    def _ask_why(self, line: str, reason: str) -> None:
        form = Form(FormSpec(ExplanationDraft), ExplanationDraft(self.key, line, reason))
        FormBox(_("Why is that so?"), form, _("Keep"), self._explain, window_below()).start()

    def _explain(self, draft: ExplanationDraft, done: Any, failed: Any) -> None:
        self.workspace.act(matching.EXPLAIN, matching.explain, draft, done, failed)

    def print_it(self) -> None:
        """The reconciliation as a paper."""
        self.workspace.go("reconciliation", LEDGER + self.key)


def _look(key: str, session: Any) -> Seen:
    row = session.get_one(OwnerLedger, key)
    found = matching.standing(session, key)
    name = f"{row.number}　{session.get_one(Party, row.party_id).name}　{row.as_of.isoformat()}"
    return name, found, matching.proposals(found)


def _matches(rows: Iterable[DeskRow]) -> list[Matched]:
    return list({id(one.match): one.match for one in rows if one.match}.values())


def _keys(lines: Iterable[matching.LedgerLine]) -> tuple[str, ...]:
    return tuple(line.key for line in lines)
