"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from sim.compiled import mypyc_attr
from sim.organisation.backlog import Admission
from sim.organisation.work import Skipped, Waiter, Work

T = TypeVar("T")

Awaited = Work | Skipped | Admission
"""What a chapter may wait for."""
Chapter = Generator[Awaited, Any, T]
"""A part of a story, which waits for one thing after the other and comes to some end."""


@mypyc_attr(acyclic=True, free_list_len=1)
class Story(Waiter):
    """A chapter that waits for an event."""

    __slots__ = ("chapter",)
    chapter: Chapter[None]

    def go_on(self, event: Awaited) -> None:
        """Goes on from an event that has happened to the first that has not."""
        chapter = self.chapter
        try:
            event = chapter.send(event.told)
            while event.done:
                event = chapter.send(event.told)
        except StopIteration:
            return
        event.waiter = self

    def fetch(self) -> int:
        """See `Fetchable`."""
        chapter = self.chapter
        return 0 if chapter is None else 1


class Afterword(Waiter):
    """Does what is left when some work is done."""

    __slots__ = ("_action",)

    def __init__(self, action: Callable[[Any], None]) -> None:
        self._action = action

    def go_on(self, event: Any) -> None:
        """Does it."""
        self._action(event)


def tell(chapter: Chapter[None]) -> None:
    """Begins a story."""
    # As `go_on` does, without the call, and without a constructor: every item begins a story.
    try:
        event = chapter.send(None)
        while event.done:
            event = chapter.send(event.told)
    except StopIteration:
        return
    story = Story()
    story.chapter = chapter
    event.waiter = story


def then(work: Work | Skipped, afterword: Waiter) -> None:
    """Has somebody go on when it is done: a story of one step, without a generator, for what is by
    far the most frequent."""
    if work.done:
        afterword.go_on(work)
    else:
        work.waiter = afterword
