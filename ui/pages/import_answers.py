"""What a person answered about a ledger so far: every question that was asked, what stands for it, its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.importing.recognition import NOBODY, Answers, Proposal, Question, answered

Key = tuple[str, ...]
SHEETS, COLUMNS, NAMES, RESULT = range(4)
_OF_SHEET = ("kind", "include", "hidden_rows")


@dataclass
class Conversation:
    """``answers`` are what the person said; ``told`` every question by its key, in the order of the last proposal."""

    answers: Answers = NOBODY
    told: dict[Key, Question] = field(default_factory=dict)

    def hear(self, proposal: Proposal) -> None:
        """Take the questions of a proposal; what was answered before stays in sight."""
        kinds = {sheet.name: sheet.kind for sheet in proposal.sheets}
        asked = {question.key: question for question in proposal.questions}
        before = {key: one for key, one in self.told.items() if key not in asked and self._stands(key, kinds)}
        self.told = before | asked

    def _stands(self, key: Key, kinds: Mapping[str, str]) -> bool:
        return given(self.answers, key) is not None and (key[0] != "sheets" or key[2] == "kind" or bool(kinds[key[1]]))

    def value(self, question: Question) -> Any:
        """What stands for a question: the answer, else what is proposed."""
        said = given(self.answers, question.key)
        return question.proposed if said is None else said

    def answer(self, key: Sequence[str], value: Any) -> None:
        """Take an answer; that a contract is to be made is no answer but takes one back."""
        if key[0] == "contracts" and not value:
            others = {name: meant for name, meant in self.answers.contracts.items() if name != key[1]}
            self.answers = replace(self.answers, contracts=others)
        else:
            self.answers = answered(self.answers, key, value)

    def on(self, step: int) -> list[Question]:
        """The questions of a step; what a sheet holds is chosen in the list of sheets."""
        return [one for key, one in self.told.items() if step_of(key) == step and key[-1] != "kind"]


def step_of(key: Key) -> int:
    """The step on which a question is asked."""
    if key[0] == "sheets":
        return SHEETS if key[2] in _OF_SHEET else COLUMNS
    return NAMES if key[0] in ("parties", "contracts") else RESULT


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
    if column:
        return said.get(column[0])
    return said if said != "" or name == "kind" else None
