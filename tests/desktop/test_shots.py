"""Every registered picture: it can be built, and what is on it can be reached and is plain text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QScrollBar, QWidget

from desktop.shots.__main__ import main
from desktop.shots.registry import find_shots
from desktop.shots.shot import Shot
from views.kit.theme import apply_theme

# The gallery shows each control many times over; it is no screen.
SHOTS = {name: shot for name, shot in find_shots().items() if name != "states"}


@pytest.fixture(params=sorted(SHOTS))
def shown(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QWidget]:
    """A registered screen, on the screen."""
    shot: Shot = SHOTS[request.param]
    apply_theme(qapp, shot.themes[0], reduced_motion=True)
    widget = shot.build()
    widget.resize(*shot.size)
    widget.show()
    qapp.processEvents()
    if shot.ready is not None:
        shot.ready(widget)
    qapp.processEvents()
    yield widget
    widget.close()
    widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def controls(top: QWidget) -> list[QWidget]:
    """What the keyboard can reach and a person can act on."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollArea | QScrollBar)
        and not _is_inner(widget)
    ]


def _is_inner(widget: QObject) -> bool:
    return isinstance(widget.parent(), QAbstractScrollArea) and not isinstance(widget.parent(), QScrollArea)


def where(widget: QWidget) -> str:
    """A widget in words, for the message."""
    return f"{type(widget).__name__} {widget.objectName() or '?'} {widget.geometry()}"


def test_controls_have_names_for_eyes_ears_and_the_tour(shown: QWidget) -> None:
    nameless = [where(widget) for widget in controls(shown) if not widget.accessibleName()]
    unknown = [where(widget) for widget in controls(shown) if not widget.objectName()]
    plain = {label.textFormat() for label in shown.findChildren(QLabel)}
    assert (nameless, unknown) == ([], [])
    assert plain <= {Qt.TextFormat.PlainText}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as `./run shots` calls it."""
    command = [sys.executable, "-m", "desktop.shots", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_writes_the_pictures_that_were_asked_for(tmp_path: Path) -> None:
    made = run("--out", str(tmp_path), "--theme", "dark", "--size", "900x600", "sign-in-away")
    assert made.returncode == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "sign-in-away-dark.png"
    assert made.stdout.strip() == str(path)
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (900, 600)


def test_a_picture_that_is_not_there_fails(tmp_path: Path) -> None:
    made = run("--out", str(tmp_path), "no-such-picture")
    assert (made.returncode, made.stderr.strip().splitlines()[-1]) == (1, "no such picture")


def test_a_size_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--size", "wide"])
    assert "write it as 1440x900" in capsys.readouterr().err
