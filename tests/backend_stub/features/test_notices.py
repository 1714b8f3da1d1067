"""Who is told of what, by which channel and when, on a running server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from backend_stub.db.tables import Booking, Letter, Notification, Reminder, Review
from backend_stub.features.notifications.consumers import Notifier
from backend_stub.features.notifications.news import ACCOUNTS
from backend_stub.features.notifications.reminders import ReminderBell
from contracts.events import EventName
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, build_world, problem
from tests.backend_stub.support.running import Client, running_server

SETTINGS = "/notifications/settings"


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str, clock: MovableClock) -> AsyncIterator[Stage]:
    """The small world, reachable by https as far as its letters know."""
    settings = {"public_url": "https://doorstep.test"}
    async with running_server(tmp_path / "data", database_url, clock=clock, settings=settings) as running:
        yield await Stage(running, await build_world(running.server.database)).open()


async def until(check: Any, _what: str) -> Any:
    """What `check` answers, once it does; effects come after the commit."""
    async with asyncio.timeout(60):
        while True:
            found = await check()
            if found:
                return found
            await asyncio.sleep(0.02)


async def letters(stage: Stage, **wanted: Any) -> list[Letter]:
    async with stage.running.server.database.read() as session:
        query = select(Letter).order_by(Letter.created_at)
        for name, value in wanted.items():
            query = query.where(getattr(Letter, name) == value)
        return list((await session.scalars(query)).all())


async def confirmed(stage: Stage, name: str = "customer", number: int = 0) -> Any:
    """A booking that the vendor has accepted."""
    booking = await stage.book(name, number=number)
    return (await stage.change("vendor", booking, "accept")).json()


async def reminders(stage: Stage, booking: Any, state: str = "waiting") -> list[int]:
    async with stage.running.server.database.read() as session:
        query = select(Reminder.minutes).where(
            Reminder.booking_id == UUID(booking["id"]), Reminder.state == state
        )
        return sorted((await session.scalars(query)).all())


async def change(client: Client, **patch: Any) -> Any:
    answer = await client.call("PATCH", SETTINGS, patch)
    assert answer.status_code == 200, answer.text
    return answer.json()


def mail_in(folder: Path) -> list[EmailMessage]:
    files = sorted((folder / "data" / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


async def test_a_request_reaches_the_vendor_by_bell_and_mail(town: Stage, tmp_path: Path) -> None:
    await town.book()
    (told,) = await town.told("vendor")
    assert told["kind"] == "booking_requested"
    assert told["alert_at"] is not None
    assert told["listed"]

    async def arrived() -> Any:
        return mail_in(tmp_path)

    (mail,) = await until(arrived, "mail")
    assert mail["To"].addresses[0].addr_spec == "vendor@test.example"
    assert mail["Subject"] == "New request: Deep clean, große Küche"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Europe/Berlin" in plain.get_content()


async def test_one_click_ends_mail_of_that_kind_and_looking_does_not(town: Stage, tmp_path: Path) -> None:
    await town.book()

    async def arrived() -> Any:
        return mail_in(tmp_path)

    (mail,) = await until(arrived, "mail")
    url = mail["List-Unsubscribe"].strip("<>")
    path = url.removeprefix("https://doorstep.test")
    looked = await town.running.http.get(path, headers={"Accept-Language": "de"})
    assert looked.status_code == 200
    assert "Abbestellen" in looked.text
    assert looked.headers["cache-control"] == "no-store"
    assert (await town["vendor"].get(SETTINGS)).json()["grid"]["request"]["mail"]
    form = {"content-type": "application/x-www-form-urlencoded"}
    for _ in range(2):
        clicked = await town.running.http.post(path, content="List-Unsubscribe=One-Click", headers=form)
        assert clicked.status_code == 200
    settings = (await town["vendor"].get(SETTINGS)).json()
    assert not settings["grid"]["request"]["mail"]
    assert settings["grid"]["cancelled"]["mail"]
    await town.book(number=3)
    await town.told("vendor", at_least=2)
    assert len(await letters(town, kind="booking_requested")) == 1


@pytest.mark.parametrize("token", ["x", "a.b", "%00", "A" * 400])
async def test_links_of_others_lead_nowhere(town: Stage, token: str) -> None:
    for method in ("GET", "POST"):
        answer = await town.running.http.request(method, f"/api/v1/unsubscribe/{token}")
        assert problem(answer) == (404, "not_found")


async def test_settings_are_ones_own_and_the_last_to_arrive_holds(stage: Stage) -> None:
    before = (await stage["customer"].get(SETTINGS)).json()
    assert before["version"] == 0
    assert before["reminder_minutes"] == [1440, 120]
    await change(stage["customer"], grid={"message": {"mail": True}}, zone="Europe/Berlin", language="de")
    after = await change(stage["customer"], grid={"message": {"sms": True}}, phone="+49 (30) 123-456")
    assert after["version"] == 2
    assert after["grid"]["message"] == {"in_app": True, "desktop": True, "mail": True, "sms": True}
    assert after["phone"] == "+4930123456"
    assert after == (await stage["customer"].get(SETTINGS)).json()
    assert (await stage["stranger"].get(SETTINGS)).json()["version"] == 0
    page = await stage["customer"].pull()
    assert page["upserts"]["notice_settings"] == [after]
    assert "notice_settings" not in (await stage["stranger"].pull())["upserts"]


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"grid": {"account": {"mail": False}}}, "grid.account.mail"),
        ({"grid": {"account": {"in_app": False}}}, "grid.account.in_app"),
        ({"grid": {}}, "grid"),
        ({"grid": None}, "grid"),
        ({"grid": {"moon": {"mail": True}}}, None),
        ({"grid": {"message": {"pigeon": True}}}, None),
        ({"grid": {"message": {"mail": "yes"}}}, None),
        ({"quiet": {"from_minute": 60, "to_minute": 60}}, "quiet"),
        ({"quiet": {"from_minute": -1, "to_minute": 60}}, "quiet.from_minute"),
        ({"quiet": {"from_minute": 1440, "to_minute": 60}}, "quiet.from_minute"),
        ({"reminder_minutes": [120, 120]}, "reminder_minutes"),
        ({"reminder_minutes": [1]}, "reminder_minutes.0"),
        ({"reminder_minutes": [10, 20, 30, 40, 50]}, "reminder_minutes"),
        ({"reminder_minutes": None}, "reminder_minutes"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"language": "tlh"}, "language"),
        ({"phone": "030 123456"}, "phone"),
        ({"phone": "+49\u0663\u0663\u0663\u0663\u0663\u0663"}, "phone"),
        ({"digest_minute": 1440}, "digest_minute"),
        ({"digest_minute": "8:00"}, "digest_minute"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_settings_that_cannot_be(stage: Stage, patch: Any, field: str | None) -> None:
    answer = await stage["customer"].call("PATCH", SETTINGS, patch)
    assert problem(answer) == (422, "invalid_input"), answer.text
    if field is not None:
        assert field in {error["field"] for error in answer.json()["errors"]}


async def test_two_changes_at_once_both_hold(stage: Stage) -> None:
    topics = ("message", "reminder", "cancelled", "moved", "confirmed", "declined")
    await asyncio.gather(*(change(stage["customer"], grid={topic: {"sms": True}}) for topic in topics))
    settings = (await stage["customer"].get(SETTINGS)).json()
    assert settings["version"] == len(topics)
    assert all(settings["grid"][topic]["sms"] for topic in topics)


async def test_channels_that_are_off_stay_silent(stage: Stage) -> None:
    quiet = {"request": {"in_app": False, "desktop": False, "mail": False}}
    await change(stage["vendor"], grid=quiet)
    booking = await stage.book()
    await stage.change("vendor", booking, "accept")
    await stage.told("customer")
    assert (await stage["vendor"].get("/notifications")).json()["items"] == []
    assert await letters(stage, kind="booking_requested") == []


async def test_desktop_alone_is_announced_and_not_listed(stage: Stage) -> None:
    await change(stage["vendor"], grid={"request": {"in_app": False}})
    await stage.book()

    async def synced() -> Any:
        return (await stage["vendor"].pull())["upserts"].get("notification")

    (row,) = await until(synced, "notification")
    assert row["alert_at"] is not None
    assert not row["listed"]
    assert (await stage["vendor"].get("/notifications")).json()["items"] == []


async def test_quiet_hours_hold_back_what_can_wait(stage: Stage, clock: MovableClock) -> None:
    now = clock.now()
    minute = now.hour * 60 + now.minute
    quiet = {"from_minute": (minute - 60) % 1440, "to_minute": (minute + 120) % 1440}
    await change(stage["vendor"], quiet=quiet, zone="UTC")
    await stage.book()
    (told,) = await stage.told("vendor")
    (letter,) = await letters(stage, kind="booking_requested")
    ends = now.replace(second=0, microsecond=0) + timedelta(hours=2)
    assert letter.state == "waiting"
    assert letter.due_at == ends
    assert datetime.fromisoformat(told["alert_at"]) == ends


async def test_what_begins_before_the_quiet_hours_end_does_not_wait(
    stage: Stage, clock: MovableClock
) -> None:
    booking = await confirmed(stage)
    start = datetime.fromisoformat(booking["starts_at"])
    clock.offset += start - timedelta(hours=1) - clock.now()
    await stage.open()
    now = clock.now()
    minute = now.hour * 60 + now.minute
    quiet = {"from_minute": (minute - 60) % 1440, "to_minute": (minute + 300) % 1440}
    await change(stage["customer"], quiet=quiet, zone="UTC")
    cancelled = await stage.change("vendor", booking, "cancel")
    assert cancelled.status_code == 200

    async def written() -> Any:
        return await letters(stage, kind="booking_cancelled", recipient_id=stage.world.people["customer"])

    (letter,) = await until(written, "letter")
    assert letter.due_at < now + timedelta(minutes=5)


async def test_a_digest_gathers_and_reminders_never_wait_for_it(stage: Stage, clock: MovableClock) -> None:
    now = clock.now()
    later = (now.hour * 60 + now.minute + 90) % 1440
    await change(stage["vendor"], digest_minute=later, zone="UTC")
    await stage.book()
    await stage.book(number=4)
    await stage.told("vendor", at_least=2)
    assert {letter.state for letter in await letters(stage, kind="booking_requested")} == {"gathered"}
    clock.offset += timedelta(minutes=95)

    async def sent() -> Any:
        return await letters(stage, kind="digest", state="sent")

    (digest,) = await until(sent, "digest")
    assert len(digest.content["items"]) == 2


async def test_reminders_follow_the_booking(stage: Stage) -> None:
    booking = await confirmed(stage, number=12)

    async def planned() -> Any:
        return await reminders(stage, booking)

    assert await until(planned, "reminders") == [120, 1440]
    await change(stage["customer"], reminder_minutes=[60, 30, 2880])
    assert await reminders(stage, booking) in ([30, 60], [30, 60, 2880])
    await stage.change("vendor", booking, "cancel")

    async def dropped() -> Any:
        return not await reminders(stage, booking)

    await until(dropped, "dropped reminders")


async def test_a_reminder_moves_with_its_booking(stage: Stage) -> None:
    booking = await confirmed(stage, number=12)

    async def planned() -> Any:
        return await reminders(stage, booking)

    await until(planned, "reminders")
    later = (await stage.slots(stage.world.deep_clean, after=20))[0]
    moved = await stage.change("vendor", booking, "reschedule", {"starts_at": later["starts_at"]})
    if moved.status_code != 200 or moved.json()["starts_at"] != later["starts_at"]:
        moved = await _move_in_the_book(stage, booking, later["starts_at"])

    async def at_the_new_time() -> Any:
        async with stage.running.server.database.read() as session:
            query = select(Reminder.starts_at).where(Reminder.state == "waiting")
            return set((await session.scalars(query)).all()) == {datetime.fromisoformat(later["starts_at"])}

    await until(at_the_new_time, "moved reminders")


async def _move_in_the_book(stage: Stage, booking: Any, starts_at: str) -> Any:
    """Both sides agree to move, where one alone may not."""
    proposals = (await stage["customer"].get(f"/bookings/{booking['id']}/proposals")).json()["items"]
    answer = await stage["customer"].post(f"/proposals/{proposals[0]['id']}/accept", {})
    assert answer.status_code == 200, (starts_at, answer.text)
    return answer


@pytest.mark.parametrize("servers", [1, 2])
async def test_a_reminder_fires_once_whatever_restarts(
    stage: Stage, clock: MovableClock, servers: int
) -> None:
    booking = await confirmed(stage, number=12)

    async def planned() -> Any:
        return await reminders(stage, booking)

    await until(planned, "reminders")
    start = datetime.fromisoformat(booking["starts_at"])
    database = stage.running.server.database
    for before, expected in ((timedelta(hours=23), 1), (timedelta(hours=1), 2)):
        clock.offset += start - before - clock.now()
        for _ in range(3):
            await asyncio.gather(*(ReminderBell(database, clock).run() for _ in range(servers)))

        async def heard(wanted: int = expected) -> Any:
            async with database.read() as session:
                query = select(Notification).where(Notification.kind == "booking_reminder")
                return len((await session.scalars(query)).all()) == wanted

        await until(heard, "reminder")
    assert await reminders(stage, booking, "done") == [120, 1440]
    written = await letters(stage, kind="booking_reminder")
    assert len(written) == 2
    assert {letter.recipient_id for letter in written} == {stage.world.people["customer"]}


async def test_after_a_long_stop_one_reminder_says_it_all(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, number=12)

    async def planned() -> Any:
        return await reminders(stage, booking)

    await until(planned, "reminders")
    database = stage.running.server.database
    start = datetime.fromisoformat(booking["starts_at"])
    async with database.write() as uow:
        # As if both had come due while nobody ran.
        await uow.session.execute(update(Reminder).values(fire_at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert start > clock.now()

    async def fired() -> Any:
        return await reminders(stage, booking, "done")

    assert await until(fired, "fired") == [120, 1440]

    async def told() -> Any:
        return await letters(stage, kind="booking_reminder")

    assert len(await until(told, "letter")) == 1


async def test_a_reminder_of_what_is_off_says_nothing(stage: Stage, clock: MovableClock) -> None:
    booking = await confirmed(stage, number=12)

    async def planned() -> Any:
        return await reminders(stage, booking)

    await until(planned, "reminders")
    async with stage.running.server.database.write() as uow:
        # The booking ended, and the event that says so is still on its way when the reminder fires.
        await uow.session.execute(update(Booking).values(status="cancelled"))
        await uow.session.execute(update(Reminder).values(fire_at=clock.now()))

    async def fired() -> Any:
        return await reminders(stage, booking, "done")

    await until(fired, "fired")
    await asyncio.sleep(0.2)
    assert await letters(stage, kind="booking_reminder") == []


async def test_what_concerns_the_account_is_always_told(town: Stage, tmp_path: Path) -> None:
    await change(town["both"], grid={"account": {"desktop": False}}, digest_minute=0, language="de")
    person = (await town["admin"].get("/people?q=both")).json()["items"][0]
    headers = {"If-Match": f'"{person["version"]}"'}
    path = f"/people/{person['id']}/suspend"
    answer = await town["admin"].post(path, {"reason": "Asked for cash."}, headers=headers)
    assert answer.status_code == 200

    async def arrived() -> Any:
        return mail_in(tmp_path)

    (mail,) = await until(arrived, "mail")
    assert mail["Subject"] == "Ihr Konto wurde gesperrt"
    assert mail["List-Unsubscribe"] is None


async def test_admins_see_what_was_set_aside_and_try_again(stage: Stage) -> None:
    await stage.book()

    async def sent() -> Any:
        return await letters(stage, state="sent")

    await until(sent, "letter")
    database = stage.running.server.database
    async with database.write() as uow:
        await uow.session.execute(update(Letter).values(state="dead", problem="550 No"))
    page = (await stage["admin"].get("/letters?state=dead")).json()["items"]
    assert [(each["recipient"], each["problem"]) for each in page] == [("Vendor", "550 No")]
    again = await stage["admin"].post(f"/letters/{page[0]['id']}/retry")
    assert again.json()["state"] == "waiting"

    async def once_more() -> Any:
        return await letters(stage, state="sent")

    await until(once_more, "letter")
    refused = await stage["admin"].post(f"/letters/{page[0]['id']}/retry")
    assert problem(refused) == (409, "invalid_transition")


async def test_an_address_that_bounced_is_left_alone_until_it_is_allowed(stage: Stage) -> None:
    wish = {"address": "Vendor@test.example", "reason": "Bounced twice."}
    assert (await stage["admin"].post("/suppressions", wish)).status_code == 201
    await stage.book()

    async def dropped() -> Any:
        return await letters(stage, state="dropped")

    (letter,) = await until(dropped, "letter")
    assert letter.problem == "suppressed"
    listed = (await stage["admin"].get("/suppressions")).json()["items"]
    assert [row["address"] for row in listed] == ["vendor@test.example"]
    ended = await stage["admin"].post("/suppressions/end", {"address": "vendor@test.example"})
    assert ended.status_code == 204
    assert (await stage["admin"].get("/suppressions")).json()["items"] == []


async def test_a_conversation_is_told_once_until_it_is_read(stage: Stage) -> None:
    customer, vendor = stage["customer"], stage["vendor"]
    opened = await customer.post("/conversations", {"listing_id": str(stage.world.deep_clean)})
    assert opened.status_code in {200, 201}, opened.text
    path = f"/conversations/{opened.json()['id']}/messages"
    for number in range(3):
        said = await customer.post(path, {"id": str(uuid4()), "text": f"Hello {number}"})
        assert said.status_code == 201, said.text
    told = await stage.told("vendor")
    await asyncio.sleep(0.3)
    told = (await vendor.get("/notifications")).json()["items"]
    assert [(row["kind"], row["subject_entity"]) for row in told] == [("message", "conversation")]
    assert (await vendor.post("/notifications/read", {"up_to": told[0]["id"]})).status_code == 204
    await customer.post(path, {"id": str(uuid4()), "text": "Still there?"})
    assert len(await stage.told("vendor", at_least=2)) == 2
    assert (await customer.get("/notifications")).json()["items"] == []
    assert await letters(stage, kind="message") == []


async def test_every_event_with_news_has_a_topic_and_words(stage: Stage) -> None:
    assert set(Notifier.events) == set(ACCOUNTS)
    assert {"message.sent", "waitlist.offered", "payout.sent", "listing.submitted"} <= set(Notifier.events)


async def test_a_review_is_told_to_the_other_side_and_its_answer_to_the_author(stage: Stage) -> None:
    world = stage.world
    async with stage.running.server.database.write() as uow:
        review = Review(
            id=uuid4(),
            listing_id=world.deep_clean,
            author="Customer",
            rating=5,
            text="Thorough.",
            created_at=uow.now,
            vendor_id=world.north,
            vendor_name="Northside Care",
            listing_title="Deep clean",
            author_id=world.people["customer"],
        )
        uow.session.add(review)
        for event in (EventName.REVIEW_PUBLISHED, EventName.REVIEW_REPLIED, EventName.REVIEW_REPORTED):
            uow.emit(event, {"review_id": str(review.id), "actor_id": None})
    for name, kind in (
        ("vendor", "review_published"),
        ("customer", "review_replied"),
        ("admin", "review_reported"),
    ):
        (told,) = await stage.told(name)
        assert (told["kind"], told["subject_entity"]) == (kind, "review")
