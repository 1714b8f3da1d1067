"""Lines under the search box while somebody types: services, vendors, earlier searches. Works offline."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.rows import ListingDoc
from viewmodels.customer.rows import Suggestion
from viewmodels.format import Format
from viewmodels.text import Texts

_SERVICES, _VENDORS, _EARLIER = 4, 3, 3


def suggest(
    typed: str, listings: Sequence[ListingDoc], earlier: Sequence[str], texts: Texts, formats: Format
) -> tuple[Suggestion, ...]:
    """At most ten lines whose words begin as typed."""
    words = typed.casefold().split()
    if not words:
        return _earlier(words, earlier, texts)
    return (
        _services(words, listings, texts, formats)
        + _vendors(words, listings, texts)
        + _earlier(words, earlier, texts)
    )


def find_marks(title: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the typed words begin in a title, as (start, length); () unless each of them does."""
    folded = title.casefold()
    if len(folded) != len(title):
        folded = title.lower() if len(title.lower()) == len(title) else title
    marks: list[tuple[int, int]] = []
    for word in words:
        starts = [
            place for place in range(len(folded)) if folded.startswith(word, place) and _begins(folded, place)
        ]
        if not starts:
            return ()
        marks.append((starts[0], len(word)))
    return tuple(marks)


def _begins(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _services(
    words: Sequence[str], listings: Sequence[ListingDoc], texts: Texts, formats: Format
) -> tuple[Suggestion, ...]:
    by_title: dict[str, list[ListingDoc]] = {}
    for listing in listings:
        if find_marks(listing["title"], words):
            by_title.setdefault(listing["title"], []).append(listing)
    found = sorted(by_title.items(), key=lambda item: (-len(item[1]), item[0]))[:_SERVICES]
    rows = []
    for place, (title, same) in enumerate(found):
        cheapest = min(same, key=lambda listing: listing["price"]["amount"])
        detail = texts.count("customer.suggest.nearby", len(same), price=formats.money(cheapest["price"]))
        heading = texts("customer.suggest.services") if place == 0 else ""
        rows.append(
            Suggestion(title, "service", heading, title, detail, cheapest["art"], find_marks(title, words))
        )
    return tuple(rows)


def _vendors(words: Sequence[str], listings: Sequence[ListingDoc], texts: Texts) -> tuple[Suggestion, ...]:
    by_name: dict[str, set[str]] = {}
    for listing in listings:
        if find_marks(listing["vendor_name"], words):
            by_name.setdefault(listing["vendor_name"], set()).add(listing["category_name"])
    rows = []
    for place, (name, categories) in enumerate(sorted(by_name.items())[:_VENDORS]):
        heading = texts("customer.suggest.vendors") if place == 0 else ""
        rows.append(
            Suggestion(
                name, "vendor", heading, name, ", ".join(sorted(categories)), "", find_marks(name, words)
            )
        )
    return tuple(rows)


def _earlier(words: Sequence[str], earlier: Sequence[str], texts: Texts) -> tuple[Suggestion, ...]:
    fitting = [text for text in earlier if not words or find_marks(text, words)][:_EARLIER]
    return tuple(
        Suggestion(
            text,
            "earlier",
            texts("customer.suggest.earlier") if place == 0 else "",
            text,
            "",
            "",
            find_marks(text, words),
        )
        for place, text in enumerate(fitting)
    )
