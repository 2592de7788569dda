"""Linking files to a record that nobody suggested: the record is picked, and what kind of paper they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import evidence
from models.drafts import entries, entry, faults
from models.evidence import KINDS, LinkDraft
from models.language import N_, _
from models.problems import Problem
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.evidence_work import link_all
from ui.pages.form_box import FormBox
from ui.pages.picking import sources
from ui.workspace import Workspace

_ONE = N_("Belongs to (fill in one)")


@dataclass(frozen=True)
class ManualLinkDraft:
    """One record, picked from the list it stands in."""

    kind: str = entry(N_("Kind of paper"), "other", choices=KINDS)
    on: date | None = entry(N_("Date of the paper"), None, hint=N_("Empty: the day the file claims, else today"))
    certificates: str = entry(N_("Certificate"), "", pick="certificates", section=_ONE)
    variations: str = entry(N_("Variation order"), "", pick="variations", section=_ONE)
    final_accounts: str = entry(N_("Final account"), "", pick="final_accounts", section=_ONE)
    receipts: str = entry(N_("Receipt"), "", pick="receipts", section=_ONE)
    invoices: str = entry(N_("VAT invoice"), "", pick="invoices", section=_ONE)
    claims: str = entry(N_("Claim"), "", pick="claims", section=_ONE)
    replies: str = entry(N_("Reply"), "", pick="replies", section=_ONE)
    legal_facts: str = entry(N_("Fact for deadlines"), "", pick="legal_facts", section=_ONE)
    issued_papers: str = entry(N_("Issued paper"), "", pick="papers", section=_ONE)
    debit_notes: str = entry(N_("Debit note"), "", pick="debit_notes", section=_ONE)
    deposits: str = entry(N_("Deposit"), "", pick="deposits", section=_ONE)
    contracts: str = entry(N_("Contract"), "", pick="contracts", section=_ONE)
    parties: str = entry(N_("Party"), "", pick="parties", section=_ONE)
    projects: str = entry(N_("Project"), "", pick="projects", section=_ONE)


PICKED = tuple(name for name, how in entries(ManualLinkDraft).items() if how.pick)


def chosen(draft: ManualLinkDraft) -> list[str]:
    return [noun for noun in PICKED if getattr(draft, noun)]


def check(draft: ManualLinkDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if not chosen(draft):
        yield Problem("certificates", N_("Choose the record these files belong to."))


def idle(draft: ManualLinkDraft) -> Collection[str]:
    """Once one is chosen the others wait."""
    taken = chosen(draft)
    return tuple(noun for noun in PICKED if noun not in taken) if taken else ()


def ask_link(workspace: Workspace, keys: list[str], kind: str, parent: QWidget, done: Callable[[str], None]) -> None:
    """Ask what the files belong to and link them in one Step; ``done`` gets the record they were linked to."""
    spec = FormSpec(ManualLinkDraft, check=check, idle=idle)
    form = Form(spec, ManualLinkDraft(kind=kind), sources(workspace, ManualLinkDraft))

    def link(draft: ManualLinkDraft, ended: Any, failed: Any) -> None:
        noun = chosen(draft)[0]
        target = LinkDraft("", noun, getattr(draft, noun), draft.kind, draft.on)

        def linked(made: Any) -> None:
            ended(made)
            done(target.record)

        workspace.act(evidence.LINK, partial(link_all, keys, target), None, linked, failed)

    FormBox(_("Link evidence"), form, _("Link"), link, parent.window()).start()
