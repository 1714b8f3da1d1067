"""What every carrier of text messages asks of a number."""

import re
from typing import Final

from backend_stub.ports.delivery import RefusedError

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


def check_number(number: str) -> None:
    """Refuse what is no international number."""
    if not _E164.fullmatch(number):
        raise RefusedError("This is no international number, such as +4930123456.")
