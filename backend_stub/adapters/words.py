"""Words as the search engines inside the database compare them, and what was meant by mistyped ones."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_WORD: Final = re.compile(r"[^\W_]+")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th"}
)
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: as typed, as compared, and whether it may be corrected."""

    typed: str
    folded: str
    is_exact: bool = False


def fold(text: str) -> str:
    """Lower case without accents: `Große Crème` is `grosse creme`."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> list[Word]:
    """The words of a query; those in double quotes are meant exactly."""
    exact = {match.group(0) for quoted in _QUOTED.findall(text) for match in _WORD.finditer(quoted)}
    words = []
    for match in _WORD.finditer(text):
        typed = match.group(0)
        words += [Word(typed, folded, typed in exact) for folded in _WORD.findall(fold(typed))]
    return words[:_MOST_WORDS]


def corrected(words: Sequence[Word], vocabulary: Collection[str]) -> list[Word]:
    """The same words, with those that begin no known word replaced by the nearest known ones."""
    result = []
    for word in words:
        known = word.is_exact or any(each.startswith(word.folded) for each in vocabulary)
        nearest = None if known else _nearest(word.folded, vocabulary)
        result.append(word if nearest is None else Word(nearest, nearest))
    return result


def _nearest(word: str, vocabulary: Collection[str]) -> str | None:
    """The known word that is at most a slip or two away."""
    slips = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    if not slips:
        return None
    found = process.extract(
        word, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=20
    )
    # Of equally near words the one that begins alike: people rarely mistype the first letter.
    best = min(found, key=lambda each: (each[1], each[0][:1] != word[:1], each[0]), default=None)
    return best[0] if best else None
