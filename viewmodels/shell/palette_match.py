"""Finding what was typed in a title: at the start of words first, then inside them."""

from __future__ import annotations

from dataclasses import dataclass

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """`rank` sorts (lower is better), `marks` are the (start, length) of matched letters in the title."""

    rank: int
    marks: Marks


def find_match(query: str, title: str, also: str = "") -> Match | None:
    """Where every word of the query stands in the title or in `also`; None where one doesn't."""
    # Not casefold: it makes some letters longer (ß), and marks would be off.
    low = title.lower()
    rank = 0
    marks: list[tuple[int, int]] = []
    for word in query.lower().split():
        at = low.find(word)
        start = _word_start(low, word)
        if start is not None:
            marks.append((start, len(word)))
            rank += 0 if start == 0 else 1
        elif at >= 0:
            marks.append((at, len(word)))
            rank += 2
        elif word in also.lower():
            rank += 3
        else:
            return None
    return Match(rank, tuple(sorted(marks)))


def _word_start(text: str, word: str) -> int | None:
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return at
        at = text.find(word, at + 1)
    return None
