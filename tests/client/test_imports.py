"""The start-up budget: what the way to the first painted data must not import."""

import subprocess
import sys

_READ_PATH = """
import asyncio, json, secrets, sys
from pathlib import Path
from random import Random
from client.clock import SystemClock
from client.db.disk import ThreadDisk
from client.engine import Engine, EngineOptions, Ports
from client.network import SystemNetwork
from client.ports import Secrets
from client.stores.booking import BookingList

class Kept:
    async def load(self, account): return Secrets(b"k" * 32, "token")
    async def save(self, account, secrets): pass
    async def erase(self, account): pass

async def main():
    profile = Path(sys.argv[1])
    person = {"id": "p", "name": "P", "roles": ["vendor"], "permissions": ["bookings:view"], "vendors": []}
    profile.joinpath("session.json").write_text(json.dumps({"server": "s", "person": person}))
    ports = Ports(SystemClock(), Random(1), ThreadDisk(), SystemNetwork(), Kept())
    engine = Engine(EngineOptions("s", profile), ports)
    await engine.start()
    live = engine.bookings.observe(BookingList())
    await live.ready()
    assert live.loaded and live.problem is None, live.problem
    live.close()
    await engine.aclose()

asyncio.run(main())
late = ("pydantic", "httpx", "websockets", "keyring", "httpcore", "PySide6")
print([name for name in late if name in sys.modules])
"""


def test_the_read_path_imports_nothing_heavy(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READ_PATH, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
