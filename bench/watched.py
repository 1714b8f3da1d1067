"""A process whose marks are read while it runs."""

import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from bench.marks import read_mark
from bench.server import await_answer


class Watched:
    """Runs `python -m module`; ended when the block is left. Its complaints are shown only if that fails."""

    def __init__(
        self, module: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._environment = {**os.environ, **(environment or {})}
        self._marks: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Start it."""
        self._said = tempfile.TemporaryFile("w+", errors="replace")
        self._process = subprocess.Popen(
            self._command,
            stdout=subprocess.PIPE,
            stderr=self._said,
            stdin=subprocess.DEVNULL,
            env=self._environment,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, name="marks", daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=5)
        if problem is not None:
            self._said.seek(0)
            sys.stderr.write(self._said.read()[-3000:])
        self._said.close()

    def await_mark(self, name: str, seconds: float = 30.0) -> int:
        """Answer the value of the next mark of this name. Raises TimeoutError where none comes."""
        while True:
            found, value = self._next(seconds, name)
            if found == name:
                return value

    def _next(self, seconds: float, name: str) -> tuple[str, int]:
        try:
            return self._marks.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"no mark {name!r} within {seconds} s") from None

    def marks_until(self, last: str, name: str, seconds: float) -> list[int]:
        """Answer the values of all marks of a name until another one comes."""
        values: list[int] = []
        while True:
            found, value = self._next(seconds, last)
            if found == last:
                return values
            if found == name:
                values.append(value)

    def forget_marks(self) -> None:
        """Drop the marks that nobody awaited."""
        while not self._marks.empty():
            self._marks.get()

    def await_answer(self, url: str) -> None:
        """Wait until the process, a server, answers at `url`."""
        await_answer(self._process, url)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = read_mark(line)
            if found is not None:
                self._marks.put(found)
