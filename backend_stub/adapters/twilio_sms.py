"""Text messages by a gateway that speaks Twilio's API, through its official library (the extra `sms`)."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from backend_stub.adapters.phone_number import check_number
from backend_stub.ports.delivery import DeferredError, RefusedError
from backend_stub.ports.sms import Sms

_OURS_OR_PASSING: Final = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Wrong credentials, or a gateway in trouble: no fault of the message."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where text messages are handed in, as whom, and the number that they come from."""

    url: str | None
    account: str
    token: str
    sender: str
    seconds: float = 20.0


class TwilioSms:
    """`ports.sms.SmsPort` by HTTP; the library blocks, so it works in a thread."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        quiet = logging.getLogger("twilio.http_client")
        quiet.setLevel(logging.WARNING)  # it would log numbers and texts
        carrier = TwilioHttpClient(timeout=gateway.seconds, pool_connections=False, max_retries=None)
        self._client = Client(gateway.account, gateway.token, http_client=carrier)
        if gateway.url is not None:
            self._client.api.base_url = gateway.url

    async def send(self, sms: Sms) -> None:
        """Hand it in."""
        check_number(sms.to)
        await asyncio.to_thread(self._send, sms)

    def _send(self, sms: Sms) -> None:
        try:
            self._client.messages.create(to=sms.to, from_=self._gateway.sender, body=sms.text)
        except TwilioRestException as error:
            words = f"{error.status} {error.code}: {error.msg}"[:300]
            final = 400 <= error.status < 500 and error.status not in _OURS_OR_PASSING
            raise (RefusedError(words) if final else DeferredError(words)) from error
        except (TwilioException, OSError) as error:
            # Its HTTP library's errors are OSErrors.
            raise DeferredError(f"The gateway could not be used: {error}"[:300]) from error
