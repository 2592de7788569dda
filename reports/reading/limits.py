"""How much memory and time the reader process may take; a file that wants more ends the reader, not the program."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable

MOST_MEMORY = 1_000_000_000
_OFTEN = 0.1


def limit_own_memory(reserving: bool = False) -> None:
    """On Linux and macOS, from inside the reader: at most 1 GB of addresses.

    A library that is ``reserving`` addresses it never fills (pdfium does) may fill 1 GB of them.
    """
    if sys.platform != "win32":
        import resource

        kind = resource.RLIMIT_DATA if reserving else resource.RLIMIT_AS
        hard = resource.getrlimit(kind)[1]
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(kind, (most, hard))


class Clock:
    """Ends this process when a question takes more of the processor's time than it may: a busy machine costs nothing.

    ``tell`` says so before.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell, self._seconds, self._until = tell, float("inf"), float("inf")
        threading.Thread(target=self._watch, name="clock", daemon=True).start()

    def start(self, seconds: float) -> None:
        self._seconds = seconds
        self.restart()

    def restart(self) -> None:
        self._until = time.process_time() + self._seconds

    def stop(self) -> None:
        self._until = float("inf")

    def _watch(self) -> None:
        while time.process_time() <= self._until:
            time.sleep(_OFTEN)
        self._tell()
        os._exit(1)


def limit_memory_of(handle: int) -> object:
    """On Windows, from outside: a job object with 1 GB a process; keep what is returned as long as the reader lives.

    Not run yet on Windows; elsewhere it does nothing.
    """
    if sys.platform == "win32":
        return _job_with(handle)
    return None


if sys.platform == "win32":
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_MEMORY = 0x100
    _KILL_ON_CLOSE = 0x2000

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = [
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("smallest_set", ctypes.c_size_t),
            ("largest_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = [
            ("basic", _Basic),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        ]

    def _job_with(handle: int) -> object:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        limits = _Extended()
        limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.process_memory = MOST_MEMORY
        kernel.SetInformationJobObject(
            wintypes.HANDLE(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(handle))
        return job
