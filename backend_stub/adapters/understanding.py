"""What a query asks the index for: each word with everything that would do in its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from backend_stub.adapters.lexicon import LONGEST, Phrase, lexicon
from backend_stub.adapters.words import Word, stem

_SHORTEST: Final = 3
"""Letters that a word has at least that was written as one with another."""


_TRIED: Final = 4
"""Nearest words that one mistyped word may stand for."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that have to be there, in any order; perhaps only the beginning of a single one."""

    words: Phrase
    is_beginning: bool = False


Term = tuple[Alternative, ...]
"""Any of these will do."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word in use: how it is written, and by how many."""

    shown: str
    uses: int


Vocabulary = Mapping[str, Known]


def said(words: Sequence[Word]) -> list[Word]:
    """The words without those that say nothing, unless there are no others."""
    telling = [word for word in words if word.is_exact or not lexicon().says_nothing(word.folded)]
    return telling or list(words)


def terms_of(words: Sequence[Word]) -> list[Term]:
    """One term for each word, or for each phrase that the lexicon knows."""
    terms: list[Term] = []
    begin = 0
    while begin < len(words):
        length, term = _phrase_at(words, begin) or (1, _word_term(words[begin]))
        terms.append(term)
        begin += length
    return terms


def _phrase_at(words: Sequence[Word], begin: int) -> tuple[int, Term] | None:
    for length in range(min(LONGEST, len(words) - begin), 1, -1):
        part = words[begin : begin + length]
        if any(word.is_exact for word in part):
            continue
        phrase = tuple(word.folded for word in part)
        if others := lexicon().others(phrase):
            return length, tuple(_synonyms([phrase, *others]))
    return None


def _word_term(word: Word) -> Term:
    if word.is_exact:
        return (Alternative((word.folded,)),)
    folded, root = word.folded, stem(word.folded)
    found = [Alternative((folded,), is_beginning=True)]
    if word.spelled_out != folded:
        found.append(Alternative((word.spelled_out,), is_beginning=True))
    if root != folded:
        found.append(Alternative((root,)))
    return (*found, *_synonyms(lexicon().others((folded,))))


def _synonyms(phrases: Iterable[Phrase]) -> list[Alternative]:
    """By their stems, whatever their endings."""
    return [Alternative(tuple(stem(word) for word in phrase)) for phrase in phrases]


def is_understood(word: Word) -> bool:
    """Whether the word needs no correction, whoever uses it."""
    return word.is_exact or bool(lexicon().others((word.folded,))) or word.folded.isdigit()


def corrections(word: Word, vocabulary: Vocabulary, *, is_beginning: bool = False) -> list[list[Word]]:
    """What was probably meant, the likeliest first: two words written as one, or the nearest words in use."""
    folded = word.folded
    for cut in range(_SHORTEST, len(folded) - _SHORTEST + 1):
        parts = folded[:cut], folded[cut:]
        if all(part in vocabulary and vocabulary[part].uses for part in parts):
            return [[Word(vocabulary[part].shown, part) for part in parts]]
    nearest = _nearest(folded, vocabulary, is_beginning=is_beginning)
    return [[Word(vocabulary[each].shown, each)] for each in nearest]


def _slips(word: str) -> int:
    """How many slips of the finger still leave a word of this length recognisable."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def _nearest(word: str, vocabulary: Vocabulary, *, is_beginning: bool) -> list[str]:
    slips = _slips(word)
    if not slips:
        return []
    if is_beginning:
        begun: dict[str, str] = {}
        for each in sorted(vocabulary, key=lambda each: -vocabulary[each].uses):
            begun.setdefault(each[: len(word)], each)
        choices: Mapping[str, str] = begun
    else:
        choices = {each: each for each in vocabulary}
    found = process.extract(
        word, choices.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=50
    )

    def order(each: tuple[str, float, int]) -> tuple[float, bool, bool, int, str]:
        meant = choices[each[0]]
        # People rarely mistype the first letter, and mostly mean what many offer.
        return each[1], meant[:1] != word[:1], stem(meant) != stem(word), -vocabulary[meant].uses, meant

    return [choices[each[0]] for each in sorted(found, key=order)[:_TRIED]]
