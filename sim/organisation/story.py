"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from sim.organisation.backlog import Admission
from sim.organisation.work import Skipped, Work

T = TypeVar("T")

Awaited = Work | Skipped | Admission
"""What a chapter may wait for."""
Chapter = Generator[Awaited, Any, T]
"""A part of a story, which waits for one thing after the other and comes to some end."""


class Story:
    """A chapter that waits for an event."""

    __slots__ = ("send",)
    send: Callable[[Any], Awaited]

    def go_on(self, event: Awaited) -> None:
        """Goes on from an event that has happened to the first that has not."""
        send = self.send
        try:
            event = send(event.told)
            while event.done:
                event = send(event.told)
        except StopIteration:
            return
        event.waiter = self.go_on


def tell(chapter: Chapter[None]) -> None:
    """Begins a story."""
    # As `go_on` does, without the call, and without a constructor: every item begins a story.
    send = chapter.send
    try:
        event = send(None)
        while event.done:
            event = send(event.told)
    except StopIteration:
        return
    story = Story()
    story.send = send
    event.waiter = story.go_on


def then(work: Work | Skipped, action: Callable[[Work | Skipped], None]) -> None:
    """Calls `action(work)` when it is done: a story of one step, without a generator, for what is
    by far the most frequent."""
    if work.done:
        action(work)
    else:
        work.waiter = action
