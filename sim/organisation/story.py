"""Tells a story: runs a chapter, which is a generator of SimPy events, from event to event.

A `simpy.Process` would do the same with two more events in the queue for each story, one to begin
and one to end. Nobody waits for these, so they are spared; a story begins at once.
"""

from collections.abc import Generator
from typing import Any

from simpy import Event

Chapter = Generator[Event, Any, None]


def tell(chapter: Chapter) -> None:
    """Runs a chapter to its first wait, and from there on whenever its event happens."""
    _Story(chapter).go_on()


class _Story:
    __slots__ = ("_chapter",)

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter

    def go_on(self, happened: Event | None = None) -> None:
        value = None if happened is None else happened.value
        send = self._chapter.send
        try:
            event = send(value)
            while event.callbacks is None:  # it has happened already: do not wait
                event = send(event.value)
        except StopIteration:
            return
        event.callbacks.append(self.go_on)


def happen_now(event: Event, value: Any = None) -> None:
    """Makes an event happen within the present one, so that its story goes on at once.

    Whoever has finished a step can then ask for the next before their hands are given away.
    """
    callbacks = event.callbacks
    event.callbacks = None
    event._ok = True
    event._value = value
    for callback in callbacks:
        callback(event)
