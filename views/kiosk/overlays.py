"""The overlays: languages, dialling codes, and "still there?"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from viewmodels.kiosk.session import KioskSession
from views.kiosk.headline import Headline
from views.kiosk.overlay import LOW_PADDING, PADDING, Overlay
from views.kiosk.ring import Ring
from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kit.layouts import STRETCH, Columns, box, column, row
from views.kit.text import Text

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class LanguageOverlay(Overlay):
    """Six languages by their own names."""

    def __init__(self, session: KioskSession, parent: QWidget) -> None:
        grid = Columns(least=230, most=3, spacing=16, line_spacing=16, even=True)
        for language in session.languages.value:
            button = TouchButton(
                language.name,
                kind="selected" if language.selected else "plain",
                icon="check" if language.selected else "",
                object_name=f"kiosk.language.{language.id}",
            )
            button.clicked.connect(lambda _=False, code=language.id: session.speak_language(code))
            grid.addWidget(button)
        title = Headline(session.texts("kiosk.language.title"), align=_MIDDLE)
        close = TouchButton(
            session.texts("kiosk.language.close"),
            kind="quiet",
            height=88,
            role="title",
            object_name="kiosk.language.close",
        )
        close.clicked.connect(session.close_overlay)
        super().__init__(column(title, box(grid), close, spacing=32), "kiosk.languages", parent)


class CountryOverlay(Overlay):
    """Dialling codes."""

    def __init__(self, session: KioskSession, close: Callable[[], object], parent: QWidget) -> None:
        self._countries = list[TouchButton]()
        grid = Columns(least=340, most=2, spacing=12, line_spacing=12)
        for country in session.details.state.value.countries:
            button = TouchButton(
                f"{country.id}  {country.name}",
                kind="selected" if country.selected else "plain",
                role="title",
                height=88,
                object_name=f"kiosk.country.{country.id}",
            )

            def choose(_: bool = False, code: str = country.id) -> None:
                session.details.choose_country(code)
                close()

            button.clicked.connect(choose)
            self._countries.append(button)
            grid.addWidget(button)
        title = Headline(session.texts("kiosk.details.code_title"), "display", align=_MIDDLE)
        self._content = column(title, box(grid), spacing=32)
        super().__init__(self._content, "kiosk.countries", parent)

    def arrange(self, room: Room) -> None:
        # Sixteen of them have to fit: on the lowest screens they come as close as fingers allow.
        for button in self._countries:
            button.setFixedHeight(88 if not room.lying else 64 if room.tight else 72)
        gap = LOW_PADDING if room.lying else PADDING
        self._content.setContentsMargins(
            gap, gap // 2 if room.tight else gap, gap, gap // 2 if room.tight else gap
        )
        self._content.setSpacing(12 if room.tight else 32)


class StillThereOverlay(Overlay):
    """The ring empties in twenty seconds; then everything is forgotten."""

    def __init__(self, session: KioskSession, parent: QWidget) -> None:
        texts = session.texts
        self._ring = ring = Ring(280, 20, role="poster", weight=700, object_name="kiosk.idle.countdown")
        self._detail = Text(role="heading", tone="soft", wrap=True, align=_MIDDLE)
        stay = TouchButton(
            texts("kiosk.idle.stay"), kind="primary", height=128, object_name="kiosk.idle.stay"
        )
        leave = TouchButton(texts("kiosk.idle.clear"), height=128, object_name="kiosk.idle.clear")
        stay.clicked.connect(session.idle.stay)
        leave.clicked.connect(session.idle.leave)
        title = Headline(texts("kiosk.idle.title"), "giant", align=_MIDDLE)
        self._ring_row = row(STRETCH, ring, STRETCH)
        self._buttons = column(stay, leave, spacing=20)
        self._low_buttons = (stay, leave)
        content = column(self._ring_row, title, self._detail, 24, self._buttons, spacing=20)
        self._content = content
        super().__init__(content, "kiosk.still_there", parent)
        session.idle.countdown.bind(ring.show_countdown)
        session.still_there.bind(self._detail.setText)

    def arrange(self, room: Room) -> None:
        low = room.lying
        self._ring.setFixedSize(*((160, 160) if low else (280, 280)))
        self._ring.set_stroke(12 if low else 20, "hero" if low else "poster")
        self._ring_row.setContentsMargins(0, 0 if low else 16, 0, 12 if low else 40)
        across, down = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(across if low else down)
        for button in self._low_buttons:
            button.setFixedHeight(96 if low else 128)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._content.setSpacing(12 if low else 20)
        gap = LOW_PADDING if low else PADDING
        self._content.setContentsMargins(gap, gap, gap, gap)
