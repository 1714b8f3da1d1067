"""A large text field: its label, what helps beside it, and what is wrong below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from views.kiosk.touch_button import TouchButton
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active


class _Frame(QWidget):
    """The painted border: stronger while the editor has the focus, red while something is wrong."""

    def __init__(self, editor: QLineEdit, height: int) -> None:
        super().__init__()
        self._editor = editor
        self.wrong = False
        self.setFixedHeight(height)
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        focused = self._editor.hasFocus()
        line = "bad" if self.wrong else "accent" if focused else "line_strong"
        width = theme.size("ring") if focused or self.wrong else theme.size("line")
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("card"),
            theme.color("surface"),
            theme.color(line),
            width,
        )


class TouchField(QWidget):
    """`edited` on each change, `entered` when it gets the focus, `finished` on Enter."""

    edited = Signal(str)
    entered = Signal()
    finished = Signal()

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        hint: str = "",
        role: str = "display",
        height: int = 103,
        icon: str = "",
        clear_name: str = "",
        max_length: int = 120,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = self._make_editor(label or placeholder, placeholder, role, max_length, object_name)
        self._frame = _Frame(self.editor, height)
        self._clear = TouchButton(
            kind="quiet", icon="x", height=72, width=72, name=clear_name, object_name=f"{object_name}.clear"
        )
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.editor.clear)
        self._clear.setVisible(False)
        keep = self._clear.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(keep)
        inner = row(Icon(icon, "soft", 32) if icon else None, self.editor, self._clear, spacing=16)
        inner.setContentsMargins(28, 0, 12, 0)
        self.inner = inner
        self._frame.setLayout(inner)
        self._icon = Icon("circle-alert", "bad", 28)
        self._problem = Text(role="body", tone="bad", weight=600, wrap=True)
        below = row(self._icon, self._problem, spacing=10)
        below.setStretchFactor(self._problem, 1)
        self._below = QWidget()
        self._below.setLayout(below)
        self._below.hide()
        self.lead = row(spacing=16)
        self.lead.addWidget(self._frame, 1)
        head = row(Text(label, weight=600), STRETCH, Text(hint, tone="soft", elide=True)) if label else None
        self.setLayout(column(head, self.lead, self._below, spacing=10))
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _make_editor(
        self, name: str, placeholder: str, role: str, max_length: int, object_name: str
    ) -> QLineEdit:
        editor = QLineEdit(self)
        editor.setFrame(False)
        editor.setFont(active().font(role, 500))
        editor.setPlaceholderText(placeholder)
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, active().color("soft"))
        editor.setPalette(palette)
        editor.setMaxLength(max_length)
        editor.setAccessibleName(name)
        editor.setObjectName(object_name)
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        editor.textChanged.connect(self._changed)
        editor.returnPressed.connect(self.finished)
        editor.installEventFilter(self)
        return editor

    def set_text(self, text: str) -> None:
        """Replace what is typed."""
        if text != self.editor.text():
            self.editor.setText(text)

    def show_problem(self, text: str) -> None:
        """What is wrong, beside the field and to screen readers; '' takes it away."""
        self._frame.wrong = bool(text)
        self._frame.update()
        self._problem.setText(text)
        self.editor.setAccessibleDescription(text)
        self._below.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        return QSize(600, super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self.entered.emit()
        return False

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.edited.emit(text)
