"""Loading, empty, stale, error, no permission; and the figures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from viewmodels.kernel.problems import Problem
from viewmodels.kernel.screen import ScreenKind, ScreenState
from views.kit.button import Button
from views.kit.charts import BarChart, Sparkline
from views.kit.figures import Figure, ProgressRing, StackBar
from views.kit.layouts import Columns, Flow, box
from views.kit.page_states import PageStates
from views.kit.states import EmptyState, NoPermission, Skeleton
from views.kit.tag import LOOKS, Tag, look_of
from views.kit.theme import apply_theme


def build(qtbot: QtBot) -> tuple[PageStates, QLabel]:
    content = QLabel("content")
    page = PageStates(
        content,
        retry="Retry",
        empty=lambda: EmptyState(
            art="shop", title="No bookings yet", text="They come in here.", action="Publish"
        ),
        forbidden=lambda: NoPermission(title="Payouts are for owners", text="Rosa can give you access."),
        object_name="bookings",
    )
    qtbot.addWidget(page)
    page.resize(400, 400)
    page.show()
    return page, content


def seen(page: PageStates) -> str:
    """All words on the page."""
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_each_state_shows_itself(qtbot: QtBot) -> None:
    page, content = build(qtbot)
    page.show_state(ScreenState())
    assert not content.isVisible()
    page.show_state(ScreenState(ScreenKind.READY))
    assert seen(page) == "content"
    page.show_state(ScreenState(ScreenKind.EMPTY))
    assert "No bookings yet" in seen(page)
    page.show_state(ScreenState(ScreenKind.FORBIDDEN))
    assert "Rosa can give you access." in seen(page)


def test_a_problem_and_old_age_never_hide_what_is_there(qtbot: QtBot) -> None:
    page, content = build(qtbot)
    problem = Problem("Newer bookings did not arrive", retry=True)
    page.show_state(ScreenState(ScreenKind.READY, "As of 10:42, offline", problem))
    assert content.isVisible()
    assert "As of 10:42, offline" in seen(page)
    assert "Newer bookings did not arrive" in seen(page)
    with qtbot.waitSignal(page.retried):
        button = page.findChild(Button, "bookings.error.retry")
        assert isinstance(button, Button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.show_state(ScreenState(ScreenKind.READY))
    assert seen(page) == "content"


def is_blank(skeleton: Skeleton) -> bool:
    image = skeleton.grab().toImage()
    return len({image.pixelColor(x, 24).name() for x in range(0, 300, 3)}) == 1


def test_a_skeleton_waits_before_it_is_drawn(qtbot: QtBot) -> None:
    skeleton = Skeleton()
    qtbot.addWidget(skeleton)
    skeleton.resize(300, 240)
    skeleton.show()
    assert is_blank(skeleton)
    qtbot.waitUntil(lambda: not is_blank(skeleton))
    skeleton.hide()


@pytest.mark.parametrize("kind", sorted(LOOKS))
def test_a_tag_has_room_for_its_word(qtbot: QtBot, kind: str) -> None:
    tag = Tag("Confirmed", kind)
    qtbot.addWidget(tag)
    assert tag.accessibleName() == "Confirmed"
    assert tag.sizeHint().width() > tag.fontMetrics().horizontalAdvance("Confirmed") - 6


def test_a_state_that_nobody_drew_is_neutral() -> None:
    assert look_of("invented") == LOOKS["neutral"]


def test_a_figure_is_drawn_once_until_something_changes(qtbot: QtBot, qapp: QApplication) -> None:
    drawn: list[int] = []

    class Counted(Figure):
        def draw(self, painter: object, rect: object) -> None:
            drawn.append(1)

    figure = Counted("Bookings a day", QSize(80, 40))
    qtbot.addWidget(figure)
    figure.grab()
    figure.grab()
    assert len(drawn) == 1
    figure.changed()
    figure.grab()
    assert len(drawn) == 2
    apply_theme(qapp, "dark", reduced_motion=True)
    figure.grab()
    assert len(drawn) == 3


def test_figures_take_nothing_one_and_many(qtbot: QtBot) -> None:
    spark, bars, stack, ring = Sparkline("s"), BarChart("b"), StackBar("k"), ProgressRing("r")
    for figure in (spark, bars, stack, ring):
        qtbot.addWidget(figure)
    for values in ([], [0.0], [3.0, 3.0], [1.0, 5.0, 2.0]):
        spark.set_values(values)
        bars.set_values(values, [str(at) for at in range(len(values))], previous=values)
        stack.set_parts([(value, "accent") for value in values])
        ring.set_progress(len(values) / 2, "54", "min")
        for figure in (spark, bars, stack, ring):
            assert not figure.grab().isNull()


def test_flow_wraps_and_mirrors(qtbot: QtBot) -> None:
    tags = [Tag("Confirmed", "confirmed") for _ in range(6)]
    holder = box(Flow(*tags, spacing=6))
    qtbot.addWidget(holder)
    width = tags[0].sizeHint().width()
    holder.resize(3 * width + 12, 200)
    holder.show()
    assert [tag.y() > 0 for tag in tags] == [False] * 3 + [True] * 3
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert tags[0].x() > tags[1].x() > tags[2].x()


def test_columns_are_equal_and_fill_the_width(qtbot: QtBot) -> None:
    labels = [QLabel(str(number)) for number in range(5)]
    holder = box(Columns(*labels, least=100, spacing=10))
    qtbot.addWidget(holder)
    holder.resize(340, 300)
    holder.show()
    assert [label.x() for label in labels] == [0, 117, 233, 0, 117]
    assert labels[2].geometry().right() == 339
