"""Reads the project's own source as syntax trees: what imports what, wherever the import stands."""

import ast
import functools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "contracts",
    "imports",
    "client",
    "viewmodels",
    "views",
    "desktop",
    "backend_stub",
    "resources",
    "tour",
    "bench",
    "bootstrap",
)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported dotted name, and the line it stands on."""

    name: str
    line: int


@functools.cache
def modules() -> dict[str, Path]:
    """Answer every module of the project by its dotted name."""
    found: dict[str, Path] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@functools.cache
def tree_of(module: str) -> ast.Module:
    """Answer the syntax tree of a module."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@functools.cache
def imports_of(module: str) -> tuple[Import, ...]:
    """Answer what a module imports at run time, imports inside functions included."""
    return tuple(_imports(module, tree_of(module)))


def third_party_of(module: str) -> set[str]:
    """Answer the top names of the libraries that a module imports."""
    tops = {imported.name.split(".")[0] for imported in imports_of(module)}
    return {top for top in tops if top not in PACKAGES and top not in sys.stdlib_module_names}


def in_package(module: str, package: str) -> bool:
    """Answer whether a module is a package or stands in it."""
    return module == package or module.startswith(f"{package}.")


def _imports(module: str, tree: ast.AST) -> Iterator[Import]:
    for node in _runtime_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            # `from package import thing` may name a module or something inside one.
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                outside = base.split(".")[0] not in PACKAGES
                yield Import(whole if outside or whole in modules() else base, node.lineno)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = modules()[module].name == "__init__.py"
    parts = module.split(".")
    kept = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*kept, node.module] if node.module else kept)


def _runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree without what stands under `if TYPE_CHECKING`."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
        else:
            waiting.extend(ast.iter_child_nodes(node))
