"""What every test may rely on: no screen, no network, nobody's own folders, Chinese as the language, no warnings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

# Qt decides once per process; a test that wants a real screen asks tests.tools for Xvfb and starts another.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def folders_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Books, settings and logs of whoever runs the tests stay untouched."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, home)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Each test opens books of its own; what SQLAlchemy compiled for one of them serves all (a third of the time)."""
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect
    from sqlalchemy.util import LRUCache

    from models.store import connections

    create, shared = connections.create_engine, {"compiled_cache": LRUCache(3_000)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Dialect, "__hash__", lambda self: hash(type(self)))
        patch.setattr(Dialect, "__eq__", lambda self, other: type(self) is type(other))
        patch.setattr(connections, "create_engine", lambda *what, **how: create(*what, **how, execution_options=shared))
        yield


class PatientBot(QtBot):  # type: ignore[misc]
    """Waits for what must come as long as a busy machine may need; what never comes still fails.

    A window stays until Qt has taken it down: Python, collecting it first, would empty it under Qt's hands.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self._windows: list[Any] = []

    def addWidget(self, widget: Any, **how: Any) -> None:
        self._windows.append(widget)
        super().addWidget(widget, **how)


def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    def waited(*given: Any, timeout: int = 20_000, **more: Any) -> Any:
        return wait(*given, timeout=max(timeout, 20_000) if more.get("raising", True) else timeout, **more)

    return wraps(wait)(waited)


for _name in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
    setattr(PatientBot, _name, _patient(getattr(QtBot, _name)))


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test starts in the default language, whatever the one before it chose."""
    from models import language

    language.use(language.DEFAULT)
    yield
    language.use(language.DEFAULT)


# -- a book to work in: fixtures that make one stand below this line ----------------------------------------------
