"""Finds every posting to a ledger in the kernel, and runs the kernel without one of them."""

import ast
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import sim

HOME = Path(sim.__file__).parent
PLACES = ("organisation", "ledgers", "lifecycle")
ADDED_TO = {
    "ticks", "count", "opened", "moment", "value", "total", "begun", "noticed", "ended",
    "unnoticed", "lasted", "lost", "elsewhere",
}  # fmt: skip
CALLED = {
    "change", "leave", "settle", "_post", "_charge",
    "price", "hire", "count", "restore", "bring_in",
}  # fmt: skip
LISTED = {
    "completions", "under_way", "over", "open", "effort", "effort_of_all",
    "results", "brought_in", "fates", "payments",
}  # fmt: skip
BOOKS = {"book", "self._incidents", "org.books.releases"}
TOLD = {"notice", "end"}
"""What these books are told, by words that others are told, too."""


@dataclass(frozen=True)
class Posting:
    """One statement that posts: where it stands, in which function, and what it says."""

    module: str
    line: int
    function: str
    code: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.code}"


def postings() -> list[Posting]:
    """All of them, in the order of the files."""
    paths = [path for place in PLACES for path in sorted((HOME / place).glob("*.py"))]
    return [posting for path in paths for posting in _in_file(path)]


def _in_file(path: Path) -> Iterator[Posting]:
    module = ".".join(["sim", *path.relative_to(HOME).with_suffix("").parts])
    yield from _inside(ast.parse(path.read_text()), module, "")


def _inside(node: ast.AST, module: str, where: str) -> Iterator[Posting]:
    for child in ast.iter_child_nodes(node):
        inner = where
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            inner = f"{where}.{child.name}".lstrip(".")
        if posts(child):
            yield Posting(module, child.lineno, where, ast.unparse(child))
        yield from _inside(child, module, inner)


def posts(node: ast.AST) -> bool:
    """Whether a statement posts to a ledger."""
    if isinstance(node, ast.AugAssign):
        return _adds_to(node.target)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return _calls(node.value.func)
    if isinstance(node, ast.Assign | ast.Delete):
        return any(isinstance(one, ast.Subscript) and _lists(one.value) for one in node.targets)
    return False


def _adds_to(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr in ADDED_TO


def _calls(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and (
        (function.attr in CALLED and ast.unparse(function.value) != "org")
        or (function.attr in TOLD and ast.unparse(function.value) in BOOKS)
        or (function.attr == "append" and _lists(function.value))
        or (function.attr == "spend" and _is_incident(function.value))
    )


def _is_incident(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "incident"


def _lists(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in LISTED


class _Without(ast.NodeTransformer):
    def __init__(self, line: int) -> None:
        self.line = line

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if posts(node) and node.lineno == self.line:
            return ast.copy_location(ast.Pass(), node)
        return super().generic_visit(node)


@contextmanager
def without(posting: Posting) -> Iterator[None]:
    """The kernel forgets one posting."""
    function = _function(posting)
    before = function.__code__
    function.__code__ = _mutated(posting)
    try:
        yield
    finally:
        function.__code__ = before


def _function(posting: Posting) -> FunctionType:
    found = importlib.import_module(posting.module)
    for name in posting.function.split("."):
        found = vars(found)[name]
    return found


def _mutated(posting: Posting) -> CodeType:
    path = HOME.parent / Path(*posting.module.split(".")).with_suffix(".py")
    tree = _Without(posting.line).visit(ast.parse(path.read_text()))
    module = compile(ast.fix_missing_locations(tree), str(path), "exec")
    [code] = [code for code in _codes(module) if code.co_qualname == posting.function]
    return code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
