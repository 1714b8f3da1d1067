"""What stands on the keys: letters of six languages, accents for everybody, signs, a phone pad."""

from __future__ import annotations

from enum import StrEnum

Rows = tuple[str, ...]


class Layer(StrEnum):
    """What the keys show."""

    LETTERS = "letters"
    ACCENTS = "accents"
    SIGNS = "signs"
    PHONE = "phone"


# Each as people know it from their own keyboard, without dead keys: one touch, one letter.
LETTERS: dict[str, Rows] = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "de": ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß"),
    "fr": ("azertyuiop", "qsdfghjklm", "wxcvbnéèà"),
    "tr": ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"),
    "pl": ("qwertyuiop", "asdfghjklł", "zxcvbnmąę"),
    "pt": ("qwertyuiop", "asdfghjklç", "zxcvbnmãõ"),
}
# Latin letters beyond a to z that names in these six languages and their neighbours are written with.
ACCENTS: Rows = ("äáàâãåæąçćé", "èêëęğıíîïłñ", "ńóòôõöøœśşß", "úùûüžźż")
SIGNS: Rows = ("1234567890", "@.,'&/()+", '-_:;!?#"')
PHONE: Rows = ("123", "456", "789", "+0-")

# What the accents key promises, in the reader's own letters.
ACCENTS_LABEL: dict[str, str] = {
    "en": "ä é ñ",
    "de": "é ñ å",
    "fr": "ç ê ï",
    "tr": "â î é",
    "pl": "ć ó ż",
    "pt": "á ê ó",
}

_TURKISH_CAPITALS = {"i": "İ", "ı": "I"}


def get_rows(layer: Layer, language: str) -> Rows:
    """The rows of a layer, top to bottom; every character is a key."""
    if layer is Layer.LETTERS:
        return LETTERS[language]
    return {Layer.ACCENTS: ACCENTS, Layer.SIGNS: SIGNS, Layer.PHONE: PHONE}[layer]


def capital(letter: str, language: str) -> str:
    """The capital of a letter; Turkish keeps its dots, and ß has a capital of its own."""
    if letter == "ß":
        return "ẞ"
    if language == "tr" and letter in _TURKISH_CAPITALS:
        return _TURKISH_CAPITALS[letter]
    return letter.upper()
