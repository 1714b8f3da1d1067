"""The booking that is on, late or next, with its ring and what can be done to it now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.kernel.command import Command
from viewmodels.vendor.rows import NowCard
from viewmodels.vendor.standing import Standing
from viewmodels.vendor.today import TodayViewModel
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.figures import ProgressRing
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, column, row
from views.kit.tag import Tag
from views.kit.text import Text

_TONES = {Standing.LATE: "bad", Standing.IN_PROGRESS: "accent", Standing.CONFIRMED: "accent_mid"}


class NowCardView(Card):
    """Shows `viewmodel.now_card`; without one it says that nothing is on."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        texts = viewmodel.texts
        self._viewmodel = viewmodel
        self.setObjectName("vendor.today.now")
        self._ring = ProgressRing("")
        self._what = Text(role="heading", weight=600, elide=True)
        self._client, self._times = Text(tone="soft", elide=True), Text(tone="soft")
        self._avatar = Avatar("", size=20)
        self._staff = Text(tone="soft", elide=True)
        self._tag = Tag("", "confirmed")
        self._place = Text(role="small", tone="faint")
        self._pending = Tag("", "waiting")
        self._before = Button(
            kind="quiet",
            icon="chevron-left",
            size="small",
            name=texts("vendor.today.earlier"),
            object_name="vendor.today.now.before",
        )
        self._after = Button(
            kind="quiet",
            icon="chevron-right",
            size="small",
            name=texts("vendor.today.later"),
            object_name="vendor.today.now.after",
        )
        self._start = self._button("start", "play", viewmodel.start)
        self._complete = self._button("complete", "check", viewmodel.complete)
        self._no_show = self._button("no_show", "user-x", viewmodel.no_show)
        on_click(self._before, lambda: viewmodel.show_next(-1))
        on_click(self._after, lambda: viewmodel.show_next(1))
        facts = row(
            Icon("user", "soft"),
            self._client,
            8,
            Icon("clock", "soft"),
            self._times,
            8,
            self._avatar,
            self._staff,
            8,
            self._tag,
            STRETCH,
            spacing=6,
        )
        words = column(row(self._what, self._pending, STRETCH, spacing=10), facts, spacing=4)
        self._walk = box(row(self._before, self._place, self._after, spacing=2))
        line = row(
            self._ring,
            words,
            self._walk,
            self._no_show,
            self._start,
            self._complete,
            spacing=8,
            margins=(15, 15, 15, 15),
        )
        line.insertSpacing(1, 8)
        line.setStretch(2, 1)
        self._shown = box(line)
        self._nothing = box(
            column(
                Text(texts("vendor.today.free"), role="title", weight=600),
                Text(texts("vendor.today.free_text"), tone="soft", wrap=True),
                spacing=2,
                margins=(15, 15, 15, 15),
            )
        )
        self.body.addWidget(self._shown)
        self.body.addWidget(self._nothing)
        viewmodel.now_card.bind(self._show)

    def _button(self, id: str, icon: str, chosen: Command) -> Button:
        texts = self._viewmodel.texts
        button = Button(texts(f"vendor.today.{id}"), icon=icon, object_name=f"vendor.today.now.{id}")
        chosen.running.bind(button.set_running)
        chosen.reason.bind(button.set_reason)
        on_click(button, lambda: chosen.trigger(self._id()))
        return button

    def _id(self) -> str:
        card = self._viewmodel.now_card.value
        return card.id if card is not None else ""

    def _show(self, card: NowCard | None) -> None:
        self._shown.setVisible(card is not None)
        self._nothing.setVisible(card is None)
        if card is None:
            return
        tone = _TONES.get(card.standing, "accent")
        self._ring.set_progress(card.share, card.minutes, card.unit, tone=tone)
        self._ring.setAccessibleName(card.state)
        self._what.setText(card.title)
        self._client.setText(card.client)
        self._times.setText(card.times)
        self._avatar.setVisible(bool(card.staff))
        self._avatar.set_person(card.staff, tint="abcde"[card.staff_tint % 5])
        self._staff.setText(card.staff)
        self._tag.set_tag(card.price, "neutral")
        self._pending.setVisible(bool(card.pending))
        self._pending.set_tag(card.pending, "waiting")
        self._walk.setVisible(bool(card.place))
        self._place.setText(card.place)
        self._start.setVisible(card.can_start)
        self._complete.setVisible(card.can_complete)
        self._no_show.setVisible(card.can_no_show)
