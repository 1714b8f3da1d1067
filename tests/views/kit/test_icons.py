"""Every icon that the program names is in Lucide's data, where deprecated names are not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.routes import ROUTES
from views.kit.icons import find_svg

ROOT = Path(__file__).resolve().parents[3]
PLACES = {"Icon": 0, "build_icon": 0, "icon_pixmap": 0, "paint_icon": 1, "MenuItem": 2, "Action": 2}
"""Where an icon's name stands among the arguments of what takes one."""


def named_icons(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        given = call.args[PLACES[name] : PLACES[name] + 1] if name in PLACES else []
        given += [word.value for word in call.keywords if word.arg == "icon"]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield value.value


@pytest.mark.parametrize("package", ["views", "viewmodels", "desktop"])
def test_each_named_icon_is_there(package: str) -> None:
    named = {icon for path in (ROOT / package).rglob("*.py") for icon in named_icons(path)}
    assert len(named) > 5
    assert {icon for icon in named if find_svg(icon) is None} == set()


def test_each_page_has_its_icon() -> None:
    assert {route.icon for route in ROUTES.values() if find_svg(route.icon) is None} == set()
