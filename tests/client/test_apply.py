"""Writing what the server said: repeatable, scope by scope, and checked by digests."""

import hashlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from client.db import cache_tables
from client.db.cache_reader import CacheReader, Where
from client.db.connection import Connection, connect
from client.sync.apply import Changes, apply, purge
from client.sync.digest import differing, digests
from tests.client.rows import booking, listing, row_id


def cache() -> Connection:
    connection = connect(None, None, durable=False)
    cache_tables.prepare(connection)
    return connection


def changes(*rows: Any, scopes: list[str] | None = None, gone: list[str] | None = None) -> Changes:
    told = [scopes or ["vendor:v"]] * len(rows)
    return Changes("c1", {"booking": list(rows)}, {"booking": told}, [("booking", x) for x in gone or []])


def dump(connection: Connection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT * FROM booking ORDER BY id").fetchall()


def test_rows_come_back_as_they_were_said() -> None:
    connection = cache()
    apply(connection, changes(booking(1), booking(2, note="größer 🙂")))
    reader = CacheReader(connection)
    assert reader.rows("booking", Where(), "starts_at") == [booking(1), booking(2, note="größer 🙂")]
    assert reader.meta("cursor") == "c1"


def test_applying_again_changes_nothing() -> None:
    connection = cache()
    page = changes(booking(1, version=2), booking(2))
    apply(connection, page)
    before = dump(connection)
    apply(connection, page)
    assert dump(connection) == before


def test_an_older_version_never_overwrites_a_newer_one() -> None:
    connection = cache()
    apply(connection, changes(booking(1, version=5, status="confirmed")))
    apply(connection, changes(booking(1, version=4)))
    (row,) = CacheReader(connection).rows("booking", Where())
    assert row["status"] == "confirmed"


def test_forgotten_rows_go() -> None:
    connection = cache()
    apply(connection, changes(booking(1), booking(2)))
    apply(connection, changes(gone=[row_id(1), row_id(9)]))
    assert [row["id"] for row in CacheReader(connection).rows("booking", Where())] == [row_id(2)]


def test_unknown_entities_and_left_out_ones_are_passed_over() -> None:
    connection = cache()
    strange = Changes("c", {"comet": [{"id": "1"}]}, {"comet": [["s"]]}, [("comet", "2")])
    apply(connection, strange)
    apply(connection, changes(booking(1)), left_out={"booking"})
    assert dump(connection) == []


def test_a_purged_scope_takes_the_rows_that_were_in_no_other() -> None:
    connection = cache()
    apply(connection, changes(booking(1), scopes=["admin"]))
    apply(connection, changes(booking(2), scopes=["admin", "vendor:v"]))
    apply(connection, changes(booking(3), scopes=["administrators"]))
    purge(connection, "admin")
    found = connection.execute("SELECT id, scopes FROM booking ORDER BY id").fetchall()
    assert found == [(row_id(2), "vendor:v"), (row_id(3), "administrators")]


SCOPES = st.sampled_from(["admin", "catalogue", "user:1", "vendor:1", "vendor:2"])
ROWS = st.dictionaries(
    st.integers(1, 50), st.tuples(st.integers(1, 9), st.sets(SCOPES, min_size=1)), max_size=20
)


@given(ROWS)
def test_digests_are_count_and_hash_of_the_sorted_lines(rows: dict[int, tuple[int, set[str]]]) -> None:
    connection = cache()
    for number, (version, scopes) in rows.items():
        apply(connection, changes(booking(number, version=version), scopes=sorted(scopes)))
    apply(connection, Changes("c", {"listing": [dict(listing())]}, {"listing": [["catalogue"]]}, []))
    expected: dict[str, list[str]] = {"catalogue": [f"listing:{row_id(9001)}:1\n"]}
    for number, (version, scopes) in rows.items():
        for scope in scopes:
            expected.setdefault(scope, []).append(f"booking:{row_id(number)}:{version}\n")
    theirs = {
        scope: {"count": len(lines), "sha256": hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()}
        for scope, lines in expected.items()
    }
    ours = digests(CacheReader(connection))
    assert differing(ours, theirs) == []
    assert differing(ours, {**theirs, "empty": {"count": 0, "sha256": hashlib.sha256().hexdigest()}}) == []
    theirs["catalogue"] = {**theirs["catalogue"], "count": len(expected["catalogue"]) + 1}
    assert differing(ours, theirs) == ["catalogue"]
    connection.close()
