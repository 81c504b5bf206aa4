"""Sweeps with mistakes in them, and what the reader should say of each."""

from tests.contract.planted_mistakes import Expected

HEAD = "name: x\nalternatives: {a: {}, b: {organisation: {stage: 3}}}\nsweep:\n"

# What stands under `sweep`, and for each mistake: line, column, key, suggestion.
PLANTED: dict[str, tuple[str, list[Expected]]] = {
    "nothing to vary": ("  design: grid\n", [(3, 1, "sweep", None)]),
    "unknown key": (
        "  over: [portfolio.models]\n  desgin: grid\n",
        [(4, 10, "sweep.over.portfolio.models", None), (5, 3, "sweep.desgin", "design")],
    ),
    "unknown design": (
        "  over: process.shift.rate\n  design: lhs\n",
        [(5, 11, "sweep.design", "latin_hypercube")],
    ),
    "unknown path": (
        "  over: {portfolio.modles: [1, 2]}\n",
        [(4, 10, "portfolio.modles", "portfolio.models")],
    ),
    "unknown parameter": (
        "  over: [process.release.deploy.efort]\n",
        [(4, 10, "process.release.deploy.efort", "process.release.deploy.effort")],
    ),
    "end of a path": ("  over: [models]\n", [(4, 10, "models", "portfolio.models")]),
    "group": ("  over: {process.release: [1, 2]}\n", [(4, 10, "process.release", None)]),
    "a word": (
        "  over: [process.release.deploy.by, name]\n",
        [(4, 10, "sweep.over.process.release.deploy.by", None), (4, 37, "sweep.over.name", None)],
    ),
    "unknown alternative": (
        "  over: {alternatives.c.portfolio.models: [1, 2]}\n",
        [(4, 10, "alternatives.c.portfolio.models", None)],
    ),
    "what must be alike": (
        "  over: {seed: [1, 2], compare.replications: [4, 8], sweep.points: [2, 4]}\n",
        [
            (4, 10, "sweep.over.seed", None),
            (4, 24, "sweep.over.compare.replications", None),
            (4, 54, "sweep.over.sweep.points", None),
        ],
    ),
    "twice": (
        "  over: [process.shift.rate, process.shift.rate]\n",
        [(4, 30, "sweep.over.process.shift.rate", None)],
    ),
    "empty lists": (
        "  over: {portfolio.models: [], organisation.training_slots: [3]}\n",
        [
            (4, 10, "sweep.over.portfolio.models", None),
            (4, 32, "sweep.over.organisation.training_slots", None),
        ],
    ),
    "no levels": ("  over: []\n", [(4, 3, "sweep.over", None)]),
    "one level": (
        "  over: {portfolio.models: 20}\n",
        [(4, 28, "sweep.over.portfolio.models", None)],
    ),
    "nothing written": (
        "  over:\n    portfolio.models:\n",
        [(5, 5, "sweep.over.portfolio.models", None)],
    ),
    "no documented range": (
        "  over: {portfolio.models: {}}\n",
        [(4, 10, "sweep.over.portfolio.models", None)],
    ),
    "levels that are none": (
        "  over: {organisation.staff.it_engineer: [2, 2.5, many, -1, [3]]}\n",
        [
            (4, 46, "sweep.over.organisation.staff.it_engineer", "3"),
            (4, 51, "sweep.over.organisation.staff.it_engineer", None),
            (4, 57, "sweep.over.organisation.staff.it_engineer", None),
            (4, 61, "sweep.over.organisation.staff.it_engineer", None),
        ],
    ),
    "out of bounds": (
        "  over:\n    process.training.fails: [10 %, 130 %]\n"
        "    organisation.stage: [2, 7]\n    organisation.improvement_reserve.it_engineer: "
        "{from: 0 %, to: 100 %}\n    portfolio.models: [10, 2_000_000]\n",
        [
            (5, 36, "sweep.over.process.training.fails", None),
            (6, 29, "organisation.stage", None),
            (7, 67, "organisation.improvement_reserve.it_engineer", None),
            (8, 28, "portfolio.models", None),
        ],
    ),
    "no unit": ("  over: {horizon: [3, 4 years]}\n", [(4, 20, "sweep.over.horizon", "3 days")]),
    "level twice": (
        "  over: {portfolio.models: [10, 20, 10]}\n",
        [(4, 37, "sweep.over.portfolio.models", None)],
    ),
    "distribution": (
        "  over: {process.release.test.effort: [{exponential: {mean: 1 day}}, 2 days]}\n",
        [(4, 40, "sweep.over.process.release.test.effort", None)],
    ),
    "ranges": (
        "  over:\n"
        "    process.shift.rate: {from: 4 / year, to: 1 / year}\n"
        "    process.data.adequacy: {from: 20 %}\n"
        "    process.people.switching: {from: 1 day, to: 1 day}\n"
        "    process.shift.loss: {from: 0 %, to: 5 %, log: true}\n"
        "    process.training.fails: {from: 1 %, to: 5 %, steps: 1, lgo: true}\n"
        "    portfolio.models: {from: 1, to: 3, steps: 7}\n"
        "    process.handover.touched: {steps: 10_000, log: yes}\n",
        [
            (5, 5, "sweep.over.process.shift.rate", "{from: 1 / year, to: 4 / year}"),
            (6, 5, "sweep.over.process.data.adequacy", None),
            (7, 5, "sweep.over.process.people.switching", None),
            (8, 32, "sweep.over.process.shift.loss", None),
            (9, 57, "sweep.over.process.training.fails", None),
            (9, 60, "sweep.over.process.training.fails", "log"),
            (10, 30, "sweep.over.portfolio.models", None),
            (11, 39, "sweep.over.process.handover.touched", None),
            (11, 52, "sweep.over.process.handover.touched", None),
        ],
    ),
    "points of a grid": (
        "  over: process.shift.rate\n  points: 8\n",
        [(5, 11, "sweep.points", None)],
    ),
    "how many points": (
        "  over: process.shift.rate\n  design: sobol\n",
        [(3, 1, "sweep.points", None)],
    ),
    "an odd Sobol sequence": (
        "  over: process.shift.rate\n  design: sobol\n  points: 63\n",
        [(6, 11, "sweep.points", "64")],
    ),
    "absurdly many points": (
        "  over: process.shift.rate\n  design: latin_hypercube\n  points: 1_000_000\n",
        [(6, 11, "sweep.points", None)],
    ),
    "an absurdly large grid": (
        "  over:\n    process.shift.rate: {steps: 1000}\n    process.shift.loss: {steps: 1000}\n",
        [(4, 3, "sweep.over", None)],
    ),
    "steps that are drawn": (
        "  over: {process.shift.rate: {steps: 3}}\n  design: sobol\n  points: 8\n",
        [(4, 38, "sweep.over.process.shift.rate", None)],
    ),
}
