"""The side panel about one booking: when, for whom, what it costs, what happened, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QWidget

from viewmodels.vendor.booking_panel import BookingPanelModel
from viewmodels.vendor.booking_rows import BookingPanel, DeedRow
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.button_colors import Kind
from views.kit.card import Divider, Surface
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem, open_menu
from views.kit.scroll import Scroll
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.theme import active
from views.vendor.banner import Banner
from views.vendor.history import HistoryView

_EDGE, _LABEL = 20, 64
_KINDS: dict[str, Kind] = {"primary": "primary", "danger": "danger", "default": "default"}
_BUTTONS = 3
_BESIDE_FACE = 4


class BookingPanelView(Surface):
    """Hidden while nothing is open; `stepped` asks for the row above (-1) or below (1)."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(
        self, viewmodel: BookingPanelModel, *, steps: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        self._deeds: tuple[DeedRow, ...] = ()
        texts = viewmodel.texts
        self.setObjectName("vendor.panel")
        self.setAccessibleName(texts("vendor.panel"))
        self.setFixedWidth(active().size("side_panel"))
        self._head = self._build_head(steps=steps)
        self._title = Text(role="heading", weight=600, wrap=True)
        self._subtitle = Text(tone="soft", wrap=True)
        self._banner, self._problem = Banner("warn"), Banner("bad")
        self._proposal = Banner("info", icon="calendar-clock")
        self._terms = Text(role="small", tone="soft", wrap=True)
        self._when, self._there = Text(weight=600, wrap=True), Text(role="small", tone="soft", wrap=True)
        self._client, self._client_note = Text(weight=500, elide=True), Text(tone="soft")
        self._client_face, self._staff_face = Avatar("", size=24), Avatar("", size=24)
        self._phone = Text()
        self._copy = self._quiet("copy", "copy", texts("vendor.panel.copy"), self._copy_phone)
        self._staff = Text(weight=500, elide=True)
        self._notes = Text(wrap=True)
        self._price_line, self._price = Text(tone="soft", elide=True), Text(tone="soft")
        self._total = Text(weight=600)
        self._history = HistoryView(texts("vendor.panel.history"))
        self._history_note = Text(role="small", tone="faint", wrap=True)
        self._phone_line = self._fact("phone", row(self._phone, self._copy, STRETCH, spacing=6))
        self._notes_line = self._fact("notes", column(self._notes, spacing=0))
        body = column(
            self._title,
            self._subtitle,
            self._banner,
            self._problem,
            self._proposal,
            self._facts(),
            Divider(),
            self._prices(),
            Divider(),
            Text(texts("vendor.panel.history"), role="small", weight=600, tone="soft"),
            self._history,
            self._history_note,
            STRETCH,
            spacing=10,
            margins=(_EDGE, 14, _EDGE, 16),
        )
        self._trouble = Text(tone="bad", wrap=True)
        self._buttons = row(spacing=8)
        self._foot = foot = Surface("surface", edges="t")
        foot.setObjectName("vendor.panel.foot")
        foot.setLayout(column(self._trouble, self._buttons, spacing=6, margins=(_EDGE, 10, _EDGE - 4, 10)))
        whole = column(self._head, Divider(), Scroll(body), foot, spacing=0, margins=(1, 0, 0, 0))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.hide()
        viewmodel.panel.bind(self._show)
        viewmodel.history.bind(self._history.show_steps)
        viewmodel.history_note.bind(self._show_history_note)
        for command in (viewmodel.do, viewmodel.take_back):
            command.problem.changed.connect(self._show_trouble)
        self._show_trouble(None)

    # What it is made of

    def _build_head(self, *, steps: bool) -> QWidget:
        texts = self._viewmodel.texts
        self._tag = Tag("", "confirmed")
        self._pending_icon = Icon("clock-arrow-up", "warn")
        self._pending = Text(tone="warn", weight=500, elide=True)
        line = row(self._tag, self._pending_icon, self._pending, STRETCH, spacing=6, margins=(_EDGE, 5, 8, 5))
        line.setStretch(2, 100)
        if steps:
            line.addWidget(
                self._quiet("up", "chevron-up", texts("vendor.panel.up"), partial(self.stepped.emit, -1))
            )
            down = texts("vendor.panel.down")
            line.addWidget(self._quiet("down", "chevron-down", down, partial(self.stepped.emit, 1)))
        message = self._quiet(
            "message", "message-square", texts("messages.message"), self._viewmodel.write_message
        )
        self._viewmodel.can_write.bind(message.setVisible)
        line.addWidget(message)
        line.addWidget(self._quiet("close", "x", texts("vendor.close"), self.closed.emit))
        head = box(line)
        head.setFixedHeight(43)
        return head

    def _quiet(self, id: str, icon: str, name: str, act: Callable[[], object]) -> Button:
        button = Button(kind="quiet", icon=icon, size="small", name=name, object_name=f"vendor.panel.{id}")
        on_click(button, act)
        return button

    def _fact(self, id: str, content: QLayout, *, drop: int = 1) -> QWidget:
        """`drop` brings the label down to the line of what it names."""
        label = Text(self._viewmodel.texts(f"vendor.panel.{id}"), role="small", tone="soft")
        label.setContentsMargins(0, drop, 0, 0)
        label.setFixedWidth(_LABEL)
        line = row(label, content, spacing=8)
        line.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return box(line)

    def _facts(self) -> QLayout:
        client = row(self._client_face, self._client, self._client_note, STRETCH, spacing=8)
        staff = row(self._staff_face, self._staff, STRETCH, spacing=8)
        return column(
            self._fact("time", column(self._when, self._there, spacing=0)),
            self._fact("client", client, drop=_BESIDE_FACE),
            self._phone_line,
            self._fact("staff", staff, drop=_BESIDE_FACE),
            self._notes_line,
            spacing=8,
        )

    def _prices(self) -> QLayout:
        texts = self._viewmodel.texts
        return column(
            Text(texts("vendor.panel.price"), role="small", weight=600, tone="soft"),
            row(self._price_line, STRETCH, self._price),
            row(Text(texts("vendor.panel.total"), weight=600), STRETCH, self._total),
            self._terms,
            spacing=4,
        )

    # What it shows

    def _show(self, panel: BookingPanel | None) -> None:
        self.setVisible(panel is not None)
        if panel is None:
            return
        waiting = bool(panel.pending)
        self._tag.set_tag(panel.status, panel.standing.value)
        self._tag.setVisible(not waiting)
        self._pending_icon.setVisible(waiting)
        self._pending.setVisible(waiting)
        self._pending.setText(panel.pending)
        self._title.setText(panel.title)
        self._subtitle.setText(panel.subtitle)
        self._banner.show_text(panel.pending_text)
        self._problem.show_text(panel.problem)
        self._proposal.show_text(panel.proposal)
        self._terms.setText(panel.terms)
        self._terms.setVisible(bool(panel.terms))
        self._when.setText(panel.when)
        self._there.setText(panel.when_there)
        self._there.setVisible(bool(panel.when_there))
        self._client_face.set_person(panel.client, tint=panel.client_tint)
        self._client.setText(panel.client)
        self._client.setToolTip(panel.client)
        self._client_note.setText(panel.client_note)
        self._phone.setText(panel.phone)
        self._phone_line.setVisible(bool(panel.phone))
        self._staff_face.set_person(panel.staff, tint=panel.staff_tint)
        self._staff_face.setVisible(panel.staff_initials != "?")
        self._staff.setText(panel.staff)
        self._notes.setText(panel.note)
        self._notes_line.setVisible(bool(panel.note))
        self._price_line.setText(panel.price_line)
        self._price.setText(panel.price)
        self._total.setText(panel.price)
        self._show_deeds(panel)

    def _show_deeds(self, panel: BookingPanel) -> None:
        take_back = self._viewmodel.texts("vendor.panel.take_back")
        deeds = panel.deeds
        if panel.can_take_back:
            deeds = (
                DeedRow("take_back", take_back, "undo-2", "default"),
                *(d for d in deeds if d.kind != "primary"),
            )
        self._foot.setVisible(bool(deeds) or self._trouble.isVisibleTo(self._foot))
        if deeds == self._deeds and self._buttons.count():
            return
        self._deeds = deeds
        clear(self._buttons)
        for deed in deeds[:_BUTTONS]:
            button = Button(
                deed.text, kind=_KINDS[deed.kind], icon=deed.icon, object_name=f"vendor.panel.{deed.id}"
            )
            button.setToolTip(deed.keys)
            on_click(button, partial(self._do, deed.id))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        rest = deeds[_BUTTONS:]
        if rest:
            name = self._viewmodel.texts("vendor.more")
            self._more = self._quiet("more", "ellipsis", name, partial(self._open_more, rest))
            self._buttons.addWidget(self._more)

    def _open_more(self, deeds: tuple[DeedRow, ...]) -> None:
        items = [
            MenuItem(
                deed.id,
                deed.text,
                deed.icon,
                keys=tuple(deed.keys.split("+")) if deed.keys else (),
                danger=deed.kind == "danger",
            )
            for deed in deeds
        ]
        name = self._viewmodel.texts("vendor.more")
        open_menu(self._more, items, self._do, name=name, object_name="vendor.panel.menu", end=True)

    def _do(self, id: str) -> None:
        if id == "take_back":
            self._viewmodel.take_back.trigger()
        else:
            self._viewmodel.do.trigger(id)

    def _copy_phone(self) -> None:
        QGuiApplication.clipboard().setText(self._phone.text())

    def _show_history_note(self, note: str) -> None:
        self._history_note.setText(note)
        self._history_note.setVisible(bool(note))

    def _show_trouble(self, _problem: object) -> None:
        problem = self._viewmodel.do.problem.value or self._viewmodel.take_back.problem.value
        self._trouble.setText(problem.text if problem is not None else "")
        self._trouble.setVisible(problem is not None)
        self._foot.setVisible(bool(self._deeds) or problem is not None)
