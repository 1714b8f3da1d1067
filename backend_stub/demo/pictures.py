"""Small photos for the demo town, drawn here: a room, a table, a window, each in several colours."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from backend_stub.ports.files import FilesPort

SCENES: Final = ("The room afterwards", "Everything on the table", "Light through the window")
_SIZE: Final = (640, 400)
_THUMB: Final = (480, 300)
_WALLS: Final = ("#dbe5e3", "#f3e6c8", "#f1dcd7", "#dfe6d3")
_THINGS: Final = ("#4f8f87", "#b5674d", "#7d8f5b", "#5f7389")


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """A picture that is kept, as the file's row names it."""

    content_key: str
    thumb_key: str
    media_type: str
    width: int
    height: int
    size: int


async def draw_pictures(files: FilesPort) -> list[DemoPicture]:
    """Twelve pictures, the same each time."""
    found = []
    for number in range(len(_WALLS) * len(SCENES)):
        image = _scene(number % len(SCENES), number // len(SCENES))
        data, thumb = _jpeg(image), _jpeg(image.resize(_THUMB))
        found.append(
            DemoPicture(
                await files.put(data, "image/jpeg"),
                await files.put(thumb, "image/jpeg"),
                "image/jpeg",
                *_SIZE,
                len(data),
            )
        )
    return found


def _scene(scene: int, colors: int) -> Image.Image:
    wall, thing = _WALLS[colors % len(_WALLS)], _THINGS[colors % len(_THINGS)]
    image = Image.new("RGB", _SIZE, wall)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 310, 640, 400), fill="#c69c6d")
    match scene:
        case 0:
            draw.rounded_rectangle((90, 190, 410, 320), 24, fill=thing)
            draw.rounded_rectangle((120, 150, 380, 240), 18, fill=thing)
            draw.rectangle((460, 60, 570, 150), fill="#fff8ec")
            draw.line((520, 320, 520, 210), fill="#8a6a4a", width=6)
            draw.polygon(((480, 215), (560, 215), (540, 165), (500, 165)), fill="#d8a545")
        case 1:
            draw.rectangle((80, 250, 560, 270), fill="#8a6a4a")
            draw.rounded_rectangle((140, 150, 210, 250), 14, fill=thing)
            draw.rectangle((160, 120, 190, 150), fill="#d8a545")
            draw.polygon(((290, 250), (410, 250), (430, 170), (270, 170)), fill="#b5674d")
            draw.ellipse((300, 140, 400, 200), fill="#fff8ec")
            draw.rounded_rectangle((460, 205, 530, 250), 8, fill="#d8a545")
        case _:
            draw.rectangle((180, 40, 460, 290), fill="#fff8ec")
            draw.rectangle((195, 55, 312, 275), fill="#a9c3cf")
            draw.rectangle((328, 55, 445, 275), fill="#a9c3cf")
            draw.ellipse((390, 70, 430, 110), fill="#f3d37a")
            draw.pieslice((170, 220, 470, 380), 180, 360, fill=thing)
    return image


def _jpeg(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()
