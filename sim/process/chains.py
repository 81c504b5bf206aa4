"""Chains and ensembles: models that feed on models, and models that are many."""

from sim.process.parameter import Kind, Parameter, share


def _grown(name: str, what: str) -> Parameter:
    return Parameter(
        name,
        Kind.NUMBER,
        "live models",
        "40",
        "10",
        "200",
        "assumption",
        f"Live models at which half of the greatest chance of {what} is reached.",
    )


ROWS = (
    share(
        "chain.most",
        "share of new models",
        "40 %",
        ("0 %", "80 %"),
        "Chance that a new model feeds on a live one, as the portfolio grows without bound.",
    ),
    _grown("chain.half", "feeding on another model"),
    share(
        "chain.elasticity",
        "exponent",
        "30 %",
        ("5 %", "100 %"),
        "How the quality of a model follows that of the model it feeds on: as this power of it.",
    ),
    Parameter(
        "chain.depth",
        Kind.COUNT,
        "models",
        "3",
        "1",
        "5",
        "assumption",
        "On how many models, one behind the other, a new model feeds at most.",
    ),
    share(
        "chain.upset",
        "share of refreshes",
        "5 %",
        ("0 %", "20 %"),
        "Chance that a model goes wrong when the one that it feeds on is refreshed: changing "
        "anything changes everything.",
    ),
    share(
        "ensemble.most",
        "share of new models",
        "30 %",
        ("0 %", "60 %"),
        "Chance that a new model is an ensemble, as the portfolio grows without bound.",
    ),
    _grown("ensemble.half", "being an ensemble"),
    Parameter(
        "ensemble.members",
        Kind.COUNT,
        "members",
        "3",
        "2",
        "10",
        "assumption",
        "Members of an ensemble: so often it is trained and deployed.",
    ),
)
