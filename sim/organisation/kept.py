"""What is kept up to date: a capability, by a role, piece by piece."""

from sim.organisation.source import SerialSource
from sim.organisation.work import Task


class Kept:
    """What a role keeps up to date of a capability; `source` tells when a piece falls due."""

    __slots__ = ("name", "role", "source", "task")

    def __init__(self, name: str, role: str, task: Task, source: SerialSource) -> None:
        self.name = name
        self.role = role
        self.task = task
        self.source = source
