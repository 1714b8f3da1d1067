"""What would be booked: picture, when, who, where, the hold, the price and the one button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.customer.rows import HoldState, Summary, TimeChip
from viewmodels.customer.time import REPEAT_COUNTS, REPEATS, TimeViewModel
from viewmodels.kernel.problems import Problem
from views.customer.questions import Questions
from views.customer.visit import VisitChoice
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.field import Field
from views.kit.figures import ProgressRing
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.select import Select
from views.kit.text import Text
from views.kit.theme import active

_ART_HEIGHT = 108


class _Fact(QWidget):
    """An icon, a line, and a fainter one below."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._first = Text(weight=600, wrap=True)
        self._second = Text(role="small", tone="faint", wrap=True)
        mark = column(2, Icon(icon, "soft"), STRETCH, spacing=0)
        line = row(mark, column(self._first, self._second, spacing=1), spacing=12)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_fact(self, first: str, second: str = "") -> None:
        """Show these words."""
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))


class SummaryCard(Card):
    """Bound to the page's viewmodel."""

    def __init__(self, viewmodel: TimeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._art = Illustration(
            "tools", height=_ART_HEIGHT, radius=active().radius("card") - 1, rounded="top"
        )
        self._name = Text(role="heading", weight=600, wrap=True)
        self._vendor = Text(tone="soft", wrap=True)
        self._when, self._who, self._where = _Fact("calendar-clock"), _Fact("user"), _Fact("map-pin")
        self._price_line, self._price = Text(tone="soft", elide=True), Text()
        self._total = Text(role="display", weight=600)
        note = Field(
            texts("customer.time.note"),
            placeholder=texts("customer.time.note.placeholder"),
            object_name="customer.time.note",
        )
        note.edited.connect(viewmodel.type_note)
        self._promise = Text(role="small", tone="faint", wrap=True)
        self._problem = Text(tone="bad", wrap=True)
        inner = column(
            column(self._name, self._vendor, spacing=2),
            self._when,
            self._who,
            self._where,
            VisitChoice(viewmodel.visit),
            self._hold_box(),
            self._taken_box(),
            *([self._repeat_box()] if viewmodel.can_repeat else []),
            Questions(viewmodel),
            note,
            Divider(),
            row(self._price_line, STRETCH, self._price),
            row(Text(texts("customer.time.total"), weight=600), STRETCH, self._total),
            self._problem,
            self._build_confirm(),
            self._build_to_cart(),
            self._promise,
            spacing=12,
            margins=(16, 16, 16, 16),
        )
        self.body.addWidget(self._art)
        self.body.addLayout(inner)
        viewmodel.summary.bind(self._show)
        viewmodel.hold.bind(self._show_hold)
        viewmodel.alternatives.bind(self._show_alternatives)
        viewmodel.promise.bind(self._promise.setText)
        viewmodel.confirm_label.bind(self._confirm.set_label)
        viewmodel.confirm.problem.bind(self._show_problem)

    def _build_confirm(self) -> Button:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._confirm = Button(
            texts("customer.time.confirm"),
            kind="primary",
            size="large",
            running_text=texts("customer.time.confirm.running"),
            object_name="customer.time.confirm",
        )
        policy = self._confirm.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self._confirm.setSizePolicy(policy)
        viewmodel.confirm.running.bind(self._confirm.set_running)
        viewmodel.confirm.reason.bind(self._confirm.set_reason)
        on_click(self._confirm, viewmodel.confirm.trigger)
        return self._confirm

    def _build_to_cart(self) -> Button:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        button = Button(
            texts("customer.time.to_cart"),
            icon="shopping-cart",
            running_text=texts("customer.time.to_cart.running"),
            object_name="customer.time.to_cart",
        )
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)
        bind_button(button, viewmodel.to_cart)
        viewmodel.for_cart.bind(button.setVisible)
        viewmodel.to_cart.problem.bind(self._show_problem)
        return button

    def _hold_box(self) -> QWidget:
        texts = self._viewmodel.texts
        self._ring = ProgressRing(texts("customer.time.title"), size=48, width=5)
        self._held = Text(weight=600, wrap=True)
        self._held_detail = Text(role="small", tone="soft", wrap=True)
        self._again = Button(
            texts("customer.time.hold_again"), size="small", object_name="customer.time.hold_again"
        )
        on_click(self._again, lambda: self._viewmodel.choose.trigger(self._viewmodel.chosen.value))
        words = column(self._held, self._held_detail, self._again, spacing=1)
        self._hold = Surface("accent_wash", rounded=True)
        line = row(self._ring, words, spacing=12, margins=(14, 12, 14, 12))
        line.setStretch(1, 1)
        self._hold.setLayout(line)
        return self._hold

    def _repeat_box(self) -> QWidget:
        """How it repeats; how often and what of it is only asked for where it does."""
        viewmodel, texts = self._viewmodel, self._viewmodel.texts

        def choice(field: str, options: Sequence[MenuItem], selected: str) -> Select:
            select = Select(
                options,
                name=texts(f"customer.repeat.{field}"),
                selected=selected,
                object_name=f"customer.time.{field}",
            )
            select.changed.connect(partial(viewmodel.choose_repeat, field))
            return select

        repeats = [MenuItem(id, texts(f"customer.repeat.rule.{id or 'once'}")) for id in REPEATS]
        counts = [
            MenuItem(str(count), texts.count("customer.repeat.times", count)) for count in REPEAT_COUNTS
        ]
        takes = [MenuItem(id, texts(f"customer.repeat.takes.{id}")) for id in ("bookable", "all")]
        more = box(
            column(
                choice("times", counts, viewmodel.times.value),
                choice("takes", takes, viewmodel.takes.value),
                spacing=8,
            )
        )
        viewmodel.repeat.bind(lambda rule: more.setVisible(bool(rule)))
        title = Text(texts("customer.repeat.repeat"), weight=500)
        return box(column(title, choice("repeat", repeats, viewmodel.repeat.value), more, spacing=8))

    def _taken_box(self) -> QWidget:
        self._others = row(spacing=6)
        self._taken = box(
            column(Text(self._viewmodel.texts("customer.time.taken"), tone="warn", wrap=True), self._others)
        )
        return self._taken

    def _show(self, summary: Summary | None) -> None:
        if summary is None:
            return
        self._art.set_picture(summary.art)
        self._name.setText(summary.title)
        self._vendor.setText(summary.vendor)
        self._when.show_fact(summary.when, summary.when_there)
        self._who.show_fact(summary.staff, summary.staff_detail)
        self._where.show_fact(summary.place)
        self._price_line.setText(summary.price_line)
        self._price.setText(summary.price)
        self._total.setText(summary.price)

    def _show_hold(self, hold: HoldState | None) -> None:
        self._hold.setVisible(hold is not None)
        if hold is None:
            return
        texts = self._viewmodel.texts
        self._ring.set_progress(hold.share, hold.left)
        key = "customer.time.hold_over" if hold.ended else "customer.time.held"
        self._held.setText(texts(key, until=hold.until))
        self._held_detail.setText(texts(f"{key}.detail"))
        self._again.setVisible(hold.ended)

    def _show_alternatives(self, chips: Sequence[TimeChip]) -> None:
        clear(self._others)
        for chip in chips:
            button = Button(
                chip.label,
                size="small",
                weight=500,
                object_name=f"customer.time.alternative.{chip.starts_at}",
            )
            on_click(button, partial(self._viewmodel.choose.trigger, chip.starts_at, chip.staff_id))
            self._others.addWidget(button)
        self._others.addStretch(1)
        self._taken.setVisible(bool(chips))

    def _show_problem(self, problem: Problem | None) -> None:
        self._problem.setText(problem.text if problem else "")
        self._problem.setVisible(problem is not None)
