"""Texts by key: fields, plurals, and what happens where one is missing."""

import logging
import string

import pytest

from viewmodels.text import LANGUAGES, Texts, load


def _fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_plurals_follow_the_language() -> None:
    english, polish = Texts("en"), Texts("pl")
    assert english.count("format.days", 1) == "1 day"
    assert english.count("format.days", 2) == "2 days"
    assert [polish.count("format.days", count) for count in (1, 2, 5, 12, 22)] == [
        "1 dzień", "2 dni", "5 dni", "12 dni", "22 dni",
    ]  # fmt: skip


def test_what_a_language_lacks_is_read_in_english() -> None:
    assert Texts("tr")("shell.pill.saved") == "All saved"
    assert Texts("tr").count("shell.pill.waiting", 3) == "3 waiting"


def test_what_nobody_has_is_logged_and_shown_as_its_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Texts("en")("no.such.text") == "no.such.text"
    assert "no.such.text" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_fields_of_the_english_text_and_no_key_of_their_own(language: str) -> None:
    english = load("en")
    for key, text in load(language).items():
        base = key if key in english else f"{key.rpartition('.')[0]}.other"
        assert base in english, f"{key} is in no English file"
        assert _fields(text) <= _fields(english[base]) | {"count"}, key
