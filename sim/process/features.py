"""Features and components: what models are made of, and what of it is used again."""

from sim.process.parameter import Kind, Parameter, decision, share

ROWS = (
    Parameter(
        "development.features",
        Kind.NUMBERS,
        "features / model",
        {"lognormal": {"mean": 60, "cv": 0.5}},
        "10",
        "200",
        "assumption",
        "Features that a model uses, rounded to a whole number: so many draws, with replacement.",
    ),
    Parameter(
        "features.universe",
        Kind.COUNT,
        "features",
        "2000",
        "500",
        "20000",
        "assumption",
        "Features that the business could have.",
    ),
    Parameter(
        "features.popularity",
        Kind.NUMBER,
        "exponent of Zipf's law",
        "0.8",
        "0",
        "1.2",
        "assumption",
        "How skewed the popularity of features is: 0 is not at all.",
    ),
    decision(
        "features.kept",
        "private",
        ("private", "shared"),
        "Whether each model builds its own features, or finds those that exist in a store whose "
        "one definition serves training and serving.",
    ),
    share(
        "components.reused",
        "share of packaging effort",
        "0 %",
        ("0 %", "60 %"),
        "Share of the effort of packaging a pipeline that components of earlier ones can save.",
    ),
    Parameter(
        "components.half",
        Kind.NUMBER,
        "pipelines",
        "5",
        "2",
        "20",
        "assumption",
        "Packaged pipelines after which half of that share is saved.",
    ),
)
