"""Asking for a file without a nested event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def save_file(parent: QWidget, title: str, name: str, receive: Callable[[Path], object]) -> None:
    """Ask where to save; `receive` gets the path once it is chosen, and nothing happens otherwise."""
    dialog = QFileDialog(parent.window(), title, _folder())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    _open(dialog, receive)


def pick_file(parent: QWidget, title: str, kinds: str, receive: Callable[[Path], object]) -> None:
    """Ask for a file to read; `kinds` is Qt's filter text, such as `Calendars (*.ics)`."""
    dialog = QFileDialog(parent.window(), title, _folder(), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, receive)


def _folder() -> str:
    """Where people keep their papers, not where the program happens to have been started."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    papers = QStandardPaths.writableLocation(place)
    return papers if Path(papers).is_dir() else str(Path.home())


def _open(dialog: QFileDialog, receive: Callable[[Path], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setObjectName("file_dialog")
    dialog.fileSelected.connect(lambda path: receive(Path(path)))
    dialog.open()
