"""Conversations: who takes part, what is said in which order, what has been read, who may join."""

import asyncio
import io
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from PIL import Image

from contracts.idents import conversation_id
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, problem, statuses
from tests.backend_stub.support.running import API


async def opened(stage: Stage, name: str = "customer") -> str:
    """The conversation of somebody about the deep clean."""
    answer = await stage[name].post("/conversations", {"listing_id": str(stage.world.deep_clean)})
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["id"])


async def say(stage: Stage, name: str, id: str, text: str) -> Any:
    """Something said by somebody."""
    answer = await stage[name].post(f"/conversations/{id}/messages", {"id": str(uuid4()), "text": text})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def read(stage: Stage, name: str, id: str, message: Any) -> Any:
    answer = await stage[name].post(f"/conversations/{id}/read", {"up_to": message["id"]})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def rows(stage: Stage, name: str, entity: str) -> list[Any]:
    """What a pull from nothing gives somebody."""
    found: list[Any] = (await stage[name].pull())["upserts"].get(entity, [])
    return found


async def test_one_conversation_for_a_pair_and_a_subject_from_either_side(stage: Stage) -> None:
    booking = await stage.book("customer")
    wish = {"booking_id": booking["id"]}
    names = ["customer", "vendor"] * 4
    answers = await asyncio.gather(*(stage[name].post("/conversations", wish) for name in names))
    assert sorted(statuses(answers)) == [200] * 7 + [201]
    expected = conversation_id(UUID(booking["id"]), stage.world.people["customer"])
    assert {answer.json()["id"] for answer in answers} == {str(expected)}
    document = answers[0].json()
    assert document["customer"]["name"] == "Customer"
    assert document["vendor_name"] == "Northside Care"
    assert document["title"] == booking["listing_title"]
    other = await opened(stage)
    assert other != document["id"], "another subject, another conversation"
    assert len((await stage["customer"].get("/conversations")).json()["items"]) == 2


async def test_a_guest_has_nobody_to_write_to(stage: Stage) -> None:
    booking = await stage.book("vendor")
    answer = await stage["vendor"].post("/conversations", {"booking_id": booking["id"]})
    assert problem(answer) == (422, "invalid_input")
    assert answer.json()["errors"][0]["code"] == "no_account"


async def test_messages_arrive_once_in_order_and_whole(stage: Stage) -> None:
    id = await opened(stage)
    texts = ["Hello 👩🏽‍🔧", "שלום, אפשר ב־10?", "<b>not bold</b>", "line one\nline two", "x" * 4000]
    for text in texts:
        await say(stage, "customer", id, text)
    path = f"/conversations/{id}/messages"
    first = (await stage["vendor"].get(f"{path}?limit=3&sort=number")).json()
    rest = (await stage["vendor"].get(f"{path}?limit=3&sort=number&cursor={first['next_cursor']}")).json()
    there = [*first["items"], *rest["items"]]
    assert [line["text"] for line in there] == texts
    assert [line["number"] for line in there] == [1, 2, 3, 4, 5]
    back = (await stage["customer"].get(f"{path}?limit=2")).json()
    assert [line["number"] for line in back["items"]] == [5, 4]
    key, line = uuid4(), {"id": str(uuid4()), "text": "Once."}
    again = [await stage["customer"].post(path, line, key=key) for _ in range(3)]
    assert {answer.content for answer in again} == {again[0].content}
    twice = await stage["customer"].post(path, line)
    assert problem(twice) == (409, "id_taken")
    assert (await stage["vendor"].get(f"/conversations/{id}")).json()["message_count"] == 6


async def test_many_at_once_leave_no_gap(stage: Stage) -> None:
    id = await opened(stage)
    said = await asyncio.gather(
        *(say(stage, name, id, f"{name} {n}") for n in range(6) for name in ("customer", "vendor"))
    )
    assert sorted(line["number"] for line in said) == list(range(1, 13))
    document = (await stage["customer"].get(f"/conversations/{id}")).json()
    assert document["unread"] == {"customer": 6, "vendor": 6, "support": 0}


