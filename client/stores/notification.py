"""What the person is told."""

from dataclasses import dataclass
from typing import ClassVar

from client.db.cache_reader import Where
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import NotificationDoc

Notifications = tuple[Folded[NotificationDoc], ...]


@dataclass(frozen=True, slots=True)
class NotificationList(Query[Notifications]):
    """The newest notifications, newest first."""

    limit: int = 100

    tags: ClassVar[frozenset[str]] = frozenset({"notification", "outbox"})
    entity: ClassVar[str] = "notification"

    def empty(self) -> Notifications:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Notifications:
        """The notifications now; read marks that are not answered yet are folded in."""
        found = view.rows(
            "notification",
            Where(),
            matches=lambda _row: True,
            key=lambda row: (row["created_at"], row["id"]),
            order="created_at, id",
            descending=True,
            limit=self.limit,
        )
        return tuple(Folded(row, marks) for row, marks in found)


class NotificationStore(Store):
    """Notifications. Operation: `client.outbox.operations.notification.read_up_to`."""
