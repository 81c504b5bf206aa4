"""The event log: kept on request only, as plain rows."""

from typing import NamedTuple

from sim.organisation.clock import Clock
from sim.organisation.work import Item


class Entry(NamedTuple):
    """One line of the event log. `at` in ticks after day 0; negative before it. `number` counts an
    entity's items of one kind."""

    at: int
    what: str
    item: str
    entity: int
    number: int
    step: str
    resource: str


class Journal:
    """Everything that happened, in order."""

    def __init__(self, env: Clock) -> None:
        self._env = env
        self.entries: list[Entry] = []

    def record(self, what: str, item: Item, step: str = "", resource: str = "") -> None:
        """Something happened to an item; `step` is the step, or the outcome when it closes."""
        entry = Entry(self._env.now, what, item.kind, item.entity, item.number, step, resource)
        self.entries.append(entry)

    def note(self, what: str, entity: int, about: str) -> None:
        """Something befell a model or the organisation."""
        self.entries.append(Entry(self._env.now, what, about, entity, 0, "", ""))
