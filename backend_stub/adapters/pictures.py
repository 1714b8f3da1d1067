"""Pictures made safe: known by their content, decoded within bounds, drawn anew without what hid in them."""

import asyncio
import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from backend_stub.errors import InvalidInputError, ProblemError
from backend_stub.ports.pictures import Picture
from contracts.errors import ErrorCode

MEDIA_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""What may be sent, by the name that the decoder has for it."""

MAX_PIXELS: Final = 40_000_000
MAX_EDGE: Final = 2048
THUMB_EDGE: Final = 480
_LONGEST_SIDE: Final = 20_000
_AT_ONCE: Final = 2


class PictureMaker:
    """Implements `ports.pictures.PicturesPort` in threads, a few at a time: each may need 100 MB."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def make(self, data: bytes, said: str) -> Picture:
        """The picture in these bytes."""
        async with self._turns:
            return await asyncio.to_thread(make_picture, data, said)


def make_picture(data: bytes, said: str) -> Picture:
    """The same in this thread; Pillow reads no more than the head before the size is known to be fair."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
            _check(image, said)
            return _drawn_anew(image)
    except ProblemError:
        raise
    except UnidentifiedImageError:
        raise unsupported("This is no JPEG, PNG or WebP picture, whatever its name says.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # noqa: BLE001 - decoders meet damaged files with errors of every kind
        raise InvalidInputError.field(
            "body", "picture_damaged", "This picture is damaged; save it again, or send another."
        ) from None


def unsupported(detail: str) -> ProblemError:
    """415: what was sent is nothing that we take here."""
    return ProblemError(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail)


def _too_many_pixels() -> InvalidInputError:
    detail = f"A picture may have at most {MAX_PIXELS // 1_000_000} million pixels; make it smaller."
    return InvalidInputError.field("body", "picture_too_large", detail)


def _check(image: Image.Image, said: str) -> None:
    """Before anything is decoded: only the head of the file has been read."""
    found = MEDIA_TYPES[image.format or ""]
    if found != said:
        raise unsupported(f"This was sent as {said}, but it is {found}.")
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise _too_many_pixels()


def _drawn_anew(image: Image.Image) -> Picture:
    image.draft("RGB", (MAX_EDGE, MAX_EDGE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    has_alpha = upright.mode in {"LA", "PA", "RGBA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((THUMB_EDGE, THUMB_EDGE), Image.Resampling.LANCZOS)
    media_type = "image/png" if has_alpha else "image/jpeg"
    return Picture(_encoded(plain, 86), _encoded(small, 80), media_type, plain.width, plain.height)


def _encoded(image: Image.Image, quality: int) -> bytes:
    """The pixels alone: of an image of their own, so that no metadata comes along."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    target = io.BytesIO()
    if image.mode == "RGBA":
        bare.save(target, "PNG", optimize=False)
    else:
        bare.save(target, "JPEG", quality=quality, progressive=True)
    return target.getvalue()
