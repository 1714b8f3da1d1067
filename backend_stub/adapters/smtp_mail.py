"""Mail by SMTP (aiosmtplib), a connection per mail."""

import ssl
from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from backend_stub.adapters.mail_message import build_message
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.delivery import DeferredError, RefusedError
from backend_stub.ports.mail import Mail

Tls = Literal["none", "starttls", "implicit"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in; `ca_file` for a certificate that the system does not know."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = None
    ca_file: str | None = None
    seconds: float = 20.0


class SmtpMail:
    """`ports.mail.MailPort` by SMTP. Certificates are always checked; STARTTLS never falls back to plain."""

    def __init__(self, server: SmtpServer, sender: str, clock: ClockPort) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        """Hand it in; what the server's 5xx says of the mail itself is final, all else may pass."""
        server = self._server
        message = build_message(mail, self._sender, self._clock.now())
        context = None if server.tls == "none" else ssl.create_default_context(cafile=server.ca_file)
        try:
            await aiosmtplib.send(
                message,
                sender=self._sender,
                recipients=[mail.to],
                hostname=server.host,
                port=server.port,
                username=server.user,
                password=server.password,
                use_tls=server.tls == "implicit",
                start_tls=server.tls == "starttls",
                tls_context=context,
                timeout=server.seconds,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            # One recipient, so one answer.
            raise _failure(error.recipients[0]) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            # Ours to set right, and no fault of this mail.
            raise DeferredError(f"The mail server did not take our credentials ({error.code}).") from error
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
            raise _failure(error) from error
        except UnicodeEncodeError as error:
            raise RefusedError("The mail server does not take this address (SMTPUTF8).") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeferredError(f"The mail server could not be used: {error}") from error


def _failure(error: aiosmtplib.SMTPResponseException) -> Exception:
    words = f"{error.code} {error.message}"[:300]
    return RefusedError(words) if 500 <= error.code < 600 else DeferredError(words)
