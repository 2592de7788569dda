"""Receivables on the cut-off day: their ages above, the list, and beside it what made and what settled each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from models import events, receivables, settlements
from models.language import N_, _
from models.problems import Problem
from models.receivables import DueChangeDraft, DueEventDraft
from models.rules.ageing import DUE, POSTING
from models.settlements import Origin
from models.store.listing import Condition
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages import PAGES
from ui.pages.asking import ask_with
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.quick_filters import usual_widths
from ui.pages.receivables_preview import ReceivablePreview
from ui.pages.receivables_strip import AgeingStrip
from ui.pages.receivables_sums import BALANCE, conditions
from ui.pages.receivables_trace import EXPLAINED, OPEN, ItemTracer
from ui.pages.trace import PAPERS
from ui.workspace import Workspace


def ask_due_change(workspace: Workspace, key: str) -> None:
    """Ask for the new payment date, when it was agreed and why."""
    workspace.ask(partial(_origin, key, workspace.as_of), partial(_show_box, workspace))


def _show_box(workspace: Workspace, found: Origin | None) -> None:
    if found is None:
        workspace.tell(_("This receivable was not posted yet on the cut-off day."))
        return
    asked = DueChangeDraft(found.key, workspace.as_of, found.due_on)
    title = _("Another payment date for {document}").format(document=found.document)
    form = FormSpec(DueChangeDraft, check=partial(_check_change, found))
    ask_with(workspace, form, title, _("Change the date"), receivables.CHANGE_DUE, receivables.change_due, asked)


def source_of(workspace: Workspace, key: str, otherwise: Callable[[], None] | None = None) -> None:
    """Open the document that made a receivable; where it has no page, do something else."""
    workspace.ask(partial(_origin, key, workspace.as_of), partial(_open_source, workspace, otherwise))


def _open_source(workspace: Workspace, otherwise: Callable[[], None] | None, found: Origin | None) -> None:
    page = PAPERS.get(found.noun, "") if found is not None else ""
    if found is not None and any(one.name == page for one in PAGES):
        workspace.go(page, found.record)
    elif otherwise is not None:
        otherwise()


def ask_due_event(workspace: Workspace, key: str) -> None:
    """Ask when happened what this receivable waits for: an invoice, a review, funds."""
    workspace.ask(partial(receivables.event_draft, receivable_id=key), partial(_show_event, workspace))


def _show_event(workspace: Workspace, draft: DueEventDraft) -> None:
    if draft.event not in events.OWNER_CONTROLLED:
        carried = _("It is below the minimum by itself and falls due with the later certificate that pays it.")
        plain = _("This date waits for nothing of its own: its contract has the days of its milestones.")
        workspace.tell(carried if draft.event == events.CARRIED else plain)
        return
    form = FormSpec(DueEventDraft, check=receivables.check_due_event)
    title = _("What this payment date waits for")
    ask_with(workspace, form, title, _("Note it"), receivables.NOTE_EVENT, receivables.note_event, draft)


def _check_change(found: Origin, draft: DueChangeDraft) -> Any:
    yield from receivables.check_due_change(draft)
    if draft.due_on is not None and draft.due_on == found.due_on:
        yield Problem("due_on", N_("This is the date it has already."), advice=True)
    yield from receivables.before_it_was_owed(draft, found.posted_on)


def _no_form(_session: Any, key: str) -> DueChangeDraft:
    return DueChangeDraft(key)


SPEC = ListPageSpec(
    name="receivables",
    listing=receivables.LISTING,
    draft=DueChangeDraft,
    draft_of=_no_form,
    save=Verb(receivables.CHANGE_DUE, receivables.change_due),
    actions=(
        Action(N_("Change the due date…"), ask_due_change, Icon.CALENDAR),
        Action(N_("What it waits for has happened…"), ask_due_event, Icon.CALENDAR),
    ),
    preview=ReceivablePreview,
)


class ReceivablesPage(ListPage):
    """The list, narrowed to a contract or party where it is a tab; what is settled is left out until asked for."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        self.strip = AgeingStrip(workspace, scope or {})
        self.by = QPushButton()
        super().__init__(workspace, SPEC, scope, parent)
        self.tracer = ItemTracer(workspace, self)
        self.by.setProperty("role", "link")
        self.panel.filters.end.insertWidget(0, self.by)
        self.panel.layout().insertWidget(0, self.strip)  # type: ignore[union-attr]
        usual_widths(self.panel)
        self._connect_strip()
        self._sort_latest_first()
        self.panel.filters.set("", conditions(BALANCE, self.strip.by, workspace.as_of))
        self.strip.ask()

    def _connect_strip(self) -> None:
        table = self.panel.table
        table.opened.disconnect(self.show_record)
        table.opened.connect(self.open_source)
        self.strip.chosen.connect(self._choose)
        self.strip.renewed.connect(self._renew)
        self.by.clicked.connect(self._turn)
        self.panel.filters.filtered.connect(self._filtered)
        self.panel.preview.due_wanted.connect(self.change_due)
        self.panel.preview.event_wanted.connect(self.note_event)
        self.workspace.as_of_changed.connect(self._day_changed)
        keys = {"F2": self.trace, "Esc": self._escape}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), table, call, context=Qt.ShortcutContext.WidgetShortcut)

    def _sort_latest_first(self) -> None:
        """What is overdue longest comes first, until the person sorts otherwise."""
        model, header = self.panel.model, self.panel.table.horizontalHeader()
        if not self.workspace.state.get(f"columns.{model.listing.name}", {}).get("sort"):
            days = [column.name for column in model.listing.columns].index("days")
            header.setSortIndicator(days, Qt.SortOrder.DescendingOrder)
            model.sort(days, Qt.SortOrder.DescendingOrder)

    def retranslate(self) -> None:
        super().retranslate()
        is_due = self.strip.by == DUE
        self.by.setText(_("Ages by due date") if is_due else _("Ages by posting date"))
        self.by.setToolTip(_("Age by posting date instead") if is_due else _("Age by due date instead"))
        self.strip.redraw()

    def show_record(self, key: str) -> None:
        """Show the row of this receivable, whatever the list was filtered by."""
        here = self.panel.model.keys()
        if key not in here:
            self.panel.filters.set("", ())
        self.panel.table.select_when_here(key)
        self.panel.table.setFocus()

    def show_root(self) -> None:
        self.tracer.close()
        super().show_root()

    def change_due(self, key: str) -> None:
        ask_due_change(self.workspace, key)

    def note_event(self, key: str) -> None:
        ask_due_event(self.workspace, key)

    def open_source(self, key: str) -> None:
        """Open the document that made this receivable."""
        source_of(self.workspace, key, self.trace)

    def trace(self) -> None:
        """Explain the figure under the cursor; elsewhere in the row, what is open."""
        table = self.panel.table
        at = table.currentIndex()
        if at.isValid():
            name = self.panel.model.listing.columns[at.column()].name
            column = name if name in EXPLAINED else OPEN
            self.tracer.ask_at(
                table.viewport(), table.visualRect(at), table.current_key(), column, self.workspace.as_of
            )

    def _escape(self) -> None:
        self.tracer.close()

    # The ages above the list

    def _choose(self, _name: str, having: tuple[Condition, ...]) -> None:
        self.panel.filters.set("", having)
        self.panel.table.setFocus()

    def _filtered(self, words: str, having: tuple[Condition, ...]) -> None:
        self.strip.show_in_force(having if not words else ())

    def _turn(self) -> None:
        self.strip.turn(POSTING if self.strip.by == DUE else DUE)
        self.retranslate()

    def _day_changed(self, day: Any) -> None:
        """A box that is in force means other days from now on."""
        in_force = next((spot.box for spot in self.strip.spots() if spot.isChecked()), None)
        if in_force is not None:
            self.panel.filters.set(
                self.panel.filters.words.text(), conditions(in_force.name, self.strip.by, day, in_force.currency)
            )

    def _renew(self) -> None:
        self.strip.show_in_force(self.panel.filters.having if self.panel.filters.words.text() == "" else ())


def _origin(key: str, as_of: Any, session: Any) -> Origin | None:
    return settlements.origin(session, key, as_of)
