"""A page's content with all its states round it: one place decides which of them is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from viewmodels.kernel.screen import ScreenKind, ScreenState
from views.kit.bars import ErrorBar, StaleBar
from views.kit.layouts import box, column
from views.kit.states import NoPermission, Skeleton


class PageStates(QWidget):
    """Shows `content` when ready, else what stands for it; stale and error bars lie above both.

    A problem never hides content: it is shown over the rows that were kept. `empty` and `forbidden` are made
    when they are first needed.
    """

    retried = Signal()

    def __init__(
        self,
        content: QWidget,
        *,
        retry: str,
        loading: QWidget | None = None,
        empty: Callable[[], QWidget] | None = None,
        forbidden: Callable[[], NoPermission] | None = None,
        object_name: str = "page",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._loading = loading or Skeleton()
        self._make = {ScreenKind.EMPTY: empty, ScreenKind.FORBIDDEN: forbidden}
        self._made: dict[ScreenKind, QWidget] = {}
        self._stale = StaleBar()
        self._error = ErrorBar(retry=retry, object_name=f"{object_name}.error")
        self._error.retried.connect(self.retried)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._loading)
        self._stack.addWidget(content)
        layout = column(self._stale, self._error, box(self._stack), spacing=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_state(self, state: ScreenState) -> None:
        """Show this state; bind it to the page's `state`."""
        self._stale.set_text(state.stale)
        problem = state.problem
        self._error.set_problem(problem.text if problem else "", retry=bool(problem and problem.retry))
        self._stack.setCurrentWidget(self._shown(state.kind))

    def _shown(self, kind: ScreenKind) -> QWidget:
        if kind is ScreenKind.LOADING:
            return self._loading
        make = self._make.get(kind)
        if make is None:
            return self._content
        if kind not in self._made:
            self._made[kind] = make()
            self._stack.addWidget(self._made[kind])
        return self._made[kind]
