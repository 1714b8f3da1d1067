"""The box that text is typed into: a painted frame round a bare line or text edit."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from views.kit.icons import Icon
from views.kit.layouts import row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active

Mark = Literal["", "error", "changed", "locked"]
Forced = Literal["", "hover", "focus"]
_MARK_LINE = {"error": "bad", "changed": "warn"}


class InputBox(QWidget):
    """Frame, leading icon or prefix, the editor, and whatever stands behind it (`add_trailing`)."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        *,
        placeholder: str = "",
        prefix: str = "",
        icon: str = "",
        height: str = "control",
        lines: int = 1,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = active()
        self._mark: Mark = ""
        self._forced: Forced = ""
        self.editor: QLineEdit | QPlainTextEdit = self._make_editor(placeholder, lines, right=right)
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._row = row(spacing=8, margins=(11, 0, 11, 0))
        if icon:
            self._row.addWidget(Icon(icon, "soft"))
        if prefix:
            self._row.addWidget(Text(prefix, tone="faint"))
        self._row.addWidget(self.editor, 1)
        self.setLayout(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if lines == 1:
            self.setFixedHeight(theme.size(height))
        else:
            self._row.setContentsMargins(8, 4, 4, 4)
            self.setFixedHeight(lines * theme.line_height("body") + 20)

    def _make_editor(self, placeholder: str, lines: int, *, right: bool) -> QLineEdit | QPlainTextEdit:
        editor: QLineEdit | QPlainTextEdit
        if lines == 1:
            editor = line = QLineEdit(self)
            line.setFrame(False)
            line.setTextMargins(-2, 0, -2, 0)
            if right:
                line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.textEdited.connect(self.edited)
            line.editingFinished.connect(lambda: self.committed.emit(line.text()))
        else:
            editor = many = QPlainTextEdit(self)
            many.setFrameShape(QPlainTextEdit.Shape.NoFrame)
            many.setTabChangesFocus(True)
            many.textChanged.connect(lambda: self.edited.emit(many.toPlainText()))
        editor.setPlaceholderText(placeholder)
        editor.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        return editor

    def add_trailing(self, widget: QWidget) -> None:
        """Put a control or a hint at the end of the box."""
        self._row.addWidget(widget)

    def text(self) -> str:
        """What is typed."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is typed, keeping the cursor where nothing changes."""
        if text == self.text():
            return
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            if not self.editor.hasFocus():
                self.editor.setCursorPosition(0)
        else:
            self.editor.setPlainText(text)

    def set_mark(self, mark: Mark) -> None:
        """`error` is a red border, `changed` amber, `locked` a sunk ground."""
        if mark != self._mark:
            self._mark = mark
            self.update()

    def force_state(self, state: Forced) -> None:
        """Draw a state that nobody made: for pictures of the design system."""
        self._forced = state
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            if event.type() == QEvent.Type.FocusOut and isinstance(self.editor, QPlainTextEdit):
                self.committed.emit(self.text())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill, line, width = "surface", "line_strong", theme.size("line")
        if self._mark == "locked" or not self.isEnabled():
            fill, line = "sunk", "line"
        elif self._mark in _MARK_LINE:
            line, width = _MARK_LINE[self._mark], theme.size("ring")
        elif self.editor.hasFocus() or self._forced == "focus":
            line, width = "accent", theme.size("ring")
        elif self.underMouse() or self._forced == "hover":
            line = "field_hover"
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("control"),
            theme.color(fill),
            theme.color(line),
            width,
        )
