"""The end: an organisation whose story is told lets go of all that it has."""

from sim.organisation.desk import Desk
from sim.organisation.organisation import Organisation


def dissolve(org: Organisation) -> None:
    """Takes an organisation apart, so that its memory is free at once.

    Nearly everything in it refers to what refers to it, and would wait for Python's garbage
    collector, which takes longer to find it than all that is left to do with it.
    """
    org.env._queue.clear()
    org.env.later.clear()
    del org.env.later
    for desk in org.desks.values():
        _close(desk)
    for book in org.books.flow.items.values():
        book.under_way.clear()
    for model in org.portfolio.models.values():
        model.sources.clear()
        model.consumers.clear()
        model.waiting.clear()
    vars(org.programme).clear()
    vars(org).clear()


def _close(desk: Desk) -> None:
    for lane in desk.lanes.values():
        lane.waiting.clear()
        for work in lane.running:
            work.timer = None
        lane.running.clear()
    vars(desk).clear()
