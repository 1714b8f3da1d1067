"""The words of letters: texts by language, a plain and an HTML part, times in the booking's own zone.

What people typed comes in as values and is escaped by the template; it never is one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import resources

_FOLDER: Final = Path(resources.__file__).parent / "mail"
_FALLBACK: Final = "en"
_LOCALES: Final = {"en": "en_GB", "de": "de_DE"}
_SMS_LENGTH: Final = 320


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands under a letter: why it came, and how not to get another."""

    unsubscribe_url: str | None = None
    why: str = "why.notice"


class Words:
    """The texts of one language, English where there are none."""

    def __init__(self, language: str) -> None:
        self.language = language if language in _LOCALES else _FALLBACK
        self._texts = _texts(self.language)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts or key in _texts(_FALLBACK)

    def __call__(self, key: str, **values: object) -> str:
        """A text with its values."""
        found = self._texts.get(key) or _texts(_FALLBACK)[key]
        return found.format_map({name: str(value) for name, value in values.items()})

    def when(self, starts_at: datetime, zone: str) -> str:
        """Day and time as the clocks there show it, and which zone that is."""
        from babel.dates import format_date, format_time

        there, locale = starts_at.astimezone(ZoneInfo(zone)), _LOCALES[self.language]
        day, time = format_date(there, "full", locale), format_time(there, "HH:mm", locale=locale)
        return self("when", day=day, time=time, zone=zone, short=there.tzname() or "")

    def money(self, amount: int, currency: str) -> str:
        """An amount in minor units."""
        from babel.numbers import format_currency, get_currency_precision

        value = amount / 10 ** get_currency_precision(currency)
        return str(format_currency(value, currency, locale=_LOCALES[self.language]))


def render_mail(kind: str, language: str, name: str, content: Mapping[str, Any], footer: Footer) -> Rendered:
    """A letter as mail; raises KeyError for a kind that has no words."""
    words = Words(language)
    if kind == "announcement":
        paragraphs = [part.strip() for part in str(content["body"]).split("\n\n") if part.strip()]
        subject = str(content["subject"])
        return _fill(words, name, subject, paragraphs, [], None, footer)
    values = _values(words, content)
    paragraphs = [words(f"{kind}.lead", **values)]
    if words.has(f"{kind}.more"):
        paragraphs.append(words(f"{kind}.more", **values))
    facts = _facts(words, values, content)
    for item in content.get("items", ()):
        item_values = _values(words, item)
        line = words(f"{item['kind']}.lead", **item_values)
        facts.append((item_values["when"] or "•", line))
    button = None
    if "url" in content:
        button = (words(f"{kind}.button"), str(content["url"]))
    return _fill(words, name, words(f"{kind}.subject", **values), paragraphs, facts, button, footer)


def render_sms(kind: str, language: str, content: Mapping[str, Any]) -> str:
    """A letter as a text message: the lead and when, on one line, bounded."""
    words = Words(language)
    values = _values(words, content)
    parts = [words(f"{kind}.lead", **values), values["when"]]
    line = " ".join(" · ".join(part for part in parts if part).split())
    return line if len(line) <= _SMS_LENGTH else f"{line[: _SMS_LENGTH - 1]}…"


def render_page(language: str, key: str, *, button: bool, name: str = "") -> str:
    """A plain page for a browser: `page.KEY.title`, `.text` and, where there is a choice, `.button`."""
    words = Words(language)
    shown: str = (
        _templates()
        .get_template("page.html")
        .render(
            language=words.language,
            title=words(f"page.{key}.title", name=name),
            text=words(f"page.{key}.text", name=name),
            button=words(f"page.{key}.button") if button else None,
        )
    )
    return shown


def _values(words: Words, content: Mapping[str, Any]) -> dict[str, str]:
    """What texts may name. A letter keeps instants and amounts; how they read depends on the reader."""
    starts_at, amount = content.get("starts_at"), content.get("amount")
    return {
        "who": str(content.get("who", "")),
        "listing": str(content.get("title", "")),
        "count": str(len(content.get("items", ()))),
        "when": words.when(datetime.fromisoformat(starts_at), content["zone"]) if starts_at else "",
        "amount": words.money(amount, content["currency"]) if amount is not None else "",
    }


def _facts(words: Words, values: Mapping[str, str], content: Mapping[str, Any]) -> list[tuple[str, str]]:
    shown = [("fact.title", "listing"), ("fact.when", "when"), ("fact.who", "who"), ("fact.amount", "amount")]
    if "items" in content:
        return []
    return [(words(key), values[name]) for key, name in shown if values[name]]


def _fill(
    words: Words,
    name: str,
    subject: str,
    paragraphs: list[str],
    facts: list[tuple[str, str]],
    button: tuple[str, str] | None,
    footer: Footer,
) -> Rendered:
    title = " ".join(subject.split())
    given = {
        "language": words.language,
        "subject": title,
        "greeting": words("greeting", name=name) if name else words("greeting.nobody"),
        "paragraphs": paragraphs,
        "facts": facts,
        "button": button,
        "why": words(footer.why),
        "unsubscribe": words("unsubscribe"),
        "unsubscribe_url": footer.unsubscribe_url,
    }
    templates = _templates()
    return Rendered(
        title,
        templates.get_template("letter.txt").render(given),
        templates.get_template("letter.html").render(given),
    )


@cache
def _texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


@cache
def _templates() -> Any:
    # Only a server that has something to send needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"], default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