async def test_nonsense_is_refused(stage: Stage) -> None:
    id = await opened(stage)
    path = f"/conversations/{id}/messages"
    for text in ("", " \n\t", "x" * 4001, "\x00"):
        assert (await stage["customer"].post(path, {"id": str(uuid4()), "text": text})).status_code == 422
    assert (await stage["customer"].post("/conversations", {})).status_code == 422
    both = {"booking_id": str(uuid4()), "listing_id": str(stage.world.deep_clean)}
    assert (await stage["customer"].post("/conversations", both)).status_code == 422
    elsewhere = await opened(stage, "stranger")
    foreign = await say(stage, "stranger", elsewhere, "Mine.")
    answer = await stage["customer"].post(f"/conversations/{id}/read", {"up_to": foreign["id"]})
    assert problem(answer) == (404, "not_found")
    assert (await stage["customer"].get("/messages")).status_code == 422
    assert (await stage["customer"].get(f"{path}?sort=text")).status_code == 422


async def test_read_marks_only_move_forward_and_are_seen_by_the_other_side(stage: Stage) -> None:
    id = await opened(stage)
    lines = [await say(stage, "customer", id, f"{n}") for n in range(4)]
    own = await say(stage, "vendor", id, "Yes.")
    after = await read(stage, "vendor", id, lines[2])
    assert after["read"] == {"customer": 0, "vendor": 3, "support": 0}
    assert after["unread"] == {"customer": 1, "vendor": 1, "support": 0}
    before = await read(stage, "vendor", id, lines[0])
    assert before == after, "an older mark changes nothing"
    last = await read(stage, "vendor", id, own)
    assert last["read"]["vendor"] == 5
    assert last["unread"]["vendor"] == 0
    unread = (await stage["vendor"].get("/conversations?unread=true")).json()["items"]
    assert unread == []
    assert len((await stage["customer"].get("/conversations?unread=true")).json()["items"]) == 1
    assert (await rows(stage, "customer", "conversation"))[0]["read"]["vendor"] == 5


async def test_only_those_who_take_part_see_any_of_it(stage: Stage) -> None:
    id = await opened(stage)
    line = await say(stage, "customer", id, "Between us.")
    for name in ("customer", "vendor"):
        assert [row["id"] for row in await rows(stage, name, "message")] == [line["id"]]
        assert [row["id"] for row in await rows(stage, name, "conversation")] == [id]
    for name in ("stranger", "rival", "both", "admin", "kiosk"):
        assert await rows(stage, name, "message") == []
        assert await rows(stage, name, "conversation") == []
        assert (await stage[name].get(f"/conversations/{id}")).status_code == 404
        if name != "kiosk":
            assert (await stage[name].get("/messages?q=between")).json()["items"] == []


async def test_support_sees_it_once_invited_and_everybody_sees_the_invitation(stage: Stage) -> None:
    id = await opened(stage)
    line = await say(stage, "customer", id, "He never came.")
    asked = await stage["customer"].post(f"/conversations/{id}/invite", {"reason": "Nobody came."})
    assert asked.status_code == 200
    invitation = asked.json()["support"]
    assert (invitation["by"], invitation["side"], invitation["reason"]) == (
        "Customer",
        "customer",
        "Nobody came.",
    )
    again = await stage["vendor"].post(f"/conversations/{id}/invite", {})
    assert again.json()["support"] == invitation
    assert [row["id"] for row in await rows(stage, "admin", "message")] == [line["id"]]
    assert (await rows(stage, "vendor", "conversation"))[0]["support"] == invitation
    answer = await say(stage, "admin", id, "Support here.")
    assert answer["side"] == "support"
    entries = (await stage["admin"].get(f"/audit?entity_id={id}")).json()["items"]
    assert [entry["action"] for entry in entries] == ["conversation.support_invited"]
    assert (await stage["stranger"].post(f"/conversations/{id}/invite", {})).status_code == 404


