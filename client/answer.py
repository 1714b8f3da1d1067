"""What an online read brought, and how old it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a GET; `as_of` is set where it is a kept one because the server can't be reached."""

    body: Any
    as_of: datetime | None = None
