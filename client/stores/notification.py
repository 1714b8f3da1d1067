"""What the person is told."""

from dataclasses import dataclass
from typing import ClassVar, cast

from client.db.cache_reader import Where
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import NoticeSettingsDoc, NotificationDoc

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


@dataclass(frozen=True, slots=True)
class MySettings(Query[Folded[NoticeSettingsDoc] | None]):
    """How the person wants to be told; None while they have changed nothing."""

    tags: ClassVar[frozenset[str]] = frozenset({"notice_settings", "outbox"})
    entity: ClassVar[str] = "notice_settings"

    def empty(self) -> Folded[NoticeSettingsDoc] | None:
        """Nothing yet."""
        return None

    def read(self, view: View) -> Folded[NoticeSettingsDoc] | None:
        """The settings now, with changes that are not answered yet."""
        found = view.find("notice_settings", view.person.id)
        return None if found is None else Folded(cast("NoticeSettingsDoc", found[0]), found[1])


class NotificationStore(Store):
    """Notifications and settings. Operations: `client.outbox.operations.notification`."""
