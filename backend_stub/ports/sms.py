"""Text messages on their way out."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message; `id` is the same for every attempt."""

    id: str
    to: str
    """E.164, such as `+4930123456`."""

    text: str


class SmsPort(Protocol):
    """Hands text messages over to whoever carries them."""

    async def send(self, sms: Sms) -> None:
        """Return once it was taken over; raises `DeferredError` or `RefusedError` (`ports.delivery`)."""
        ...
