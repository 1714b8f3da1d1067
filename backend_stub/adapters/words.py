"""Words as the search engines inside the database compare them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th"}
)
_DIGRAPHS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_ENDINGS: Final = ("ings", "ing", "ers", "er", "ies", "es", "ed", "s", "y")
_SHORTEST_STEM: Final = 3
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: as typed, as compared, and whether it may be corrected."""

    typed: str
    folded: str
    is_exact: bool = False

    @property
    def spelled_out(self) -> str:
        """The same with two letters for each that has dots, a stroke or a ring: `küche` is `kueche`."""
        return _spell_out(self.typed)


def fold(text: str) -> str:
    """Lower case without accents: `Große Crème` is `grosse creme`."""
    # Composed first, or a letter that came in two parts would not be known as one.
    whole = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", whole)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _spell_out(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text).casefold().translate(_DIGRAPHS))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What `cleaning`, `cleaner` and `cleans` have in common; a word without such an ending is itself.

    Only used on both sides at once, so it need not be a word; people who offer and people who look for a
    service differ in just these endings ("gardener", "gardening").
    """
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and not word.endswith("ss"):
            if ending == "ies":
                return rest
            return _undoubled(rest.removesuffix("e") if len(rest) > _SHORTEST_STEM else rest)
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word


def _undoubled(word: str) -> str:
    doubled = len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] in "bdgmnprt"
    return word[:-1] if doubled else word


def tokens_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def spellings_of(text: str) -> dict[str, str]:
    """Each folded word of a text with how it is written there, in lower case."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        for folded in tokens_of(match.group(0)):
            found.setdefault(folded, match.group(0).lower())
    return found


def indexed(text: str) -> str:
    """A text as it goes into an index: its words in order, then what else they should be found by."""
    words = tokens_of(text)
    others = [*tokens_of(_spell_out(text)), *(stem(word) for word in words)]
    known = set(words)
    return " ".join([*words, *dict.fromkeys(other for other in others if other not in known)])


def words_of(text: str) -> list[Word]:
    """The words of a query; those in double quotes are meant exactly."""
    exact = {match.group(0) for quoted in _QUOTED.findall(text) for match in _WORD.finditer(quoted)}
    words = []
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        typed = match.group(0)
        parts = tokens_of(typed)
        words += [Word(typed if len(parts) == 1 else part, part, typed in exact) for part in parts]
    return words[:_MOST_WORDS]
