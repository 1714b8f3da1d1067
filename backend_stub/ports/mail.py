"""Mail on its way out."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; the same `message_id` for every attempt, so that a copy is known as one."""

    message_id: str
    """Without its angle brackets, such as `5d0c….letter@doorstep.example`."""

    to: str
    to_name: str
    subject: str
    text: str
    html: str
    language: str
    unsubscribe_url: str | None = None
    """For `List-Unsubscribe`; with https also for one click (RFC 8058)."""


class MailPort(Protocol):
    """Hands mail over to whoever carries it."""

    async def send(self, mail: Mail) -> None:
        """Return once it was taken over; raises `DeferredError` or `RefusedError` (`ports.delivery`)."""
        ...
