"""How long a server asks to be left alone, whatever it writes there."""

import math

import pytest

from client.retry_after import MOST, read_retry_after


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0), ("0.25", 0.25), (4, 4.0), (1.5, 1.5), ("0", 0.0), ("-7", 0.0), ("86400", MOST),
        ("inf", MOST), (10**400, None), ("nan", None), (math.nan, None), ("", None), ("soon", None),
        (None, None), (True, None), ({}, None), ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)  # fmt: skip
def test_only_a_number_counts_and_never_for_long(value: object, seconds: float | None) -> None:
    assert read_retry_after(value) == seconds
