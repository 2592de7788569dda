"""While other threads work for the window, only the window's thread looks for garbage."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytestqt.qtbot import QtBot

from models.work import Progress, Work, keeping_all, keeps_all, kept_all
from ui.lanes import Lanes
from ui.tidying import Tidying


class Ring:
    """Refers to itself: only the search for garbage finds it, and ``seen`` tells on which thread."""

    def __init__(self, seen: list[str]) -> None:
        self.me = self
        weakref.finalize(self, lambda: seen.append(threading.current_thread().name))


def make_many(seen: list[str]) -> None:
    for _one in range(5_000):
        Ring(seen)


def test_garbage_of_a_reader_is_found_on_the_windows_thread(qtbot: QtBot) -> None:
    seen: list[str] = []
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # a command that ran in this process before has raised it
    lanes = Lanes()
    try:
        with ThreadPoolExecutor(1) as reader:
            reader.submit(make_many, seen).result()
        assert seen == []
        qtbot.waitUntil(lambda: len(seen) == 5_000, timeout=10_000)
        assert set(seen) == {threading.current_thread().name}
    finally:
        lanes.close()
        gc.set_threshold(*usual)


def test_python_looks_by_itself_again_once_no_thread_is_left() -> None:
    first, second = Tidying(), Tidying()
    assert not gc.isenabled()
    first.end()
    assert not gc.isenabled()
    second.end()
    assert gc.isenabled()


def test_after_a_long_look_at_everything_only_the_young_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    now, looked = [0.0], list[int]()

    def collect(generation: int = 2) -> None:
        looked.append(generation)
        now[0] += 2.0 if generation == 2 else 0.0

    tidying = Tidying()
    try:
        monkeypatch.setattr("ui.tidying.gc.collect", collect)
        monkeypatch.setattr("ui.tidying.gc.get_count", lambda: (9_000, 90, 90))
        monkeypatch.setattr("ui.tidying.gc.get_threshold", lambda: (700, 10, 10))
        monkeypatch.setattr("ui.tidying.time.perf_counter", lambda: now[0])
        for moment in (0.0, 3.0, 199.0, 201.0):
            now[0] = moment
            tidying.tidy()
        assert looked == [2, 1, 1, 2]
    finally:
        monkeypatch.undo()
        tidying.end()


def test_while_a_large_import_makes_what_stays_nobody_looks_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[int]()
    tidying = Tidying()
    try:
        monkeypatch.setattr("ui.tidying.gc.collect", looked.append)
        monkeypatch.setattr("ui.tidying.gc.get_count", lambda: (9_000, 90, 90))
        with keeping_all():
            tidying.tidy()
        assert looked == []
        tidying.tidy()
        assert looked == [2]
    finally:
        monkeypatch.undo()
        tidying.end()


def test_a_work_that_is_stopped_keeps_nothing_from_being_looked_for() -> None:
    def work() -> Work[None]:
        with keeping_all():
            yield Progress(0, 1, "")

    stopped = work()
    next(stopped)
    assert keeps_all()
    assert not gc.isenabled()
    stopped.close()
    assert not keeps_all()
    assert gc.isenabled()


def test_what_a_stopped_work_made_is_gone_before_anybody_looks_for_garbage() -> None:
    seen: list[bool] = []

    def work() -> Work[None]:
        made = threading.Event()
        weakref.finalize(made, lambda: seen.append(keeps_all()))
        yield Progress(0, 1, "")
        made.set()

    stopped = kept_all(work())
    next(stopped)
    assert seen == []
    stopped.close()
    assert seen == [True]
    assert not keeps_all()
