"""Owners' ledgers: those that were matched, and a new one from a file or pasted; each opens its matching desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from models import matching
from models.drafts import entry
from models.importing import Workbook
from models.kept_files import digest_of
from models.language import N_, _
from models.matching import OwnerLedgerDraft, OwnerLineDraft
from models.matching.form import Answers, remember, remembered
from models.matching.reading import Reading, pasted, read_ledger
from models.problems import Problem, Refused
from models.rules.matching import Line, turned
from models.work import Work
from ui import theme
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages import import_files
from ui.pages.form_box import FormBox
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.matching_desk import MatchingDesk
from ui.pages.save_box import ask_which
from ui.pages.window_below import window_below
from ui.workspace import Workspace

Found = tuple[Workbook, str, Reading | None, str]
"""A file that was read: its SHA-256, what it says, or why it was not understood."""


@dataclass(frozen=True)
class OwnerLedgerForm(OwnerLedgerDraft):
    """A ledger as the window asks for it: its signs may have to be turned."""

    turn: bool = entry(
        N_("Its signs are turned"), False,
        hint=N_("Above nothing is what the owner owes us. Tick it where the ledger says the opposite."),
    )  # fmt: skip
    round_off: bool = entry(
        N_("Amounts rounded off"), False,
        hint=N_("Amounts of the file with more than two decimals are rounded half up instead of staying out."),
    )  # fmt: skip


@dataclass(frozen=True)
class ColumnsDraft:
    """What the columns of a file mean, by their captions as they stand there."""

    sheet: str = entry(N_("Sheet"), "", hint=N_("Empty: the first one that fits"))
    header: int | None = entry(N_("Row of the captions"), 1, required=True)
    on: str = entry(N_("Day"), "", required=True)
    debit: str = entry(N_("Debit"), "")
    credit: str = entry(N_("Credit"), "")
    amount: str = entry(N_("Amount"), "", hint=N_("Where there is one column with signs"))
    reference: str = entry(N_("Reference"), "")
    text: str = entry(N_("Booking text"), "")


def _blank(_session: Any, scope: Mapping[str, str], as_of: Any) -> OwnerLedgerForm:
    return OwnerLedgerForm(party=scope.get("party", ""), as_of=as_of)


def _with_signs(session: Any, draft: OwnerLedgerForm) -> dict[str, Any]:
    """Turned so that more of its amounts agree with our book."""
    if not draft.party or not draft.as_of or not draft.lines:
        return {}
    ours = matching.comparable(matching.our_lines(session, draft.party, draft.currency, draft.as_of), ())[0]
    theirs = [Line("", draft.as_of, one.amount) for one in draft.lines if one.amount is not None]
    return _turned(draft) if turned(ours, theirs) else {}


def _turn(_session: Any, draft: OwnerLedgerForm) -> dict[str, Any]:
    return {**_turned(draft), "turn": False}


def _turned(draft: OwnerLedgerForm) -> dict[str, Any]:
    lines = tuple(replace(one, amount=-one.amount if one.amount is not None else None) for one in draft.lines)
    return {"lines": lines, "stated": -draft.stated if draft.stated is not None else None}


def _signed(draft: OwnerLedgerForm, session: Any) -> OwnerLedgerForm:
    return replace(draft, **_with_signs(session, draft))


def _idle(draft: OwnerLedgerForm) -> tuple[str, ...]:
    """Only what came from a file is rounded off, and once."""
    return ("round_off",) if draft.round_off or not draft.digest else ()


def _pasted(cells: Sequence[Sequence[str]]) -> tuple[Sequence[OwnerLineDraft], Sequence[str]] | None:
    """A ledger with debit and credit as it was copied, and what is to be told of it."""
    reading = pasted(cells)
    if reading is None:
        return None
    signs = _("Credit less debit was taken as what the owner owes us; tick “Its signs are turned” otherwise.")
    return reading.lines, [signs, *_left_out(reading).splitlines()]


def _never(_session: Any, _key: str) -> Any:
    raise AssertionError("a ledger opens as its desk")


SPEC = ListPageSpec(
    name="owner_ledgers",
    new=N_("New owner's ledger"),
    listing=matching.LISTING,
    draft=OwnerLedgerForm,
    draft_of=_never,
    save=Verb(matching.TAKE, matching.bring_in),
    void=Verb(matching.VOIDED, matching.void),
    form=FormSpec(
        OwnerLedgerForm,
        check=matching.check,
        idle=_idle,
        grids={
            "lines": GridSpec(
                totals=("amount",), widths={"text": 40, "amount": 16, "reference": 18}, rows=10, table=_pasted
            )
        },
    ),
    blank=_blank,
    advise=matching.doubts,
    fills={"party": _with_signs, "turn": _turn},
    detail=MatchingDesk,
)


class OwnerLedgersPage(ListPage):
    """Ctrl+O reads a file; Ctrl+N begins one to type or paste."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        self.file = QPushButton()
        self._file: tuple[str, Workbook, Answers] | None = None
        super().__init__(workspace, replace(SPEC, fills={**SPEC.fills, "round_off": self._rounded}), scope)

    def _lay_out(self) -> None:
        super()._lay_out()
        self.file.setIcon(theme.icon(Icon.FILE_IMPORT))
        self.file.clicked.connect(self.ask_file)
        self.file.setShortcut("Ctrl+O")
        self.panel.filters.end.addWidget(self.file)

    def retranslate(self) -> None:
        super().retranslate()
        self.file.setText(_("From a file…"))
        self.file.setToolTip("Ctrl+O")

    def show_record(self, key: str) -> None:
        desk = MatchingDesk(self.workspace, key)
        desk.left.connect(self._pop)
        self._push(desk)
        desk.table.setFocus()

    def ask_file(self) -> None:
        """Choose the owner's ledger and read it; what is understood stands in the form, to be looked at and saved."""
        ask_which(self.workspace.state, self, _("An owner's ledger"), import_files.kinds(), self.read)

    def read(self, path: Path, said: Answers | None = None) -> None:
        book = self.workspace.book
        if book is not None:
            work = partial(_read, book, path, self.workspace.as_of, said or Answers())
            self.workspace.run(work, _("Reading {name}").format(name=path.name), self._came, writes=False)

    def _came(self, found: Found) -> None:
        workbook, digest, reading, reason = found
        if reading is None:
            self.workspace.tell(reason)
            self._ask_columns(workbook, digest)
            return
        self._file = digest, workbook, reading.answers
        draft = OwnerLedgerForm(
            party=self.scope.get("party", ""), as_of=self.workspace.as_of, file=workbook.name, digest=digest,
            stated=reading.stated, lines=reading.lines, remark=_left_out(reading),
        )  # fmt: skip
        self.workspace.ask(partial(_signed, draft), self._show_new)

    def _rounded(self, session: Any, draft: OwnerLedgerForm) -> dict[str, Any]:
        """The file read again, its fine amounts rounded off; a draft whose file is not at hand stays as it is."""
        if self._file is None or self._file[0] != draft.digest:
            return {"round_off": False}
        _digest, workbook, answers = self._file
        reading = read_ledger(workbook, replace(answers, round_off=True), (), self.workspace.as_of)
        remark = "\n".join(
            filter(None, (_("Amounts with more than two decimals were rounded off."), _left_out(reading)))
        )
        found: dict[str, Any] = {"stated": reading.stated, "lines": reading.lines, "remark": remark}
        return {**found, **_with_signs(session, replace(draft, **found))}

    def _ask_columns(self, workbook: Workbook, digest: str) -> None:
        """No column was recognised: whoever knows the ledger says what they mean, and is asked once for the form."""
        seen = next((one.name for one in workbook.sheets if not one.hidden), "")
        form = Form(FormSpec(ColumnsDraft), ColumnsDraft(seen))
        act = partial(self._told, workbook, digest)
        FormBox(_("What do the columns mean?"), form, _("Read it"), act, window_below()).start()

    def _told(self, workbook: Workbook, digest: str, draft: ColumnsDraft, done: Any, failed: Any) -> None:
        roles = ("on", "debit", "credit", "amount", "reference", "text")
        said = Answers(draft.sheet, draft.header or 1, {one: name for one in roles if (name := getattr(draft, one))})
        try:
            reading = read_ledger(workbook, said, (), self.workspace.as_of)
        except Refused as refused:
            self.workspace.tell(refused.text())
            failed(())
            return
        self.workspace.act(matching.RECORD, partial(_remember, workbook), reading.answers, done, failed)
        self._came((workbook, digest, reading, ""))


def _remember(workbook: Workbook, session: Any, answers: Answers) -> None:
    remember(session, workbook, answers)


def _read(book: Any, path: Path, until: date, said: Answers) -> Work[Found]:
    from reports.reading.reader import READER

    workbook = yield from READER.workbook(path)
    with book.read() as session:
        known = remembered(session, workbook, said)
    try:
        return workbook, digest_of(path), read_ledger(workbook, known, (), until), ""
    except Refused as refused:
        return workbook, digest_of(path), None, refused.text()


def _left_out(reading: Reading) -> str:
    """The rows that were not understood, to be looked at before it is saved."""
    return "\n".join(
        _("Row {row} stays out: {reason}").format(row=one.row, reason=Problem("", one.reason, one.values).sentence())
        for one in reading.left_out
    )
