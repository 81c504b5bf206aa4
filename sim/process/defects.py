"""Defects: what work brings in, and which test catches what.

Which tests there are is the way of working's; what a test is able to catch is its nature and the
same everywhere. The change failure rate is nowhere set.
"""

from sim.process.parameter import Parameter, share

_CATCHES = {
    "eye": ("a look over the outputs", (20, 10, 5, 20)),
    "hand": ("a test by hand", (40, 40, 10, 20)),
    "ci": ("unit and integration tests", (60, 60, 60, 60)),
    "canary": ("a canary release", (60, 50, 20, 50)),
}
DEFECTS = ("bug", "version", "difference", "training")
"""Kinds of defect, in the order of the columns above."""
TESTS = tuple(_CATCHES)
"""Kinds of test, in the order in which they see a release."""

_WHAT = {
    "bug": "a bug",
    "version": "a wrong version of the model object",
    "difference": "a feature that differs between training and serving",
    "training": "a training that went wrong without a word",
}


def _catch(test: str, words: str, defect: str, chance: int) -> Parameter:
    return share(
        f"catch.{test}.{defect}",
        "share of defects",
        f"{chance} %",
        (f"{chance / 2:g} %", f"{min(95, chance * 1.5):g} %"),
        f"Chance that {words} catches {_WHAT[defect]}.",
    )


ROWS = (
    share(
        "defect.bug.new",
        "share of releases",
        "40 %",
        ("15 %", "70 %"),
        "Chance that a new pipeline or a major update has a bug that will stop it.",
    ),
    share(
        "defect.bug.refresh",
        "share of releases",
        "10 %",
        ("2 %", "25 %"),
        "Chance that a refresh brings in such a bug.",
    ),
    share(
        "defect.version",
        "share of releases",
        "8 %",
        ("1 %", "20 %"),
        "Chance that a wrong version of the model object is deployed by hand, where two roles keep "
        "the objects together.",
    ),
    share(
        "defect.version.shows",
        "share of defects",
        "50 %",
        ("20 %", "80 %"),
        "Chance that a wrong version stops the release; else serving differs from training.",
    ),
    share(
        "defect.difference",
        "share of features",
        "0.7 %",
        ("0.2 %", "2 %"),
        "Chance that a re-implemented feature differs from its training twin.",
    ),
    share(
        "defect.training",
        "share of training runs",
        "4 %",
        ("1 %", "12 %"),
        "Chance that a training on bad data, or one that has not converged, ends without a word "
        "in a worse model.",
    ),
    share(
        "catch.person.training",
        "share of defects",
        "75 %",
        ("50 %", "95 %"),
        "Chance that whoever trains a model by hand sees that the training went wrong.",
    ),
    *(
        _catch(test, words, defect, chance)
        for test, (words, chances) in _CATCHES.items()
        for defect, chance in zip(DEFECTS, chances, strict=True)
    ),
)
