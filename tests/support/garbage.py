"""Cyclic garbage of a test with windows is collected after it, on the main thread, as the program does.

Left to itself, Python collects on whichever thread allocates; a view that is destroyed there ends the run.
"""

import gc
from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Collect nothing while a test has Qt's application, and everything when it is over."""
    if item.get_closest_marker("ui") is None and "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()
