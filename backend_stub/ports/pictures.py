"""Pictures that people send, made safe to keep and to show."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as we keep it, and a small one of it in the same type."""

    data: bytes
    thumb: bytes
    media_type: str
    width: int
    height: int


class PicturesPort(Protocol):
    """Draws pictures anew, so that nothing is kept but what can be seen."""

    async def make(self, data: bytes, said: str) -> Picture:
        """The picture in these bytes, upright, without metadata, and not too large.

        415 if they are no picture, or not of the media type that was `said`; 422 if they are damaged or have
        too many pixels.
        """
        ...
