"""`./run demo-data`: a town of any size in a data folder."""

import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("vendor", "listing", "booking", "person")


def demo_data(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "run"), "demo-data", "--data", str(folder), *options],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=600,
    )  # fmt: skip


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "doorstep.db")) as connection:
        return connection.execute(sql).fetchall()


def counted(folder: Path) -> list[object]:
    return [rows(folder, f"SELECT count(*) FROM {table}") for table in TABLES]  # noqa: S608 - our names


def test_a_small_town_once_and_the_same_again_elsewhere(tmp_path: Path) -> None:
    size = ("--vendors", "3", "--bookings", "40", "--seed", "7")
    one, other = tmp_path / "deep" / "one", tmp_path / "other"
    made = demo_data(one, *size)
    assert made.returncode == 0, made.stderr
    assert "3 vendors and 40 bookings" in made.stdout
    assert f"./run serve --data {one}" in made.stdout
    assert stat.S_IMODE(one.stat().st_mode) == 0o700
    assert rows(one, "SELECT count(*) FROM vendor") == [(3,)]
    assert rows(one, "SELECT count(*) FROM booking") == [(40,)]
    emails = {row[0] for row in rows(one, "SELECT email FROM person")}
    assert {f"{name}@demo.test" for name in ("customer", "vendor", "vendor2", "admin")} <= emails

    counts = counted(one)
    again = demo_data(one, "--vendors", "9")
    assert again.returncode == 1
    assert "has data already, and was left as it is" in again.stderr
    assert counted(one) == counts

    assert demo_data(other, *size).returncode == 0
    for sql in (
        "SELECT id, name FROM vendor ORDER BY id",
        "SELECT id, title, price_amount FROM listing ORDER BY id",
    ):
        assert rows(one, sql) == rows(other, sql)


@pytest.mark.parametrize(
    "wrong", [("--vendors", "0"), ("--bookings", "-1"), ("--seed", "soon"), ("--town", "x")]
)
def test_nonsense_is_refused_and_makes_nothing(tmp_path: Path, wrong: tuple[str, str]) -> None:
    answer = demo_data(tmp_path / "data", *wrong)
    assert answer.returncode == 2
    assert wrong[0] in answer.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter", encoding="utf-8")
    answer = demo_data(tmp_path / "data")
    assert answer.returncode != 0
    assert "Traceback" not in answer.stderr
    assert str(tmp_path / "data") in answer.stderr
    assert (tmp_path / "data").read_text(encoding="utf-8") == "a letter"


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "doorstep.db").write_bytes(b"a letter" * 600)
    answer = demo_data(tmp_path)
    assert answer.returncode == 1
    assert answer.stderr == f"demo-data: {tmp_path} can't be written: file is not a database\n"
    assert (tmp_path / "doorstep.db").read_bytes() == b"a letter" * 600
