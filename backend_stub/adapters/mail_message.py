"""A mail as RFC 5322 has it."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from backend_stub.ports.delivery import RefusedError
from backend_stub.ports.mail import Mail

_ONE_CLICK: Final = "List-Unsubscribe=One-Click"


def build_message(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    """Headers and both parts; an address that can't stand in a header is refused, and injects none."""
    message = EmailMessage()
    try:
        message["From"] = Address("Doorstep", addr_spec=sender)
        message["To"] = Address(_one_line(mail.to_name), addr_spec=mail.to)
        message["Subject"] = _one_line(mail.subject)
    except (ValueError, IndexError, MessageError) as error:
        # The standard library's parser of addresses raises all three for texts that are none.
        raise RefusedError(f"This address can't be written: {error}") from error
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url is not None:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        if mail.unsubscribe_url.startswith("https://"):
            message["List-Unsubscribe-Post"] = _ONE_CLICK
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.language  # setting the content takes headers of the content away
    return message


def _one_line(text: str) -> str:
    return " ".join(text.split())
