"""What the driver can do: find widgets as a person finds them, point, type, read, look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from viewmodels.kernel.row_model import IdRole

Request = Mapping[str, Any]


class DriveError(Exception):
    """Not possible now: it isn't there, isn't visible, isn't enabled, or something lies over it."""


class Hands:
    """The commands, by name."""

    def __init__(self) -> None:
        self.handlers: dict[str, Callable[[Request], dict[str, Any]]] = {
            "ping": lambda _request: {},
            "wait": self._wait,
            "gone": self._gone,
            "which": self._which,
            "click": self._click,
            "type": self._type,
            "key": self._key,
            "text": self._text,
            "names": self._names,
            "grab": self._grab,
        }

    def _wait(self, request: Request) -> dict[str, Any]:
        widget = _find(request["name"])
        words = request.get("contains", "")
        text = read(widget)
        if words not in text:
            raise DriveError(f"{request['name']} says {text!r}, not {words!r}")
        if request.get("enabled") and not widget.isEnabled():
            raise DriveError(f"{request['name']} is not enabled")
        if "row" in request:
            _place_of_row(_as_view(widget), request["row"])
        return {"text": text}

    def _gone(self, request: Request) -> dict[str, Any]:
        try:
            _find(request["name"])
        except DriveError:
            return {}
        raise DriveError(f"{request['name']} is still there")

    def _which(self, request: Request) -> dict[str, Any]:
        prefix, words = request["prefix"], request["contains"]
        for widget in _shown():
            if widget.objectName().startswith(prefix):
                text = f"{widget.accessibleName()}\n{read(widget)}"
                if all(word in text for word in words):
                    return {"name": widget.objectName(), "text": text}
        raise DriveError(f"nothing called {prefix}… says {words}")

    def _click(self, request: Request) -> dict[str, Any]:
        widget = _find(request["name"])
        if not widget.isEnabled():
            raise DriveError(f"{request['name']} is not enabled")
        _scroll_to(widget)
        if "row" in request:
            view = _as_view(widget)
            widget, place = view.viewport(), _place_of_row(view, request["row"])
        else:
            place = widget.rect().center()
        window = widget.window()
        spot = widget.mapTo(window, place)
        under = window.childAt(spot) or window
        if under is not widget and not widget.isAncestorOf(under):
            raise DriveError(f"{under.objectName() or type(under).__name__} lies over {request['name']}")
        handle = window.windowHandle()
        QTest.mouseMove(handle, spot)
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        return {}

    def _type(self, request: Request) -> dict[str, Any]:
        handle = _focus_window()
        for character in request["text"]:
            if character.isascii():
                QTest.keyClick(handle, character)
            else:
                # QTest knows American keys alone; other letters come as an input method sends them.
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                    QApplication.sendEvent(handle, event)
        return {}

    def _key(self, request: Request) -> dict[str, Any]:
        handle = _focus_window()
        sequence: Any = QKeySequence(request["keys"])
        for place in range(sequence.count()):
            chord = sequence[place]
            QTest.keyClick(handle, chord.key(), chord.keyboardModifiers())
        return {}

    def _text(self, request: Request) -> dict[str, Any]:
        return {"text": read(_find(request["name"]))}

    def _names(self, _request: Request) -> dict[str, Any]:
        return {"names": sorted(widget.objectName() for widget in _shown())}

    def _grab(self, request: Request) -> dict[str, Any]:
        window = _front_window()
        # What was just put into a layout is shown by a posted event; a person never sees the moment before.
        QApplication.sendPostedEvents()
        if not window.grab().save(str(Path(request["path"]))):
            raise DriveError(f"{request['path']} can't be written")
        return {}


def read(widget: QWidget) -> str:
    """What a person reads there: the widget's own words, else those of everything visible in it."""
    if isinstance(widget, QAbstractItemView):
        return _rows_text(widget)
    own = _own_text(widget)
    if own:
        return own
    visible = [child for child in widget.findChildren(QWidget) if child.isVisibleTo(widget)]
    inside = [
        _rows_text(child) if isinstance(child, QAbstractItemView) else _own_text(child) for child in visible
    ]
    return "\n".join(part for part in inside if part) or widget.accessibleName()


def _own_text(widget: QWidget) -> str:
    for name in ("text", "toPlainText", "title", "currentText"):
        method = getattr(widget, name, None)
        if callable(method):
            try:
                text = method()
            except TypeError:
                continue
            if isinstance(text, str) and text:
                return text
    return ""


def _rows_text(view: QAbstractItemView) -> str:
    model: QAbstractItemModel = view.model()
    root = QModelIndex()
    said = Qt.ItemDataRole.AccessibleTextRole
    return "\n".join(str(model.index(row, 0, root).data(said) or "") for row in range(model.rowCount(root)))


def _shown() -> list[QWidget]:
    named = [widget for widget in QApplication.allWidgets() if widget.isVisible() and widget.objectName()]
    return sorted(named, key=QWidget.objectName)


def _find(name: str) -> QWidget:
    hidden = 0
    for window in reversed(QApplication.topLevelWidgets()):
        if not window.isVisible():
            continue
        found = [window] if window.objectName() == name else []
        found += window.findChildren(QWidget, name)
        for widget in found:
            if widget.isVisible():
                return widget
        hidden += len(found)
    raise DriveError(f"{name} is {'hidden' if hidden else 'not there'}")


def _as_view(widget: QWidget) -> QAbstractItemView:
    if isinstance(widget, QAbstractItemView):
        return widget
    view = widget.findChild(QAbstractItemView)
    if view is None:
        raise DriveError(f"{widget.objectName()} has no rows")
    return view


def _place_of_row(view: QAbstractItemView, id: str) -> QPoint:
    model = view.model()
    root = QModelIndex()
    for row in range(model.rowCount(root)):
        index = model.index(row, 0, root)
        if str(index.data(IdRole)) == id:
            view.scrollTo(index)
            return view.visualRect(index).center()
    raise DriveError(f"{view.objectName()} has no row {id}")


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not widget:
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _front_window() -> QWidget:
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    if window is not None:
        return window
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            return window
    raise DriveError("no window is shown")


def _focus_window() -> QWindow:
    focused: QWindow | None = QApplication.focusWindow()
    if focused is not None:
        return focused
    # Without a window manager nobody gives the focus back when a popup has closed.
    _front_window().activateWindow()
    raise DriveError("no window has the focus")
