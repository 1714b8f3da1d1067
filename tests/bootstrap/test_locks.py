"""The locks: every package pinned by hash, no host named, nothing asked for that is not locked."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bootstrap.environment import PROGRAM

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("app", "dev")


def lock(name: str) -> str:
    """Read a lock."""
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def entries(name: str) -> dict[str, str]:
    """Answer each locked package with all that stands under it."""
    parts = re.split(r"^(?=[A-Za-z0-9])", lock(name), flags=re.MULTILINE)
    return {re.split(r"[=\[ ]", part)[0].lower(): part for part in parts if part[:1].isalnum()}


def wanted(groups: tuple[str, ...]) -> set[str]:
    """Answer the names that pyproject.toml asks for in these groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [line for group in groups for line in project["dependency-groups"][group]]
    return {re.split(r"[\[<>=; ]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_its_hashes(name: str) -> None:
    bare = [package for package, text in entries(name).items() if "--hash=sha256:" not in text]
    assert bare == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name: str) -> None:
    assert (
        re.findall(r"^.*(?:://|--index|--find-links|\.(?:org|com|io)\b).*$", lock(name), re.MULTILINE) == []
    )


@pytest.mark.parametrize(("name", "groups"), [("app", ("app", "server")), ("dev", ("app", "server", "dev"))])
def test_all_that_is_asked_for_is_locked(name: str, groups: tuple[str, ...]) -> None:
    assert wanted(groups) - set(entries(name)) == set()


def test_both_locks_agree() -> None:
    def version(text: str) -> str:
        return text.split("\\", maxsplit=1)[0].split(";", maxsplit=1)[0].strip()

    app, dev = entries("app"), entries("dev")
    assert {package: version(text) for package, text in app.items()} == {
        package: version(dev[package]) for package in app
    }


BY_ITS_NAME = {"httptools", "tzdata", "uvloop"}
"""What nobody imports: uvicorn and zoneinfo find it themselves."""


def imported() -> set[str]:
    """Answer the words that stand where the program imports, or looks for, a package."""
    lines = re.compile(r'^\s*(?:import|from) (\w+)|(?:find_spec|[ (]files)\("(\w+)"\)', re.MULTILINE)
    sources = [file for package in PROGRAM for file in (ROOT / package).rglob("*.py")]
    found = [match for file in sources for match in lines.findall(file.read_text(encoding="utf-8"))]
    return {word for match in found for word in match if word}


def test_nothing_is_asked_for_that_nobody_uses() -> None:
    packages: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            packages.setdefault(re.sub(r"[-_.]+", "-", distribution).lower(), set()).add(module)
    used = imported()
    asked = wanted(("app", "server")) - BY_ITS_NAME
    assert {name for name in asked if packages[name].isdisjoint(used)} == set()
