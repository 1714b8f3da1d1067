"""Cyclic garbage of a test with windows is collected after it, on the main thread, as the program does.

Left to itself, Python collects on whichever thread allocates; a view that is destroyed there ends the run.
What was imported before the first test is never garbage, and is not looked at again and again.
"""

import gc
import sys
from collections.abc import Iterator

import pytest

FORGETFUL = ("_is_gen_callable_cached", "_is_async_gen_callable_cached", "_is_coroutine_callable_cached")
"""FastAPI's memories of endpoints: through them it keeps the last thousands, and so each server of a test."""


def pytest_collection_finish() -> None:
    """Set aside what is there already."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Collect nothing while a test has Qt's application, and everything when it is over."""
    if item.get_closest_marker("ui") is None and "qapp" not in getattr(item, "fixturenames", ()):
        try:
            return (yield)
        finally:
            _forget_endpoints()
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()


def _forget_endpoints() -> None:
    models = sys.modules.get("fastapi.dependencies.models")
    for name in FORGETFUL if models else ():
        getattr(models, name).cache_clear()
