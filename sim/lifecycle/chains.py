"""Chains and ensembles: the more models there are, the more of them feed on others, or are many."""

from sim.organisation.model import Model
from sim.organisation.organisation import Organisation


def how_many_members(org: Organisation, entity: int) -> int:
    """Of how many members a model will consist that is begun today."""
    if happens_as_it_grows(org, "ensemble", entity):
        return int(org.ways.number("ensemble.members"))
    return 1


def feed_on_another(org: Organisation, model: Model) -> None:
    """A model that is about to go live may feed on a live one, if that makes no chain too long."""
    if not happens_as_it_grows(org, "chain", model.entity):
        return
    upstream = org.portfolio.pick(org.luck("upstream of a model", model.entity))
    if upstream is None or upstream.retiring:
        return
    if upstream.depth + 1 <= org.ways.number("chain.depth"):
        org.portfolio.feed(model, upstream, org.ways.number("chain.elasticity"))


def happens_as_it_grows(org: Organisation, what: str, entity: int) -> bool:
    """Draws what happens the oftener, the more live models there are."""
    most, live = org.ways.number(f"{what}.most"), len(org.portfolio.models)
    if not most or not live:
        return False
    chance = most * live / (live + org.ways.number(f"{what}.half"))
    return org.luck(f"{what}.most", entity) < chance
