"""The end: an organisation whose story is told lets go of all that it has."""

from sim.organisation.desk import Desk
from sim.organisation.organisation import Organisation


def dissolve(org: Organisation) -> None:
    """Takes an organisation apart, so that its memory is free at once.

    Nearly everything in it refers to what refers to it, and would wait for Python's garbage
    collector, which takes longer to find it than all that is left to do with it; and of what is
    compiled it does not look at the most numerous.
    """
    org.env.agenda.clear()
    del org.env.agenda
    for desk in org.desks.values():
        _close(desk)
    for book in org.books.flow.items.values():
        book.under_way.clear()
    org.books.releases.under_way.clear()
    for model in org.portfolio.models.values():
        model.lets_go()
        model.consumers = ()
    org.backlog.clear()
    org.portfolio.seen_by = None
    for name in Organisation.__deletable__:
        if hasattr(org, name):  # it may not have come so far
            delattr(org, name)


def _close(desk: Desk) -> None:
    desk._over.clear()
    desk._ends = ()
    for lane in desk.lanes.values():
        for work in lane.waiting:
            work.sitting = work.waiter = None
        for work in lane.running.taken():
            work.sitting = work.waiter = None
        lane.waiting.clear()
        lane.running.clear()
