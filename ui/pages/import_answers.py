"""What a person answered about a ledger so far: everything that may be answered, what stands for it, its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.importing.recognition import NOBODY, Answers, Proposal, Question, SheetAnswers, answered

Key = tuple[str, ...]
SHEETS, COLUMNS, NAMES, RESULT = range(4)
_OF_SHEET = ("kind", "include", "hidden_rows")
_OF_RESULT = ("terms", "received", "inside")
_CHOSEN_IN_TABLES = ("kind", "include")
_USUAL = SheetAnswers()


@dataclass
class Conversation:
    """``answers`` are what the person said; ``told`` all that may be answered, by its key; ``asked`` what was asked."""

    answers: Answers = NOBODY
    told: dict[Key, Question] = field(default_factory=dict)
    asked: set[Key] = field(default_factory=set)

    def hear(self, proposal: Proposal) -> None:
        """Take what may be answered, and what is remembered; what was answered before stays in sight."""
        if not self.answers.recalled:
            self.answers = proposal.answers
        kinds = {sheet.name: sheet.kind for sheet in proposal.sheets}
        now = {one.key: self._as_asked(one) for one in proposal.answerable}
        stays = {key: one for key, one in self.told.items() if self._stands(key, kinds)} | now
        self.told = {key: stays[key] for key in dict.fromkeys((*self.told, *now)) if key in stays}
        self.asked |= {question.key for question in proposal.questions}

    def _as_asked(self, question: Question) -> Question:
        """What was asked and is clear now may be answered by the same choices as before."""
        return self.told[question.key] if question.key in self.asked and not question.asked else question

    def _stands(self, key: Key, kinds: Mapping[str, str]) -> bool:
        stands = key[0] != "sheets" or key[2] == "kind" or bool(kinds.get(key[1]))
        return given(self.answers, key) is not None and stands

    def value(self, question: Question) -> Any:
        """What stands for a question: the answer, else what is proposed."""
        said = given(self.answers, question.key)
        return question.proposed if said is None else said

    def answer(self, key: Sequence[str], value: Any) -> None:
        self.answers = answered(self.answers, key, value)

    def on(self, step: int) -> list[Question]:
        """What is answered on a step, what was asked first; what a sheet holds is chosen in the list of sheets."""
        found = [(key, one) for key, one in self.told.items() if step_of(key) == step and key[-1] != "kind"]
        rest = [one for key, one in found if key not in self.asked and key[0] != "sheets"]
        return [*(one for key, one in found if key in self.asked), *rest]

    def about(self, sheet: str) -> list[Question]:
        """What may be answered about a sheet as a whole and was not asked."""
        found = ((key, one) for key, one in self.told.items() if key[:2] == ("sheets", sheet) and len(key) == 3)
        return [one for key, one in found if key not in self.asked and key[2] not in _CHOSEN_IN_TABLES]


def step_of(key: Key) -> int:
    """The step on which a question is asked."""
    if key[0] == "sheets" and key[2] in _OF_RESULT:
        return RESULT
    if key[0] == "sheets":
        return SHEETS if key[2] in _OF_SHEET else COLUMNS
    return {"parties": NAMES, "contracts": NAMES, "round_off": COLUMNS}.get(key[0], RESULT)


def given(answers: Answers, key: Key) -> Any:
    """What was answered to a question; None when nothing was."""
    whole, *rest = key
    if whole != "sheets":
        found = getattr(answers, whole)
        return found.get(rest[0]) if rest else found
    sheet, name, *column = rest
    if sheet not in answers.sheets:
        return None
    said = getattr(answers.sheets[sheet], name)
    if name == "fill_down":
        return answers.sheets[sheet].fills(column[0]) or None
    if column:
        return said.get(column[0])
    return None if said == getattr(_USUAL, name) else said
