"""How often somebody may get a sign-in wrong."""

import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from backend_stub.errors import ProblemError
from contracts.errors import ErrorCode


class SignInThrottle:
    """Counts failures by account and address, and by address alone; successes cost nothing."""

    def __init__(self, per_account: str, per_address: str) -> None:
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    async def admit(self, account: str, address: str) -> None:
        """429 with Retry-After once there were too many failures."""
        for limit, keys in self._counters(account, address):
            if not await self._limiter.test(limit, *keys):
                reset, _ = await self._limiter.get_window_stats(limit, *keys)
                seconds = max(1, round(reset - time.time()))
                raise ProblemError(
                    429,
                    ErrorCode.RATE_LIMITED,
                    f"Too many wrong tries; try again in {seconds} s.",
                    headers={"Retry-After": str(seconds)},
                )

    async def count_failure(self, account: str, address: str) -> None:
        """One more wrong try."""
        for limit, keys in self._counters(account, address):
            await self._limiter.hit(limit, *keys)

    async def aclose(self) -> None:
        """Let the storage finish the tidying that its last count began."""
        if self._storage.timer is not None:
            await self._storage.timer

    def _counters(self, account: str, address: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
        return [(self._per_account, ("account", account, address)), (self._per_address, ("address", address))]
