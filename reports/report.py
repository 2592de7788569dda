"""Report: a paper, what it asks for, how it collects, how it is drawn, and when it must not be printed."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from sqlalchemy.orm import Session

from models.drafts import to_plain
from models.language import N_
from models.money import Money
from models.papers import Press, Printed, Stamp
from models.problems import Problem, Refused
from models.unwritable import expect_ending, write_whole
from reports import workbook
from reports.check_code import Check
from reports.paper import Drawn
from reports.workbook import Sheet

A = TypeVar("A")
D = TypeVar("D")


def _none(_asked: Any) -> str:
    return ""


def _nothing(_data: Any) -> Mapping[str, Money]:
    return {}


def _unnoted(_data: Any) -> tuple[date | None, str]:
    return None, ""


@dataclass(frozen=True)
class Report(Generic[A, D]):
    """``asks`` is the draft of what a person chooses; ``collect`` answers it with frozen data, every text and number.

    ``draw`` works nothing out: the same data gives the same bytes. ``contradictions`` are the reasons for which the
    data must not become a paper; ``sheets`` are the same figures as tables. ``code`` stands in the number of an
    issued paper; ``template`` counts the versions of its looks and is printed on it. ``document`` is the id of the one
    document the paper is of, where it is of one; ``comes_to`` is what it says is owed or due, by currency. ``form`` is
    which of its forms is asked for, ``noted`` until when it wants an answer and what the register should remark.
    ``word`` writes it for a word processor.
    """

    name: str
    title: str
    code: str
    template: int
    asks: type[A]
    collect: Callable[[Session, A], D]
    draw: Callable[[D, Path | BinaryIO], Drawn]
    contradictions: Callable[[D], Sequence[Problem]]
    sheets: Callable[[D], Sequence[Sheet]]
    document: Callable[[A], str] = _none
    comes_to: Callable[[D], Mapping[str, Money]] = _nothing
    form: Callable[[A], str] = _none
    noted: Callable[[D], tuple[date | None, str]] = _unnoted
    word: Callable[[D, Path], None] | None = None


def pdf(report: Report[Any, D], data: D) -> tuple[bytes, Drawn]:
    """The paper as bytes; raises Refused with the first reason when its parts do not add up."""
    for problem in report.contradictions(data):
        raise Refused(N_("This paper is not printed: {reason}"), reason=problem.text())
    stream = io.BytesIO()
    drawn = report.draw(data, stream)
    return stream.getvalue(), drawn


def write_pdf(report: Report[Any, D], data: D, path: Path) -> Drawn:
    """Print the paper into a file; nothing is left behind when it is refused."""
    content, drawn = pdf(report, data)
    write_whole(path, content)
    return drawn


def write_xlsx(report: Report[Any, D], data: D, path: Path, language: str | None = None) -> None:
    """The same figures as a workbook."""
    for problem in report.contradictions(data):
        raise Refused(N_("This paper is not printed: {reason}"), reason=problem.text())
    workbook.write(path, report.sheets(data), language)


def to_json(report: Report[Any, D], data: D, asked: Mapping[str, Any] | None = None) -> str:
    """Everything the paper says and whether it adds up: amounts as texts, days ISO, every entry present.

    ``asked`` is the draft that was answered: an issued paper can be asked again.
    """
    found = [problem.text() for problem in report.contradictions(data)]
    told = {"report": report.name, **plain(data), "contradictions": found}
    if asked is not None:
        told["asked"] = asked
    return json.dumps(told, ensure_ascii=False, indent=1)


def kinds_of(report: Report[Any, Any]) -> tuple[str, ...]:
    """The endings of the files it can be written as."""
    return (".pdf", ".xlsx", ".json", *([".docx"] if report.word else []))


def write_as_named(report: Report[Any, D], data: D, path: Path, drawn: bytes = b"") -> None:
    """Write what the name of the file says, without an ending the PDF; raises Refused for any other kind.

    ``drawn`` is the PDF where it was drawn already.
    """
    expect_ending(path, *kinds_of(report))
    kind = path.suffix.lower()
    if kind == ".xlsx":
        write_xlsx(report, data, path)
    elif kind == ".docx" and report.word:
        report.word(data, path)
    elif kind == ".json":
        write_whole(path, to_json(report, data).encode())
    else:
        write_whole(path, drawn or pdf(report, data)[0])


def _unheard(_data: Any) -> None:
    pass


def press(report: Report[A, D], asked: A, heard: Callable[[D], object] = _unheard) -> Press:
    """What ``papers.issue`` calls inside its Step: collect, stamp with number and check code, draw.

    ``heard`` is told the data as they are printed.
    """

    def printed(session: Session, stamp: Stamp) -> Printed:
        data: Any = report.collect(session, asked)
        check = Check(stamp.site, stamp.n, stamp.hash)
        dated = data.dated_on or stamp.issued_on
        data = dataclasses.replace(data, number=stamp.number, check=check, corrects=stamp.corrects, dated_on=dated)
        content, drawn = pdf(report, data)
        heard(data)
        figures = to_json(report, data, to_plain(asked))
        return Printed(
            content, figures, drawn.pages, report.template, data.language,
            data.party_id, data.contract_id, data.as_of, report.document(asked), *_one(report.comes_to(data)),
            report.form(asked), *report.noted(data),
        )  # fmt: skip

    return printed


def _one(amounts: Mapping[str, Money]) -> tuple[str, Money | None]:
    """Currency and amount for the register; a paper in several currencies has no one amount."""
    return next(iter(amounts.items())) if len(amounts) == 1 else ("", None)


def plain(value: Any) -> Any:
    """Frozen data as JSON values."""
    if isinstance(value, Money | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if dataclasses.is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value
