"""How many of each a listing may have; apart from the models, so that screens need not import them."""

from typing import Final

MAX_PHOTOS: Final = 8
MAX_VARIANTS: Final = 12
MAX_EXTRAS: Final = 20
MAX_QUESTIONS: Final = 10
TITLE_LENGTH: Final = 60
"""What the editor lets be typed; older titles may be longer."""
