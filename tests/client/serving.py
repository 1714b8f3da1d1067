"""A real server as a process, on a copy of the simulator's small world."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.sim.template import make_template


class ServerProcess:
    """`backend_stub.serve` on a folder of its own; can be stopped hard and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._port = 0
        folder.mkdir(parents=True, exist_ok=True)
        if not self.database.exists():
            template = folder / "template.db"
            make_template(template)
            shutil.move(template, self.database)

    @property
    def database(self) -> Path:
        """The server's file."""
        return self._folder / "doorstep.db"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Run it and wait until it is ready."""
        command = [sys.executable, "-m", "backend_stub.serve", "--data", str(self._folder)]
        self._process = subprocess.Popen(
            [*command, "--port", str(self._port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "DOORSTEP_SIGN_IN_FAILURES": "5000 per 5 minutes"},
        )
        assert self._process.stdout is not None
        self._port = json.loads(self._process.stdout.readline())["port"]

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None
