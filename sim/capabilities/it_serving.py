"""IT serving: IT takes over deployment and operations, and builds anew what it is handed."""

from sim.capability import Capability, Figure, decides
from sim.process.operation import OUTAGES, TICKETS
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER, NEVER

_OPERATED = tuple(f"operate.{name}.by" for name in (*TICKETS, *OUTAGES))

CAPABILITY = Capability(
    name="it_serving",
    title="Serving by IT",
    story="IT owns what runs: it turns notebooks into production pipelines, tests, deploys, "
    "operates and mends them. Data scientists develop and refresh.",
    answers="Data scientists who are swamped by the models that they have to run.",
    build={
        DATA_SCIENTIST: Figure("10 days", "5 days", "20 days"),
        IT_ENGINEER: Figure("45 days", "22 days", "90 days"),
    },
    lead_time=Figure("3 months", "6 weeks", "6 months"),
    upkeep={IT_ENGINEER: Figure("0.25", "0.1", "0.5")},
    adopt={
        DATA_SCIENTIST: Figure("2 days", "0.5 days", "8 days"),
        IT_ENGINEER: Figure("8 days", "2 days", "32 days"),
    },
    supersedes=("simple_serving",),
    effects=(
        *decides(
            IT_ENGINEER,
            "handover.rewrite.by",
            "handover.port.by",
            "release.test.by",
            "release.deploy.by",
            "release.repair.by",
            "refresh.test.by",
            "refresh.deploy.by",
            *_OPERATED,
            "diagnose.skew.by",
            "diagnose.mend.by",
        ),
        *decides(NEVER, "release.wrap.by", "release.check.by", "refresh.check.by"),
        *decides("operator", "noticing.by"),
    ),
)
