"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from collections.abc import Generator
from typing import Any, cast

from simpy import Event

Chapter = Generator[Event, Any, None]


class _Beginning:
    """Stands for the event before the first: it has happened, and it carries nothing."""

    callbacks = None
    _value = None


_BEGINNING = cast(Event, _Beginning())


class Story:
    """A chapter being told."""

    __slots__ = ("_send",)

    def __init__(self, chapter: Chapter) -> None:
        self._send = chapter.send
        self._go_on(_BEGINNING)

    def _go_on(self, event: Event) -> None:
        """Goes on from an event that has happened to the first that has not."""
        send = self._send
        try:
            while event.callbacks is None:
                event = send(event._value)
        except StopIteration:
            return
        event.callbacks.append(self._go_on)


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
