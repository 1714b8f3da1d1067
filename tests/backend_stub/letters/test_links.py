"""Nobody makes a link but us, and no link is good for ever or for something else."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend_stub.letters.links import SignedLinks

LINKS = SignedLinks(b"k" * 32, "https://doorstep.test")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
GOOD = LINKS.sign("notices", "somebody", NOW + timedelta(days=1))


def test_a_link_reads_as_it_was_signed() -> None:
    assert LINKS.read("notices", GOOD, NOW) == "somebody"
    assert LINKS.url("/unsubscribe", GOOD).startswith("https://doorstep.test/api/v1/unsubscribe/")


def test_a_link_is_for_one_purpose_and_ends() -> None:
    assert LINKS.read("newsletter", GOOD, NOW) is None
    assert LINKS.read("notices", GOOD, NOW + timedelta(days=1)) is None
    assert SignedLinks(b"other" * 8, "").read("notices", GOOD, NOW) is None


@given(st.text(max_size=80))
def test_garbage_is_no_link(text: str) -> None:
    assert LINKS.read("notices", text, NOW) is None


@given(st.integers(0, len(GOOD) - 1), st.sampled_from("ABCxyz019_-"))
def test_a_changed_link_is_none_of_ours(place: int, letter: str) -> None:
    changed = GOOD[:place] + letter + GOOD[place + 1 :]
    assert LINKS.read("notices", changed, NOW) in (None, "somebody" if changed == GOOD else None) or (
        # The last character carries bits that base64 drops.
        place == len(GOOD) - 1
    )
