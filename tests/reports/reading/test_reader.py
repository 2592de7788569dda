"""Foreign files are parsed in a process of their own, which may fail without harm."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from models.importing.sheets import Workbook
from models.problems import Refused
from models.work import finish
from reports.reading import reader as reading
from reports.reading import transfer
from reports.reading.reader import Reader, own_command
from reports.reading.workbook import read_workbook
from tests.reports.reading.workbooks import SHEET, bent, by_openpyxl, by_xlsxwriter
from ui.bootstrap import ROOT

SERVE = [sys.executable, "-c", "from reports.reading.serving import serve; serve()"]


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(SERVE)
    yield made
    made.close()


def a_workbook(tmp_path: Path) -> Path:
    rows = [
        ["合同编号", "金额", "日期", "是"],
        ["HT-1", 1234.56, date(2026, 11, 23), True],
        ["", "=A1", "\t'\"\\😀", None],
    ]
    return by_openpyxl(tmp_path / "台账.xlsx", 合同=rows, 空=[])


def test_the_process_hands_over_what_is_read_here(tmp_path: Path, reader: Reader) -> None:
    path = a_workbook(tmp_path)
    assert finish(reader.workbook(path)) == read_workbook(path)


def test_every_kind_of_cell_crosses_the_pipe(tmp_path: Path) -> None:
    cells = ["x", 1.5, True, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), time(5, 6), timedelta(hours=30), ""]
    lines = [transfer._written({"sheet": transfer._head(read_workbook(a_workbook(tmp_path)).sheets[0])})]
    lines += [transfer._written({"rows": [cells]}), '{"end":"a.xlsx","from_1904":false,"advice":[]}']
    received = transfer.Received()
    for line in lines:
        received.take(transfer.read_line(line))
    assert isinstance(received.book, Workbook)
    assert list(received.book.sheets[0].rows) == [cells]


def test_one_process_reads_many_files(tmp_path: Path, reader: Reader) -> None:
    path = a_workbook(tmp_path)
    finish(reader.workbook(path))
    first = reader._process
    finish(reader.workbook(path))
    assert first is not None
    assert reader._process is first


def test_a_refusal_of_the_parser_arrives_as_a_refusal(tmp_path: Path, reader: Reader) -> None:
    path = bent(a_workbook(tmp_path), SHEET, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(Refused, match="is damaged"):
        finish(reader.workbook(path))
    assert finish(reader.workbook(by_openpyxl(tmp_path / "b.xlsx", 合同=[["x"]]))).name == "b.xlsx"


@pytest.mark.skipif(sys.platform == "win32", reason="the job object of Windows is not run yet")
def test_a_lone_cell_far_away_ends_the_reader_and_not_the_program(tmp_path: Path, reader: Reader) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as made:
        sheet = made.add_worksheet("合同")
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    with pytest.raises(Refused, match="too much memory"):
        finish(reader.workbook(tmp_path / "far.xlsx"))
    assert finish(reader.workbook(a_workbook(tmp_path))).name == "台账.xlsx"


def test_a_reader_that_was_killed_is_started_again(tmp_path: Path, reader: Reader) -> None:
    path = a_workbook(tmp_path)
    finish(reader.workbook(path))
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGTERM)
    reader._process.wait()
    assert finish(reader.workbook(path)).name == "台账.xlsx"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    deaf = Reader([sys.executable, "-c", "import time; time.sleep(60)"], longest=0.3)
    with pytest.raises(Refused, match="took longer than"):
        finish(deaf.workbook(a_workbook(tmp_path)))
    assert deaf._process is None


WORKING = """
import sys, time
sys.path.insert(0, {root!r})
from reports.reading.serving import serve
def work(asked, send):
    until = {clock}() + 1.5
    while {clock}() < until: {step}
    send('{{"failed":true}}')
serve(kinds={{"workbook": work}})
"""


@pytest.mark.parametrize(
    ("clock", "step", "said"),
    [("time.process_time", "pass", "took longer than"), ("time.monotonic", "time.sleep(0.1)", "damaged")],
)
def test_only_the_time_of_the_processor_counts(
    tmp_path: Path, clock: str, step: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PATIENCE", 200)
    reader = Reader([sys.executable, "-c", WORKING.format(root=str(ROOT), clock=clock, step=step)], longest=0.5)
    with pytest.raises(Refused, match=said):
        finish(reader.workbook(a_workbook(tmp_path)))
    reader.close()


def test_stopping_the_work_stops_the_reader(tmp_path: Path, reader: Reader) -> None:
    rows = [["合同编号", "金额"], *([f"HT-{n}", n] for n in range(20_000))]
    work = reader.workbook(by_xlsxwriter(tmp_path / "long.xlsx", 合同=rows))
    assert next(work).total == 0
    work.close()
    assert reader._process is None


def test_a_missing_file_needs_no_process(tmp_path: Path, reader: Reader) -> None:
    with pytest.raises(Refused, match="There is no file"):
        finish(reader.workbook(tmp_path / "none.xlsx"))
    assert reader._process is None


def test_the_reader_is_this_program_with_a_hidden_command(tmp_path: Path) -> None:
    assert own_command() == [sys.executable, str(ROOT / "main.py"), "_read"]
    program = Reader()
    assert finish(program.workbook(a_workbook(tmp_path))).name == "台账.xlsx"
    program.close()


def test_a_frozen_program_is_its_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable, "_read"]
