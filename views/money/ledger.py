"""The ledger of one payment: groups of lines, each of which says that it is 0."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from viewmodels.money.rows import LedgerGroup
from viewmodels.text import Texts
from views.kit.card import Card, Divider, Surface
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.tag import Tag
from views.kit.text import Span, Text

_EDGE, _INDENT, _AMOUNT, _KIND = 16, 20, 110, 140
_RIGHT = Qt.AlignmentFlag.AlignRight


class LedgerCard(Card):
    """Account, kind, debit and credit; the draft of a refund stands at the end, on a wash."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts("money.ledger"), note=texts("money.ledger.note"), divided=True, parent=parent)
        self.setObjectName("admin.transaction.ledger")
        self._texts = texts
        self._groups = column(spacing=0)
        self._draft = column(spacing=0)
        self.body.addWidget(self._heads())
        self.body.addWidget(Divider())
        self.body.addLayout(self._groups)
        self.body.addLayout(self._draft)

    def show_groups(self, groups: Sequence[LedgerGroup]) -> None:
        """What is written."""
        clear(self._groups)
        for number, group in enumerate(groups):
            if number:
                self._groups.addWidget(Divider())
            self._groups.addWidget(self._group(group))

    def show_draft(self, group: LedgerGroup | None) -> None:
        """What would be written."""
        clear(self._draft)
        if group is not None:
            self._draft.addWidget(self._group(group))

    def _heads(self) -> QWidget:
        texts = self._texts
        names = [Text(texts(f"money.ledger.{name}"), tone="soft") for name in ("account", "kind")]
        sides = [
            Text(texts(f"money.ledger.{name}"), tone="soft", align=_RIGHT) for name in ("debit", "credit")
        ]
        names[1].setFixedWidth(_KIND)
        for side in sides:
            side.setFixedWidth(_AMOUNT)
        line = row(*names, *sides, spacing=0, margins=(_EDGE, 8, _EDGE, 8))
        line.setStretch(0, 1)
        return box(line)

    def _group(self, group: LedgerGroup) -> QWidget:
        title = Text()
        title.set_spans([Span(group.title, weight=600), Span(f" {group.when}", "soft")])
        number = Text(group.number, role="small", tone="soft")
        sums = Tag(group.sum, "good", icon="check", dense=True)
        sums.setAccessibleName(self._texts("money.ledger.sums", sum=group.sum))
        head = row(title, STRETCH, number, sums, margins=(_EDGE, 8, _EDGE, 4))
        grid = QGridLayout()
        grid.setContentsMargins(_EDGE, 0, _EDGE, 10)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for column_, width in ((1, _KIND), (2, _AMOUNT), (3, _AMOUNT)):
            grid.setColumnMinimumWidth(column_, width)
        for number_, line in enumerate(group.lines):
            account = Text(line.account, elide=True)
            account.setContentsMargins(_INDENT if line.credit else 0, 0, 0, 0)
            grid.addWidget(account, number_, 0)
            grid.addWidget(Text(line.kind, tone="soft"), number_, 1)
            grid.addWidget(Text(line.debit, align=_RIGHT), number_, 2)
            grid.addWidget(Text(line.credit, align=_RIGHT), number_, 3)
        surface = Surface("accent_wash" if group.is_draft else "surface")
        surface.setLayout(column(head, grid, spacing=0))
        return surface
