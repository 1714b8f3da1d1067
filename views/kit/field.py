"""A labelled field: the label, the box, and a line below (or beside) that says how it stands."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from views.kit.icons import Icon
from views.kit.input_box import InputBox, Mark
from views.kit.layouts import STRETCH, column, row
from views.kit.text import Text
from views.kit.text_action import TextAction

State = Literal["rest", "draft", "saved", "waiting", "error", "changed", "disabled", "note"]

# The tone of the note, its icon, and the mark on the box.
_STATES: dict[str, tuple[str, str, Mark]] = {
    "rest": ("faint", "", ""),
    "note": ("faint", "", ""),
    "draft": ("faint", "check", ""),
    "saved": ("good", "check", ""),
    "waiting": ("warn", "clock-arrow-up", ""),
    "error": ("bad", "circle-alert", "error"),
    "changed": ("warn", "git-compare-arrows", "changed"),
    "disabled": ("faint", "lock", "locked"),
}


class FieldNote(QWidget):
    """Icon, words, and perhaps one action ("Compare")."""

    acted = Signal()

    def __init__(self, *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("check", "faint", 14)
        self._text = Text(role="small", tone="faint", wrap=wrap, elide=not wrap)
        self._action = TextAction()
        self._action.hide()
        self._action.clicked.connect(self.acted)
        line = row(self._icon, self._text, self._action, spacing=6, margins=(0, 0 if wrap else 4, 0, 0))
        line.setStretchFactor(self._text, 1)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self._text, Qt.AlignmentFlag.AlignTop)
        # Beside a box the words stand at its middle, and grow downwards where they are many.
        self.setLayout(column(STRETCH, line, STRETCH, spacing=0) if wrap else line)

    def show_note(self, tone: str, icon: str, text: str, action: str = "") -> None:
        """Show the words, or nothing for an empty text."""
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, tone)
        self._text.set_tone(tone)
        self._text.setText(text)
        self._text.setToolTip(text)
        self._action.setVisible(bool(action))
        if action:
            self._action.set_text(action)
        self.setVisible(bool(text))


class Field(QWidget):
    """A text field. `edited` on each key, `committed` when it is left or Enter is pressed.

    `beside` puts errors at the right of the box, where the form has room; notes of other states stay below.
    """

    edited = Signal(str)
    committed = Signal(str)
    compare = Signal()

    def __init__(
        self,
        label: str = "",
        *,
        placeholder: str = "",
        prefix: str = "",
        icon: str = "",
        password: bool = False,
        right: bool = False,
        lines: int = 1,
        height: str = "control",
        beside: int = 0,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`beside` is the width kept for errors at the right, 0 for none."""
        super().__init__(parent)
        self.box = InputBox(
            placeholder=placeholder, prefix=prefix, icon=icon, height=height, lines=lines, right=right
        )
        self.box.edited.connect(self.edited)
        self.box.committed.connect(self.committed)
        editor = self.box.editor
        editor.setAccessibleName(label or placeholder)
        editor.setObjectName(object_name)
        if password and isinstance(editor, QLineEdit):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFocusProxy(editor)
        self.label_row = row(spacing=8)
        self._label = Text(label, role="small", tone="soft", weight=500)
        self._label.setBuddy(editor)
        self.label_row.addWidget(self._label)
        self.label_row.addItem(row(STRETCH))
        self._below = FieldNote()
        self._below.acted.connect(self.compare)
        self._below.hide()
        self._beside: FieldNote | None = None
        line = row(self.box, spacing=16)
        if beside:
            self._beside = FieldNote(wrap=True)
            self._beside.setFixedWidth(beside)
            self._beside.setMinimumHeight(self.box.height())
            policy = self._beside.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self._beside.setSizePolicy(policy)
            self._beside.hide()
            line.addWidget(self._beside, 0, Qt.AlignmentFlag.AlignTop)
            line.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(self.label_row if label else None, 5 if label else None, line, self._below, spacing=0)
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What is typed."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Replace what is typed."""
        self.box.set_text(text)

    def set_label(self, label: str) -> None:
        """Change the label, as when the language changes."""
        self._label.setText(label)
        self.box.editor.setAccessibleName(label)

    def set_state(self, state: State, note: str = "", *, action: str = "") -> None:
        """Show how the field stands. `note` is read out too; `action` offers one step ("Compare")."""
        tone, icon, mark = _STATES[state]
        self.box.set_mark(mark)
        editor = self.box.editor
        editor.setReadOnly(state == "disabled")
        editor.style().polish(editor)
        editor.setAccessibleDescription(note)
        beside = self._beside if state == "error" else None
        if self._beside is not None:
            self._beside.show_note(tone, icon, note if beside else "")
        self._below.show_note(tone, icon if note else "", "" if beside else note, action)
        self.updateGeometry()

    def set_error(self, text: str | None) -> None:
        """Show what is wrong, or take it away."""
        self.set_state("error", text) if text else self.set_state("rest")

    def jump(self) -> None:
        """Put the cursor here, with the text selected: where a form jumps to its first error."""
        editor: QLineEdit | QPlainTextEdit = self.box.editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()


class ReadOnlyField(QWidget):
    """A label over a value that can be read and copied but not changed here."""

    def __init__(self, label: str, value: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = QLabel(value)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value.setAccessibleName(f"{label}: {value}")
        self.setLayout(column(Text(label, role="small", tone="soft", weight=500), self._value, spacing=5))

    def set_value(self, value: str) -> None:
        """Show another value."""
        self._value.setText(value)
