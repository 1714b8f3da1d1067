"""Words that mean the same, and words that say nothing about what somebody looks for."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

from backend_stub.adapters.words import stem, tokens_of

Phrase = tuple[str, ...]
LONGEST: Final = 3
"""Words in a phrase of the lexicon, at most."""

_DATA: Final = Path(__file__).with_name("lexicon.json")


class Lexicon:
    """Reads `lexicon.json`; each of its groups works from every member to all others."""

    def __init__(self) -> None:
        data = json.loads(_DATA.read_text("utf-8"))
        self._unsaid = frozenset(word for text in data["unsaid"] for word in tokens_of(text))
        groups: defaultdict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        self._words: dict[str, str] = {}
        for group in data["synonyms"]:
            members = [tuple(tokens_of(text)) for text in group]
            for text, member in zip(group, members, strict=True):
                self._words |= {member[0]: text} if len(member) == 1 else {part: part for part in member}
                groups[_key(member)] |= dict.fromkeys(each for each in members if each != member)
        self._groups = dict(groups)

    def says_nothing(self, word: str) -> bool:
        """Whether everybody writes this word whatever they look for."""
        return word in self._unsaid

    def others(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """What else means the same as this word or these words, whatever their endings."""
        return tuple(self._groups.get(_key(phrase), ()))

    @property
    def words(self) -> dict[str, str]:
        """All words in it, folded, with how they are written: somebody may mean them who mistypes."""
        return self._words


def _key(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)


@cache
def lexicon() -> Lexicon:
    """The one lexicon; read when it is first asked for."""
    return Lexicon()
