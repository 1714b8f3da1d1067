"""The drawn tables are the real ones."""

from docs.tooling.database_diagram import PAGE, draw


def test_the_page_is_current() -> None:
    """Run `.venv/bin/python -m docs.tooling.database_diagram` when this fails."""
    assert PAGE.read_text(encoding="utf-8") == draw()
