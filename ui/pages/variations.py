"""Variation orders: their list, their form, and the stages each goes through."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel

from models import contract_standing, stages, variations
from models.bills import line_amount
from models.drafts import changed
from models.language import N_, text
from models.problems import Problem
from models.store.commands import Command
from models.store.listing import Question
from models.variations import StageDraft, VariationDraft, VariationLineDraft
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.window_below import window_below
from ui.workspace import Workspace

FINAL = (variations.APPROVED, variations.VOID)
TONES = {variations.APPROVED: "done", variations.REJECTED: "danger", variations.VOID: "muted"}


@dataclass(frozen=True)
class Gate:
    """One stage as the window asks for it: command, use case, entries, and ``after`` which stages it can be reached."""

    stage: str
    title: str
    command: Command
    use_case: Callable[[Any, StageDraft], Any]
    names: tuple[str, ...]
    after: tuple[str, ...]
    check: Callable[[StageDraft], Iterable[Problem]] = variations.check_stage


OPEN = (variations.INSTRUCTED, variations.PRICED, variations.SUBMITTED, variations.REJECTED)
HANDED_IN = (variations.SUBMITTED, variations.REVIEWED)
SUBMIT = Gate(
    variations.SUBMITTED, N_("Submit"), variations.SUBMIT, variations.submit, ("on", "amount", "remark"), OPEN
)  # fmt: skip
REVIEW = Gate(
    variations.REVIEWED, N_("Review…"), variations.REVIEW, variations.review,
    ("on", "amount", "days", "by", "remark"), HANDED_IN,
)  # fmt: skip
APPROVE = Gate(
    variations.APPROVED, N_("Approve"), variations.APPROVE, variations.approve,
    ("on", "amount", "days", "by", "remark"), HANDED_IN,
)  # fmt: skip
REJECT = Gate(
    variations.REJECTED, N_("Reject"), variations.REJECT, variations.reject, ("on", "by", "remark"), HANDED_IN,
    variations.check_rejection,
)  # fmt: skip
GATES = (SUBMIT, REVIEW, APPROVE, REJECT)


def ask_stage(gate: Gate, workspace: Workspace, key: str) -> None:
    """Ask for the day and the amount, then note that the variation reached the stage."""
    workspace.ask(partial(_next, key), partial(_show_box, gate, workspace))


def _next(key: str, session: Any) -> tuple[VariationDraft, StageDraft]:
    return variations.draft_of(session, key), variations.next_draft(session, key)


def _show_box(gate: Gate, workspace: Workspace, found: tuple[VariationDraft, StageDraft]) -> None:
    variation, draft = found
    form = Form(FormSpec(StageDraft, (Section("", gate.names),), gate.check), draft)
    title = f"{text(gate.title).rstrip('…')}　{variation.number} {variation.name}"

    def act(reached: StageDraft, done: Any, failed: Any) -> None:
        workspace.act(gate.command, gate.use_case, reached, done, failed)

    def advise(reached: StageDraft, deliver: Any) -> None:
        workspace.ask(partial(_advice_on, gate.stage, reached), deliver)

    FormBox(title, form, text(gate.title).rstrip("…"), act, window_below(), advise).start()


def _advice_on(stage: str, draft: StageDraft, session: Any) -> list[Problem]:
    return [problem for problem in variations.check_on(session, draft, stage) if problem.advice]


class VariationPage(FormPage):
    """Where the variation stands is said beside its title; once it is approved it can only be read."""

    def _lay_out(self) -> None:
        self.stage = QLabel()
        super()._lay_out()
        self.tools.setSpacing(8)
        self.tools.insertWidget(0, self.stage)
        self.workspace.changed.connect(self._book_changed)
        self._look()

    def _book_changed(self, _touched: dict[str, set[str]]) -> None:
        self._look()

    def _look(self) -> None:
        if self.key:
            self.workspace.ask(partial(_stage_of, self.key), self._show_stage)

    def _show_stage(self, stage: str) -> None:
        for place, gate in enumerate(GATES, 1):
            item = self.tools.itemAt(place)
            if item is not None and (button := item.widget()) is not None:
                button.setVisible(stage in gate.after)
        self.stage.setText(f"● {text(variations.STAGES[stage])}" if stage else "")
        self.stage.setProperty("tone", TONES.get(stage, "warning"))
        self.stage.style().polish(self.stage)
        self.fixed = stage in FINAL
        self.form.lock(self.fixed)
        for button in (self.save, self.save_next):
            button.setVisible(not self.fixed)


def _stage_of(key: str, session: Any) -> str:
    return stages.latest(session, key)


def _is_fixed(session: Any, key: str) -> bool:
    return stages.latest(session, key) in FINAL


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> VariationDraft:
    draft = VariationDraft(contract=scope.get("contract", ""), instructed_on=as_of)
    return changed(draft, **_number(session, draft)) if draft.contract else draft


def _number(session: Any, draft: VariationDraft) -> dict[str, str]:
    """The next free number under the contract, unless one was typed."""
    if draft.number:
        return {}
    question = Question(as_of=draft.instructed_on, scope={"contract": draft.contract})  # type: ignore[arg-type]
    next_one = len(variations.LISTING.keys(session, question)) + 1
    while variations.numbered(session, draft.contract, f"BG-{next_one:03}"):
        next_one += 1
    return {"number": f"BG-{next_one:03}"}


def _settled(line: VariationLineDraft) -> VariationLineDraft:
    amount = line_amount(line.quantity, line.price, line.amount)
    return line if amount == line.amount else replace(line, amount=amount)


def _idle(draft: VariationDraft) -> Collection[str]:
    """The amount is not asked for where priced lines give it."""
    return ("amount",) if any(line.amount is not None for line in draft.lines) else ()


LINES = GridSpec(totals=("amount",), frozen=2, settle=_settled, widths={"code": 12, "unit": 6, "quantity": 12})

SPEC = ListPageSpec(
    name="variations",
    new=N_("New variation order"),
    listing=variations.LISTING,
    draft=VariationDraft,
    draft_of=variations.draft_of,
    save=Verb(variations.RECORD, variations.record),
    form=FormSpec(
        VariationDraft, check=variations.check, settle=variations.worked_out, idle=_idle, grids={"lines": LINES}
    ),
    void=Verb(variations.VOIDED, variations.void),
    blank=_blank,
    fills={"contract": _number},
    picks={"contracts": contract_standing.LISTING},
    actions=tuple(
        Action(gate.title, partial(ask_stage, gate), icon)
        for gate, icon in zip(GATES, (Icon.SEND, Icon.EYE, Icon.CHECK, Icon.X), strict=True)
    ),
    is_fixed=_is_fixed,
    form_page=VariationPage,
)
