"""sim/ uses nothing whose result differs between processes, Pythons or machines.

Built-in `sum` of floats changed with Python 3.12, `hash` of text differs from process to process
and with it the order of a set; global random state is changed by whoever else uses it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILTINS = {"sum", "hash", "id"}
MODULES = {"numpy", "pandas", "random", "scipy", "secrets", "statsmodels", "time", "uuid"}
CLOCKS = {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "os.urandom"}


def faults(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each forbidden thing in the code: its line and what it is."""
    for node in ast.walk(tree):
        for found in (*_imports(node), *_names(node), *_orders(node)):
            # A comprehension's own node has no line; what it iterates over has.
            yield getattr(node, "iter", node).lineno, found


def _imports(node: ast.AST) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or ""]
    yield from (f"import {name}" for name in names if name.split(".")[0] in MODULES)


def _names(node: ast.AST) -> Iterator[str]:
    # Naming it is enough: `add = sum` or `map(hash, names)` would be the same mistake.
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in BUILTINS:
        yield f"built-in {node.id}"
    if isinstance(node, ast.Attribute):
        ending = ".".join(ast.unparse(node).split(".")[-2:])
        yield from (f"the machine's {clock}" for clock in CLOCKS if clock == ending)


def _orders(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.For | ast.comprehension) and _is_a_set(node.iter):
        yield "iteration over a set"
    if isinstance(node, ast.Call) and _named(node.func, {"list", "tuple", "enumerate", "iter"}):
        yield from ("order taken from a set" for part in node.args[:1] if _is_a_set(part))


def _is_a_set(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd | ast.Sub):
        return _is_a_set(node.left) or _is_a_set(node.right)
    calls_set = isinstance(node, ast.Call) and _named(node.func, {"set", "frozenset"})
    return calls_set or isinstance(node, ast.Set | ast.SetComp)


def _named(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def test_sim_has_none_of_them(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{line}: {what}"
        for path in sorted((root / "sim").rglob("*.py"))
        for line, what in faults(ast.parse(path.read_text()))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import random",
        "import numpy as np",
        "from scipy.stats import norm",
        "def f():\n    import pandas",
        "total = sum([0.1, 0.2])",
        "add = sum",
        "key = hash('name')",
        "for role in {'a', 'b'}: pass",
        "for role in set(roles): pass",
        "for role in set(a) | b: pass",
        "x = [role for role in frozenset(roles)]",
        "x = {role: 1 for role in {r for r in roles}}",
        "x = list(set(roles))",
        "x = datetime.datetime.now()",
        "from time import monotonic",
    ],
)
def test_each_would_be_found(code: str) -> None:
    assert list(faults(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "for role in sorted(set(roles)): pass",
        "found = name in {'a', 'b'}",
        "from .random import draw",
        "x = math.fsum(parts)",
        "ledger.sum = 3",
        "started = environment.now",
        "from .time import post",
        "from random_walk import step",
    ],
)
def test_what_is_harmless_is_not(code: str) -> None:
    assert list(faults(ast.parse(code))) == []
