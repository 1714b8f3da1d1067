"""What stands in letters: every kind in every language, escaped, at the right time of day."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import resources
from backend_stub.letters.rendering import Footer, Words, render_mail, render_page, render_sms
from contracts.notices import LANGUAGES, TOPIC_OF, TOPICS, Channel, Topic
from contracts.vocabulary import NotificationKind
from contracts.wire import rfc3339

NASTY = '<script>alert("x")</script> & {who} {{ 7*7 }} \u202e\U0001f33b'
FOOTER = Footer("https://doorstep.test/api/v1/unsubscribe/abc")


def content(starts_at: datetime | None = None, **more: object) -> dict[str, object]:
    when = {} if starts_at is None else {"starts_at": rfc3339(starts_at), "zone": "Europe/Berlin"}
    return {"title": "Deep clean", "who": "Ada", **when, **more}


class Tags(HTMLParser):
    """The names of all tags."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_every_kind_has_a_topic_and_words_in_every_language() -> None:
    assert set(TOPIC_OF) == set(NotificationKind)
    for language in LANGUAGES:
        for kind in NotificationKind:
            mail = render_mail(kind, language, "Ada", content(), FOOTER)
            assert mail.subject
            assert mail.text
            assert render_sms(kind, language, content())


def test_languages_have_the_same_texts() -> None:
    folder = Path(resources.__file__).parent / "mail"
    keys = {language: set(json.loads((folder / f"{language}.json").read_text())) for language in LANGUAGES}
    assert keys["en"] == keys["de"]


def test_an_unknown_language_reads_english() -> None:
    mail = render_mail("booking_accepted", "fr", "Ada", content(), FOOTER)
    assert mail.subject == "Confirmed: Deep clean"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_typed_is_text(language: str) -> None:
    mail = render_mail("booking_requested", language, NASTY, content(title=NASTY, who=NASTY), FOOTER)
    tags = Tags()
    tags.feed(mail.html)
    assert "script" not in tags.seen
    assert "&lt;script&gt;" in mail.html
    assert "{{ 7*7 }}" in mail.text
    assert "\n" not in mail.subject


def test_a_text_message_is_bounded_and_one_line() -> None:
    text = render_sms("booking_requested", "en", content(title="x" * 200, who="y\n" * 300))
    assert len(text) <= 320
    assert "\n" not in text


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        ("2026-03-28T08:30", "Saturday, 28 March 2026, 09:30 (Europe/Berlin, CET)"),
        ("2026-03-29T00:30", "Sunday, 29 March 2026, 01:30 (Europe/Berlin, CET)"),
        ("2026-03-29T01:30", "Sunday, 29 March 2026, 03:30 (Europe/Berlin, CEST)"),
        ("2026-10-25T00:30", "Sunday, 25 October 2026, 02:30 (Europe/Berlin, CEST)"),
        ("2026-10-25T01:30", "Sunday, 25 October 2026, 02:30 (Europe/Berlin, CET)"),
    ],
)
def test_times_are_right_where_clocks_change(utc: str, shown: str) -> None:
    starts_at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    mail = render_mail("booking_reminder", "en", "Ada", content(starts_at), FOOTER)
    assert shown in mail.text.replace("\N{NO-BREAK SPACE}", " ")
    assert shown in mail.html.replace("\N{NO-BREAK SPACE}", " ")


def test_six_zones_show_the_same_instant() -> None:
    starts_at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC", "Asia/Tokyo"):
        there = starts_at.astimezone(ZoneInfo(zone))
        assert f"{there:%H:%M}" in Words("en").when(starts_at, zone)
        assert zone in Words("de").when(starts_at, zone)


def test_money_reads_as_it_is_written_there() -> None:
    assert Words("en").money(123456, "EUR") == "€1,234.56"
    assert Words("de").money(123456, "EUR").replace("\N{NO-BREAK SPACE}", " ") == "1.234,56 €"
    assert Words("en").money(500, "JPY").endswith("500")


def test_a_letter_without_a_way_out_has_no_link() -> None:
    mail = render_mail("account_changed", "en", "Ada", content(), Footer(None, "why.account"))
    assert "href" not in mail.html
    assert "unsubscribe" not in mail.text


def test_pages_ask_before_they_do() -> None:
    assert "<form" in render_page("en", "unsubscribe", button=True)
    assert "<form" not in render_page("de", "unsubscribed", button=False)


def test_nobody_may_miss_what_concerns_the_account() -> None:
    assert TOPICS[Topic.ACCOUNT].fixed == {Channel.IN_APP, Channel.MAIL}
    assert all(rule.roles for rule in TOPICS.values())
    assert all(rule.kinds for rule in TOPICS.values())
