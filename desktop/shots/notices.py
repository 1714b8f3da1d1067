"""Pictures of how a person is told, in each workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.session.person import Person
from client.stores.notification import NotificationStore
from contracts.notices import untouched
from contracts.permissions import permissions_of
from contracts.vocabulary import Role
from desktop.shots.admin_samples import build_account
from desktop.shots.framed import OFFLINE, SAVED, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from viewmodels.notices.settings import NoticeParts, NoticeSettingsViewModel
from views.notices.settings import NoticeSettingsView


def settings_of(person_id: str, **changes: Any) -> dict[str, Any]:
    """Settings of somebody who has changed these."""
    return untouched(person_id) | {"version": 4, "zone": "Europe/Berlin"} | changes


def notices_page(account: MemoryAccount, role: Role, clock: SampleClock) -> NoticeSettingsViewModel:
    """The viewmodel over the sample account, for somebody in this role."""
    me = account.person
    granted = frozenset(str(each) for each in permissions_of([role]))
    person = Person(me.id, me.name, (role,), granted, ())
    quiet = {"from_minute": 22 * 60, "to_minute": 7 * 60}
    account.put("notice_settings", [settings_of(me.id, quiet=quiet, digest_minute=480)])
    store = NotificationStore(account, account.new_id)
    tools = build_desk(account, clock).tools
    return NoticeSettingsViewModel(NoticeParts(tools, store, account.status, person))


def build(
    role: Role, *, act: Callable[[NoticeSettingsViewModel], object] | None = None, offline: bool = False
) -> QWidget:
    """The page in its window."""
    clock = SampleClock()
    account = build_account(clock)
    if offline:
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    page = notices_page(account, role, clock)
    if act is not None:
        act(page)
    frame = framed(
        lambda: NoticeSettingsView(page),
        f"{role}.notifications",
        page.title.value,
        page.subtitle.value,
        pill=OFFLINE if offline else SAVED,
        others=(),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("customer-notifications", partial(build, Role.CUSTOMER)),
    Shot("vendor-notifications", partial(build, Role.VENDOR, act=lambda page: page.set_phone("030 123"))),
    Shot("admin-notifications", partial(build, Role.ADMIN, offline=True)),
)
