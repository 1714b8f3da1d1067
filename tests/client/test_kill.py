"""kill -9 at random moments while a person acts: what was shown as saved is on the server exactly once."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from tests.client import actor
from tests.client.serving import ServerProcess
from tests.sim.truth import read_truth

Key = tuple[str, str, str]


class Person:
    """Somebody whose program is killed again and again; keeps what it told."""

    def __init__(self, profile: Path, url: str) -> None:
        profile.mkdir()
        self._profile = profile
        self._url = url
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.client.actor"])
        self.said: dict[str, Counter[Key]] = {"trying": Counter(), "saved": Counter(), "refused": Counter()}

    def act_until_killed(self, seed: int) -> None:
        """Start the program, let it act for a moment, kill it."""
        process, told = self._start(actor.act, seed)
        random = Random(seed)
        # Anywhere within an act: a number of steps, and then some more milliseconds.
        for _step in range(random.randint(1, 20)):
            self._note(told.recv())
        time.sleep(random.uniform(0.0, 0.03))
        process.kill()
        process.join()
        self._note_rest(told)

    def come_to_rest(self) -> None:
        """Start it once more and let it finish."""
        process, told = self._start(actor.rest, 0)
        self._note_rest(told)
        process.join()
        assert process.exitcode == 0

    def _start(self, life: Callable[..., None], seed: int) -> tuple[BaseProcess, Connection]:
        told, telling = self._context.Pipe(duplex=False)
        process = self._context.Process(target=life, args=(self._profile, self._url, seed, telling))
        process.start()
        telling.close()
        return process, told

    def _note_rest(self, told: Connection) -> None:
        # A kill can fall into the middle of a word: what was not told whole was not told.
        with told, suppress(EOFError, OSError):
            while True:
                self._note(told.recv())

    def _note(self, words: str) -> None:
        if words != "ready":
            what, name, row_id = words.split()
            entity, action = name.split(".")
            self.said[what][entity, row_id, action] += 1


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path / "server")
    process.start()
    yield process
    process.kill()


def kill_and_check(server: ServerProcess, folder: Path, kills: int) -> None:
    person = Person(folder / "profile", server.url)
    for seed in range(1, kills + 1):
        person.act_until_killed(seed)
        if seed % 10 == 0:
            server.kill()
            server.start()
    person.come_to_rest()
    server.kill()
    copy = folder / "truth.db"
    shutil.copy(server.database, copy)
    for suffix in ("-wal", "-shm"):
        beside = server.database.with_name(server.database.name + suffix)
        if beside.exists():
            shutil.copy(beside, copy.with_name(copy.name + suffix))
    truth = read_truth(copy)
    tried, saved, refused = (person.said[word] for word in ("trying", "saved", "refused"))
    assert sum(saved.values()) >= kills // 2
    for key in tried:
        if key[0] != "notification":
            answered = truth.effect(*key) + refused[key]
            assert saved[key] <= answered <= tried[key], (key, saved[key], answered, tried[key])
    assert truth.ids <= {key[1] for key in tried}


def test_a_killed_program_loses_nothing_that_it_called_saved(server: ServerProcess, tmp_path: Path) -> None:
    kill_and_check(server, tmp_path, 5)


@pytest.mark.slow
def test_two_hundred_kills(server: ServerProcess, tmp_path: Path) -> None:
    kill_and_check(server, tmp_path, 200)
