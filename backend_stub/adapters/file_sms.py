"""Text messages that go into a folder: what the embedded server does."""

import asyncio
import json
import re
from pathlib import Path

from backend_stub.adapters.file_mail import keep_file
from backend_stub.adapters.phone_number import check_number
from backend_stub.ports.sms import Sms


class FileSms:
    """`ports.sms.SmsPort`: a JSON file per message, named by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, sms: Sms) -> None:
        """Write the file."""
        check_number(sms.to)
        content = json.dumps({"to": sms.to, "text": sms.text}, ensure_ascii=False).encode()
        name = re.sub(r"[^A-Za-z0-9.-]", "_", sms.id)
        await asyncio.to_thread(keep_file, self._folder / f"{name}.json", content)
