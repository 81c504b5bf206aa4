"""The end: an organisation whose story is told lets go of all that it has."""

from sim.organisation.desk import Desk
from sim.organisation.organisation import Organisation


def dissolve(org: Organisation) -> None:
    """Takes an organisation apart, so that its memory is free at once.

    Nearly everything in it refers to what refers to it, and would wait for Python's garbage
    collector, which takes longer to find it than all that is left to do with it.
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
    del org.backlog, org.business, org.data, org._chapters, org._afterwords, org._purposes
    del org.standing, org.domains, org.upkeep_due, org.teams
    del org.ask_for_refresh, org.model_adopts, org.consider_investments, org.refresh_falls_due


def _close(desk: Desk) -> None:
    desk._over.clear()
    desk._ends = ()
    for lane in desk.lanes.values():
        for work in lane.waiting:
            work.sitting = work.waiter = None
        for work in lane.running:
            work.sitting = work.waiter = None
        lane.waiting.clear()
        lane.running.clear()
