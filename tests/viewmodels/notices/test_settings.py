"""How a person chooses to be told: at once, offline too, and never what can't be."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from client.outbox.operations.notification import KINDS, change_settings
from contracts.notices import TOPICS, Channel, untouched
from contracts.notifications import NoticeSettingsPatch
from contracts.vocabulary import Role
from desktop.shots.admin_samples import build_account
from desktop.shots.memory import MemoryAccount
from desktop.shots.notices import notices_page
from desktop.shots.vendor_samples import SampleClock
from viewmodels.kernel.screen import ScreenKind
from viewmodels.notices.settings import NoticeSettingsViewModel


@pytest.fixture
async def account(qapp: object) -> AsyncIterator[MemoryAccount]:
    built = build_account(SampleClock())
    yield built
    await built.tasks.aclose()
    built.close()


@pytest.fixture
async def page(account: MemoryAccount) -> AsyncIterator[NoticeSettingsViewModel]:
    made = notices_page(account, Role.CUSTOMER, SampleClock())
    yield made
    made.close()


async def settle(account: MemoryAccount) -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def sent(account: MemoryAccount) -> list[dict[str, Any]]:
    """What was handed to the outbox, each as the server would check it."""
    found = [dict(item.operation.args) for item in account.operations]
    for args in found:
        NoticeSettingsPatch.model_validate(args)
    return found


def place(page: NoticeSettingsViewModel, topic: str, channel: str) -> Any:
    row = next(row for row in page.topics.value if row.id == topic)
    return next(each for each in row.places if each.channel == channel)


async def test_a_customer_sees_what_concerns_customers(page: NoticeSettingsViewModel) -> None:
    assert page.state.value.kind is ScreenKind.READY
    ids = [row.id for row in page.topics.value]
    assert "reminder" in ids
    assert "request" not in ids
    assert place(page, "account", "mail").fixed
    assert not place(page, "cancelled", "mail").fixed


async def test_a_box_is_saved_at_once_and_shown(
    account: MemoryAccount, page: NoticeSettingsViewModel
) -> None:
    page.set_place("cancelled", "sms", True)
    page.set_place("message", "mail", True)
    await settle(account)
    assert sent(account) == [{"grid": {"cancelled": {"sms": True}}}, {"grid": {"message": {"mail": True}}}]
    assert place(page, "cancelled", "sms").on
    assert place(page, "message", "mail").on
    assert page.waiting.value


async def test_quiet_hours_and_digest_name_the_zone(
    account: MemoryAccount, page: NoticeSettingsViewModel
) -> None:
    page.set_quiet(False)
    page.set_quiet(True)
    page.set_quiet_hours("1380", "1380")
    page.set_digest("")
    await settle(account)
    assert [args["zone"] for args in sent(account)] == ["Europe/Berlin"] * 4
    assert page.times.value.quiet
    assert (page.times.value.quiet_from, page.times.value.quiet_to) == ("1380", "1410")
    assert page.times.value.digest == ""


async def test_at_most_four_reminders(account: MemoryAccount, page: NoticeSettingsViewModel) -> None:
    for minutes in (60, 30, 240):
        page.set_reminder(minutes, True)
        await settle(account)
    assert [row.minutes for row in page.reminders.value if row.on] == [1440, 120, 60, 30]
    page.set_reminder(1440, False)
    await settle(account)
    assert [row.minutes for row in page.reminders.value if row.on] == [120, 60, 30]


async def test_a_number_needs_its_country(account: MemoryAccount, page: NoticeSettingsViewModel) -> None:
    page.set_phone("030 123456")
    assert page.address.value.problem
    assert sent(account) == []
    page.set_phone(" +49 30 123456 ")
    await settle(account)
    assert sent(account) == [{"phone": "+49 30 123456"}]
    assert page.address.value.problem == ""


def test_the_reducer_says_what_the_server_will_say() -> None:
    (kind,) = (each for each in KINDS if each.name == "notification.settings")
    operation = change_settings("p1", grid={"message": {"mail": True}}, quiet=None)

    class _Pending:
        pass

    pending: Any = _Pending()
    pending.operation = operation
    first = kind.reduce(None, pending)
    assert first is not None
    assert first["grid"]["message"] == {"in_app": True, "desktop": True, "mail": True, "sms": False}
    assert kind.reduce(first, pending) == first
    assert untouched("p1")["grid"]["message"]["mail"] is False


def test_every_topic_and_channel_has_words(page: NoticeSettingsViewModel) -> None:
    for topic in TOPICS:
        assert page.texts(f"notices.topic.{topic}")
        assert page.texts(f"notices.topic.{topic}.detail")
    assert [each.id for each in page.channels] == list(Channel)
