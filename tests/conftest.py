"""What every test runs under: a throw-away home, Qt without a window, the watchers and the engines."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no counterexample. With CI=true Hypothesis also draws the same examples in every run.
settings.register_profile(
    "unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

# Before anything imports Qt, asks for a home folder or looks for a keyring.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
_HOME = tempfile.TemporaryDirectory(prefix="doorstep-tests-")
for _name in (
    "HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
):
    _folder = Path(_HOME.name, _name.lower())
    _folder.mkdir(mode=0o700)
    os.environ[_name] = str(_folder)
for _name in [name for name in os.environ if name.startswith("DOORSTEP_")]:
    del os.environ[_name]

pytest_plugins = [
    "tests.support.slow_callbacks",
    "tests.support.qt",
    "tests.support.qt_messages",
    "tests.support.leaks",
    "tests.support.garbage",
    "tests.support.postgres",
    "tests.support.stripe_mock",
    "pytester",
]


@pytest.fixture(scope="session", autouse=True)
def _throw_home_away() -> Iterator[None]:
    """Remove the home folder of this run at its end."""
    yield
    _HOME.cleanup()
