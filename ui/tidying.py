"""Python looks for garbage on the window's thread only: a widget destroyed on another one takes the program with it.

Left to itself the search begins on whichever thread makes an object, and finds the widgets of closed pages there.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks."""
REST = 100
"""After a look at everything only the young are looked at so many times as long: a large import hardly stands still."""
_working: set[int] = set()


class Tidying(QObject):
    """While one of these is at work nothing is collected but by its timer, on the thread it lives in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()
        self._rest_until = 0.0
        _working.add(id(self))
        gc.disable()

    def tidy(self) -> None:
        """Collect the oldest generation that is due; all of it only so often that the window hardly stands still."""
        from models.work import keeps_all  # the first paint does not wait for it

        if keeps_all():
            return
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                begun = time.perf_counter()
                if generation == 2 and begun < self._rest_until:
                    continue
                gc.collect(generation)
                if generation == 2:
                    took = time.perf_counter() - begun
                    self._rest_until = begun + took * REST
                return

    def end(self) -> None:
        """No other thread is at work any more."""
        self._timer.stop()
        _working.discard(id(self))
        if not _working:
            gc.enable()
