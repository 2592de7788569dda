"""The valuation sheet (计价表): what was claimed and certified line by line, and at its right what is due, live."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from models import certificates
from models.certificates import CertificateDraft, sheet
from models.certificates.sheet import Sheet
from models.drafts import changed, entries
from models.language import _
from models.problems import Problem
from ui.pages import certificate_sheet_acts as acts
from ui.pages import certificate_sheet_parts as parts
from ui.pages.certificate_sheet_figures import Figures, LiveFigures
from ui.pages.certificate_sheet_following import Following, follow_lines, once_followed
from ui.pages.certificate_sheet_grid import SheetGrid
from ui.pages.certificate_sheet_model import ADJUSTMENTS, HEADER, LINES, SPEC
from ui.pages.certificate_sheet_panel import Panel
from ui.pages.certificate_sheet_supplies import OwnersMaterials
from ui.pages.certificate_sheet_tracing import SheetTracing
from ui.pages.page import PageWidget
from ui.workspace import Workspace


class CertificateSheet(PageWidget):
    """One certificate; ``left`` when the person goes back to where it was opened."""

    left = Signal()
    previewed, corrected = Signal(str), Signal(str)
    """The paper of this certificate is wanted; the new entry that takes the place of this signed one is."""

    def __init__(self, workspace: Workspace, shown: Sheet, kept_as: str = "", parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.sheet = shown
        self.kept_as = kept_as or acts.name_of_typing(shown)
        self.is_changed = bool(kept_as)
        self.figures: Figures
        self._live = LiveFigures(shown.background)
        self._is_saving, self.edits = False, 0
        self.signed_on: date | None = None
        self.grid = SheetGrid(entries(CertificateDraft)["lines"], SPEC, {}, self, date.today)
        self.adjustments = parts.adjustments_form(date.today, lambda: self.sheet.background.pricing)
        self.header = parts.header_form(date.today)
        self.head, self.foot, self.panel = parts.SheetHead(), parts.SheetFoot(workspace), Panel()
        self.tabs = QStackedWidget()
        self.tracing, self.owners = SheetTracing(self), OwnersMaterials(self)
        self.following = Following(self)
        parts.lay_out(self, self.head, (self.grid, self.adjustments, self.header), self.tabs, self.foot, self.panel)
        self._connect()
        self.show_sheet(shown)
        self.retranslate()

    @property
    def key(self) -> str:
        """The id of the certificate; empty before it is kept."""
        return self.sheet.draft.id

    def draft(self) -> CertificateDraft:
        """What has been typed so far, every line of the contract in it."""
        whole: CertificateDraft = self.header.draft()
        aside = {name: grid.lines() for name, grid in self.adjustments.grids.items()}
        signed = self.signed_on or whole.certified_on
        return changed(whole, id=self.key, certified_on=signed, lines=self.grid.lines(), **aside)

    def _connect(self) -> None:
        for part in (self.grid, self.adjustments, self.header):
            part.edited.connect(self._edited)
            part.told.connect(self.workspace.selection_told)
            part.pasted.connect(self.workspace.tell)
        self.grid.traced.connect(self.tracing.trace_cell)
        self.grid.bare.amount_wanted.connect(partial(self._go_to, Problem("work", "")))
        self.grid.bare.bill_wanted.connect(partial(self.workspace.go, "bills", self.sheet.draft.contract))
        self.panel.asked.connect(self.tracing.trace)
        self.head.copying.clicked.connect(self.copy_earlier)
        self.head.pasting.clicked.connect(self.paste)
        self.head.previewing.clicked.connect(self.preview)
        self.head.correcting.clicked.connect(self._ask_correction)
        self.head.voiding.clicked.connect(self.void)
        self.head.added.connect(self.grid.add_line)
        self.foot.tabs.currentChanged.connect(self._turn)
        self.foot.save.clicked.connect(self.save)
        self.foot.submit.clicked.connect(self.submit)
        self.foot.sign.clicked.connect(self.sign)
        self.foot.review.clicked.connect(self.review)
        self.workspace.look_changed.connect(self._fit)
        keys = {"Ctrl+S": self.save, "Ctrl+Return": self.submit, "Ctrl+Enter": self.submit, "Esc": self.leave}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def retranslate(self) -> None:
        self.head.retranslate(self.sheet)
        self.foot.retranslate(self.sheet, parts.aside_count(self.figures.draft))
        self.panel.retranslate()
        for part in (self.grid, self.adjustments, self.header):
            part.relabel()
        self.panel.show_figures(self.figures)

    def _fit(self) -> None:
        """Another size of text or other colours were chosen."""
        self.grid.view.fit()
        self.retranslate()
        self._work_out()

    @property
    def trail(self) -> list[str]:
        return [self.sheet.background.contract_number, self.head.title.text()]

    # Showing

    def show_sheet(self, shown: Sheet) -> None:
        """Show a sheet as the beginning; the cursor stays where it was."""
        at = self.grid.view.currentIndex()
        row, column = at.row(), at.column()
        self.sheet, self._live = shown, LiveFigures(shown.background)
        plain = replace(shown.draft, lines=())
        self.following.shown(shown)
        self.header.put(plain)
        self.adjustments.put(plain)
        self.grid.put(shown.draft.lines)
        for part in (self.grid, self.header, self.adjustments):
            part.lock(shown.posted)
        if at.isValid():
            self.grid.view.setCurrentIndex(self.grid.sheet.index(row, column))
        self._work_out()
        self.head.retranslate(shown)
        self.foot.retranslate(shown, parts.aside_count(shown.draft))
        self.trail_changed.emit(self.trail)

    def follow(self, found: Sheet) -> None:
        """What is typed stays as it is; what stands behind it is that of the dates typed."""
        was = self.sheet.background
        follow_lines(self, found)
        self.sheet = found
        if found.background != was:
            self._live = LiveFigures(found.background)
            self.adjustments.relabel()
        self._work_out()
        self.head.retranslate(found)

    def _work_out(self) -> None:
        self.figures = self._live.of(self.draft())
        unclear = tuple(self.grid.unclear())
        found = self.figures
        self.grid.show_figures((*unclear, *found.problems), len(found.filled), found.lines)
        self.panel.show_figures(self.figures)
        self.foot.warn([one for one in self.figures.problems if not one.entry.startswith("lines.")])
        self.tracing.look_again()

    def _edited(self, _draft: Any = None) -> None:
        self.is_changed = True
        self._follow_typing()
        self.foot.retranslate(self.sheet, parts.aside_count(self.figures.draft))
        self.workspace.typing.keep(self.kept_as, self.figures.kept)

    def sign_on(self, day: date | None) -> None:
        """The day of the signature is being typed: the figures are those of that day until it is given up."""
        self.signed_on = day
        self._follow_typing()

    def _follow_typing(self) -> None:
        self.edits += 1
        self._work_out()
        self.head.say_period(self.figures.draft, self.sheet.background.next_period)
        self.following.edited()

    def _turn(self, tab: int) -> None:
        self.tracing.close()
        self.tabs.setCurrentIndex(tab)
        self.foot.retranslate(self.sheet, len(self.adjustments.grids["adjustments"].lines()))
        shown = self.tabs.currentWidget()
        if shown is self.grid:
            self.grid.view.setFocus()
        elif shown is not None:
            shown.focusNextChild()

    # Lines

    def copy_earlier(self) -> None:
        """Fill the empty lines with what the certificate before had."""
        if self.sheet.earlier is not None and not self.sheet.posted:
            lines = sheet.copied(self.grid.lines(), self.sheet.earlier)
            self.grid.replace_lines(lines, _("Copy the last period"))
            self._go_to_lines()

    def paste(self) -> None:
        """Take quantities from a copied table: by code when it has captions, else from the current cell on."""
        self._go_to_lines()
        self.grid.view.paste()

    def _go_to_lines(self) -> None:
        self.foot.tabs.setCurrentIndex(LINES)
        self.grid.view.setFocus()

    # Acting

    @once_followed
    def save(self) -> None:
        """Keep what has something in it and stay; a correction is posted, or not at all."""
        self._act(certificates.RECORD, certificates.record, self.figures.kept)

    @once_followed
    def submit(self) -> None:
        """Save, and note that the application went out (today, unless another day was entered)."""
        draft = self.figures.kept
        day = draft.submitted_on or self.workspace.as_of
        self._act(certificates.SUBMIT, certificates.record, replace(draft, submitted_on=day))

    @once_followed
    def sign(self) -> None:
        """Ask for the day the owner signed, then post the certificate."""
        if not self.sheet.posted and self._is_clear():
            acts.ask_signature(self, self._run, self.sheet.correcting)

    @once_followed
    def review(self) -> None:
        """Note what supervisor or owner left of the application."""
        if not self.sheet.posted and self._is_clear():
            acts.ask_review(self, self.figures.kept, self._run)

    def void(self) -> None:
        """Ask why it never was, then go back."""
        acts.ask_voided(self.workspace, self.key, self.head.voiding, self.left.emit)

    def _ask_correction(self) -> None:
        self.corrected.emit(self.key)

    @once_followed
    def preview(self) -> None:
        """Save what was typed, then ask for the paper as it will be signed."""
        if self.is_changed and not self.sheet.posted:
            self._act(certificates.RECORD, certificates.record, self.figures.kept, self.previewed.emit)
        elif self.key:
            self.previewed.emit(self.key)

    def leave(self) -> None:
        """Close the card that lies on top, else go back; what was typed is kept."""
        if self.tracing.close():
            return
        if self.is_changed and not self.sheet.posted:
            self.workspace.typing.keep(self.kept_as, self.figures.kept)
            self.workspace.typing.keep_now()
            self.workspace.tell(_("Not saved yet, but kept: you can go on with it from “Unfinished drafts” below."))
        self.left.emit()

    def _is_clear(self) -> bool:
        """Nothing stops saving; otherwise go where it is."""
        found = [*self.grid.unclear(), *(one for one in self.figures.problems if not one.advice)]
        for form in (self.adjustments, self.header):
            form.show_all()
            found += [one for one in form.problems() if not one.advice]
        self._go_to_first(tuple(found))
        return not found

    def _act(self, command: Any, use_case: Any, draft: CertificateDraft, done: Any = None) -> None:
        if self.sheet.correcting:
            self.sign()
        elif not self._is_saving and not self.sheet.posted and self._is_clear():
            self._run(command, use_case, draft, done, self._go_to_first)

    def _run(self, command: Any, use_case: Any, asked: Any, done: Any, failed: Any) -> None:
        """One Step; afterwards the sheet shows what is kept now."""
        self._is_saving = True
        ended = partial(self._saved, self.edits, done), partial(self._failed, failed)
        self.workspace.act(command, use_case, asked, *ended, self.kept_as)

    def _saved(self, edits: int, done: Any, key: Any) -> None:
        self._is_saving, self.is_changed = False, self.edits != edits
        self.sheet = replace(self.sheet, correcting=False, draft=replace(self.sheet.draft, id=str(key)))
        self.kept_as = f"certificates/{key}"
        self.following.look()
        if done is not None:
            done(key)

    def _failed(self, failed: Any, problems: tuple[Problem, ...]) -> None:
        self._is_saving = False
        self.workspace.typing.keep(self.kept_as, self.figures.kept)
        failed(problems)

    def _go_to_first(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            self.foot.warn(problems)
            self._go_to(problems[0])

    def _go_to(self, problem: Problem) -> None:
        name, _dot, rest = problem.entry.partition(".")
        tab = LINES if name == "lines" else ADJUSTMENTS if name in parts.ASIDE else HEADER
        self.foot.tabs.setCurrentIndex(tab)
        if tab == LINES:
            self.grid.go_to(rest)
        else:
            (self.adjustments if tab == ADJUSTMENTS else self.header).go_to(problem.entry)
