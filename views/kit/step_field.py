"""Fields for a time of day and for a length: typed freely, or stepped by the buttons and the arrow keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.button import Button
from views.kit.clock_text import DAY, find_length, find_time, format_length, format_time
from views.kit.input_box import InputBox
from views.kit.theme import active


class StepField(InputBox):
    """Minutes in a box with a minus and a plus. Text that can't be read goes back to what it was."""

    stepped = Signal(int)

    def __init__(
        self,
        minutes: int,
        *,
        read: Callable[[str], int | None],
        write: Callable[[int], str],
        step: int,
        least: int,
        most: int,
        names: tuple[str, str, str],
        icon: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`names` are what screen readers call the field, the minus and the plus."""
        super().__init__(icon=icon, parent=parent)
        self._read, self._write, self._step = read, write, step
        self._least, self._most = least, most
        self._minutes = minutes
        self.editor.setAccessibleName(names[0])
        self.editor.setObjectName(object_name)
        layout = self._row
        self.minus = Button(kind="quiet", icon="minus", name=names[1], object_name=f"{object_name}.minus")
        self.plus = Button(kind="quiet", icon="plus", name=names[2], object_name=f"{object_name}.plus")
        for button, way in ((self.minus, -1), (self.plus, 1)):
            button.setFixedSize(active().size("control") - 4, active().size("control") - 4)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, way=way: self.step_by(way))
            layout.addWidget(button)
        layout.setSpacing(1)
        layout.insertSpacing(1 if icon else 0, 8 if icon else 0)
        self._set_margins()
        self.committed.connect(self._take)
        self.set_text(write(minutes))

    def _set_margins(self) -> None:
        # The buttons reach to the frame, whichever side they are on.
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._row.setContentsMargins(1 if rtl else 11, 0, 11 if rtl else 1, 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()
        super().changeEvent(event)

    def minutes(self) -> int:
        """The value."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Show another value, without emitting `stepped`."""
        self._minutes = min(max(self._least, minutes), self._most)
        self.set_text(self._write(self._minutes))

    def step_by(self, steps: int) -> None:
        """Go to the next multiple of the step."""
        base = self._minutes // self._step * self._step
        target = base + steps * self._step
        if steps < 0 and self._minutes % self._step:
            target += self._step
        self._change(target)

    def _take(self, text: str) -> None:
        minutes = self._read(text)
        if minutes is None:
            self.set_text(self._write(self._minutes))
        else:
            self._change(minutes)

    def _change(self, minutes: int) -> None:
        before = self._minutes
        self.set_minutes(minutes)
        if self._minutes != before:
            self.stepped.emit(self._minutes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if steps is not None:
                self._take(self.text())
                self.step_by(steps)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = active()
        painter = QPainter(self)
        inset = theme.size("ring") if self.editor.hasFocus() else theme.size("line")
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for button in (self.minus, self.plus):
            x = button.geometry().right() + 1 if rtl else button.x() - 1
            painter.fillRect(x, inset, 1, self.height() - 2 * inset, theme.color("line"))


class TimeField(StepField):
    """A time of day, in steps of a quarter of an hour."""

    def __init__(
        self, minutes: int, *, names: tuple[str, str, str], step: int = 15, object_name: str = ""
    ) -> None:
        super().__init__(
            minutes,
            read=find_time,
            write=format_time,
            step=step,
            least=0,
            most=DAY - 1,
            names=names,
            icon="clock",
            object_name=object_name,
        )


class DurationField(StepField):
    """A length, in steps of a quarter of an hour."""

    def __init__(
        self,
        minutes: int,
        *,
        names: tuple[str, str, str],
        step: int = 15,
        most: int = DAY,
        object_name: str = "",
    ) -> None:
        super().__init__(
            minutes,
            read=find_length,
            write=format_length,
            step=step,
            least=step,
            most=most,
            names=names,
            object_name=object_name,
        )
