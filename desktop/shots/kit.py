"""The design system on one page, as the picture `states` shows it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.shots.kit_controls import buttons_card, dates_card, tags_card
from desktop.shots.kit_fields import fields_card
from desktop.shots.kit_float import sync_card, toasts, typed_panel, typed_panel_right
from desktop.shots.kit_states import state_cards
from desktop.shots.shot import Shot
from views.kit.card import Surface
from views.kit.layouts import STRETCH, row
from views.kit.text import Text

SIZE = (1440, 1272)


def _place(widget: QWidget, page: QWidget, x: int, y: int, width: int, height: int = 0) -> None:
    widget.setParent(page)
    if not height:
        widget.setFixedWidth(width)
        widget.adjustSize()
        widget.ensurePolished()
        fits = widget.heightForWidth(width)
        height = fits if fits > 0 else widget.sizeHint().height()
    widget.setGeometry(QRect(x, y, width, height))


def build_gallery() -> QWidget:
    """Every component in every state."""
    page = Surface("canvas")
    page.setObjectName("states")
    title = Surface("canvas")
    title.setLayout(
        row(
            Text("States", role="heading", weight=600),
            Text("the same on every screen", tone="faint"),
            STRETCH,
            spacing=12,
        )
    )
    _place(title, page, 32, 25, 400, 24)
    for number, (caption, card) in enumerate(state_cards()):
        x = 32 + round(number * 278.5)
        _place(Text(caption, role="small", tone="soft"), page, x, 67, 262, 16)
        _place(card, page, x, 90, 262, 304)
    _place(buttons_card(), page, 32, 410, 640, 290)
    _place(tags_card(), page, 32, 716, 640, 162)
    _place(dates_card(), page, 32, 894, 640, 350)
    _place(fields_card(), page, 688, 410, 360, 834)
    _place(sync_card(), page, 1064, 410, 344, 124)
    _place(Text("Toasts, bottom right, undo for 8 s", role="small", tone="soft"), page, 1064, 549, 344, 16)
    y = 572
    for toast in toasts():
        _place(toast, page, 1064, y, 344)
        y += toast.height() + 8
    _place(Text("What can’t be undone is typed", role="small", tone="soft"), page, 1064, 847, 344, 16)
    _place(typed_panel(), page, 1060, 866, 352)
    _place(Text("The same, once the name is right", role="small", tone="soft"), page, 1064, 1115, 344, 16)
    _place(typed_panel_right(), page, 1060, 1134, 352)
    return page


SHOTS = (Shot("states", build_gallery, SIZE, ("light", "dark", "contrast")),)
