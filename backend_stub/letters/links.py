"""Links in letters: they say what they are for and until when, and nobody else can make one."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Final

from backend_stub.security.door import PREFIX

_MAC_BYTES: Final = 16
UNSUBSCRIBE_DAYS: Final = timedelta(days=400)
"""How long a letter can be unsubscribed from: people keep letters."""


class SignedLinks:
    """Makes and reads tokens for one purpose each; `base` is where people reach this server."""

    def __init__(self, key: bytes, base: str) -> None:
        self.key = key
        self._base = base

    def url(self, path: str, token: str) -> str:
        """The whole address of a page of ours that takes a token."""
        return f"{self._base}{PREFIX}{path}/{token}"

    def sign(self, purpose: str, subject: str, until: datetime) -> str:
        """A token that names `subject`, good for `purpose` alone."""
        payload = json.dumps([purpose, subject, int(until.timestamp())], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._mac(payload) + payload).rstrip(b"=").decode()

    def read(self, purpose: str, token: str, now: datetime) -> str | None:
        """The subject; None for what we did not sign, signed for something else, or so long ago."""
        try:
            signed = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        except (binascii.Error, ValueError):
            return None
        mac, payload = signed[:_MAC_BYTES], signed[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(payload)):
            return None
        meant, subject, until = json.loads(payload)
        return str(subject) if meant == purpose and now.timestamp() < until else None

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self.key, payload, hashlib.sha256)[:_MAC_BYTES]
