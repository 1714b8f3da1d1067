"""What staff sees: the PIN pad, and whom to call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from viewmodels.kiosk.pin import LONGEST
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.staff import RefusedRow
from views.kiosk.headline import Headline
from views.kiosk.overlay import LOW_PADDING, PADDING, Overlay
from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.text import Text
from views.kit.theme import active

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class StaffOverlay(Overlay):
    """Whom to call, behind the PIN, and the way out."""

    def __init__(self, session: KioskSession, parent: QWidget) -> None:
        self._session = session
        self._rows = column(spacing=16)
        waiting = Text(tone="soft", align=_MIDDLE)
        leave = TouchButton(
            session.texts("kiosk.staff.leave"), kind="primary", object_name="kiosk.staff.leave"
        )
        leave.clicked.connect(session.unlocked)
        back = TouchButton(
            session.texts("kiosk.back"), kind="quiet", height=88, role="title", object_name="kiosk.staff.back"
        )
        back.clicked.connect(session.close_overlay)
        content = column(
            Headline(session.texts("kiosk.staff.title"), "display", align=_MIDDLE),
            Text(session.texts("kiosk.staff.detail"), tone="soft", wrap=True, align=_MIDDLE),
            self._rows,
            waiting,
            leave,
            back,
            spacing=20,
        )
        super().__init__(content, "kiosk.staff", parent)
        session.staff.rows.bind(self._show)
        session.staff.waiting.bind(waiting.setText)

    def _show(self, rows: tuple[RefusedRow, ...]) -> None:
        clear(self._rows)
        for refused in rows:
            called = TouchButton(
                self._session.texts("kiosk.staff.put_away"),
                icon="phone",
                role="body",
                height=88,
                icon_size=28,
                object_name=f"kiosk.staff.called.{refused.id}",
            )
            called.clicked.connect(lambda _=False, key=refused.id: self._session.staff.put_away.trigger(key))
            words = column(
                Text(f"{refused.code}  {refused.who}", role="title", weight=600, wrap=True),
                Text(refused.what, tone="soft", wrap=True),
                Text(refused.why, tone="warn", wrap=True),
                spacing=2,
            )
            line = row(words, called, spacing=20)
            line.setStretch(0, 1)
            self._rows.addLayout(line)


class PinDots(QWidget):
    """As many filled dots as digits were typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = 0
        self.setFixedHeight(40)
        self.setObjectName("kiosk.pin.dots")

    def show_length(self, length: int) -> None:
        """How many were typed."""
        self._filled = length
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(44.0, self.width() / LONGEST)
        left = (self.width() - LONGEST * step) / 2
        for place in range(LONGEST):
            filled = place < self._filled
            painter.setPen(theme.color("ink" if filled else "line_strong"))
            painter.setBrush(theme.color("ink" if filled else "surface"))
            painter.drawEllipse(QRectF(left + place * step + step / 2 - 11, 9, 22, 22))


class PinOverlay(Overlay):
    """A pad of digits."""

    def __init__(self, session: KioskSession, parent: QWidget) -> None:
        texts, model = session.texts, session.pin
        self._problem = Text(tone="bad", weight=600, wrap=True, align=_MIDDLE)
        self._problem.setObjectName("kiosk.pin.problem")
        self._problem.setMinimumHeight(active().line_height("body"))
        dots = PinDots()
        grid = QGridLayout()
        grid.setSpacing(14)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._digit(digit, model.press), place // 3, place % 3)
        erase = TouchButton(
            icon="delete", height=112, name=texts("kiosk.key.backspace"), object_name="kiosk.pin.erase"
        )
        erase.clicked.connect(model.erase)
        back = TouchButton(
            icon="arrow-left", height=112, name=texts("kiosk.back"), object_name="kiosk.pin.back"
        )
        back.clicked.connect(session.close_overlay)
        grid.addWidget(back, 3, 0)
        grid.addWidget(self._digit("0", model.press), 3, 1)
        grid.addWidget(erase, 3, 2)
        enter = TouchButton(texts("kiosk.pin.enter"), kind="primary", object_name="kiosk.pin.enter")
        enter.clicked.connect(model.enter)
        words = column(
            STRETCH,
            Headline(texts("kiosk.pin.title"), align=_MIDDLE),
            Text(texts("kiosk.pin.detail"), tone="soft", wrap=True, align=_MIDDLE),
            dots,
            self._problem,
            STRETCH,
            spacing=20,
        )
        self._enter = enter
        self._words, self._upper = words, QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._upper.setSpacing(20)
        self._upper.addLayout(words)
        self._upper.addLayout(grid)
        self._content = column(self._upper, enter, spacing=20)
        self._grid = grid
        super().__init__(self._content, "kiosk.pin", parent)
        model.length.bind(dots.show_length)
        model.problem.bind(self._problem.setText)

    def arrange(self, room: Room) -> None:
        # Lying down, the words stand beside the pad.
        low = room.lying
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._upper.setDirection(across if low else down)
        self._upper.setStretch(0, 1 if low else 0)
        self._upper.setStretch(1, 1 if low else 0)
        self._upper.setSpacing(40 if low else 20)
        for place in range(self._grid.count()):
            item = self._grid.itemAt(place)
            key = item.widget() if item is not None else None
            if key is not None:
                key.setFixedHeight(76 if low else 112)
        self._enter.setFixedHeight(88 if low else active().size("control_large"))
        gap = LOW_PADDING if low else PADDING
        self._content.setContentsMargins(gap, gap, gap, gap)

    def _digit(self, digit: str, press: Callable[[str], object]) -> TouchButton:
        button = TouchButton(digit, role="display", height=112, object_name=f"kiosk.pin.{digit}")
        button.clicked.connect(lambda: press(digit))
        return button
