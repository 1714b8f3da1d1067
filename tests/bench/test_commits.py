"""What the bench's server marks: the commit that made a booking, and no other."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

PROGRAM = """
from sqlalchemy import create_engine, text
from bench.ours.server import watch_commits

watch_commits()
engine = create_engine("sqlite://")
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE booking (id INTEGER PRIMARY KEY)"))
    connection.execute(text("CREATE TABLE booking_history (id INTEGER)"))

def make(number, connection):
    connection.execute(text(f"INSERT INTO booking (id) VALUES ({number})"))

def say(words):
    print(words, flush=True)

with engine.connect() as connection:
    make(1, connection)
    connection.rollback()
    connection.execute(text("INSERT INTO booking_history (id) VALUES (1)"))
    connection.commit()
    say("refused")
    with connection.begin_nested() as point:
        make(2, connection)
        point.rollback()
    connection.execute(text("INSERT INTO booking_history (id) VALUES (2)"))
    connection.commit()
    say("undone")
    make(3, connection)
    connection.commit()
    say("made")
    connection.execute(text("DELETE FROM booking"))
    connection.commit()
    say("other")
"""


def test_only_the_commit_that_made_a_booking_is_marked() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env=dict(os.environ)
    ).stdout
    words = [" ".join(line.split()[:2]) for line in said.splitlines()]
    assert words == ["refused", "undone", "mark commit", "made", "other"]
