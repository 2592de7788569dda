"""What is asked before a recorded receipt changes: when a bill was paid, why money went back, from which day on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import receipts
from models.drafts import entry, faults
from models.language import N_, _
from models.problems import Problem
from models.receipts import BILLS, ReceiptDraft, ReversalDraft
from models.settlements import Settlement
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.form_box import FormBox
from ui.pages.reason_box import ReasonBox
from ui.workspace import Workspace


@dataclass(frozen=True)
class DayDraft:
    """A day, and not before ``earliest``."""

    on: date | None = entry(N_("On"), None, required=True)
    earliest: date = date.min


def check_day(draft: DayDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.on is not None and draft.on < draft.earliest:
        yield Problem("on", N_("This cannot be before {day}."), {"day": draft.earliest.isoformat()})


def ask_collected(workspace: Workspace, receipt: ReceiptDraft, parent: QWidget) -> FormBox:
    """From which day on the bill is cash."""
    earliest = receipt.received_on or date.min
    matured = receipt.matures_on if receipt.matures_on and receipt.matures_on <= workspace.as_of else workspace.as_of
    form = Form(FormSpec(DayDraft, check=check_day), DayDraft(max(matured, earliest), earliest))

    def act(asked: DayDraft, done: Any, failed: Any) -> None:
        workspace.act(receipts.COLLECT, _collect, (receipt.id, asked.on), done, failed)

    title = _("The bill was paid: {number}").format(number=receipt.number)
    return _box(title, form, _("Note as paid"), act, parent)


def ask_reversed(workspace: Workspace, receipt: ReceiptDraft, parent: QWidget) -> FormBox:
    """Whether it was returned or dishonoured, when, and why; what it settled is open again from that day."""
    is_bill = receipt.method in BILLS
    how = "dishonoured" if is_bill else "returned"
    draft = ReversalDraft(receipt.id, how, max(workspace.as_of, receipt.received_on or date.min))
    spec = FormSpec(
        ReversalDraft, check=partial(_check_reversal, receipt), idle=_nothing_idle if is_bill else _only_returned
    )

    def act(asked: ReversalDraft, done: Any, failed: Any) -> None:
        workspace.act(receipts.REVERSE, receipts.reverse, asked, done, failed, reason=asked.reason)

    title = _("The money went back: {number}").format(number=receipt.number)
    return _box(title, Form(spec, draft), _("Reverse"), act, parent)


def ask_released(workspace: Workspace, one: Settlement, parent: QWidget) -> FormBox:
    """From which day the receivable is open again and the money unallocated."""
    draft = DayDraft(max(workspace.as_of, one.allocated_on), one.allocated_on)

    def act(asked: DayDraft, done: Any, failed: Any) -> None:
        workspace.act(receipts.RELEASE, _release, (one.key, asked.on), done, failed)

    title = _("Release {amount} from {document}").format(amount=one.amount.grouped, document=one.document)
    return _box(title, Form(FormSpec(DayDraft, check=check_day), draft), _("Release"), act, parent)


def ask_voided(workspace: Workspace, receipt: ReceiptDraft, below: QWidget, done: Any) -> ReasonBox:
    """Why the receipt never was."""
    box = ReasonBox(1, below.window())

    def void(reason: str) -> None:
        workspace.act(receipts.VOID, _void, (receipt.id, reason), done, reason=reason)

    box.given.connect(void)
    box.open_under(below)
    return box


def _box(title: str, form: Form, verb: str, act: Any, parent: QWidget) -> FormBox:
    box = FormBox(title, form, verb, act, parent)
    box.start()
    return box


def _check_reversal(receipt: ReceiptDraft, draft: ReversalDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.on and receipt.received_on and draft.on < receipt.received_on:
        yield Problem("on", N_("It cannot go back before it was received."))


def _only_returned(_draft: ReversalDraft) -> tuple[str, ...]:
    """Only a bill can be dishonoured."""
    return ("how",)


def _nothing_idle(_draft: ReversalDraft) -> tuple[str, ...]:
    return ()


def _collect(session: Any, asked: tuple[str, date]) -> Any:
    return receipts.collect(session, *asked)


def _release(session: Any, asked: tuple[str, date]) -> Any:
    return receipts.release(session, *asked)


def _void(session: Any, asked: tuple[str, str]) -> Any:
    return receipts.void(session, *asked)
