"""Signed webhooks: `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, as Stripe signs its own."""

import hashlib
import hmac
from datetime import datetime
from typing import Final

from backend_stub.ports.gateway import BadSignatureError

TOLERANCE_SECONDS: Final = 300


def sign(body: bytes, secret: bytes, at: datetime) -> str:
    """The header of a webhook that is sent now."""
    stamp = int(at.timestamp())
    return f"t={stamp},v1={_mac(body, secret, stamp)}"


def check(body: bytes, header: str, secret: bytes, now: datetime) -> None:
    """Raises `BadSignatureError` unless it is signed with this secret, and not long ago."""
    fields = [item.partition("=") for item in header.split(",")[:16]]
    stamps = [value for name, _, value in fields if name.strip() == "t"]
    macs = [value for name, _, value in fields if name.strip() == "v1"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) < 12):
        raise BadSignatureError("no timestamp")
    stamp = int(stamps[0])
    wanted = _mac(body, secret, stamp)
    if not any(mac.isascii() and hmac.compare_digest(mac, wanted) for mac in macs):
        raise BadSignatureError("not signed by the gateway")
    if abs(now.timestamp() - stamp) > TOLERANCE_SECONDS:
        raise BadSignatureError("too old")


def _mac(body: bytes, secret: bytes, stamp: int) -> str:
    return hmac.new(secret, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
