"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from collections.abc import Generator
from typing import Any

from simpy import Event

Chapter = Generator[Event, Any, None]


class Story:
    """A chapter being told."""

    __slots__ = ("_send",)

    def __init__(self, chapter: Chapter) -> None:
        self._send = chapter.send
        self._go_on(None)

    def _resume(self, happened: Event) -> None:
        self._go_on(happened._value)

    def _go_on(self, value: Any) -> None:
        try:
            event = self._send(value)
            while event.callbacks is None:  # it has happened already: do not wait
                event = self._send(event._value)
        except StopIteration:
            return
        event.callbacks.append(self._resume)


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
