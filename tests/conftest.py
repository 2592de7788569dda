"""What every test may rely on: no screen, no network, nobody's own folders, Chinese as the language, no warnings."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

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


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test starts in the default language, whatever the one before it chose."""
    from models import language

    language.use(language.DEFAULT)
    yield
    language.use(language.DEFAULT)


# -- a book to work in: fixtures that make one stand below this line ----------------------------------------------
