"""Sending pictures, and who sees them."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from PIL import Image

from backend_stub.adapters.folder_files import FolderFiles
from backend_stub.db.tables import File
from backend_stub.features.files.service import LooseFileSweeper
from backend_stub.features.files.uploads import UploadBook
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, problem
from tests.backend_stub.support.drawings import bomb, drawing
from tests.backend_stub.support.running import API, Client


async def send(
    client: Client, data: Any, said: str = "image/png", *, id: UUID | None = None, key: UUID | None = None
) -> httpx.Response:
    """An upload."""
    headers = {"Content-Type": said, "Idempotency-Key": str(key or uuid4())}
    if client.token:
        headers["Authorization"] = f"Bearer {client.token}"
    return await client.http.post(f"{API}/files?id={id or uuid4()}", content=data, headers=headers)


def opened(answer: httpx.Response) -> Image.Image:
    return Image.open(io.BytesIO(answer.content))


async def test_a_picture_comes_back_drawn_anew_and_small(stage: Stage) -> None:
    answer = await send(stage["customer"], drawing("PNG", (3000, 1500)))
    assert answer.status_code == 201, answer.text
    file = answer.json()
    assert (file["media_type"], file["width"], file["height"]) == ("image/jpeg", 2048, 1024)
    seen = await stage["customer"].get(f"/files/{file['id']}")
    assert seen.headers["content-type"] == "image/jpeg"
    assert seen.headers["x-content-type-options"] == "nosniff"
    assert seen.headers["cache-control"].startswith("private")
    assert opened(seen).size == (2048, 1024)
    thumb = await stage["customer"].get(f"/files/{file['id']}?size=thumb")
    assert opened(thumb).size == (480, 240)
    again = await stage["customer"].get(
        f"/files/{file['id']}", headers={"If-None-Match": seen.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


async def test_metadata_goes_and_its_orientation_is_applied(stage: Stage) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010E] = "Taken at home, 54.1 N 10.8 E"
    data = drawing("JPEG", (80, 40), exif=exif, comment=b"secret place")
    file = (await send(stage["customer"], data, "image/jpeg")).json()
    assert (file["width"], file["height"]) == (40, 80)
    seen = await stage["customer"].get(f"/files/{file['id']}")
    picture = opened(seen)
    assert not picture.getexif()
    assert b"secret" not in seen.content
    assert b"Taken" not in seen.content
    assert picture.convert("L").crop((30, 2, 38, 10)).getextrema()[0] == 0  # the black quarter turned right


async def test_what_is_see_through_stays_so(stage: Stage) -> None:
    data = drawing("WEBP", (50, 50), "#0000", alpha=True, lossless=True)
    file = (await send(stage["customer"], data, "image/webp")).json()
    assert file["media_type"] == "image/png"


@pytest.mark.parametrize(
    ("data", "said", "expected"),
    [
        (drawing("PNG"), "image/jpeg", (415, "unsupported_media_type")),
        (b"<html><script>alert(1)</script>", "image/png", (415, "unsupported_media_type")),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", (415, "unsupported_media_type")),
        (drawing("GIF"), "image/png", (415, "unsupported_media_type")),
        (b"", "image/png", (415, "unsupported_media_type")),
        (b"%PDF-1.7", "application/octet-stream", (415, "unsupported_media_type")),
        (drawing("PNG", (400, 400))[:300], "image/png", (422, "invalid_input")),
        (drawing("JPEG")[:200], "image/jpeg", (415, "unsupported_media_type")),
        (bomb(), "image/png", (422, "invalid_input")),
        (bomb(30_000, 10), "image/png", (422, "invalid_input")),
        (bomb(7000, 7000), "image/png", (422, "invalid_input")),
    ],
)
async def test_liars_and_bombs_are_refused(
    stage: Stage, data: bytes, said: str, expected: tuple[int, str]
) -> None:
    answer = await send(stage["customer"], data, said)
    if expected[0] == 415 and answer.status_code == 422:
        # A cut off JPEG may still show its head: then it is damaged rather than none.
        expected = (422, "invalid_input")
    assert problem(answer) == expected


async def test_ten_megabytes_and_no_more(stage: Stage) -> None:
    large = b"\x89PNG" + b"\0" * (10 * 1024 * 1024)
    assert problem(await send(stage["customer"], large)) == (413, "too_large")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b"\0" * (1024 * 1024)

    assert problem(await send(stage["customer"], endless())) == (413, "too_large")


@pytest.mark.slow
async def test_a_hundred_megabytes_are_not_waited_for(stage: Stage) -> None:
    taken = 0

    async def hundred() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield b"\0" * (1024 * 1024)
            await asyncio.sleep(0.01)

    try:
        answer = await send(stage["customer"], hundred())
        assert answer.status_code == 413
    except httpx.TransportError:
        pass  # hung up on, in the middle of the body
    assert taken < 90


async def test_who_may_send_and_how(stage: Stage) -> None:
    data = drawing()
    assert problem(await send(stage["nobody"], data)) == (401, "unauthenticated")
    assert problem(await send(stage["kiosk"], data)) == (403, "forbidden")
    keyless = await stage["customer"].http.post(
        f"{API}/files?id={uuid4()}",
        content=data,
        headers={"Content-Type": "image/png", "Authorization": f"Bearer {stage['customer'].token}"},
    )
    assert problem(keyless) == (400, "idempotency_key_missing")
    id, key = uuid4(), uuid4()
    first = await send(stage["vendor"], data, id=id, key=key)
    again = await send(stage["vendor"], data, id=id, key=key)
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    other = await send(stage["vendor"], drawing(color="#123"), id=id, key=key)
    assert problem(other) == (422, "idempotency_key_reused")
    assert problem(await send(stage["vendor"], data, id=id)) == (409, "id_taken")
    odd = await stage["vendor"].call("POST", "/files?id=7", None, headers={"Content-Type": "image/png"})
    assert odd.status_code in {415, 422}


async def test_only_those_see_it_whom_it_is_for(stage: Stage) -> None:
    id, thing = uuid4(), uuid4()
    assert (await send(stage["customer"], drawing(), id=id)).status_code == 201

    async def seers() -> set[str]:
        answers = {name: await client.get(f"/files/{id}") for name, client in stage.clients.items()}
        assert {answer.status_code for answer in answers.values()} <= {200, 401, 404}
        return {name for name, answer in answers.items() if answer.status_code == 200}

    assert await seers() == {"customer"}
    book, database = UploadBook(), stage.running.server.database
    async with database.write() as uow:
        await book.share(uow.session, thing, ["admin"])
    assert await seers() == {"customer"}
    async with database.write() as uow:
        file = await uow.session.get(File, id)
        assert file is not None
        file.thing_id = thing
        await uow.session.flush()
        await book.share(uow.session, thing, ["admin", f"vendor:{stage.world.north}"])
    assert await seers() == {"customer", "vendor", "admin"}
    async with database.write() as uow:
        await book.share(uow.session, thing, ["catalogue"])
    assert await seers() == set(stage.clients) - {"nobody"}
    shown = await stage["stranger"].get(f"/files/{id}?size=thumb")
    assert shown.headers["cache-control"].startswith("private")
    assert problem(await stage["stranger"].get(f"/files/{uuid4()}")) == (404, "not_found")
    assert problem(await stage["nobody"].get(f"/files/{id}")) == (401, "unauthenticated")


async def test_what_nobody_uses_goes_after_a_day(stage: Stage, clock: MovableClock, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "files"
    sweeper = LooseFileSweeper(stage.running.server.database, FolderFiles(folder), clock)
    first, second, thing = uuid4(), uuid4(), uuid4()
    for id in (first, second):
        assert (await send(stage["vendor"], drawing(), id=id)).status_code == 201
    async with stage.running.server.database.write() as uow:
        file = await uow.session.get(File, first)
        assert file is not None
        file.thing_id = thing
    clock.offset = timedelta(hours=25)
    await sweeper.run()
    vendor = await stage.running.sign_in(stage.world.email("vendor"))
    assert (await vendor.get(f"/files/{first}")).status_code == 200  # the same bytes, and they are kept
    assert (await vendor.get(f"/files/{second}")).status_code == 404
    async with stage.running.server.database.write() as uow:
        await UploadBook().detach(uow.session, thing, [])
    await sweeper.run()
    assert not [path for path in folder.rglob("*") if path.is_file()]
