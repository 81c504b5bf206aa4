"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from simpy import Event

if TYPE_CHECKING:
    from sim.organisation.work import Skipped, Work

Chapter = Generator[Event, Any, None]


class Story:
    """A chapter that waits for an event."""

    __slots__ = ("send",)
    send: Callable[[Any], Event]

    def go_on(self, event: Event) -> None:
        """Goes on from an event that has happened to the first that has not."""
        send = self.send
        try:
            event = send(event._value)
            while event.callbacks is None:
                event = send(event._value)
        except StopIteration:
            return
        event.callbacks.append(self.go_on)


def tell(chapter: Chapter) -> None:
    """Begins a story."""
    # As `go_on` does, without the call, and without a constructor: every item begins a story.
    send = chapter.send
    try:
        event = send(None)
        while event.callbacks is None:
            event = send(event._value)
    except StopIteration:
        return
    story = Story()
    story.send = send
    event.callbacks.append(story.go_on)


def then(work: Work | Skipped, action: Callable[[Work | Skipped], None]) -> None:
    """Calls `action(work)` when it is done: a story of one step, without a generator, for what is
    by far the most frequent."""
    if work.callbacks is None:
        action(work)
    else:
        work.callbacks.append(action)


def happen_now(event: Event, value: Any = None) -> None:
    """Makes an event happen within the present one, so that its story goes on at once.

    Whoever has finished a step can then ask for the next before their hands are given away.
    """
    callbacks = event.callbacks
    event.callbacks = None  # type: ignore[assignment]  # as SimPy marks what has happened
    event._ok = True
    event._value = value
    for callback in callbacks:
        callback(event)
