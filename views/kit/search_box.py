"""Search: a field with a magnifier and the key that jumps to it, and the button that looks like one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.input_box import InputBox
from views.kit.keycap import Keycap, keycap_width, paint_keycap
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active


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


class SearchButton(Focusable, QAbstractButton):
    """Looks like the search field of the top bar; a press opens the palette."""

    def __init__(self, text: str, key_hint: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = key_hint
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(active().size("find"), active().size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, active().size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = theme.color("field_hover" if self.underMouse() else "line_strong")
        paint_box(
            painter,
            QRectF(self.rect()),
            theme.radius("control"),
            theme.color("surface"),
            line,
            theme.size("line"),
        )
        icon, cap = theme.size("icon"), keycap_width(self._hint)
        middle = self.height() / 2
        paint_icon(
            painter, "search", self.width() - 11 - icon if rtl else 11, middle - icon / 2, "soft", icon
        )
        before, after = 11 + icon + 8, 8 + cap + 8
        room = QRectF(after if rtl else before, 0, self.width() - before - after, self.height())
        paint_text(painter, room, self.text(), theme.font("body"), theme.color("faint"))
        paint_keycap(painter, 8 if rtl else self.width() - 8 - cap, middle, self._hint)
