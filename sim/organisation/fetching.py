"""Fetching ahead: what will be read soon is read now, all at once."""

from sim.compiled import mypyc_attr


@mypyc_attr(acyclic=True)
class Fetchable:
    """What can be fetched before its time comes.

    Where much happens, most of what an event needs is in no cache, and memory answers several
    questions at once if none has to wait for another. So all that comes soon asks before any of it
    comes; see `Agenda`.
    """

    __slots__ = ()

    def fetch(self) -> int:
        """Reads something of what will be read when its time comes: memory comes in lines. The
        number says nothing; without it a compiler would leave the reading out."""
        return 0
