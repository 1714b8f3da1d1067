"""The kiosk's words: complete in six languages, and none without use."""

import re
from pathlib import Path
from string import Formatter

import pytest

from viewmodels.text import LANGUAGES, PLURALS, load

ROOT = Path(__file__).parents[3]
FORMS = ("one", "few", "many", "other")


def _kiosk(language: str) -> dict[str, str]:
    return {key: text for key, text in load(language).items() if key.startswith("kiosk.")}


def _base(key: str) -> str:
    stem, _, form = key.rpartition(".")
    return stem if form in FORMS else key


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    english, other = _kiosk("en"), _kiosk(language)
    assert {_base(key) for key in other} == {_base(key) for key in english}
    assert all(text.strip() for text in other.values())
    for key, text in other.items():
        model = english.get(key) or english[f"{_base(key)}.other"]
        assert _fields(text) == _fields(model), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_its_form(language: str) -> None:
    texts = _kiosk(language)
    plural = {_base(key) for key in _kiosk("en") if key.rpartition(".")[2] in FORMS}
    for base in plural:
        for count in range(60):
            assert f"{base}.{PLURALS[language](count)}" in texts


def test_every_key_that_the_code_names_exists_and_every_text_is_used() -> None:
    keys = {_base(key) for key in _kiosk("en")}
    source = "\n".join(
        path.read_text("utf-8")
        for folder in ("views/kiosk", "viewmodels/kiosk", "desktop")
        for path in (ROOT / folder).glob("*.py")
    )
    named = set(re.findall(r'"(kiosk\.[a-z_.]+)"', source))
    object_names = set(re.findall(r'object_name="(kiosk\.[a-z_.]+)"', source)) | set(
        re.findall(r'setObjectName\("(kiosk[a-z_.]*)"', source)
    )
    calls = set(re.findall(r'(?:texts|_texts|count)\(\s*"(kiosk\.[a-z_.]+)"', source))
    assert calls <= keys
    patterns = [
        re.sub(r"\\\{[^}]*\\\}", "[a-z_]+", re.escape(text))
        for text in re.findall(r'f"(kiosk\.[^"]+)"', source)
    ]
    patterns += [
        rf"{re.escape(base)}\.(title|detail|tag)" for base in ("kiosk.done.confirmed", "kiosk.done.asked")
    ]
    unused = {
        key for key in keys - named if not any(re.fullmatch(pattern, key) for pattern in patterns)
    } - object_names
    assert not unused
