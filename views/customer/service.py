"""A service: pictures and words at the left, free times and the one button at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from viewmodels.customer.rows import ListingCard, ReviewRow, TimeChip
from viewmodels.customer.service import ServiceViewModel
from views.customer.beside import Beside
from views.customer.choices import Choices
from views.customer.skeletons import DaysSkeleton
from views.customer.stars import Rating, Star, StarRow
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.figures import StackBar
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.photo import Photo
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.text import Text
from views.kit.text_action import TextAction
from views.kit.theme import active

_RIGHT, _BANNER, _MORE, _LEAST_BESIDE = 288, 260, 76, 960
_DAY, _TIME = 82, 64


class ServiceView(QWidget):
    """Bound to `ServiceViewModel`."""

    def __init__(self, viewmodel: ServiceViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.service")
        texts = viewmodel.texts
        read = column(self._included(), self._reviews(), STRETCH, spacing=16)
        know = column(self._vendor(), self._policy(), STRETCH, spacing=16)
        lower = row(read, know, spacing=16)
        lower.setStretch(0, 1)
        left = column(self._banner(), self._head(), lower, spacing=16)
        left.setStretch(2, 1)
        self._beside = Beside(left, self._times(), least=_LEAST_BESIDE, spacing=16)
        content = column(self._beside, STRETCH, spacing=0, margins=(24, 20, 24, 20))
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), empty=self._gone, object_name="customer.service"
        )
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit(self.width())

    def _gone(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("customer.service.gone"),
            text=texts("customer.service.gone.detail"),
            action=texts("customer.service.back"),
            object_name="customer.service.gone",
        )
        empty.acted.connect(self._viewmodel.back)
        return empty

    def _banner(self) -> QWidget:
        viewmodel = self._viewmodel
        art = Photo(height=_BANNER, art="tools", radius="card")
        more = Columns(least=110, most=4, spacing=8)

        def show(card: ListingCard | None) -> None:
            if card is not None:
                art.set_art(card.art, card.title)

        def show_photos(photos: Sequence[tuple[str, str]]) -> None:
            clear(more)
            for place, (file_id, alt) in enumerate(photos):
                photo = Photo(height=_MORE, alt=alt) if place else art
                if viewmodel.pictures is not None:
                    viewmodel.pictures.fetch(file_id, photo.set_data, thumb=bool(place))
                if place:
                    more.addWidget(photo)

        viewmodel.card.bind(show)
        viewmodel.photos.bind(show_photos)
        return box(column(art, more, spacing=8))

    def _head(self) -> QWidget:
        title, facts = Text(role="display", weight=600, wrap=True), Text(tone="soft", wrap=True)
        rating = row(spacing=0)
        about = Text(tone="soft", wrap=True)

        def show(card: ListingCard | None) -> None:
            if card is None:
                return
            title.setText(card.title)
            clear(rating)
            if card.rating:
                rating.addWidget(Rating(card.rating, card.rating_count))

        self._viewmodel.card.bind(show)
        self._viewmodel.facts.bind(facts.setText)
        self._viewmodel.description.bind(about.setText)
        line = row(rating, facts, spacing=12)
        line.setStretch(1, 1)
        return box(column(title, line, about, spacing=6))

    def _included(self) -> QWidget:
        card = Card(self._viewmodel.texts("customer.service.included"), padding=16)
        card.body.setContentsMargins(16, 0, 16, 16)
        items = Columns(least=220, most=2, spacing=16, line_spacing=10)
        card.body.addLayout(items)
        card.body.addStretch(1)

        def show(included: Sequence[str]) -> None:
            clear(items)
            for item in included:
                line = row(Icon("check", "accent"), Text(item, wrap=True), spacing=8)
                line.setStretch(1, 1)
                items.addWidget(box(line))

        self._viewmodel.included.bind(show)
        return card

    def _vendor(self) -> QWidget:
        card = Card(padding=16, spacing=10)
        card.setFixedWidth(_RIGHT)
        avatar, name = Avatar("", size=28), Text(role="title", weight=600, elide=True)
        about = Text(role="small", tone="soft", wrap=True)
        facts = column(spacing=8)
        head = row(avatar, name, spacing=10)
        head.setStretch(1, 1)
        for part in (head, facts):
            card.body.addLayout(part)
        card.body.addWidget(about)
        card.body.addStretch(1)

        def show(vendor: str) -> None:
            avatar.set_person(vendor)
            name.setText(vendor)

        def show_facts(rows: Sequence[tuple[str, str]]) -> None:
            clear(facts)
            for label, value in rows:
                shown = Text(value, weight=500, wrap=True, align=Qt.AlignmentFlag.AlignRight)
                line = row(Text(label, tone="soft"), shown, spacing=12)
                line.setStretch(1, 1)
                facts.addLayout(line)

        self._viewmodel.subtitle.bind(show)
        self._viewmodel.vendor_facts.bind(show_facts)
        self._viewmodel.vendor_about.bind(about.setText)
        return card

    def _policy(self) -> QWidget:
        card = Card(self._viewmodel.texts("customer.service.policy"))
        card.setFixedWidth(_RIGHT)
        card.body.setContentsMargins(16, 0, 16, 16)
        words = Text(tone="soft", wrap=True)
        self._viewmodel.policy.bind(words.setText)
        mark = column(1, Icon("calendar-check", "soft"), STRETCH, spacing=0)
        line = row(mark, words, spacing=10)
        line.setStretch(1, 1)
        card.body.addLayout(line)
        card.body.addStretch(1)
        return card

    # Reviews

    def _reviews(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("customer.service.reviews"))
        bars, list_ = column(spacing=1), column(spacing=0)
        overall = Text(role="hero", weight=600)
        stars = StarRow()
        figure = column(STRETCH, overall, stars, STRETCH, spacing=6)
        note = Text(texts("customer.service.reviews.note"), role="small", tone="faint", wrap=True)
        summary = row(figure, bars, note, spacing=28, margins=(16, 0, 16, 14))
        summary.setStretch(1, 3)
        summary.setStretch(2, 2)
        head = box(summary)
        card.body.addWidget(head)
        card.body.addLayout(list_)
        card.body.addStretch(1)

        def show_bars(counts: Sequence[tuple[int, int]]) -> None:
            clear(bars)
            total = sum(count for _, count in counts)
            for stars, count in counts:
                bar = StackBar(f"{stars}: {count}")
                bar.set_parts([(count, "star"), (total - count, "sunk")])
                number = Text(str(count), role="small", tone="faint", align=Qt.AlignmentFlag.AlignRight)
                number.setFixedWidth(24)
                digit = Text(str(stars), role="small", tone="faint")
                digit.setFixedWidth(10)
                line = row(digit, bar, number, spacing=8)
                line.setStretch(1, 1)
                bars.addLayout(line)
            head.setVisible(bool(counts))

        def show(reviews: Sequence[ReviewRow]) -> None:
            clear(list_)
            for review in reviews:
                list_.addWidget(Divider())
                list_.addWidget(_review(review))
            if not reviews:
                none = Text(texts("customer.service.no_reviews"), tone="faint")
                none.setContentsMargins(16, 4, 16, 16)
                list_.addWidget(none)

        def show_overall(shown: ListingCard | None) -> None:
            overall.setText(shown.rating if shown else "")
            stars.show_share(shown.stars if shown else 0.0)
            card.set_title(texts("customer.service.reviews"), shown.rating_count if shown else "")

        viewmodel.card.bind(show_overall)
        viewmodel.histogram.bind(show_bars)
        viewmodel.reviews.bind(show)
        return card

    # Times

    def _times(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(padding=16, spacing=12)
        more = TextAction(
            texts("customer.service.all_times"),
            tone="accent",
            role="body",
            object_name="customer.service.all_times",
        )
        on_click(more, viewmodel.all_times)
        days, note = column(spacing=8), Text(role="small", tone="warn", wrap=True)
        total = Text(role="display", weight=600)
        book = Button(
            texts("customer.service.book"), kind="primary", size="large", object_name="customer.service.book"
        )
        policy = book.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        book.setSizePolicy(policy)
        on_click(book, viewmodel.all_times)
        card.body.addWidget(Choices(viewmodel))
        card.body.addLayout(row(Text(texts("customer.service.next"), tone="soft"), STRETCH, more))
        waiting = DaysSkeleton()
        card.body.addWidget(waiting)
        card.body.addLayout(days)
        card.body.addWidget(note)
        card.body.addWidget(Divider())
        parts = column(spacing=4)
        card.body.addLayout(parts)
        card.body.addLayout(row(Text(texts("customer.service.total"), weight=600), STRETCH, total))
        card.body.addWidget(book)
        ask = Button(texts("customer.service.ask"), icon="message-square", object_name="customer.service.ask")
        ask.setSizePolicy(policy)
        on_click(ask, viewmodel.ask)
        card.body.addWidget(ask)
        card.body.addWidget(Text(texts("customer.service.held"), role="small", tone="faint", wrap=True))

        def show(found: Sequence[tuple[str, tuple[TimeChip, ...]]]) -> None:
            clear(days)
            for day, chips in found:
                days.addLayout(self._day(day, chips))

        def show_note(text: str) -> None:
            note.setText(text)
            note.setVisible(bool(text))

        def show_waiting(_changed: object) -> None:
            waiting.setVisible(not viewmodel.days.value and not viewmodel.times_note.value)

        viewmodel.days.bind(show)
        viewmodel.days.bind(show_waiting)
        viewmodel.times_note.bind(show_waiting)
        viewmodel.times_note.bind(show_note)
        viewmodel.total.bind(total.setText)

        def show_parts(lines: Sequence[tuple[str, str]]) -> None:
            clear(parts)
            for label, price in lines:
                parts.addLayout(row(Text(label, tone="soft", elide=True), STRETCH, Text(price)))

        viewmodel.lines.bind(show_parts)
        return card

    def _day(self, day: str, chips: Sequence[TimeChip]) -> QLayout:
        name = Text(day, tone="soft")
        name.setFixedWidth(_DAY)
        line = row(name, spacing=6)
        for chip in chips:
            button = Button(
                chip.label, size="small", weight=500, object_name=f"customer.service.time.{chip.starts_at}"
            )
            button.setFixedWidth(_TIME)
            on_click(button, partial(self._viewmodel.book, chip))
            line.addWidget(button)
        if not chips:
            full = Text(self._viewmodel.texts("customer.service.full"), tone="faint")
            full.setFixedHeight(active().size("control_small"))
            line.addWidget(full)
        line.addStretch(1)
        return line


def _review(review: ReviewRow) -> QWidget:
    stars = row(Text(review.author, weight=600), Star(), Text(review.stars, weight=500), STRETCH, spacing=5)
    stars.addWidget(Text(review.day, role="small", tone="faint"))
    words = column(stars, Text(review.text, tone="soft", wrap=True), spacing=2)
    if review.reply:
        words.addWidget(Text(review.reply, role="small", tone="faint", wrap=True))
    line = row(column(Avatar(review.author), STRETCH, spacing=0), words, spacing=12, margins=(16, 12, 16, 12))
    line.setStretch(1, 1)
    return box(line)
