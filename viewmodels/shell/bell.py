"""What stands under the bell."""

from __future__ import annotations

from client.outbox.operations.notification import read_up_to
from client.stores.notification import NotificationList, Notifications, NotificationStore
from contracts.rows import NotificationDoc
from contracts.vocabulary import NotificationKind
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.pages import workspace_of
from viewmodels.shell.rows import NotificationRow

ICONS: dict[str, str] = {
    NotificationKind.BOOKING_REQUESTED: "calendar-plus",
    NotificationKind.BOOKING_ACCEPTED: "calendar-check",
    NotificationKind.BOOKING_DECLINED: "calendar-x",
    NotificationKind.BOOKING_CANCELLED: "calendar-x",
    NotificationKind.BOOKING_RESCHEDULED: "calendar-clock",
    NotificationKind.BOOKING_EXPIRED: "clock",
    NotificationKind.BOOKING_NO_SHOW: "user-x",
    NotificationKind.BOOKING_REMINDER: "alarm-clock",
    NotificationKind.MESSAGE: "message-square",
    NotificationKind.PAYMENT_REFUNDED: "undo-2",
    NotificationKind.PAYMENT_DECLINED: "credit-card",
    NotificationKind.PAYOUT_SENT: "banknote",
    NotificationKind.PROPOSAL_MADE: "calendar-clock",
    NotificationKind.PROPOSAL_ACCEPTED: "calendar-check",
    NotificationKind.PROPOSAL_DECLINED: "calendar-x",
    NotificationKind.WAITLIST_OFFERED: "calendar-plus",
    NotificationKind.WAITLIST_MISSED: "clock",
    NotificationKind.LISTING_SUBMITTED: "list-checks",
    NotificationKind.LISTING_APPROVED: "badge-check",
    NotificationKind.LISTING_REJECTED: "pencil",
    NotificationKind.REVIEW_PUBLISHED: "star",
    NotificationKind.REVIEW_REPLIED: "reply",
    NotificationKind.REVIEW_REPORTED: "flag",
    NotificationKind.REVIEW_HIDDEN: "eye-off",
    NotificationKind.SUPPORT_INVITED: "life-buoy",
    NotificationKind.ACCOUNT_CHANGED: "shield-check",
    NotificationKind.ACCOUNT_SUSPENDED: "shield-alert",
    NotificationKind.ACCOUNT_RESTORED: "shield-check",
}


class Bell(ViewModel):
    """Notifications, newest first; `arrived` names the ones that came while the program runs."""

    def __init__(self, tools: Tools, store: NotificationStore, navigator: Navigator) -> None:
        super().__init__(tools)
        self.open: Observable[bool] = self.field(False)
        self.unread: Observable[int] = self.field(0)
        self.arrived: Observable[tuple[NotificationDoc, ...]] = self.field(())
        self.rows: RowModel[NotificationRow] = RowModel(
            [Column("title", "", lambda row: row.title)],
            self,
            describe=lambda row: f"{row.title}. {row.detail}. {row.when}",
        )
        self.read_all = self.command(self._read_all, "notification.read")
        self.show = self.command(self._show, "shell.notifications")
        self._store, self._navigator = store, navigator
        self._known: frozenset[str] | None = None
        self._newest: NotificationDoc | None = None
        self.observe(store.observe(NotificationList()), self._receive)

    @property
    def unread_ids(self) -> frozenset[str]:
        """What has not been read yet."""
        return frozenset(row.id for row in self.rows.rows if row.unread)

    def open_settings(self) -> None:
        """Go to where one chooses how to be told."""
        self.hide()
        here = workspace_of(self._navigator.current.value.route)
        self._navigator.go(f"{here}.notifications")

    def hide(self) -> None:
        """Close the list."""
        self.open.value = False

    def _receive(self, notifications: Notifications) -> None:
        docs = [folded.row for folded in notifications]
        listed = [doc for doc in docs if doc["listed"]]
        self._newest = listed[0] if listed else None
        self.rows.set_rows([self._row(doc) for doc in listed])
        self.unread.value = sum(1 for doc in listed if doc["read_at"] is None)
        ids = frozenset(doc["id"] for doc in docs)
        # The first load is history: only what comes after it is news.
        if self._known is not None:
            self.arrived.value = tuple(doc for doc in docs if doc["id"] not in self._known)
        self._known = ids | (self._known or frozenset())

    def _row(self, doc: NotificationDoc) -> NotificationRow:
        starts_at = doc["starts_at"]
        when = "" if starts_at is None else self.format.day_time(starts_at, doc["zone"])
        return NotificationRow(
            id=doc["id"],
            icon=ICONS.get(doc["kind"], "bell"),
            title=self.texts(
                f"shell.notification.{doc['kind']}", who=doc["counterpart"], listing=doc["listing_title"]
            ),
            detail=when,
            when=self.format.since(doc["created_at"], doc["zone"]),
            unread=doc["read_at"] is None,
            booking_id=doc["booking_id"],
        )

    async def _show(self) -> None:
        self.open.value = not self.open.value

    async def _read_all(self) -> None:
        if self._newest is not None and self.unread.value:
            await self._store.act(read_up_to(self._newest))
