"""A form that builds itself from a draft: sections in two columns, and each problem under its entry in one sentence.

``form = Form(spec, draft, sources)``; ``form.draft()`` is what has been typed so far, at any time. An entry complains
once it was edited and left, all of them after ``show_all()``, which a page calls before it saves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from models.drafts import changed, entries
from models.problems import Problem
from ui import theme
from ui.forms import typed
from ui.forms.card import Card, first_stop, order_tabs
from ui.forms.complaints import Complaints, first_name, joined
from ui.forms.editors import editor_for
from ui.forms.field import Field
from ui.forms.grid import Grid
from ui.forms.picker import Source
from ui.forms.spec import FormSpec, GridSpec, sections_of

SLOW, LATER = 0.05, 200


class Form(QWidget):
    """Edits one draft. ``today`` is the day that 今天 and +30 are counted from."""

    card_class: type[Card] = Card

    edited = Signal(object)
    """The draft, after each edit by a person."""
    traced = Signal(str)
    """The path of a derived figure somebody wants explained, such as ``lines.3.remaining``."""
    told = Signal(str)
    """Count and sum of what is selected in a grid."""
    pasted = Signal(str)
    """What is to be said about a paste into a grid."""

    def __init__(
        self,
        spec: FormSpec | type,
        draft: Any = None,
        sources: Mapping[str, Source] | None = None,
        parent: QWidget | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.spec = spec if isinstance(spec, FormSpec) else FormSpec(spec)
        self._sources, self._today = sources or {}, today
        self._base = self._start = draft if draft is not None else self.spec.draft()
        self._complaints = Complaints()
        self._slow = False
        self._look = theme.look()
        self.fields: dict[str, Field] = {}
        self.grids: dict[str, Grid] = {}
        self._cards: list[Card] = []
        self._later = QTimer(self, singleShot=True, interval=LATER)
        self._later.timeout.connect(self._look_again)
        self._reveal = QTimer(self, singleShot=True, interval=0)
        self._reveal.timeout.connect(self._show_focused)
        self._build()
        self.put(self._base)

    # What the page asks

    def draft(self) -> Any:
        """What has been typed so far; an entry that cannot be understood is empty in it."""
        values = {name: field.editor.value() for name, field in self.fields.items() if not field.how.readonly}
        values |= {name: grid.lines() for name, grid in self.grids.items()}
        return self.spec.settle(changed(self._base, **values))

    def put(self, draft: Any) -> None:
        """Show another draft as the unchanged beginning; nothing complains yet, and what is kept shows its advice."""
        self._base = self._start = draft
        self._complaints.start(advising=bool(getattr(draft, "id", "")))
        for name, field in self.fields.items():
            field.editor.put(getattr(draft, name))
        for name, grid in self.grids.items():
            grid.put(getattr(draft, name))
        self._start = self.draft()
        self._refresh(self._start)

    def change(self, **values: Any) -> None:
        """Fill in some entries, as when a contract was picked and its owner is known; counts as an edit."""
        self._base = changed(self._base, **values)
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].editor.put(value)
            elif name in self.grids:
                self.grids[name].put(value)
        self._edited()

    def problems(self) -> tuple[Problem, ...]:
        return self._problems(self.draft())

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Show what saving found; each stays until its entry is edited."""
        self._complaints.told = tuple(problems)
        self._look_again()
        self._go_to_first(self._complaints.told)

    def show_all(self) -> bool:
        """Let every entry complain; True when nothing stops saving. What it found last time it will find again."""
        self._complaints.everywhere, self._complaints.told = True, ()
        for grid in self.grids.values():
            grid.view.delegate.finish()
            grid.show_all()
        self._look_again()
        problems = self.problems()
        self._go_to_first(problems)
        return all(problem.advice for problem in problems)

    def is_changed(self) -> bool:
        """Whether something would be lost if the form were closed now."""
        return bool(self.draft() != self._start) or any(True for _problem in self._unclear())

    def lock(self, locked: bool = True) -> None:
        """Only show: for what is posted."""
        for field in self.fields.values():
            field.lock(locked)
        for grid in self.grids.values():
            grid.lock(locked)

    def begin(self) -> None:
        """Set the focus to the first entry there is something to type in, wherever it was before."""
        if (stop := first_stop(self._cards)) is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, path: str) -> None:
        """Set the focus to an entry or a cell: ``price``, ``allocations.2.amount``."""
        name, _dot, rest = path.partition(".")
        if name in self.grids:
            self.grids[name].go_to(rest)
        elif name in self.fields:
            self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal.start()

    def _show_focused(self) -> None:
        """Scroll to where the focus went, once the sentences under the entries have found their room."""
        for grid in self.grids.values():
            if grid.isAncestorOf(self.focusWidget()):
                self._scroll.ensureWidgetVisible(grid, 0, 16)
        self._scroll.ensureWidgetVisible(self.focusWidget() or self, 0, 60)

    def relabel(self) -> None:
        """Show captions, hints and problems in the language, colours and size of now; what was typed stays."""
        parts: list[Card | Field | Grid] = [*self._cards, *self.fields.values(), *self.grids.values()]
        for part in parts:
            part.relabel()
        self._align_captions()
        self._look_again()

    # Building

    def _build(self) -> None:
        self.content = content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(12)
        self.banner = QLabel(content, wordWrap=True)
        self.banner.setVisible(False)
        self.banner.setProperty("tone", "danger")
        self._column.addWidget(self.banner)
        for section in sections_of(self.spec):
            self._add_card(section.title, section.names, content)
        if not self.grids:
            self._column.addStretch(1)
        self._align_captions()
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setWidget(content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        order_tabs(self._cards)

    def _add_card(self, title: str, names: Sequence[str], content: QWidget) -> None:
        card = self.card_class(title, content)
        known = entries(self.spec.draft)
        for name in names:
            how = known[name]
            if typed.kind_of(how) == "grid":
                spec = self.spec.grids.get(name, GridSpec())
                grid = Grid(how, spec, self._sources, card, self._today)
                self.grids[name] = grid
                card.add_grid(grid)
                self._connect_grid(name, grid)
            else:
                field = Field(editor_for(how, self._sources, self._today, card), card)
                self.fields[name] = field
                card.add_field(field)
                field.editor.edited.connect(partial(self._entry_edited, name))
                field.editor.left.connect(partial(self._entry_left, name))
        self._cards.append(card)
        self._column.addWidget(card, 1 if card.has_grid else 0)

    def _connect_grid(self, name: str, grid: Grid) -> None:
        grid.edited.connect(partial(self._entry_edited, name))
        grid.left.connect(partial(self._entry_left, name))
        grid.told.connect(self.told)
        grid.pasted.connect(self.pasted)
        grid.traced.connect(lambda path: self.traced.emit(f"{name}.{path}"))
        grid.view.selectionModel().currentChanged.connect(lambda *_cells: self._reveal.start())

    def _align_captions(self) -> None:
        width = max(card.caption_width() for card in self._cards)
        for card in self._cards:
            card.set_caption_width(width)

    # Editing

    def _entry_edited(self, name: str) -> None:
        self._complaints.edit(name)
        self._edited()

    def _entry_left(self, name: str) -> None:
        if self._complaints.leave(name):
            self._look_again()

    def _edited(self) -> None:
        draft = self.draft()
        if self._slow:
            self._later.start()
        else:
            self._refresh(draft)
        self.edited.emit(draft)

    def _look_again(self) -> None:
        self._refresh(self.draft())

    def _refresh(self, draft: Any) -> None:
        """Show derived entries, entries that apply, and problems; a slow check then waits for a pause in the typing."""
        for name, field in self.fields.items():
            if field.how.readonly:
                field.editor.put(getattr(draft, name))
            field.follow(name in self.spec.given(draft))
        for name, words in self.spec.empty(draft, self._today()).items():
            self.fields[name].editor.setPlaceholderText(words)
        idle = self.spec.idle(draft)
        for card in self._cards:
            card.leave_out(idle)
        began = perf_counter()
        problems = self._problems(draft)
        self._slow = perf_counter() - began > SLOW
        self._blame(problems)

    def _problems(self, draft: Any) -> tuple[Problem, ...]:
        return joined(list(self._unclear()), self.spec.check(draft), self._complaints.told)

    def _unclear(self) -> Iterable[Problem]:
        for field in self.fields.values():
            problem = field.editor.unclear()
            if problem is not None and not field.isHidden():
                yield problem
        for grid in self.grids.values():
            yield from grid.unclear()

    def _blame(self, problems: Sequence[Problem]) -> None:
        by_name: dict[str, list[Problem]] = {}
        for problem in problems:
            by_name.setdefault(first_name(problem.entry), []).append(problem)
        for name, field in self.fields.items():
            field.blame(self._complaints.shown(name, by_name.pop(name, [])))
        for name, grid in self.grids.items():
            grid.set_problems(by_name.pop(name, []), self._complaints.told)
        homeless = [one for name, many in by_name.items() for one in self._complaints.shown(name, many)]
        self.banner.setText("\n".join(problem.text() for problem in homeless))
        self.banner.setVisible(bool(homeless))

    def _go_to_first(self, problems: Sequence[Problem]) -> None:
        order = [*self.fields, *self.grids]
        known = [one for one in problems if not one.advice and first_name(one.entry) in order]
        if known:
            self.go_to(min(known, key=lambda one: order.index(first_name(one.entry))).entry)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        restyled = event.type() == QEvent.Type.StyleChange and self._look != theme.look()
        if self._cards and (restyled or event.type() == QEvent.Type.LanguageChange):
            self._look = theme.look()
            self.relabel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next entry, as in the programs accountants know."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not isinstance(self.focusWidget(), QPlainTextEdit):
                self.focusNextChild()
        else:
            super().keyPressEvent(event)
