"""The three lanes of the window: one that writes, two that read, and the way back to the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.tidying import Tidying

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


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
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(2, "reader")
        self._running: set[Future[Any]] = set()
        self._closed = False
        self._tidying = Tidying(self)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(self, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        return self._start(self._writer, job, done, failed)

    def read(self, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        """Cancelling the returned future drops a question that has not begun; its callbacks stay silent."""
        return self._start(self._readers, job, done, failed)

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
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._tidying.end()

    def _start(self, pool: ThreadPoolExecutor, job: Callable[[], Any], done: Done, failed: Failed) -> Future[Any]:
        if self._closed:  # a timer of a page that is going away with the window
            dropped: Future[Any] = Future()
            dropped.cancel()
            return dropped
        future = pool.submit(job)
        self._running.add(future)
        future.add_done_callback(partial(self._finished, done, failed))
        return future

    def _finished(self, done: Done, failed: Failed, future: Future[Any]) -> None:
        self._running.discard(future)
        try:
            error = future.exception()
        except CancelledError:
            return
        self.post(partial(answer, failed, error) if error else partial(answer, done, future.result()))

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()
