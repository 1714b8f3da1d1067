"""What the operating system has to bring: Qt's libraries, Python's own venv, the engines of the tests."""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bootstrap.environment import SetupError, run, say


@dataclass(frozen=True, slots=True)
class Need:
    """One thing from the system: how to see that it is there, and the Debian package that brings it."""

    package: str
    present: Callable[[], bool]


def _library(package: str, soname: str) -> Need:
    def loads() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(package, loads)


def _venv_is_complete() -> bool:
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def _postgres_is_there() -> bool:
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


PYTHON: tuple[Need, ...] = (Need(f"python3.{sys.version_info.minor}-venv", _venv_is_complete),)

# Qt without a window: pictures, the tour and the tests.
OFFSCREEN = (
    _library("libgl1", "libGL.so.1"),
    _library("libegl1", "libEGL.so.1"),
    _library("libglib2.0-0", "libglib-2.0.so.0"),
    _library("libfontconfig1", "libfontconfig.so.1"),
    _library("libxkbcommon0", "libxkbcommon.so.0"),
    _library("libdbus-1-3", "libdbus-1.so.3"),
)

# Qt in a window under X.
WINDOW = (
    _library("libxcb-cursor0", "libxcb-cursor.so.0"),
    _library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    _library("libxcb-icccm4", "libxcb-icccm.so.4"),
    _library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _library("libxcb-shape0", "libxcb-shape.so.0"),
)

# A keyring of its own, on a message bus of its own: for the tour and the tests of what survives kill -9.
KEYRING = (
    Need("dbus", lambda: shutil.which("dbus-daemon") is not None),
    Need("gnome-keyring", lambda: shutil.which("gnome-keyring-daemon") is not None),
)

# What the tests start for real.
COMMANDS = (
    Need("xvfb", lambda: shutil.which("Xvfb") is not None),
    Need("postgresql", _postgres_is_there),
)


def install_missing(needs: tuple[Need, ...]) -> None:
    """Install what is missing when we may, otherwise raise SetupError with the one line to run."""
    packages = [need.package for need in needs if not need.present()]
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise SetupError(f"please install what your system calls: {' '.join(packages)}; then start again")
    if os.geteuid() != 0:
        raise SetupError(
            f"some system packages are missing. Run this once, then start again:\n\n    sudo {line}\n"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=400", "-o", "Dpkg::Use-Pty=0")
    run(*apt, "update", hint="check the network", environment=quiet)
    run(
        *apt, "install", "-y", "--no-install-recommends", *packages,
        hint=f"try it by hand: {line}", environment=quiet,
    )  # fmt: skip
    still = [need.package for need in needs if not need.present()]
    if still:
        raise SetupError(f"installed, and yet not found: {' '.join(still)}")
