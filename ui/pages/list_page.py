"""The ordinary page: a list with filter, totals and preview, and the form that opens from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.drafts import changed, entries, from_json
from models.language import N_, _, text
from models.own import may_own
from models.store.listing import Condition
from ui.own_columns import own_columns
from ui.pages.action_bar import ActionBar
from ui.pages.form_page import FormPage
from ui.pages.list_spec import Action, ListPageSpec, Verb, begun
from ui.pages.own_spec import ask_columns, extended
from ui.pages.own_values import ask_values
from ui.pages.page import PageWidget
from ui.pages.quick_filters import quick_over
from ui.pages.reason_box import ReasonBox
from ui.pages.timeline import RecordHistory
from ui.tables.exporting import ask_and_export
from ui.tables.panel import ListPanel
from ui.tables.row_menu import Deed
from ui.workspace import Workspace


class ListPage(PageWidget):
    """List below, form on top of it; ``scope`` narrows both, as in the tabs of a contract."""

    def __init__(
        self,
        workspace: Workspace,
        spec: ListPageSpec,
        scope: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, parent)
        self._declared, self._own = spec, own_columns(workspace)
        self.spec = spec = extended(spec, self._own.of(spec.listing.name))
        self.scope = dict(scope or {})
        preview = spec.preview(workspace) if spec.preview else None
        self.panel = ListPanel(workspace, spec.listing, self.scope, preview, spec.new)
        self.quick = quick_over(self.panel, spec.quick)
        self.new, self.export = QPushButton(self), QPushButton(self)
        self.acts = ActionBar(spec.actions, self._run)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.new.setProperty("role", "primary")
        self.new.setVisible(bool(self.spec.new))
        for button in (*self.acts.widgets(), self.export, self.new):
            self.panel.filters.end.addWidget(button)
        base = QWidget()
        around = QVBoxLayout(base)
        around.setContentsMargins(16, 12, 16, 12)
        around.addWidget(self.panel)
        self.stack = QStackedWidget()
        self.stack.addWidget(base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def _connect(self) -> None:
        table = self.panel.table
        table.opened.connect(self.show_record)
        table.duplicated.connect(self.duplicate)
        table.voided.connect(self.void)
        table.exported.connect(self.export_list)
        table.deeds = self.deeds
        table.columns.offers_own = may_own(self._declared.listing)
        table.columns.own_wanted.connect(self.define_own)
        table.columns.fill_wanted.connect(self.fill_own)
        self._own.changed.connect(self._redefine)
        self.panel.begun.connect(self.begin_record)
        self.new.clicked.connect(self.begin_record)
        self.export.clicked.connect(self.export_list)
        base = self.stack.widget(0)
        assert base is not None
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+N": self.begin_record,
            "Ctrl+E": self.export_list,
            "Ctrl+F": self._to_filter,
        }
        keys |= {one.key: partial(self._run, one) for one in self.spec.actions if one.key}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), base, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def retranslate(self) -> None:
        self.new.setText(text(self.spec.new))
        self.new.setToolTip("Ctrl+N")
        self.export.setText(_("Export"))
        self.export.setToolTip("Ctrl+E")
        self.acts.retranslate()
        self.panel.retranslate()
        self.quick.retranslate()
        top = self._top()
        if top is not None:
            top.retranslate()

    # Records

    def show_record(self, key: str) -> None:
        """Open the record with this id."""
        if self.spec.detail is not None:
            self._push(self.spec.detail(self.workspace, key))
        else:
            self.workspace.ask(partial(_open, self.spec, key), self._show_draft)

    def begin_record(self) -> None:
        """Begin a new record, with what is usual filled in."""
        if self.spec.new:
            self.workspace.ask(partial(begun, self.spec, self.scope, self.workspace.as_of), self._show_new)

    def duplicate(self, key: str) -> None:
        """Begin a new record that reads like this one, but for what must differ."""
        if self.spec.new:
            self.workspace.ask(partial(_copy, self.spec, key), self._show_new)

    def resume(self, kept: Any) -> None:
        """Go on with kept typing."""
        draft: Any = from_json(self.spec.draft, kept.draft)
        self._show_form(self.spec.form_page(self.workspace, self.spec, draft, kept.key))

    def void(self, keys: list[str]) -> None:
        """Ask why, then take these entries out from their own date on."""
        if self.spec.void is None:
            told = _("Nothing is voided in this list: open the entry and change it, or take its step back with Ctrl+Z.")
            self.workspace.tell(told)
        else:
            box = ReasonBox(len(keys), self)
            box.given.connect(partial(self._void, keys))
            box.open_under(self.panel.filters)

    def export_list(self) -> None:
        """Write what is filtered to a workbook."""
        shown = self.panel.table.columns.names()
        ask_and_export(self.workspace, self.spec.listing, self.panel.model.question, shown, self)

    def define_own(self) -> None:
        """Define the own columns of this list."""
        ask_columns(self.workspace, self._declared.listing, self)

    def fill_own(self) -> None:
        """Fill in the own columns of the current row, whatever its document allows."""
        key, columns = self.panel.table.current_key(), self._own.of(self._declared.listing.name)
        if key and columns:
            ask_values(self.workspace, columns, key, text(self._declared.listing.title), self)
        elif not key:
            self.workspace.tell(_("Choose a row first."))

    def deeds(self) -> Sequence[Sequence[Deed]]:
        """What the menu of a row offers: the keys of the list, the buttons above it, its history."""
        table, new, void = self.panel.table, bool(self.spec.new), self.spec.void is not None
        begin = Deed(N_("New"), self.begin_record, "Ctrl+N", of_row=False)
        again = Deed(N_("Duplicate it"), partial(self._on_current, self.duplicate), "Ctrl+Shift+D")
        out = Deed(N_("Void…"), partial(self._on_selected, self.void), "Del")
        return [
            [
                Deed(N_("Open the entry"), partial(self._on_current, self.show_record), "Return"),
                *([begin, again] if new else []),
            ],
            [Deed(one.title, partial(self._run, one), one.key, one.icon) for one in self.spec.actions],
            *table.usual_deeds(),
            [Deed(N_("History of this entry"), partial(self._on_current, self.show_history)), *([out] if void else [])],
        ]

    def show_history(self, key: str) -> None:
        """Every step that touched a record, over the list."""
        page = RecordHistory(self.workspace, self.spec.listing.noun, key)
        page.left.connect(self._pop)
        self._push(page)

    def _on_current(self, does: Callable[[str], None]) -> None:
        if key := self.panel.table.current_key():
            does(key)

    def _on_selected(self, does: Callable[[list[str]], None]) -> None:
        if keys := self.panel.table.selected_keys():
            does(keys)

    def _redefine(self) -> None:
        found = extended(self._declared, self._own.of(self._declared.listing.name))
        if found.listing.columns != self.spec.listing.columns:
            self.spec = found
            self.panel.redefine(found.listing)

    def show_root(self) -> None:
        """Back to the list; typing on the way is kept."""
        top = self._top()
        if isinstance(top, FormPage):
            top.leave()
        elif top is not None:
            self._pop()

    def show_filtered(self, conditions: tuple[Condition, ...]) -> None:
        self.panel.filters.set("", conditions)

    @property
    def trail(self) -> list[str]:
        top = self._top()
        if top is None:
            return []
        return [top.name] if isinstance(top, FormPage) else list(top.trail)

    def _run(self, action: Action) -> None:
        current = self.panel.table.current_key()
        others = [key for key in self.panel.table.selected_keys() if key != current] if action.most > 1 else []
        if not current:
            self.workspace.tell(_("Choose a row first."))
        elif len(others) >= action.most:
            self.workspace.tell(_("Select at most {count} rows for this.").format(count=action.most))
        else:
            action.run(self.workspace, current, *others)

    def _void(self, keys: list[str], reason: str) -> None:
        verb = self.spec.void
        if verb is not None:
            self.workspace.act(verb.command, partial(_void_all, verb), (keys, reason), reason=reason)

    def _to_filter(self) -> None:
        self.panel.filters.words.setFocus()
        self.panel.filters.words.selectAll()

    # What lies on top of the list

    def _top(self) -> Any:
        return self.stack.widget(1) if self.stack.count() > 1 else None

    def _show_draft(self, opened: tuple[Any, bool]) -> None:
        draft, fixed = opened
        self._show_form(self.spec.form_page(self.workspace, self.spec, draft, "", fixed))

    def _show_new(self, draft: Any) -> None:
        self._show_form(self.spec.form_page(self.workspace, self.spec, draft))

    def _show_form(self, page: FormPage) -> None:
        page.saved.connect(self._saved)
        page.left.connect(self._pop)
        page.renamed.connect(self._tell_trail)
        self._push(page)
        page.form.begin()

    def _push(self, page: Any) -> None:
        self._drop()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if isinstance(page, PageWidget):
            page.trail_changed.connect(self._tell_trail)
        self.trail_changed.emit(self.trail)

    def _pop(self) -> None:
        self._drop()
        self.panel.table.setFocus()
        self.trail_changed.emit(self.trail)

    def _drop(self) -> None:
        top = self._top()
        if top is not None:
            self.workspace.selection_told.emit("")
            self.stack.removeWidget(top)
            top.deleteLater()

    def _tell_trail(self, *_parts: list[str]) -> None:
        self.trail_changed.emit(self.trail)

    def _saved(self, key: str, begin_next: bool) -> None:
        self._pop()
        if begin_next:
            self.begin_record()
        else:
            self.panel.table.select_when_here(key)


def _open(spec: ListPageSpec, key: str, session: Any) -> tuple[Any, bool]:
    return spec.draft_of(session, key), spec.is_fixed is not None and spec.is_fixed(session, key)


def _copy(spec: ListPageSpec, key: str, session: Any) -> Any:
    names = {name: "" for name, how in entries(spec.draft).items() if how.key and how.kind is str}
    return changed(spec.draft_of(session, key), id="", **names)


def _void_all(verb: Verb, session: Any, asked: tuple[list[str], str]) -> None:
    keys, reason = asked
    for key in keys:
        verb.use_case(session, key, reason)
