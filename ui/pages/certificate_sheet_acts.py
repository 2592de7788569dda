"""What is asked before a certificate goes a stage further: the day the owner signed, what a reviewer left of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from models import certificates
from models.certificates import CertificateDraft, ReviewDraft, sheet
from models.certificates.sheet import Sheet
from models.drafts import faults
from models.language import N_, _
from models.problems import Problem, stop
from ui.forms.form import Form
from ui.forms.spec import FormSpec, Section
from ui.pages.form_box import FormBox
from ui.pages.reason_box import ReasonBox
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.pages.certificate_sheet import CertificateSheet

MOST = 5
"""So many things to consider are told where the signature is recorded."""
CORRECTION = "certificates/correct-"
Run = Callable[[Any, Callable[..., Any], Any, Any, Any], None]
"""``run(command, use_case, asked, done, failed)``"""


def name_of_typing(shown: Sheet) -> str:
    """Under which key the typing of a sheet is kept; that of a correction beside that of the certificate itself."""
    key = shown.draft.id or f"new-{uuid4().hex[:8]}"
    return f"{CORRECTION}{key}" if shown.correcting else f"certificates/{key}"


def ask_signature(page: CertificateSheet, run: Run, corrects: bool = False) -> FormBox:
    """The day of the owner's signature; from it on the certificate is posted and its receivables count.

    The sheet behind the box follows the day while it is typed: what is posted is what was seen.
    """
    verb = (certificates.CORRECT, certificates.correct) if corrects else (certificates.CERTIFY, certificates.record)
    spec = FormSpec(CertificateDraft, (Section("", ("certified_on",)),), check=_check_signed)
    form = Form(spec, page.figures.kept)

    def act(signed: CertificateDraft, done: Any, failed: Any) -> None:
        if page.following.first(partial(act, signed, done, failed)):
            run(*verb, replace(page.figures.kept, certified_on=signed.certified_on), done, failed)

    def advise(typed: CertificateDraft, deliver: Any) -> None:
        if typed.certified_on != page.signed_on:
            page.sign_on(typed.certified_on)
        deliver(tuple(_to_consider(page)))

    box = FormBox(_("The owner signed this certificate"), form, _("Post the certificate"), act, page, advise)
    box.finished.connect(lambda _result: page.sign_on(None))
    box.start()
    return box


def ask_review(parent: QWidget, draft: CertificateDraft, run: Run) -> FormBox:
    """Which stage it reached, when, at whom, and at what amount."""
    form = Form(FormSpec(ReviewDraft), ReviewDraft(document=draft.id or "new"))

    def act(reviewed: ReviewDraft, done: Any, failed: Any) -> None:
        run(certificates.REVIEW, _review, (draft, reviewed), done, failed)

    box = FormBox(_("Record a review"), form, _("Save"), act, parent)
    box.start()
    return box


def ask_voided(workspace: Workspace, key: str, below: QWidget, done: Any) -> ReasonBox:
    """Why the certificate never was."""
    box = ReasonBox(1, below.window())

    def void(reason: str) -> None:
        workspace.act(certificates.VOID, _void, (key, reason), lambda _key: done(), reason=reason)

    box.given.connect(void)
    box.open_under(below)
    return box


def look_again(
    key: str, typed: CertificateDraft | None, correcting: bool, before: sheet.Prices, session: Any
) -> Sheet | None:
    """The sheet as it is kept now, with what was typed since; None when it is not there any more."""
    if correcting and typed is not None:
        return sheet.corrected(session, typed, before) if sheet.is_kept(session, key) else None
    if typed is not None:
        still = not key or sheet.is_kept(session, key)
        return sheet.resumed(session, typed if still else replace(typed, id=""), before)
    return sheet.opened(session, key) if key and sheet.is_kept(session, key) else None


def _check_signed(draft: CertificateDraft) -> Iterator[Problem]:
    if draft.certified_on is None:
        yield Problem(
            "certified_on",
            N_("{caption} is missing: please fill it in."),
            {"caption": N_("Signed by the owner on")},
        )
    yield from certificates.check(draft)


def _to_consider(page: CertificateSheet) -> Iterator[Problem]:
    """What is to be considered of the sheet is told once more; it stops nothing."""
    if found := [one for one in page.figures.problems if one.advice and one.entry != "certified_on"]:
        told = tuple(_with_line(one, page.figures.draft) for one in found[:MOST])
        yield Problem("certified_on", N_("Consider before it is posted: {advice}"), {"advice": told}, advice=True)


def _with_line(problem: Problem, draft: CertificateDraft) -> Problem:
    """What is said of a line, with the name of the line."""
    whole, _dot, rest = problem.entry.partition(".")
    if whole != "lines":
        return problem
    line = draft.lines[int(rest.partition(".")[0])]
    told = {"typed": line.code or line.name, "said": problem}
    return Problem(problem.entry, N_("{typed}: {said}"), told, advice=True)


def _void(session: Any, asked: tuple[str, str]) -> Any:
    return certificates.void(session, *asked)


def _review(session: Any, asked: tuple[CertificateDraft, ReviewDraft]) -> Any:
    """Keep what was typed, then the stage."""
    draft, reviewed = asked
    stop(faults(reviewed))
    kept = certificates.record(session, draft)
    return certificates.review(session, replace(reviewed, document=kept.id))
