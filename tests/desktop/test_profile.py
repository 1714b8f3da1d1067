"""Profiles keep their files apart, and options say what is wrong."""

from pathlib import Path

import pytest

from desktop.options import parse
from desktop.profile import ProfileNameError, find_profile


def test_profiles_lie_in_the_data_folder_of_the_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert find_profile("default").folder == tmp_path / "doorstep" / "default"


def test_another_home_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOORSTEP_HOME", str(tmp_path))
    one, two = find_profile("one"), find_profile("two")
    one.make()
    assert one.folder == tmp_path / "one"
    assert one.folder.stat().st_mode & 0o077 == 0
    assert one.channel != two.channel


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "a" * 65, "tab\t", "ü"])
def test_names_that_are_no_folders_are_refused(name: str) -> None:
    with pytest.raises(ProfileNameError, match="can't name a profile"):
        find_profile(name)


def test_a_kiosk_has_a_profile_of_its_own() -> None:
    assert parse(["--kiosk"]).profile == "kiosk"
    assert parse([]).profile == "default"
    assert parse(["--kiosk", "--profile", "lobby"]).profile == "lobby"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("doorstep.example", "is no address"),
        ("ftp://doorstep.example", "is no address"),
        ("https://doorstep.example/api", "has a path"),
        ("https://", "is no address"),
    ],
)
def test_an_address_that_is_none_is_refused_with_a_reason(
    address: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--server", address])
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err


def test_an_address_loses_its_last_slash() -> None:
    assert parse(["--server", "https://doorstep.example:8443/"]).server == "https://doorstep.example:8443"
