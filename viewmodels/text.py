"""Texts by key, in the reader's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "texts"
LANGUAGES = ("en", "de", "fr", "tr", "pl", "pt")

_FEW_FROM, _FEW_TO = 2, 4


def _one_is_single(count: int) -> str:
    return "one" if count == 1 else "other"


def _none_and_one_are_single(count: int) -> str:
    return "one" if count in {0, 1} else "other"


def _polish(count: int) -> str:
    if count == 1:
        return "one"
    last, teens = count % 10, count % 100 // 10 == 1
    return "few" if _FEW_FROM <= last <= _FEW_TO and not teens else "many"


# CLDR's plural rules for whole numbers.
PLURALS: dict[str, Callable[[int], str]] = {
    "en": _one_is_single,
    "de": _one_is_single,
    "tr": _one_is_single,
    "fr": _none_and_one_are_single,
    "pt": _none_and_one_are_single,
    "pl": _polish,
}


class Texts:
    """`texts("vendor.today.empty")`, with `{named}` fields; `texts.count("outbox.waiting", 3)` for plurals.

    A key that the language lacks is read in English; one that English lacks is logged and shown as itself,
    since a missing word must not take a window down. A test walks every key.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._texts = load(language)
        self._english = self._texts if language == "en" else load("en")

    def __call__(self, key: str, /, **fields: Any) -> str:
        """The text under a key with its fields filled in."""
        text = self._texts.get(key)
        if text is None:
            text = self._english.get(key)
        if text is None:
            _log.error("there is no text called %s", key)
            return key
        return text.format(**fields) if fields else text

    def count(self, key: str, count: int, /, **fields: Any) -> str:
        """The text in the number that `count` takes, with `{count}` and other fields."""
        for form in (PLURALS[self.language](count), "other"):
            if f"{key}.{form}" in self._texts:
                return self(f"{key}.{form}", count=count, **fields)
        return self(f"{key}.{_one_is_single(count)}", count=count, **fields)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts or key in self._english


def load(language: str) -> dict[str, str]:
    """Every text of a language, from its feature files; ValueError where two files hold one key."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.json")):
        part: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        twice = texts.keys() & part.keys()
        if twice:
            raise ValueError(f"{path.name} repeats {', '.join(sorted(twice))}")
        texts |= part
    return texts
