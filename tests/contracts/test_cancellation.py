"""What cancelling costs, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.cancellation import DEFAULT_POLICY, PolicyDoc, fee_rules, no_show_fee, rule_at

START = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "share", "fee"),
    [
        (48 * HOUR, 0, 0),
        (24 * HOUR + SECOND, 0, 0),
        (24 * HOUR, 5000, 2300),
        (SECOND, 5000, 2300),
        (0 * HOUR, 10_000, 4600),
        (-5 * HOUR, 10_000, 4600),
    ],
)
def test_the_platforms_policy(left: timedelta, share: int, fee: int) -> None:
    rule = rule_at(DEFAULT_POLICY, START, 4600, START - left)
    assert (rule.basis_points, rule.fee) == (share, fee)


def test_rules_follow_each_other_without_gaps() -> None:
    policy: PolicyDoc = {
        "steps": [{"minutes_before": 2880, "basis_points": 0}, {"minutes_before": 720, "basis_points": 2500}],
        "no_show_basis_points": 10_000,
    }
    rules = fee_rules(policy, START, 4600)
    assert [rule.basis_points for rule in rules] == [0, 2500, 2500, 10_000]
    assert rules[0].since is None
    assert rules[-1] == fee_rules(policy, START, 4600)[-1]
    assert rules[-1].since == START
    assert rules[-1].until is None
    assert [rule.until for rule in rules[:-1]] == [rule.since for rule in rules[1:]]


def test_half_cents_go_to_the_even_side_and_an_empty_policy_is_free() -> None:
    assert rule_at(DEFAULT_POLICY, START, 4601, START - HOUR).fee == 2300
    assert rule_at(DEFAULT_POLICY, START, 4603, START - HOUR).fee == 2302
    free: PolicyDoc = {"steps": [], "no_show_basis_points": 0}
    assert [rule.fee for rule in fee_rules(free, START, 4600)] == [0, 0]
    assert no_show_fee(free, 4600) == 0
