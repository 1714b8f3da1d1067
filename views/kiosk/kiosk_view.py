"""The kiosk as a whole: header, steps, the page, the keyboard, and what stands over them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from viewmodels.kiosk.rows import Overlay as OverlayKind
from viewmodels.kiosk.rows import Step
from viewmodels.kiosk.session import NAMES, KioskSession
from views.kiosk.attract import AttractView
from views.kiosk.banner import Banner
from views.kiosk.details import DetailsView
from views.kiosk.done import DoneView
from views.kiosk.find import FindView
from views.kiosk.header import Header
from views.kiosk.keyboard import Keyboard
from views.kiosk.overlay import Overlay
from views.kiosk.overlays import CountryOverlay, LanguageOverlay, StillThereOverlay
from views.kiosk.page import KioskPageView
from views.kiosk.room import Room
from views.kiosk.staff import PinOverlay, StaffOverlay
from views.kiosk.steps import StepBar
from views.kiosk.times import TimesView
from views.kit.layouts import clear, column
from views.kit.theme import active

LEAST_WIDTH, LEAST_HEIGHT = 720, 720


class KioskView(QWidget):
    """Fills the window; `desktop.kiosk` keeps people from leaving it."""

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: QWidget | None = None
        self._keyboard: Keyboard | None = None
        self._overlay: Overlay | None = None
        self.setObjectName("kiosk")
        # Said outright: else the layouts ask for the height that their texts would need in a narrow column.
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        session.language.changed.connect(self._rebuild)
        session.step.changed.connect(self._show_step)
        session.overlay.changed.connect(self._show_overlay)
        session.offline.changed.connect(self._show_offline)
        session.steps.changed.connect(self._show_steps)
        session.staff.rows.changed.connect(self._mark_staff)
        self._rebuild(session.language.value)

    # Building

    def _rebuild(self, language: str) -> None:
        clear(self._frame)
        for before in self.findChildren(QWidget, "kiosk.header.language"):
            before.hide()
            before.deleteLater()
        self._page, self._keyboard, self._overlay = None, None, None
        session = self._session
        self._header = Header(session.texts, session.place.name, NAMES[language], self)
        self._header.start_over.clicked.connect(session.start_over)
        self._header.language.clicked.connect(session.show_languages)
        self._header.mark.held.connect(session.ask_pin)
        self._mark_staff(session.staff.rows.value)
        self._steps = StepBar()
        self._offline = Banner("wifi-off")
        self._offline.setObjectName("kiosk.offline")
        self._strip = QWidget()
        self._strip_layout = column(self._steps, self._offline, spacing=20)
        self._strip.setLayout(self._strip_layout)
        self._place = QVBoxLayout()
        self._frame.addWidget(self._header)
        self._header.language.show()
        self._header.language.raise_()
        self._frame.addWidget(self._strip)
        self._frame.addLayout(self._place, 1)
        self._show_steps(session.steps.value)
        self._show_offline(session.offline.value)
        self._show_step(session.step.value)
        self._show_overlay(session.overlay.value)

    def _mark_staff(self, rows: tuple[object, ...]) -> None:
        self._header.mark.set_attention(bool(rows))

    def _show_step(self, step: Step) -> None:
        self._close_keyboard()
        # Before the page goes: else Qt hands the focus on to the next control in line.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._place)
        self._page = page = self._build_page(step)
        self._place.addWidget(page)
        self._header.start_over.setVisible(step not in (Step.ATTRACT, Step.DONE))
        self._show_offline(self._session.offline.value)
        if isinstance(page, DetailsView):
            page.begin()

    def _build_page(self, step: Step) -> QWidget:
        session = self._session
        if step is Step.FIND:
            find = FindView(session)
            find.typing.connect(
                lambda: self._open_keyboard(find.search.editor, session.texts("kiosk.keyboard.done"))
            )
            return find
        if step is Step.DETAILS:
            details = DetailsView(session)
            details.typing.connect(self._open_keyboard)
            details.countries.connect(self._show_countries)
            return details
        return {Step.ATTRACT: AttractView, Step.TIMES: TimesView, Step.DONE: DoneView}[step](session)

    # The keyboard

    def _open_keyboard(self, field: QLineEdit, next_label: str, phone: bool = False) -> None:
        if self._keyboard is None:
            self._keyboard = Keyboard(self._session.texts)
            self._keyboard.hide_pressed.connect(self._close_keyboard)
            self._keyboard.back_pressed.connect(self._session.back)
            self._keyboard.next_pressed.connect(self._next)
            self._frame.addWidget(self._keyboard)
            if isinstance(self._page, KioskPageView):
                self._page.show_foot(False)
        self._keyboard.write_into(field, next_label=next_label, phone=phone)
        self._place_strip()

    def _next(self) -> None:
        page, keyboard = self._page, self._keyboard
        if isinstance(page, DetailsView) and keyboard is not None and keyboard.field is page.name.editor:
            page.go_to_phone()
        else:
            self._close_keyboard()

    def _close_keyboard(self) -> None:
        keyboard, self._keyboard = self._keyboard, None
        if keyboard is None:
            return
        keyboard.leave()
        self._frame.removeWidget(keyboard)
        keyboard.hide()
        keyboard.deleteLater()
        self._place_strip()
        if isinstance(self._page, KioskPageView):
            self._page.show_foot(True)
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.clearFocus()

    # What stands over the page

    def _show_overlay(self, kind: OverlayKind) -> None:
        self._drop_overlay()
        build = {
            OverlayKind.LANGUAGES: LanguageOverlay,
            OverlayKind.STILL_THERE: StillThereOverlay,
            OverlayKind.PIN: PinOverlay,
            OverlayKind.STAFF: StaffOverlay,
        }.get(kind)
        if build is not None:
            self._put_over(build(self._session, self))

    def _show_countries(self) -> None:
        self._drop_overlay()
        self._put_over(CountryOverlay(self._session, self._drop_overlay, self))

    def _put_over(self, overlay: Overlay) -> None:
        self._overlay = overlay
        overlay.show()
        overlay.raise_()
        self._header.language.raise_()
        self._lay_over()

    def _drop_overlay(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.deleteLater()
            self._overlay = None

    def _lay_over(self) -> None:
        if self._overlay is not None:
            button = self._header.language
            hole = QRect(button.mapTo(self, QPoint(0, 0)), button.size())
            self._overlay.lay_over(self.rect(), hole, self._room())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_strip()
        self._lay_over()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._lay_over)

    def _show_steps(self, _rows: object) -> None:
        for steps in (self._steps, self._header.steps):
            steps.show_rows(self._session.steps.value)

    def _show_offline(self, text: str) -> None:
        self._offline.setVisible(bool(text))
        if text:
            self._offline.show_news(text, tone="warn")
        self._place_strip()

    def _room(self) -> Room:
        return Room(self.width(), self.height(), typing=self._keyboard is not None)

    def _place_strip(self) -> None:
        room = self._room()
        self._strip_layout.setContentsMargins(room.side, 8, room.side, 0)
        begun = self._session.step.value is not Step.ATTRACT
        self._header.fit(room, steps=begun)
        stepping = not room.low and begun
        self._steps.setVisible(stepping)
        self._strip.setVisible(stepping or (bool(self._session.offline.value) and not room.cramped))
        if isinstance(self._page, KioskPageView | AttractView):
            self._page.fit(room)
        if self._keyboard is not None:
            self._keyboard.fit(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("canvas"))
