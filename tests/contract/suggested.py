"""A scenario text with a suggestion put in the place of what was found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from sim.scenario import Mistake, ScenarioErrors, load

# What may be said of a value that is right by itself: it does not fit the rest of the file.
OF_THE_REST = ("a date, but", "the change lies", "USD", "EUR", "GBP", "nobody is left", "about ")
_OF_KEYS = (
    "there is no key",
    "there is no parameter",
    "without quotes is read",
    "is built in",
    "is no name of a capability",
)


def followed(text: str, mistake: Mistake) -> str:
    """The text in which somebody has followed a suggestion.

    Raises:
        LookupError: there is nothing at the mistake's place.
    """
    assert mistake.suggestion is not None
    root = YAML(typ="safe", pure=True).compose(text)
    for key, value in _pairs(root):
        if _at(key, mistake) and _is_of_a_key(mistake):
            return _spliced(text, key.start_mark.index, key.end_mark.index, mistake.suggestion)
        if _at(key, mistake):
            return _valued(text, key, value, mistake.suggestion)
    for node in _nodes(root):
        if _at(node, mistake) and isinstance(node, ScalarNode):
            return _spliced(text, node.start_mark.index, node.end_mark.index, mistake.suggestion)
    raise LookupError(mistake)


def _at(node: Any, mistake: Mistake) -> bool:
    mark = node.start_mark
    return (mark.line + 1, mark.column + 1) == (mistake.line, mistake.column)


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _nodes(item)
    for _, value in _own_pairs(node):
        yield from _nodes(value)


def _own_pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if isinstance(node, MappingNode) else []


def _pairs(root: Any) -> Iterator[tuple[Any, Any]]:
    for node in _nodes(root):
        yield from _own_pairs(node)


def _spliced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _valued(text: str, key: Any, value: Any, new: str) -> str:
    """The value of a key replaced; or, where a key is missing in it, that key put in."""
    if new.startswith("at: "):
        start = value.start_mark.index
        brace = text[start] == "{"
        rest = ", " if brace else "\n" + " " * value.start_mark.column
        return _spliced(text, start + brace, start + brace, new + rest)
    old = text[key.end_mark.index : value.end_mark.index]
    tail = old[len(old.rstrip()) :]
    return _spliced(text, key.end_mark.index, value.end_mark.index, f": {new}{tail}")


def mistakes_in(text: str, path: Path) -> list[Mistake]:
    """All mistakes of a text."""
    path.write_bytes(text.encode())
    try:
        load(path)
    except ScenarioErrors as errors:
        return list(errors.mistakes)
    return []


def assert_a_remedy(text: str, mistake: Mistake, path: Path) -> None:
    """Following the suggestion removes the mistake, and leaves no other in its place."""
    all_before = mistakes_in(text, path)
    known = {(one.where, one.found) for one in all_before}
    after = mistakes_in(followed(text, mistake), path)
    same = [one for one in after if (one.where, one.found) == (mistake.where, mistake.found)]
    here = [one for one in after if (one.line, one.column) == (mistake.line, mistake.column)]
    new = [one for one in here if (one.where, one.found) not in known]
    fitting = [one for one in new if not one.found.startswith((*OF_THE_REST, "the key is there"))]
    before = [one for one in all_before if one.where == mistake.where]
    assert len(same) < max(len(before), 1), mistake
    # Under the right key, what was there all the time is read for the first time.
    assert fitting == [] or _is_of_a_key(mistake), (mistake, fitting)


def _is_of_a_key(mistake: Mistake) -> bool:
    return any(words in mistake.found for words in _OF_KEYS)
