"""A machine without PostgreSQL: its tests are left out loudly, and in CI they fail."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

USES_THE_ENGINE = """
    import tests.support.postgres as support

    def missing():
        raise support.EngineMissingError("PostgreSQL is not installed (Debian: apt-get install postgresql)")

    support._find_programs = missing

    def test_one(postgres_server): ...
    def test_two(postgres_server): ...
    def test_three(): ...
"""
LINE = "*! 2 tests LEFT OUT: PostgreSQL is not installed (Debian: apt-get install postgresql) !*"


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]")
    pytester.makeconftest("pytest_plugins = ['tests.support.postgres']")
    pytester.makepyfile(USES_THE_ENGINE)
    return pytester


def test_the_summary_says_how_many_and_why(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = suite.runpytest_subprocess("-p", "no:cacheprovider", "-n", "1")
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines([LINE])


def test_in_ci_they_fail(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = suite.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=2)
    result.stdout.no_fnmatch_line("*LEFT OUT*")
