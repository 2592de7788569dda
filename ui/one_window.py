"""One window a person: a second start raises the first one and hands it the book it was asked for."""

from __future__ import annotations

import zlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 400
"""Milliseconds a second start waits for the first window to answer."""


def call_first(home: Path, book: str) -> bool:
    """Tell the window that is open already to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(home))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(f"{book}\n".encode())
    socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return True


class OneWindow(QObject):
    """Listens for later starts; ``called`` tells the book they were asked for (empty: only come to the front)."""

    called = Signal(str)

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QLocalServer.removeServer(_name(home))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(_name(home))

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.waitForReadyRead(PATIENCE)
            said = bytes(caller.readAll().data()).decode(errors="replace").strip()
            caller.disconnectFromServer()
            caller.deleteLater()
            self.called.emit(said)


def _name(home: Path) -> str:
    return f"qingshou-{zlib.crc32(str(home.resolve()).encode()):08x}"
