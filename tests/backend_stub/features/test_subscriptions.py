"""News: two steps in, one click out, and an announcement reaches each subscriber of its segment once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import insert, select, update

from backend_stub.db.database import Database
from backend_stub.db.tables import Announcement, AuditEntry, Letter, Subscriber
from backend_stub.features.subscriptions.sending import AnnouncementSender
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.test_notices import mail_in, until
from tests.backend_stub.features.world import Stage, build_world, problem
from tests.backend_stub.support.running import running_server

FORM = {"content-type": "application/x-www-form-urlencoded"}
BASE = "https://doorstep.test"


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str, clock: MovableClock) -> AsyncIterator[Stage]:
    """The small world, reachable by https as far as its letters know."""
    settings = {"public_url": BASE, "sign_ups_per_hour": 5}
    async with running_server(tmp_path / "data", database_url, clock=clock, settings=settings) as running:
        yield await Stage(running, await build_world(running.server.database)).open()


async def sign_up(town: Stage, email: str, **more: Any) -> Any:
    return await town["nobody"].post("/subscriptions", {"email": email, **more})


async def states(town: Stage) -> dict[str, str]:
    async with town.running.server.database.read() as session:
        return dict((await session.execute(select(Subscriber.email, Subscriber.state))).all())


async def mails(tmp_path: Path, count: int) -> Any:
    async def arrived() -> Any:
        found = mail_in(tmp_path)
        return found if len(found) >= count else None

    return await until(arrived, "mail")


def link_in(mail: Any, path: str) -> str:
    """The address in a mail that leads to a page of ours, as the server sees it."""
    text = mail.get_body(("plain",)).get_content()
    (word,) = {word for word in text.split() if f"/{path}/" in word}
    return str(word.removeprefix(BASE))


async def subscribe(town: Stage, *emails: str) -> None:
    """As if these had signed up and confirmed."""
    async with town.running.server.database.write() as uow:
        rows = [
            {
                "id": uuid4(),
                "email": email,
                "language": "en",
                "state": "active",
                "asked_from": "",
                "asked_at": uow.now,
                "confirmed_at": uow.now,
                "created_at": uow.now,
            }
            for email in emails
        ]
        await uow.session.execute(insert(Subscriber), rows)


async def draft(town: Stage, **more: Any) -> Any:
    wish = {"id": str(uuid4()), "subject": "Spring", "body": "Hello.\n\n<b>Windows</b> are cheap.", **more}
    answer = await town["admin"].post("/announcements", wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def do(town: Stage, row: Any, action: str, body: Any = None) -> Any:
    headers = {"If-Match": f'"{row["version"]}"'}
    return await town["admin"].post(f"/announcements/{row['id']}/{action}", body or {}, headers=headers)


async def finished(town: Stage, id: str) -> Any:
    async def done() -> Any:
        row = (await town["admin"].get(f"/announcements/{id}")).json()
        return row if row["state"] == "sent" else None

    return await until(done, "sent")


async def recipients(town: Stage, id: str) -> Counter[str]:
    async with town.running.server.database.read() as session:
        query = select(Letter.address).where(Letter.announcement_id == UUID(id))
        return Counter(str(address) for address in (await session.scalars(query)).all())


async def test_in_by_two_steps_and_out_by_one(town: Stage, tmp_path: Path) -> None:
    answer = await sign_up(town, "Ada@Test.example", language="de")
    assert (answer.status_code, answer.json()) == (202, {"status": "check_your_mail"})
    (mail,) = await mails(tmp_path, 1)
    assert mail["Subject"] == "Bitte bestätigen Sie Ihr Abonnement"
    assert mail["List-Unsubscribe"] is None
    path = link_in(mail, "subscriptions/confirm")
    assert (await town.running.http.get(path)).status_code == 200
    assert await states(town) == {"ada@test.example": "pending"}
    for _ in range(2):
        assert (await town.running.http.post(path, content="x=1", headers=FORM)).status_code == 200
    assert await states(town) == {"ada@test.example": "active"}

    row = await draft(town)
    assert (await do(town, row, "schedule")).status_code == 200
    _, news = await mails(tmp_path, 2)
    if news["Subject"] != "Spring":
        news = next(each for each in mail_in(tmp_path) if each["Subject"] == "Spring")
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = news.get_body(("html",)).get_content()
    assert "&lt;b&gt;Windows&lt;/b&gt;" in html
    way_out = news["List-Unsubscribe"].strip("<>").removeprefix(BASE)
    assert (await town.running.http.get(way_out)).status_code == 200
    assert await states(town) == {"ada@test.example": "active"}
    clicked = await town.running.http.post(way_out, content="List-Unsubscribe=One-Click", headers=FORM)
    assert clicked.status_code == 200
    assert await states(town) == {"ada@test.example": "ended"}


async def test_no_answer_tells_whether_an_address_is_known(town: Stage, tmp_path: Path) -> None:
    await subscribe(town, "known@test.example")
    answers = [await sign_up(town, f"{name}@test.example") for name in ("known", "new", "new", "vendor")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert {frozenset(answer.headers) for answer in answers} == {frozenset(answers[0].headers)}
    arrived = await mails(tmp_path, 2)
    assert Counter(mail["To"].addresses[0].addr_spec for mail in arrived) == {
        "new@test.example": 1,
        "vendor@test.example": 1,
    }
    assert (await states(town))["known@test.example"] == "active"


async def test_nobody_signs_up_a_whole_town(town: Stage) -> None:
    answers = [await sign_up(town, f"{n}@test.example") for n in range(7)]
    assert [answer.status_code for answer in answers] == [202] * 5 + [429] * 2
    assert problem(answers[-1]) == (429, "rate_limited")
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "body",
    [{}, {"email": "x"}, {"email": "a b@c"}, {"email": "a@b", "language": "xx"}, {"email": "a@b", "x": 1}],
)
async def test_what_is_no_address_is_refused(town: Stage, body: Any) -> None:
    assert problem(await town["nobody"].post("/subscriptions", body)) == (422, "invalid_input")


async def test_a_link_to_confirm_ends_and_is_for_nothing_else(
    town: Stage, tmp_path: Path, clock: MovableClock
) -> None:
    await sign_up(town, "ada@test.example")
    (mail,) = await mails(tmp_path, 1)
    path = link_in(mail, "subscriptions/confirm")
    crossed = path.replace("/confirm/", "/end/")
    assert (await town.running.http.post(crossed)).status_code == 404
    clock.offset += timedelta(hours=49)
    assert (await town.running.http.post(path)).status_code == 404
    assert await states(town) == {"ada@test.example": "pending"}


async def test_only_who_confirmed_and_belongs_is_reached(town: Stage) -> None:
    await subscribe(
        town, "customer@test.example", "vendor@test.example", "both@test.example", "far@test.example"
    )
    await sign_up(town, "pending@test.example")
    await town.book("customer")
    everybody = {"customer@test.example", "vendor@test.example", "both@test.example", "far@test.example"}
    cleaning = str(town.world.cleaning)
    for segment, value, expected in (
        ("all", None, everybody),
        ("customers", None, {"customer@test.example", "both@test.example"}),
        ("vendors", None, {"vendor@test.example", "both@test.example"}),
        ("city", "Alderhaven", {"customer@test.example"}),
        ("city", "Nowhere", set()),
        ("category", cleaning, {"customer@test.example"}),
        ("category", str(uuid4()), set()),
    ):
        row = await draft(town, segment=segment, segment_value=value)
        preview = (await town["admin"].get(f"/announcements/{row['id']}/preview?language=de")).json()
        assert (segment, preview["recipients"]) == (segment, len(expected))
        await do(town, row, "schedule")
        done = await finished(town, row["id"])
        assert (done["recipients"], done["sent"], done["failed"]) == (len(expected), len(expected), 0)
        assert await recipients(town, row["id"]) == dict.fromkeys(expected, 1)


async def test_two_servers_and_restarts_write_one_letter_each(town: Stage, clock: MovableClock) -> None:
    database = town.running.server.database
    await subscribe(town, *(f"{n}@test.example" for n in range(23)))
    row = await draft(town)
    await do(town, row, "schedule")
    second = Database(database.url.render_as_string(hide_password=False), clock)
    try:
        for _ in range(4):
            await asyncio.gather(
                AnnouncementSender(database, clock, batch=3).run(),
                AnnouncementSender(second, clock, batch=4).run(),
            )
    finally:
        await second.close()
    done = await finished(town, row["id"])
    assert done["recipients"] == 23
    assert set((await recipients(town, row["id"])).values()) == {1}


async def test_who_leaves_meanwhile_gets_nothing_and_who_joins_hears_next_time(town: Stage) -> None:
    database = town.running.server.database
    await subscribe(town, "stays@test.example", "leaves@test.example")
    row = await draft(town)
    async with database.write() as uow:
        # Begun a while ago, with the letter of one written and not sent yet.
        begun = {"state": "sending", "send_at": uow.now, "started_at": uow.now}
        await uow.session.execute(update(Announcement).values(**begun))
        leaves = update(Subscriber).where(Subscriber.email == "leaves@test.example").values(state="ended")
        await uow.session.execute(leaves)
    await subscribe(town, "joins@test.example")
    await finished(town, row["id"])
    assert await recipients(town, row["id"]) == {"stays@test.example": 1}


async def test_a_draft_is_changed_scheduled_taken_back_and_audited(town: Stage, clock: MovableClock) -> None:
    row = await draft(town)
    headers = {"If-Match": f'"{row["version"]}"'}
    text = {"subject": "Summer", "body": "Hot.", "segment": "vendors"}
    path = f"/announcements/{row['id']}"
    changed = (await town["admin"].call("PUT", path, text, headers=headers)).json()
    assert (changed["subject"], changed["version"]) == ("Summer", 2)
    stale = await town["admin"].call("PUT", path, text, headers=headers)
    assert problem(stale) == (412, "version_stale")
    later = (clock.now() + timedelta(days=2)).isoformat()
    scheduled = (await do(town, changed, "schedule", {"send_at": later})).json()
    assert scheduled["state"] == "scheduled"
    assert problem(await do(town, scheduled, "schedule")) == (409, "invalid_transition")
    back = (await do(town, scheduled, "cancel")).json()
    assert (back["state"], back["send_at"]) == ("draft", None)
    await do(town, back, "schedule")
    sent = await finished(town, row["id"])
    assert problem(await do(town, sent, "cancel")) == (409, "invalid_transition")
    async with town.running.server.database.read() as session:
        query = select(AuditEntry.action).where(AuditEntry.entity_id == UUID(row["id"]))
        acts = Counter((await session.scalars(query)).all())
    assert acts == {"announcement.scheduled": 2, "announcement.cancelled": 1, "announcement.sent": 1}
    page = await town["admin"].pull()
    assert [each["state"] for each in page["upserts"]["announcement"]] == ["sent"]
    assert "announcement" not in (await town["vendor"].pull())["upserts"]


@pytest.mark.parametrize(
    "more",
    [
        {"segment": "city"},
        {"segment": "all", "segment_value": "x"},
        {"segment": "category", "segment_value": "not an id"},
        {"segment": "moon"},
        {"subject": " "},
        {"subject": "x" * 201},
        {"body": ""},
        {"body": "x" * 20001},
    ],
)
async def test_announcements_that_cannot_be(town: Stage, more: Any) -> None:
    wish = {"id": str(uuid4()), "subject": "Spring", "body": "Hello.", **more}
    assert problem(await town["admin"].post("/announcements", wish)) == (422, "invalid_input")


async def test_admins_find_and_end_a_subscription(town: Stage) -> None:
    await subscribe(town, "ada@test.example", "bob@test.example")
    found = (await town["admin"].get("/subscribers?q=ADA&state=active")).json()["items"]
    assert [row["email"] for row in found] == ["ada@test.example"]
    ended = await town["admin"].post(f"/subscribers/{found[0]['id']}/end")
    assert ended.json()["state"] == "ended"
    assert (await town["admin"].get("/subscribers?q=%25")).json()["items"] == []
    first = (await town["admin"].get("/subscribers?limit=1&sort=email")).json()
    rest = (await town["admin"].get(f"/subscribers?limit=1&sort=email&cursor={first['next_cursor']}")).json()
    assert [first["items"][0]["email"], rest["items"][0]["email"]] == ["ada@test.example", "bob@test.example"]
