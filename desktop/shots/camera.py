"""Builds a screen under a theme and saves what it looks like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from desktop.shots.shot import Shot
from views.kit.theme import apply_theme

# Long enough for the 150 ms after which a skeleton is drawn.
SETTLE_MS = 220


def take(app: QApplication, shot: Shot, theme: str, size: tuple[int, int] | None, folder: Path) -> Path:
    """Make one picture; motion is off, so that it is the same every time."""
    apply_theme(app, theme, reduced_motion=True)
    widget = shot.build()
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    widget.resize(*(size or shot.size))
    widget.show()
    _settle(app, 0)
    if shot.ready is not None:
        shot.ready(widget)
    _settle(app, SETTLE_MS)
    path = folder / f"{shot.name}-{theme}.png"
    picture = widget.grab()
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not picture.save(str(path)):
        raise OSError(f"could not write {path}")
    return path


def _settle(app: QApplication, milliseconds: int) -> None:
    deadline = QDeadlineTimer(milliseconds)
    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    while not deadline.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, max(1, deadline.remainingTime()))
