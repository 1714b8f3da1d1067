"""Every shortcut on one sheet, as the action table has them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.shell.rows import CheatRow
from views.kit.dialog import Dialog
from views.kit.icons import Icon
from views.kit.keycap import Keycap
from views.kit.layouts import STRETCH, column, row
from views.kit.text import Text

_WIDTH = 760


class CheatSheet(Dialog):
    """Two columns of groups; Esc, `?` or the button closes it."""

    def __init__(self, parent: QWidget, rows: Sequence[CheatRow], *, title: str, close: str) -> None:
        super().__init__(parent, title, width=_WIDTH, object_name="shell.cheat_sheet")
        halves = _halves(_groups(rows))
        columns = row(*[self._column(half) for half in halves], spacing=40)
        columns.setStretch(0, 1)
        columns.setStretch(1, 1)
        self.body.addLayout(columns)
        self.focus_first(self.add_button("close", close))

    @staticmethod
    def _column(rows: Sequence[CheatRow]) -> QWidget:
        layout = column(spacing=5)
        for number, shown in enumerate(rows):
            if shown.heading:
                if number:
                    layout.addSpacing(10)
                layout.addWidget(Text(shown.heading, role="caption", weight=600, tone="faint"))
            badge = Icon(shown.badge_icon, "faint", 14)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
            badge.setToolTip(shown.badge)
            keys = [Keycap(key) for key in shown.keys]
            layout.addLayout(row(Text(shown.title, elide=True), badge, STRETCH, *keys, spacing=4))
        layout.addStretch(1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder


def _groups(rows: Sequence[CheatRow]) -> list[list[CheatRow]]:
    groups: list[list[CheatRow]] = []
    for shown in rows:
        if shown.heading or not groups:
            groups.append([])
        groups[-1].append(shown)
    return groups


def _halves(groups: Sequence[Sequence[CheatRow]]) -> tuple[list[CheatRow], list[CheatRow]]:
    """Whole groups in two columns of about the same length."""
    total = sum(len(group) + 1 for group in groups)
    first: list[CheatRow] = []
    second: list[CheatRow] = []
    used = 0
    for group in groups:
        target = first if used + len(group) / 2 <= total / 2 else second
        target.extend(group)
        used += len(group) + 1
    return first, second
