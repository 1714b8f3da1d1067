"""Details: name, phone, a note perhaps; what is wrong stands at its field."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from viewmodels.kiosk.details import LONGEST_NAME, LONGEST_NOTE, DetailsState
from viewmodels.kiosk.rows import Countdown, Lost
from viewmodels.kiosk.session import KioskSession
from views.kiosk.alternatives import Alternatives
from views.kiosk.banner import Banner
from views.kiosk.headline import Headline
from views.kiosk.page import KioskPageView
from views.kiosk.ring import Ring
from views.kiosk.room import Room
from views.kiosk.service_card import ServiceCard
from views.kiosk.touch_button import RowButton, TouchButton
from views.kiosk.touch_field import TouchField
from views.kit.icons import Icon
from views.kit.layouts import column, row
from views.kit.text import Text


class DetailsView(KioskPageView):
    """`typing` asks for the keyboard: with a field, its primary key's label, and whether it is a number."""

    typing = Signal(object, str, bool)
    countries = Signal()

    def __init__(self, session: KioskSession, parent: QWidget | None = None) -> None:
        super().__init__("kiosk.details", parent)
        self._model, self._texts = session.details, session.texts
        texts = session.texts
        self._service = ServiceCard(130, 172)
        self._ring = Ring(88, 8, object_name="kiosk.details.countdown")
        self._service.extra.addWidget(self._ring)
        self._title = Headline(texts("kiosk.details.title"), object_name="kiosk.details.title")
        self.head.addWidget(self._title)
        self.head.addWidget(self._service)
        self._lost = Alternatives(self._model.choose_alternative)
        self._problem = Banner("circle-alert")
        self._problem.setObjectName("kiosk.details.problem")
        self.name = self._field("name", "kiosk.details.name_example", LONGEST_NAME)
        self.phone = self._field("phone", "", 40, hint=texts("kiosk.details.phone_hint"))
        self.phone.editor.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.phone.editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._code = TouchButton(
            trailing="chevron-down",
            role="title",
            height=103,
            width=176,
            icon_size=26,
            object_name="kiosk.details.code",
        )
        self._code.clicked.connect(self.countries)
        self.phone.lead.insertWidget(0, self._code)
        self.note = self._field("note", "kiosk.details.note_example", LONGEST_NOTE)
        self._add_note = RowButton(
            icon="pencil-line", trailing="plus", role="title", weight=500, height=96,
            object_name="kiosk.details.add_note",
        )  # fmt: skip
        self._add_note.clicked.connect(self._open_note)
        privacy = Text(texts("kiosk.details.privacy"), tone="soft", wrap=True)
        shield = row(Icon("shield-check", "accent", 32), privacy, spacing=16)
        shield.setStretchFactor(privacy, 1)
        self._who = column(spacing=24)
        for field in (self.name, self.phone):
            self._who.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self._lost)
        self.content.addWidget(self._problem)
        self.content.addLayout(self._who)
        self.content.addWidget(self._add_note)
        self.content.addWidget(self.note)
        self.content.addLayout(shield)
        self.content.addStretch(1)
        self._book = TouchButton(kind="primary", trailing="arrow-right", object_name="kiosk.details.book")
        self._book.clicked.connect(lambda: self._model.book.trigger())
        back = TouchButton(texts("kiosk.back"), icon="arrow-left", object_name="kiosk.details.back")
        back.clicked.connect(session.back)
        buttons = row(back, self._book, spacing=20)
        buttons.setStretchFactor(self._book, 1)
        self.foot.addLayout(buttons)
        self._connect()

    def _field(self, name: str, example: str, longest: int, hint: str = "") -> TouchField:
        texts = self._texts
        return TouchField(
            texts(f"kiosk.details.{name}") if name != "note" else texts(example),
            placeholder=texts(example) if example else "",
            hint=hint,
            clear_name=texts(f"kiosk.details.{name}_clear"),
            max_length=longest,
            object_name=f"kiosk.details.{name}",
        )

    def _connect(self) -> None:
        model = self._model
        self.name.set_text(model.name.value)
        self.phone.set_text(model.phone.value)
        self.note.set_text(model.note.value)
        self.note.setVisible(bool(model.note.value))
        self.name.edited.connect(model.type_name)
        self.phone.edited.connect(model.type_phone)
        self.note.edited.connect(model.type_note)
        for field in (self.name, self.phone, self.note):
            field.entered.connect(lambda target=field: self._entered(target))
            field.finished.connect(self.go_on)
        model.name.changed.connect(self.name.set_text)
        model.phone.changed.connect(self.phone.set_text)
        model.note.changed.connect(self.note.set_text)
        model.name_problem.bind(self.name.show_problem)
        model.phone_problem.bind(self.phone.show_problem)
        model.first_problem.connect(self._jump)
        model.problem.bind(self._show_problem)
        model.state.bind(self._show)
        model.lost.bind(self._show_lost)
        model.held.countdown.bind(self._show_countdown)
        model.book.running.bind(self._book.set_running)

    def go_to_phone(self) -> None:
        """From the name to the phone, with the keys that belong to it."""
        self.phone.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._entered(self.phone)

    def go_on(self) -> None:
        """Enter on a keyboard: from the name to the phone, from the last field to nothing."""
        if self.name.editor.hasFocus():
            self.go_to_phone()
        else:
            self.leave_fields()

    def arrange(self, room: Room) -> None:
        self._title.setVisible(not room.cramped)
        self._title.set_role("display" if room.lying else "hero")
        self._service.setVisible(not room.cramped)
        self._service.set_height(112 if room.lying else 130)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._who.setDirection(across if room.lying else down)
        # A number is longer than a name, and its country stands before it.
        self._who.setStretch(0, 4 if room.lying else 0)
        self._who.setStretch(1, 6 if room.lying else 0)
        self._lost.set_low(room.lying)
        self._add_note.setFixedHeight(72 if room.lying else 96)
        self.content.setSpacing(16 if room.lying else 24)

    def leave_fields(self) -> None:
        """Take the cursor out of the fields."""
        for editor in self._editors():
            editor.clearFocus()

    def begin(self) -> None:
        """The page is shown: the cursor stands where something is missing."""
        missing = next((field for field in (self.name, self.phone) if not field.editor.text()), None)
        if missing is not None:
            missing.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._entered(missing)

    def _editors(self) -> tuple[QLineEdit, ...]:
        return (self.name.editor, self.phone.editor, self.note.editor)

    def _entered(self, field: TouchField) -> None:
        key = "kiosk.keyboard.next_phone" if field is self.name else "kiosk.keyboard.done"
        self.typing.emit(field.editor, self._texts(key), field is self.phone)
        QTimer.singleShot(0, field, lambda: self.area.ensureWidgetVisible(field))

    def _jump(self, name: str) -> None:
        field = self.name if name == "name" else self.phone
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(field)

    def _open_note(self) -> None:
        self.note.show()
        self._add_note.hide()
        self.note.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, state: DetailsState) -> None:
        if state.service is None:
            return
        self._service.show_service(state.service, state.when)
        self._code.set_label(state.code, name=self._texts("kiosk.details.code", code=state.code))
        self.phone.editor.setPlaceholderText(state.example)
        self._add_note.set_label(state.note_label)
        self._add_note.setVisible(not self.note.isVisibleTo(self))
        self._book.set_label(state.book_label)

    def _show_lost(self, lost: Lost | None) -> None:
        self._lost.show_lost(lost)
        if lost is not None:
            self.leave_fields()
            self.area.verticalScrollBar().setValue(0)

    def _show_problem(self, text: str) -> None:
        self._problem.setVisible(bool(text))
        if text:
            self._problem.show_news(text, tone="bad")

    def _show_countdown(self, countdown: Countdown | None) -> None:
        self._ring.setVisible(countdown is not None)
        if countdown is not None:
            self._ring.show_countdown(countdown)
