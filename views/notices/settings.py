"""The page of a person's wishes: the grid, and beside it times, reminders and addresses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from viewmodels.notices.rows import AddressRow, ReminderRow, TimesRow, TopicRow
from viewmodels.notices.settings import NoticeSettingsViewModel
from views.kit.card import Card, Divider
from views.kit.checkbox import Checkbox, Switch
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.text import Text

_SIDE, _PLACE, _GAP = 320, 76, 20
_NARROW = 940


class NoticeSettingsView(QWidget):
    """Binds the page; a narrow window puts the side cards below."""

    def __init__(self, viewmodel: NoticeSettingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._boxes: dict[tuple[str, str], Checkbox] = {}
        self._shape: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 4, 8, 12)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(0)
        card = Card(texts("notices.grid"), note=texts("notices.grid.note"), divided=True)
        card.body.addLayout(self._grid)
        self._left = box(column(card, STRETCH, spacing=_GAP))
        sides = [self._times_card(), self._address_card()]
        if viewmodel.is_customer:
            sides.insert(1, self._reminder_card())
        self._side = box(column(*sides, STRETCH, spacing=_GAP))
        self._place = QGridLayout()
        self._place.setContentsMargins(24, 20, 24, 24)
        self._place.setSpacing(_GAP)
        self._is_narrow: bool | None = None
        scroll = Scroll(self._place, object_name="notices.scroll")
        states = PageStates(scroll, retry=texts("kit.retry"), object_name="notices")
        self.setLayout(column(states, spacing=0))
        self._arrange(narrow=False)
        viewmodel.topics.bind(self._show_topics)
        viewmodel.times.bind(self._show_times)
        viewmodel.reminders.bind(self._show_reminders)
        viewmodel.address.bind(self._show_address)
        viewmodel.state.bind(states.show_state)

    def resizeEvent(self, event: object) -> None:
        self._arrange(narrow=self.width() < _NARROW)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for widget in (self._left, self._side):
            self._place.removeWidget(widget)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(16_777_215 if narrow else _SIDE)
        self._place.addWidget(self._left, 0, 0)
        self._place.addWidget(self._side, 1 if narrow else 0, 0 if narrow else 1)
        self._place.setColumnStretch(0, 1)
        self._place.setRowStretch(2, 1)

    # The grid

    def _show_topics(self, topics: tuple[TopicRow, ...]) -> None:
        shape = tuple((topic.id, place.channel) for topic in topics for place in topic.places)
        if shape != self._shape:
            self._shape = shape
            self._build(topics)
        for topic in topics:
            for place in topic.places:
                shown = self._boxes[topic.id, place.channel]
                shown.blockSignals(True)
                shown.setChecked(place.on)
                shown.blockSignals(False)

    def _build(self, topics: tuple[TopicRow, ...]) -> None:
        clear(self._grid)
        self._boxes = {}
        middle = Qt.AlignmentFlag.AlignCenter
        for number, channel in enumerate(self._viewmodel.channels, 1):
            head = Text(
                channel.text, role="small", tone="soft", weight=500, align=Qt.AlignmentFlag.AlignHCenter
            )
            head.setFixedWidth(_PLACE)
            head.setMinimumHeight(32)
            self._grid.addWidget(head, 0, number, middle)
        line = 1
        for topic in topics:
            self._grid.addWidget(Divider(), line, 0, 1, len(topic.places) + 1)
            words = column(
                Text(topic.title, weight=500, elide=True),
                Text(topic.detail, role="small", tone="faint", elide=True),
                spacing=1,
                margins=(0, 8, 12, 8),
            )
            self._grid.addWidget(box(words), line + 1, 0)
            for number, place in enumerate(topic.places, 1):
                shown = Checkbox(name=place.spoken, object_name=f"notices.{topic.id}.{place.channel}")
                if place.fixed:
                    shown.setEnabled(False)
                    shown.setToolTip(place.fixed)
                    shown.setAccessibleDescription(place.fixed)
                shown.toggled.connect(
                    lambda on, t=topic.id, c=place.channel: self._viewmodel.set_place(t, c, on)
                )
                self._boxes[topic.id, place.channel] = shown
                self._grid.addWidget(shown, line + 1, number, middle)
            line += 2
        self._grid.setColumnStretch(0, 1)

    # Times

    def _times_card(self) -> Card:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("notices.times"), divided=True, padding=16, spacing=10)
        self._quiet = Switch(texts("notices.quiet"), object_name="notices.quiet")
        self._quiet.toggled.connect(viewmodel.set_quiet)
        times = [MenuItem(each.id, each.text) for each in viewmodel.minutes()]
        self._from = Select(times, name=texts("notices.quiet.from"), object_name="notices.quiet.from")
        self._to = Select(times, name=texts("notices.quiet.to"), object_name="notices.quiet.to")
        for select in (self._from, self._to):
            select.changed.connect(self._choose_quiet)
        self._hours = box(row(self._from, Text("–", tone="faint"), self._to, spacing=8))
        self._zone = Text(role="small", tone="faint", wrap=True)
        self._digest = Select([], name=texts("notices.digest"), object_name="notices.digest")
        self._digest.changed.connect(viewmodel.set_digest)
        for item in (
            self._quiet,
            Text(texts("notices.quiet.detail"), role="small", tone="faint", wrap=True),
            self._hours,
            self._zone,
            Divider(),
            Text(texts("notices.digest"), weight=500),
            Text(texts("notices.digest.detail"), role="small", tone="faint", wrap=True),
            self._digest,
        ):
            card.body.addWidget(item)
        return card

    def _choose_quiet(self, _id: str) -> None:
        self._viewmodel.set_quiet_hours(self._from.selected(), self._to.selected())

    def _show_times(self, times: TimesRow) -> None:
        self._quiet.blockSignals(True)
        self._quiet.setChecked(times.quiet)
        self._quiet.blockSignals(False)
        self._hours.setVisible(times.quiet)
        self._zone.setVisible(times.quiet)
        self._zone.setText(times.zone)
        self._from.select(times.quiet_from)
        self._to.select(times.quiet_to)
        digests = [MenuItem(each.id, each.text) for each in self._viewmodel.digests()]
        self._digest.set_options(digests, times.digest)

    # Reminders

    def _reminder_card(self) -> Card:
        texts = self._viewmodel.texts
        card = Card(texts("notices.reminders"), divided=True, padding=16, spacing=4)
        card.body.addWidget(Text(texts("notices.reminders.detail"), role="small", tone="faint", wrap=True))
        self._reminders = column(spacing=2)
        card.body.addLayout(self._reminders)
        return card

    def _show_reminders(self, reminders: tuple[ReminderRow, ...]) -> None:
        if not self._viewmodel.is_customer:
            return
        boxes = {widget.objectName(): widget for widget in self._side.findChildren(Checkbox)}
        names = [f"notices.reminder.{each.minutes}" for each in reminders]
        if [name for name in names if name not in boxes]:
            clear(self._reminders)
            boxes = {}
            for each, name in zip(reminders, names, strict=True):
                shown = Checkbox(each.text, object_name=name)
                shown.toggled.connect(lambda on, m=each.minutes: self._viewmodel.set_reminder(m, on))
                self._reminders.addWidget(shown)
                boxes[name] = shown
        for each, name in zip(reminders, names, strict=True):
            boxes[name].blockSignals(True)
            boxes[name].setChecked(each.on)
            boxes[name].blockSignals(False)

    # Addresses

    def _address_card(self) -> Card:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("notices.letters"), divided=True, padding=16, spacing=10)
        languages = [MenuItem(each.id, each.text) for each in viewmodel.languages()]
        self._language = Select(languages, name=texts("notices.language"), object_name="notices.language")
        self._language.changed.connect(viewmodel.set_language)
        self._phone = Field(
            texts("notices.phone"), placeholder=texts("notices.phone.example"), object_name="notices.phone"
        )
        self._phone.committed.connect(viewmodel.set_phone)
        card.body.addWidget(Text(texts("notices.language"), role="small", tone="soft", weight=500))
        card.body.addWidget(self._language)
        card.body.addWidget(self._phone)
        return card

    def _show_address(self, address: AddressRow) -> None:
        self._language.select(address.language)
        if not self._phone.box.editor.hasFocus() or not address.problem:
            self._phone.set_text(address.phone)
        if address.problem:
            self._phone.set_state("error", address.problem)
        else:
            self._phone.set_state("note", self._viewmodel.texts("notices.phone.detail"))
