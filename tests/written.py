"""Scenario files that are not written: what the reader would make of their text, in no time.

Half of what most tests cost would be YAML. Reading is tested by itself; here the reader is spared,
and everything after it goes the ordinary way. Files of the library are read once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import sim
from sim.scenario import layers
from sim.scenario.errors import Mistake
from sim.scenario.machine import Scenario
from sim.scenario.read import read_file
from sim.scenario.tree import Entry, Items, Map, Mark, Node, Scalar, Written


def node(parts: Any, name: str = "scenario.yaml") -> Node:
    """The tree of a file that holds these parts as JSON; later parts stand further right."""
    return _node(parts, name, count(1))


def load(parts: Mapping[str, Any], sets: Sequence[str] = ()) -> Scenario:
    """The scenario of a file of these parts, by all but the reader."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.touch()

        def reads(file: Path, name: str, mistakes: list[Mistake]) -> Node:
            return node(parts) if file == path else _fresh(_read_once(file, name))

        with patch.object(layers, "read_file", reads):
            return sim.load(path, sets)


def _node(part: Any, name: str, columns: Iterator[int]) -> Node:
    mark = Mark(name, 1, next(columns))
    if isinstance(part, Mapping):
        entries = {}
        for key, value in part.items():
            assert isinstance(key, str)
            entries[key] = Entry(Mark(name, 1, next(columns)), _node(value, name, columns))
        return Map(mark, entries)
    if isinstance(part, list | tuple):
        return Items(mark, tuple(_node(one, name, columns) for one in part))
    text = part if isinstance(part, str) else json.dumps(part)
    return Scalar(mark, Written(text, plain=not isinstance(part, str)))


@cache
def _read_once(file: Path, name: str) -> Node:
    mistakes: list[Mistake] = []
    tree = read_file(file, name, mistakes)
    assert mistakes == []
    return tree


def _fresh(tree: Node) -> Node:
    """A copy, for layers are put into one form in place."""
    if not isinstance(tree, Map):
        return tree
    entries = {key: Entry(one.key, _fresh(one.value)) for key, one in tree.entries.items()}
    return Map(tree.mark, entries, tree.table)
