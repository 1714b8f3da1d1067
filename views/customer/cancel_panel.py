"""Cancelling: what it costs and does, before the red button; other times beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from viewmodels.customer.bookings import BookingsViewModel, CancelPanel
from viewmodels.customer.cancelling import CancelCost
from viewmodels.customer.rows import TimeChip
from viewmodels.kernel.problems import Problem
from views.customer.rule_bar import RuleBar
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.field import Field
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.scroll import Scroll
from views.kit.segments import Segments
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.theme import active

_EDGE = 20


class CancelPanelView(Surface):
    """Shows `viewmodel.panel`; hidden while no booking is open."""

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self.setObjectName("customer.cancel")
        self._title = Text(role="heading", weight=600, elide=True)
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="customer.cancel.close")
        on_click(close, viewmodel.close_panel)
        self._what = row(spacing=12)
        self._effects = column(spacing=8)
        self._times = Columns(least=100, most=3, spacing=8)
        self._move = box(column(Text(texts("customer.cancel.move"), weight=600), self._times, spacing=10))
        self._reason = Field(
            texts("customer.cancel.reason"),
            placeholder=texts("customer.cancel.reason.placeholder"),
            object_name="customer.cancel.reason",
        )
        self._problem = Text(tone="bad", wrap=True)
        head = row(self._title, STRETCH, close, margins=(_EDGE, 11, 12, 11))
        self._scope = Segments(object_name="customer.cancel.scope")
        self._scope.chosen.connect(viewmodel.choose_scope)
        self._scope_box = box(
            column(Text(texts("customer.repeat.scope"), weight=600), self._scope, spacing=8)
        )
        parts = (
            self._what,
            self._scope_box,
            self._fee(),
            self._effects,
            self._move,
            self._reason,
            self._problem,
        )
        body = column(*parts, STRETCH, spacing=18, margins=(_EDGE, 18, _EDGE, 18))
        self.setLayout(
            column(head, Divider(), Scroll(body), Divider(), self._foot(), spacing=0, margins=(1, 0, 0, 0))
        )
        viewmodel.panel.bind(self._show)
        viewmodel.choices.bind(self._show_choices)
        for command in (viewmodel.cancel, viewmodel.move):
            command.problem.bind(self._show_problem)

    def _fee(self) -> QWidget:
        texts = self._viewmodel.texts
        self._amount = Text(role="hero", weight=600)
        self._share = Tag("", "warn")
        self._price, self._rest = Text(tone="soft"), Text(weight=600)
        self._rule = RuleBar(texts("customer.cancel.rule"), texts("customer.cancel.now"))
        self._unruled = Text(tone="soft", wrap=True)
        card = Card(padding=16, spacing=4)
        card.body.addWidget(Text(texts("customer.cancel.fee"), tone="soft"))
        card.body.addLayout(row(self._amount, STRETCH, self._share, spacing=8))
        card.body.addWidget(Divider())
        for name, value in (("price", self._price), ("rest", self._rest)):
            card.body.addLayout(row(Text(texts(f"customer.cancel.{name}"), tone="soft"), STRETCH, value))
        rule = Text(texts("customer.cancel.rule"), weight=600)
        return box(column(card, column(rule, self._rule, self._unruled, spacing=8), spacing=18))

    def _foot(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        keep = Button(texts("customer.cancel.keep"), size="large", object_name="customer.cancel.keep")
        on_click(keep, viewmodel.close_panel)
        self._confirm = Button(
            texts("customer.cancel.confirm"),
            kind="danger_fill",
            size="large",
            object_name="customer.cancel.confirm",
        )
        viewmodel.cancel.running.bind(self._confirm.set_running)
        on_click(self._confirm, lambda: viewmodel.cancel.trigger(self._reason.text()))
        for button in (keep, self._confirm):
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            button.setSizePolicy(policy)
        buttons = row(keep, self._confirm, spacing=8)
        buttons.setStretch(0, 3)
        buttons.setStretch(1, 4)
        undo = Text(texts("customer.cancel.undo"), role="small", tone="faint", wrap=True)
        # By this name toasts know what to stand above.
        return box(
            column(buttons, undo, spacing=10, margins=(_EDGE, 14, _EDGE, 14)), name="customer.cancel.foot"
        )

    def _show(self, panel: CancelPanel | None) -> None:
        focused = QApplication.focusWidget()
        if panel is None and isinstance(focused, QWidget) and self.isAncestorOf(focused):
            # Before it goes: else the focus falls to whatever comes next in line.
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(panel is not None)
        if panel is None:
            self._reason.set_text("")
            return
        self._title.setText(panel.title)
        clear(self._what)
        card = panel.card
        self._what.addWidget(Illustration(card.art, 64, 48, radius=active().radius("tag")))
        words = column(
            Text(card.title, weight=600, wrap=True),
            Text(f"{card.day}, {card.times}", tone="soft", wrap=True),
            Text(card.detail, role="small", tone="faint", wrap=True),
            spacing=2,
        )
        self._what.addLayout(words, 1)
        self._scope.set_options(panel.scopes, self._viewmodel.scope.value)
        self._scope_box.setVisible(bool(panel.scopes))
        self._show_cost(panel.cost)
        self._confirm.set_label(panel.confirm)
        clear(self._effects)
        self._effects.addWidget(Text(self._viewmodel.texts("customer.cancel.what"), weight=600))
        for effect in panel.effects:
            line = row(Icon("check", "soft", 14), Text(effect, tone="soft", wrap=True), spacing=8)
            line.setStretch(1, 1)
            self._effects.addLayout(line)
        self._show_choices(self._viewmodel.choices.value)

    def _show_cost(self, cost: CancelCost) -> None:
        self._amount.setText(cost.fee)
        self._share.set_tag(cost.share, "warn")
        self._share.setVisible(bool(cost.share))
        self._price.setText(cost.price)
        self._rest.setText(cost.rest)
        self._rule.set_steps(cost.steps)
        self._rule.setVisible(bool(cost.steps))
        self._unruled.setText(cost.rule)
        self._unruled.setVisible(bool(cost.rule))

    def _show_choices(self, chips: Sequence[TimeChip]) -> None:
        clear(self._times)
        viewmodel = self._viewmodel
        for chip in chips:
            button = Button(chip.label, weight=500, object_name=f"customer.cancel.move.{chip.starts_at}")
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            button.setSizePolicy(policy)
            bind_button(button, viewmodel.move, chip)
            self._times.addWidget(button)
        panel = viewmodel.panel.value
        if panel is not None and panel.card.can_move:
            more = Button(
                viewmodel.texts("customer.cancel.all_times"),
                kind="quiet",
                object_name="customer.cancel.all_times",
            )
            on_click(more, lambda: viewmodel.reschedule(panel.card.id))
            self._times.addWidget(more)
        self._move.setVisible(bool(self._times.count()))

    def _show_problem(self, problem: Problem | None) -> None:
        self._problem.setText(problem.text if problem else "")
        self._problem.setVisible(problem is not None)
