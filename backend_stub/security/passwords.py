"""Passwords, as Argon2id hashes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

P = ParamSpec("P")
R = TypeVar("R")

_AT_ONCE: Final = 2


class Passwords:
    """Hashes and checks. Each hash takes 64 MiB, so few run at once; the others wait their turn."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")
        self._decoy: str | None = None

    async def hash(self, password: str) -> str:
        """A hash to keep."""
        return await self._run(self._hasher.hash, password)

    async def matches(self, kept: str | None, password: str) -> bool:
        """Whether the password fits. Without an account (`kept` is None) it takes the same time to say no."""
        if kept is None:
            if self._decoy is None:
                # Hashing takes as long as checking, so not even the first time tells.
                self._decoy = await self.hash("a password that nobody has")
            else:
                await self._run(self._verify, self._decoy, password)
            return False
        return await self._run(self._verify, kept, password)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, call: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(call, *args, **named))
