"""Observables tell every change once, and nothing else."""

from viewmodels.kernel.observable import Derived, Observable


def test_it_tells_a_change_and_stays_silent_without_one() -> None:
    heard: list[int] = []
    field = Observable(1)
    field.changed.connect(heard.append)
    field.value = 1
    field.value = 2
    assert heard == [2]


def test_bind_hands_over_the_value_now_and_later() -> None:
    heard: list[str] = []
    field = Observable("a")
    field.bind(heard.append)
    field.value = "b"
    assert heard == ["a", "b"]


def test_a_derived_value_follows_its_sources_and_skips_equal_results() -> None:
    left, right = Observable(1), Observable(2)
    total = Derived(lambda: left.value + right.value, left, right)
    heard: list[int] = []
    total.changed.connect(heard.append)
    left.value = 2
    assert total.value == 4
    right.value = 3
    assert heard == [4, 5]
    shown = Derived(lambda: left.value > 0, left)
    heard_flags: list[bool] = []
    shown.changed.connect(heard_flags.append)
    left.value = 7
    assert heard_flags == []
