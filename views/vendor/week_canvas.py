"""A week to paint: bars are open, the hatch is closed; drag over it, drag a bar's edges, or use the keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.vendor.availability_rows import DayLine, WeekShown
from views.kit.focus import Focusable
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active
from views.vendor.hatch import paint_hatch

AXIS, ROW, TRACK = 32, 48, 32
_LABEL, _TOTAL = 92, 56
_EDGE = 9
_STEP = 15
_HOUR = 60
_LEAST_TEXT = 84


@dataclass(slots=True)
class _Stroke:
    """What the mouse draws: from `start` to `end` on a day; of a bar (`place`) or a new one (-1)."""

    weekday: int
    place: int
    start: int
    end: int
    grip: str


class WeekCanvas(Focusable, QWidget):
    """`painted` is a stroke over a day, `resized` a bar with new ends."""

    painted = Signal(int, int, int)
    resized = Signal(int, int, int, int)

    def __init__(self, *, name: str, keys: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._name = name
        self.setAccessibleName(name)
        self.setAccessibleDescription(keys)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._week: WeekShown | None = None
        self._not_working = ""
        self._closing = False
        self._stroke: _Stroke | None = None
        self._day, self._bar = 0, 0

    def show_week(self, week: WeekShown | None, not_working: str) -> None:
        """Show a week; a stroke that is being drawn stays."""
        self._week, self._not_working = week, not_working
        self._speak()
        self.update()

    def show_mode(self, closing: bool) -> None:
        """Whether a stroke closes."""
        self._closing = closing
        self.update()

    def draw(self, weekday: int, start: int, end: int) -> None:
        """Show a stroke over a day as if it were being drawn; nothing comes of it."""
        self._stroke = _Stroke(weekday, -1, start, end, "end")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, AXIS + 7 * ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, AXIS + 7 * ROW)

    def ring_radius(self) -> float:
        return active().radius("control")

    # Where things are.

    def track(self, weekday: int) -> QRectF:
        """The strip of a day."""
        top = AXIS + weekday * ROW + (ROW - TRACK) / 2
        return self._mirrored(QRectF(_LABEL, top, self.width() - _LABEL - _TOTAL, TRACK))

    def x_of(self, minute: int) -> float:
        """Where a minute lies."""
        week, track = self._week, self.track(0)
        if week is None:
            return track.x()
        share = (minute - week.first) / (week.last - week.first)
        return track.right() - share * track.width() if self._rtl else track.x() + share * track.width()

    def bar_rect(self, weekday: int, start: int, end: int) -> QRectF:
        """The place of an open stretch."""
        left, right = sorted((self.x_of(start), self.x_of(end)))
        track = self.track(weekday)
        return QRectF(left, track.y(), right - left, track.height())

    @property
    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self._rtl:
            rect.moveLeft(self.width() - rect.right())
        return rect

    def _minute_at(self, at: QPointF) -> int:
        week, track = self._week, self.track(0)
        if week is None or track.width() <= 0:
            return 0
        way = track.right() - at.x() if self._rtl else at.x() - track.x()
        minute = week.first + way / track.width() * (week.last - week.first)
        return min(week.last, max(week.first, round(minute / _STEP) * _STEP))

    def _line_at(self, at: QPointF) -> DayLine | None:
        if self._week is None or at.y() < AXIS:
            return None
        weekday = int((at.y() - AXIS) // ROW)
        inside = weekday < 7 and self.track(weekday).adjusted(-_EDGE, 0, _EDGE, 0).contains(at)
        return self._week.days[weekday] if inside else None

    def _grip(self, line: DayLine, at: QPointF) -> tuple[int, str]:
        for place, (start, end) in enumerate(line.stretches):
            if abs(at.x() - self.x_of(start)) <= _EDGE:
                return place, "start"
            if abs(at.x() - self.x_of(end)) <= _EDGE:
                return place, "end"
        return -1, ""

    # By mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or line is None:
            return
        place, grip = self._grip(line, event.position())
        self._day = line.weekday
        if place >= 0:
            start, end = line.stretches[place]
            self._bar = place
            self._stroke = _Stroke(line.weekday, place, start, end, grip)
        else:
            minute = self._minute_at(event.position())
            self._stroke = _Stroke(line.weekday, -1, minute, minute, "end")
        self._speak()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        stroke = self._stroke
        if stroke is None:
            line = self._line_at(event.position())
            grips = line is not None and self._grip(line, event.position())[0] >= 0
            shape = Qt.CursorShape.SizeHorCursor if grips else Qt.CursorShape.CrossCursor
            self.setCursor(shape if line is not None else Qt.CursorShape.ArrowCursor)
            return
        minute = self._minute_at(event.position())
        if stroke.grip == "start":
            stroke.start = minute
        else:
            stroke.end = minute
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        stroke, self._stroke = self._stroke, None
        self.update()
        if stroke is None:
            return
        if stroke.place >= 0:
            self.resized.emit(stroke.weekday, stroke.place, stroke.start, stroke.end)
        elif stroke.start != stroke.end:
            self.painted.emit(stroke.weekday, min(stroke.start, stroke.end), max(stroke.start, stroke.end))

    # By keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        week, key = self._week, event.key()
        if key == Qt.Key.Key_Escape and self._stroke is not None:
            self._stroke = None
        elif week is None or not self._act(week, key, event.modifiers()):
            super().keyPressEvent(event)
            return
        self._speak()
        self.update()

    def _act(self, week: WeekShown, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        bars = week.days[self._day].stretches
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._day = (self._day + (1 if key == Qt.Key.Key_Down else -1)) % 7
            self._bar = 0
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if (key == Qt.Key.Key_Right) != self._rtl else -1
            self._push(bars, step, modifiers)
        elif key == Qt.Key.Key_Insert:
            start = bars[-1][1] + _HOUR if bars else 9 * _HOUR
            if start + _HOUR <= 24 * _HOUR:
                self.painted.emit(self._day, start, start + _HOUR)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._bar < len(bars):
            at = bars[self._bar][0]
            self.resized.emit(self._day, self._bar, at, at)
        else:
            return False
        return True

    def _push(self, bars: tuple[tuple[int, int], ...], step: int, modifiers: Qt.KeyboardModifier) -> None:
        if self._bar >= len(bars):
            return
        start, end = bars[self._bar]
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.resized.emit(self._day, self._bar, start, end + step * _STEP)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.resized.emit(self._day, self._bar, start + step * _STEP, end)
        else:
            self._bar = (self._bar + step) % len(bars)

    def _speak(self) -> None:
        week = self._week
        self.setAccessibleName(self._name if week is None else f"{self._name}. {week.days[self._day].spoken}")

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        week = self._week
        if week is None:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_axis(painter, week)
        for line in week.days:
            self._paint_day(painter, week, line)

    def _paint_axis(self, painter: QPainter, week: WeekShown) -> None:
        theme, center = active(), Qt.AlignmentFlag.AlignHCenter
        every = 2 if self.width() > 560 else 4
        for hour in range(week.first // _HOUR, week.last // _HOUR + 1):
            if (hour - week.first // _HOUR) % every == 0:
                rect = QRectF(self.x_of(hour * _HOUR) - 24, 6, 48, 18)
                paint_text(painter, rect, f"{hour:02d}:00", theme.font("small"), theme.color("faint"), center)

    def _paint_day(self, painter: QPainter, week: WeekShown, line: DayLine) -> None:
        theme, track = active(), self.track(line.weekday)
        top = AXIS + line.weekday * ROW
        painter.fillRect(0, top, self.width(), theme.size("line"), theme.color("line"))
        label = self._mirrored(QRectF(0, top, _LABEL - 8, ROW))
        paint_text(painter, label, line.name, theme.font("body", 500), theme.color("ink"))
        total = self._mirrored(QRectF(self.width() - _TOTAL, top, _TOTAL, ROW))
        drawn = self._stroke is not None and self._stroke.weekday == line.weekday
        tone, weight = ("accent", 600) if drawn else ("soft", 400)
        end = Qt.AlignmentFlag.AlignRight
        paint_text(painter, total, line.total, theme.font("body", weight), theme.color(tone), end)
        self._paint_ground(painter, week, track)
        if self.hasFocus() and line.weekday == self._day:
            paint_box(painter, track.adjusted(-2, -2, 2, 2), 7, None, theme.color("accent"), 1)
        if not line.stretches and not drawn:
            self._paint_nothing(painter, track)
        for place, (start, finish) in enumerate(line.stretches):
            if drawn and self._stroke is not None and self._stroke.place == place:
                continue
            chosen = self.hasFocus() and line.weekday == self._day and place == self._bar
            self._paint_bar(painter, self.bar_rect(line.weekday, start, finish), start, finish, chosen=chosen)
        if drawn:
            self._paint_stroke(painter)

    def _paint_ground(self, painter: QPainter, week: WeekShown, track: QRectF) -> None:
        theme = active()
        path = QPainterPath()
        path.addRoundedRect(track, 5, 5)
        painter.save()
        painter.setClipPath(path)
        paint_hatch(painter, track)
        for hour in range(week.first // _HOUR + 1, week.last // _HOUR):
            x = round(self.x_of(hour * _HOUR))
            painter.fillRect(QRectF(x, track.y(), theme.size("line"), track.height()), theme.color("line"))
        painter.restore()

    def _paint_nothing(self, painter: QPainter, track: QRectF) -> None:
        theme, font = active(), active().font("body")
        width = painter.fontMetrics().horizontalAdvance(self._not_working) + 20
        middle = QRectF(track.center().x() - width / 2, track.y() + 5, width, track.height() - 10)
        paint_box(painter, middle, 4, theme.color("canvas"))
        paint_text(
            painter, middle, self._not_working, font, theme.color("faint"), Qt.AlignmentFlag.AlignHCenter
        )

    def _paint_bar(
        self,
        painter: QPainter,
        rect: QRectF,
        start: int,
        end: int,
        *,
        chosen: bool = False,
        dashed: bool = False,
    ) -> None:
        theme = active()
        width = 2 if chosen else theme.size("line")
        fill, line = theme.color("accent_wash"), theme.color("accent")
        paint_box(painter, rect, 5, fill, line, width, dashed=dashed)
        for x in (rect.x() + 6, rect.right() - 8):
            painter.fillRect(QRectF(x, rect.center().y() - 6, 2, 12), theme.color("accent"))
        if rect.width() >= _LEAST_TEXT:
            text = f"{start // 60:02d}:{start % 60:02d} – {end // 60:02d}:{end % 60:02d}"
            tone = theme.color("accent" if dashed else "ink")
            paint_text(painter, rect, text, theme.font("body"), tone, Qt.AlignmentFlag.AlignHCenter)

    def _paint_stroke(self, painter: QPainter) -> None:
        stroke, theme = self._stroke, active()
        if stroke is None:
            return
        start, end = sorted((stroke.start, stroke.end))
        rect = self.bar_rect(stroke.weekday, start, end)
        if self._closing and stroke.place < 0:
            paint_hatch(painter, rect)
            paint_box(painter, rect, 5, None, theme.color("bad"), theme.size("line"), dashed=True)
        else:
            self._paint_bar(painter, rect, start, end, dashed=True)
        hours, minutes = divmod(end - start, 60)
        text = f"{hours} h {minutes:02d}" if minutes else f"{hours} h"
        chip = QRectF(rect.right() + 10, rect.center().y() - 10, 54, 20)
        if chip.right() > self.width():
            chip.moveRight(rect.x() - 10)
        paint_box(painter, chip, 5, theme.color("accent"))
        ink = theme.color("accent_ink")
        paint_text(painter, chip, text, theme.font("small", 600), ink, Qt.AlignmentFlag.AlignHCenter)
