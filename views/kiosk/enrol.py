"""Setting a kiosk up: a field for the code, the keyboard below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.enrol import EnrolViewModel
from views.kiosk.headline import Headline
from views.kiosk.keyboard import Keyboard
from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kiosk.touch_field import TouchField
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, column, row
from views.kit.text import Text
from views.kit.theme import active


class EnrolView(QWidget):
    """Seen once, by staff."""

    def __init__(self, model: EnrolViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = model.texts
        self.setObjectName("kiosk.enrol")
        self._field = TouchField(
            texts("kiosk.enrol.code"), clear_name=texts("kiosk.enrol.clear"), object_name="kiosk.enrol.code"
        )
        self._go = TouchButton(texts("kiosk.enrol.go"), kind="primary", object_name="kiosk.enrol.submit")
        self._go.clicked.connect(lambda: model.submit.trigger())
        self._field.set_text(model.code.value)
        self._field.edited.connect(model.type_code)
        self._field.finished.connect(lambda: model.submit.trigger())
        keyboard = Keyboard(texts)
        keyboard.show_tools(False)
        keyboard.write_into(self._field.editor, next_label=texts("kiosk.enrol.go"), capitals=True)
        keyboard.next_pressed.connect(lambda: model.submit.trigger())
        self._mark = Illustration("mark", 112, 112)
        self._keyboard = keyboard
        form = self._form = column(
            row(self._mark, STRETCH),
            Headline(texts("kiosk.enrol.title")),
            Text(texts("kiosk.enrol.detail"), role="title", tone="soft", wrap=True),
            self._field,
            self._go,
            STRETCH,
            spacing=28,
            margins=(40, 96, 40, 24),
        )
        layout = column(form, keyboard, spacing=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        model.problem.bind(self._field.show_problem)
        model.submit.running.bind(self._go.set_running)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = Room(self.width(), self.height(), typing=True)
        # The keyboard has the same button; on a low screen one is enough.
        self._mark.setVisible(not room.low)
        self._go.setVisible(not room.low)
        self._form.setContentsMargins(room.side, 24 if room.low else 96, room.side, 24)
        self._keyboard.fit(self.width(), self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("canvas"))


class StartingView(QWidget):
    """Before the server answers for the first time."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kiosk.starting")
        middle = Qt.AlignmentFlag.AlignHCenter
        mark = row(STRETCH, Illustration("mark", 160, 160), STRETCH)
        self.setLayout(
            column(STRETCH, mark, Text(words, role="heading", tone="soft", align=middle), STRETCH, spacing=40)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("canvas"))