async def test_words_are_found_in_ones_own_messages_whatever_case_and_accents(stage: Stage) -> None:
    id = await opened(stage)
    await say(stage, "customer", id, "Die große Küche, bitte")
    await say(stage, "vendor", id, "Gern. 100% sicher_lich")
    foreign = await opened(stage, "stranger")
    await say(stage, "stranger", foreign, "Auch die KÜCHE")

    async def found(name: str, q: str) -> list[str]:
        answer = await stage[name].get(f"/messages?q={quote(q)}")
        assert answer.status_code == 200, answer.text
        return [line["text"] for line in answer.json()["items"]]

    assert await found("customer", "KUCHE grosse") == ["Die große Küche, bitte"]
    assert await found("vendor", "küche") == ["Auch die KÜCHE", "Die große Küche, bitte"]
    assert await found("customer", "%") == ["Gern. 100% sicher_lich"]
    assert await found("customer", "r_l") == ["Gern. 100% sicher_lich"]
    assert await found("rival", "küche") == []


async def test_writing_a_lot_at_once_has_to_wait_and_loses_nothing(stage: Stage, clock: MovableClock) -> None:
    id = await opened(stage)
    path = f"/conversations/{id}/messages"
    lines = [{"id": str(uuid4()), "text": f"{n}"} for n in range(61)]
    for line in lines[:60]:
        assert (await stage["customer"].post(path, line)).status_code == 201
    key = uuid4()
    refused = await stage["customer"].post(path, lines[60], key=key)
    assert problem(refused) == (429, "rate_limited")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    await say(stage, "vendor", id, "Others go on.")
    clock.offset = timedelta(seconds=61)
    assert (await stage["customer"].post(path, lines[60], key=key)).status_code == 201


async def test_a_suspended_person_writes_nothing(stage: Stage) -> None:
    id = await opened(stage)
    person = (await stage["admin"].get("/people?q=customer@")).json()["items"][0]
    match = {"If-Match": f'"{person["version"]}"'}
    suspended = await stage["admin"].post(
        f"/people/{person['id']}/suspend", {"reason": "Rude."}, headers=match
    )
    assert suspended.status_code == 200
    line = {"id": str(uuid4()), "text": "Let me in"}
    assert (await stage["customer"].post(f"/conversations/{id}/messages", line)).status_code == 401


async def test_a_picture_is_seen_by_those_who_take_part(stage: Stage) -> None:
    id = await opened(stage)
    picture_id = str(uuid4())
    drawn = io.BytesIO()
    Image.new("RGB", (640, 360), "teal").save(drawn, "PNG")
    upload = f"{API}/files?id={picture_id}"
    headers = {
        "Authorization": f"Bearer {stage['customer'].token}",
        "Content-Type": "image/png",
        "Idempotency-Key": str(uuid4()),
    }
    kept = await stage.running.http.post(upload, content=drawn.getvalue(), headers=headers)
    assert kept.status_code == 201, kept.text
    path = f"/conversations/{id}/messages"
    line = {"id": str(uuid4()), "picture_id": picture_id}
    foreign = await stage["vendor"].post(path, line)
    assert foreign.status_code == 422, "another's upload"
    said = await stage["customer"].post(path, {"id": str(uuid4()), "picture_id": picture_id})
    assert said.json()["picture"] == {"id": picture_id, "width": 640, "height": 360}
    assert said.json()["text"] == ""
    assert (await stage["vendor"].get(f"/files/{picture_id}?size=thumb")).status_code == 200
    assert (await stage["rival"].get(f"/files/{picture_id}")).status_code == 404
    assert (await stage["admin"].get(f"/files/{picture_id}")).status_code == 404
    await stage["vendor"].post(f"/conversations/{id}/invite", {})
    assert (await stage["admin"].get(f"/files/{picture_id}")).status_code == 200
    last = (await stage["vendor"].get(f"/conversations/{id}")).json()["last"]
    assert (last["text"], last["has_picture"]) == ("", True)
