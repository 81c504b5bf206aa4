"""A scenario as one file, as people write them: what it extends, and what was set in it, merged in.

A resolved scenario cannot be patched any more; this one can, so a run folder of a sweep holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sim.scenario.resolved import in_yaml
from sim.scenario.tree import Map

_LEFT_OUT: Final = ("extends",)
"""What has been merged in."""


def flat(file: Map, without: Iterable[str] = ()) -> str:
    """The text of a file that reads to the same tree.

    Args:
        file: a scenario without mistakes.
        without: keys at the top that are left out.
    """
    words = file.without([*_LEFT_OUT, *without]).plain()
    return "".join(f"{line}\n" for line in _block(words, ""))


def _block(words: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in words.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{in_yaml(key)}:"
            yield from _block(value, f"{indent}  ")
        else:
            yield f"{indent}{in_yaml(key)}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{in_yaml(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return in_yaml(str(value))
