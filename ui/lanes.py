"""The three lanes of the window: one that writes, two that read, and the way back to the window's own thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.tidying import Tidying

if TYPE_CHECKING:  # the frame is painted before there is anything to do
    from concurrent.futures import Future, ThreadPoolExecutor

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
WRITER, READER = "writer", "reader"
THREADS = {WRITER: 1, READER: 2}
GIVES_WAY = 0.001
"""Seconds after which a lane that computes lets the window's thread go on; every call into Qt may wait for that."""


def answer(callback: Callable[..., None], *values: Any) -> None:
    """Call back, unless the widget that asked has gone in the meantime."""
    called: Any = callback
    while isinstance(called, partial):
        called = called.func
    asker = getattr(called, "__self__", None)
    if isinstance(asker, QObject) and not shiboken6.isValid(asker):
        return
    callback(*values)


class Lanes(QObject):
    """Runs jobs off the window's thread and delivers what they return, or raise, on the window's thread.

    Jobs on the writer lane run one after another in the order they were given.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._running: set[Future[Any]] = set()
        self._closed = False
        self._tidying = Tidying(self)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(self, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        return self._start(WRITER, job, done, failed)

    def read(self, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        """Cancelling the returned future drops a question that has not begun; its callbacks stay silent."""
        return self._start(READER, job, done, failed)

    def post(self, call: Callable[[], None]) -> None:
        """From any thread: make this call on the window's thread."""
        if shiboken6.isValid(self):
            self._arrived.emit(call)

    @property
    def is_idle(self) -> bool:
        """Whether every job that was given has ended; what it returned may still be on its way."""
        return not self._running

    def close(self) -> None:
        """Let what was begun finish, drop what was not; nothing is delivered any more."""
        self._closed = True
        self._arrived.disconnect(self._deliver)
        for lane in (WRITER, READER):
            if lane in self._pools:
                self._pools[lane].shutdown(wait=True, cancel_futures=lane == READER)
        self._tidying.end()

    def _start(self, lane: str, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        from concurrent.futures import Future, ThreadPoolExecutor

        if self._closed:  # a timer of a page that is going away with the window
            dropped: Future[Any] = Future()
            dropped.cancel()
            return dropped
        if lane not in self._pools:
            sys.setswitchinterval(GIVES_WAY)
            self._pools[lane] = ThreadPoolExecutor(THREADS[lane], lane)
        future = self._pools[lane].submit(job)
        self._running.add(future)
        future.add_done_callback(partial(self._finished, done, failed))
        return future

    def _finished(self, done: Done, failed: Failed, future: Future[Any]) -> None:
        self._running.discard(future)
        if future.cancelled():
            return
        error = future.exception()
        self.post(partial(answer, failed, error) if error else partial(answer, done, future.result()))

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()
