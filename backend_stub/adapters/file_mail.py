"""Mail that goes into a folder: what the embedded server does, as it has nobody to send by."""

import asyncio
import re
from email.policy import SMTP
from pathlib import Path

from backend_stub.adapters.mail_message import build_message
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.mail import Mail


class FileMail:
    """`ports.mail.MailPort`: an `.eml` named by its Message-ID, so that a repeat is no second one."""

    def __init__(self, folder: Path, sender: str, clock: ClockPort) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        """Write the file."""
        content = build_message(mail, self._sender, self._clock.now()).as_bytes(policy=SMTP)
        name = re.sub(r"[^A-Za-z0-9.-]", "_", mail.message_id.partition("@")[0])
        await asyncio.to_thread(keep_file, self._folder / f"{name}.eml", content)


def keep_file(path: Path, content: bytes) -> None:
    """Write a file for the owner's eyes alone, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)
