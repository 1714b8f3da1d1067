"""What import-linter cannot say: allow-lists of libraries, parts of Qt, and calls with one home."""

import ast
from collections.abc import Callable

import pytest

from tests.architecture.sources import imports_of, in_package, modules, third_party_of, tree_of

# The whole list of libraries a package may import, beside the standard library and its own neighbours.
LIBRARIES = {
    "contracts": {"pydantic", "pydantic_core"},
    "imports": {"icalendar", "dateutil"},
    "client": {"pydantic", "httpx", "websockets", "keyring", "secretstorage", "jeepney", "sqlcipher3"},
    "viewmodels": {"PySide6", "segno", "icalendar"},
    "views": {"PySide6", "shiboken6", "pyqtgraph", "lucide", "font_hanken_grotesk", "segno"},
    "desktop": {"PySide6", "shiboken6", "qasync", "httpx", "jeepney"},
    "resources": set[str](),
    "bootstrap": set[str](),
}


@pytest.mark.parametrize("package", LIBRARIES)
def test_libraries(package: str) -> None:
    strangers = {
        module: found
        for module in modules()
        if in_package(module, package) and (found := third_party_of(module) - LIBRARIES[package])
    }
    assert strangers == {}


def test_viewmodels_know_nothing_of_widgets() -> None:
    parts = {
        (module, imported.name)
        for module in modules()
        if in_package(module, "viewmodels")
        for imported in imports_of(module)
        if imported.name.startswith("PySide6") and not imported.name.startswith("PySide6.QtCore")
    }
    assert parts == set()


# These use Doorstep from outside, and bring the keyring or the loop that it is to find.
OUTSIDE = {"bench", "tour"}


@pytest.mark.parametrize(
    ("library", "home"),
    [("qasync", "desktop.__main__"), ("keyring", "client.session"), ("secretstorage", "client.session")],
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    importers = {
        module
        for module in modules()
        if library in third_party_of(module)
        and not in_package(module, home)
        and module.split(".")[0] not in OUTSIDE
    }
    assert importers == set()


def test_the_server_is_started_in_one_place() -> None:
    importers = {
        module
        for module in modules()
        if in_package(module, "desktop")
        and any(i.name.startswith("backend_stub") for i in imports_of(module))
    }
    assert importers <= {"desktop.serve"}


def calls(module: str, matches: Callable[[ast.Call], bool]) -> list[str]:
    """Answer where a module makes the calls that match."""
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and matches(node)
    ]


def is_method(*names: str) -> Callable[[ast.Call], bool]:
    """Answer a test for calls of an attribute of one of these names."""
    return lambda call: isinstance(call.func, ast.Attribute) and call.func.attr in names


CLIENT_SIDE = ("client", "viewmodels", "views", "desktop")


def test_tasks_are_made_in_one_place() -> None:
    found = [
        where
        for module in modules()
        if any(in_package(module, package) for package in CLIENT_SIDE) and module != "client.tasks"
        for where in calls(module, is_method("create_task", "ensure_future"))
    ]
    assert found == []


def test_no_dialog_blocks_the_loop() -> None:
    """`exec()` starves every other task under qasync, and so do the static message boxes."""
    found = [
        where
        for module in modules()
        if any(in_package(module, package) for package in CLIENT_SIDE)
        for where in calls(module, is_method("exec", "exec_", "question", "getText", "getOpenFileName"))
    ]
    assert found == []


def test_time_comes_from_a_clock() -> None:
    # `limits` counts in the machine's own time, so what it answers is compared with that.
    homes = ("client.clock", "backend_stub.ports", "backend_stub.adapters", "backend_stub.security.throttle")

    def reads_the_time(call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute):
            return False
        return ast.unparse(call.func) in {
            "datetime.now",
            "datetime.utcnow",
            "dt.datetime.now",
            "datetime.datetime.now",
            "time.time",
        }

    found = [
        where
        for module in modules()
        if any(in_package(module, package) for package in (*CLIENT_SIDE, "backend_stub", "contracts"))
        and not any(in_package(module, home) for home in homes)
        for where in calls(module, reads_the_time)
    ]
    assert found == []
