"""Search: a field with a magnifier, the key that jumps to it, and a cross that empties it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from views.kit.button import Button
from views.kit.input_box import InputBox
from views.kit.keycap import Keycap


class PageSearch(QLineEdit):
    """The search of a page that is about searching: `/` goes here, and the top bar shows no second one."""


class SearchBox(InputBox):
    """A field for searching. Esc or the cross empties it; `submitted` is Enter, `stepped` Up or Down."""

    submitted = Signal(str)
    stepped = Signal(int)

    def __init__(
        self,
        placeholder: str,
        *,
        key_hint: str = "",
        clear_name: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, icon="search", parent=parent)
        self.editor.setObjectName(object_name)
        self.editor.setAccessibleName(placeholder)
        self._keycap = Keycap(key_hint) if key_hint else None
        if self._keycap is not None:
            self.add_trailing(self._keycap)
        self._clear = Button(kind="quiet", icon="x", size="small", name=clear_name or placeholder)
        self._clear.setFixedSize(22, 22)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._clear.clicked.connect(self.empty)
        self.add_trailing(self._clear)
        self.setToolTip("")
        if isinstance(self.editor, QLineEdit):
            self.editor.textChanged.connect(self._text_changed)
            self.editor.returnPressed.connect(lambda: self.submitted.emit(self.text()))

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._keycap is not None:
            self._keycap.setVisible(not text)

    def empty(self) -> None:
        """Remove what is typed, as the person would."""
        if self.text():
            self.set_text("")
            self.edited.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.text():
                self.empty()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)
