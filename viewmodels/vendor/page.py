"""What every page of a vendor has in common: its state, and a way to try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.errors import DoorstepError
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.vendor.desk import Following, VendorDesk

if TYPE_CHECKING:
    from viewmodels.vendor.booking_rows import BookingPanel


class VendorPage(Page):
    """A page that follows live queries; `retry` reads them again."""

    def __init__(self, desk: VendorDesk, title: str, *, primary: str = "") -> None:
        super().__init__(desk.tools, title, primary=primary)
        self._desk = desk
        self._trouble: Problem | None = None
        self._followed: list[Following] = []

    def following(self) -> Following:
        """A live query of this page."""
        made = Following(self._failed)
        self._followed.append(made)
        self.on_close(made.close)
        return made

    def yield_to(self, panel: BookingPanel | None) -> None:
        """While a panel beside the page has a filled button of its own, the page's is drawn plain."""
        self.filled.value = panel is None or not panel.has_primary

    def retry(self) -> None:
        """Read everything again."""
        for following in self._followed:
            following.refresh()

    def stale_text(self, zone: str) -> str:
        """`As of 10:42, offline`, '' while the server can be reached."""
        status = self._desk.status
        if status.online or status.connecting or status.as_of is None:
            return ""
        return self.texts("shell.stale", time=self.format.since(status.as_of, zone))

    def set_state(self, kind: ScreenKind, stale: str) -> None:
        """Show a state; who acts for no vendor may see nothing here, and a problem lies over what is kept."""
        if not self._desk.vendor_id:
            kind = ScreenKind.FORBIDDEN
            self.primary.value = ""
        elif self._trouble is not None and kind is ScreenKind.LOADING:
            kind = ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale, problem=self._trouble)

    def _failed(self, error: DoorstepError | None) -> None:
        self._trouble = None
        if error is not None:
            words = self.tools.describe(error).text
            self._trouble = Problem(self.texts("vendor.problem.rows", words=words), retry=True)
        self.show_state()

    def show_state(self) -> None:
        """Compute the state anew."""
        raise NotImplementedError
