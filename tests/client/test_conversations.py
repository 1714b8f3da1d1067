"""What is half written is on disk, also after a kill; who types is heard and said while connected."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from client.db.disk import ThreadDisk
from client.db.outbox_file import OutboxFile
from client.drafts import Drafts
from client.stores.conversation import ConversationStore
from tests.client.test_realtime import Bench, bench

KEY = bytes(range(32))
_WRITER = """
import asyncio, sys
from pathlib import Path
from client.db.disk import ThreadDisk
from client.db.outbox_file import OutboxFile
from client.drafts import Drafts

async def main():
    file = OutboxFile(ThreadDisk(), Path(sys.argv[1]), bytes(range(32)))
    await file.open()
    drafts = Drafts(file)
    text = ""
    while True:
        text += "x"
        await drafts.keep("talk", text)
        print(len(text), flush=True)

asyncio.run(main())
"""


async def test_drafts_are_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    said = 0
    while said < 5:
        said = int(await process.stdout.readline())
    process.kill()
    rest = (await process.stdout.read()).decode()
    await process.wait()
    said = max([said, *(int(line) for line in rest.splitlines() if line.strip())])
    disk = ThreadDisk()
    file = OutboxFile(disk, path, KEY)
    await file.open()
    kept = await Drafts(file).load()
    assert len(kept["talk"]) >= said, "what was said to be kept is kept"
    await file.aclose()
    await disk.aclose()


async def test_of_many_strokes_the_newest_is_kept_and_nothing_takes_it_away(tmp_path: Path) -> None:
    disk = ThreadDisk()
    file = OutboxFile(disk, tmp_path / "outbox.db", KEY)
    await file.open()
    drafts = Drafts(file)
    await asyncio.gather(*(drafts.keep("talk", "שלום"[:n] or "") for n in range(1, 5)))
    await drafts.keep("other", "👩🏽‍🔧")
    await drafts.keep("other", "")
    assert await Drafts(file).load() == {"talk": "שלום"}
    await file.aclose()
    await disk.aclose()


def test_typing_goes_out_and_comes_in_while_connected() -> None:
    async def test(it: Bench) -> None:
        store = ConversationStore(
            it,  # type: ignore[arg-type] # nothing is read here
            str,
            lambda: it.realtime,
            lambda: None,  # type: ignore[arg-type, return-value] # nor drafted
            asyncio.get_running_loop().time,
        )
        it.realtime.on_presence, it.realtime.on_silence = store.hear, store.silence
        (line,) = it.wire.sockets
        await store.say_typing("c1", typing=True)
        assert [json.loads(frame)["state"] for frame in line.sent] == ["typing"]
        frame: dict[str, Any] = {"type": "presence", "entity": "conversation", "id": "c1"}
        line.frames.put_nowait(json.dumps({**frame, "state": "typing", "person": {"id": "p", "name": "Ann"}}))
        line.frames.put_nowait(json.dumps({**frame, "state": "typing", "person": "nobody"}))
        await asyncio.sleep(0.01)
        assert [item.name for item in store.typing_in("c1")] == ["Ann"]
        assert store.typing_in("c2") == ()
        await asyncio.sleep(7)
        assert store.typing_in("c1") == (), "it ends by itself"

    bench(test)
