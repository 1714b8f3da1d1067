"""No module imports itself by a detour; imports inside functions count."""

from tests.architecture.sources import imports_of, modules


def find_circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Answer the strongly connected groups of more than one module (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    circles: list[list[str]] = []
    for root, targets_of_root in graph.items():
        if root in index:
            continue
        work = [(root, iter(sorted(targets_of_root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            following = next((target for target in targets if target in graph), None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    circles += _take_group(node, stack, on_stack)
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(sorted(graph[following]))))
            elif following in on_stack:
                low[node] = min(low[node], index[following])
    return circles


def _take_group(node: str, stack: list[str], on_stack: set[str]) -> list[list[str]]:
    at = stack.index(node)
    group = stack[at:]
    del stack[at:]
    on_stack.difference_update(group)
    return [sorted(group)] if len(group) > 1 else []


def test_no_import_circles() -> None:
    graph = {module: {imported.name for imported in imports_of(module)} - {module} for module in modules()}
    assert find_circles(graph) == []


def test_the_check_sees_a_circle() -> None:
    graph = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set[str](), "e": {"d"}}
    assert find_circles(graph) == [["a", "b", "c"]]
