"""How texts are compared where people look for words: on the server, and in what a device keeps."""

import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th"}
)


def fold(text: str) -> str:
    """Lower case without accents: `Große Crème` is `grosse creme`."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
