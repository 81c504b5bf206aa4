"""The life of each item as a list of steps, told anew from the design."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.invariants.oracle.luck import Way

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

Story = Generator[str, None, str]
"""Yields the steps to be taken, returns the outcome."""

BUILD = (
    "development.explore",
    "development.engineer",
    "development.train",
    "development.evaluate",
)
RELEASE = (
    "handover.rewrite",
    "release.wrap",
    "release.check",
    "release.test",
    "release.deploy",
)
RE_RELEASE = ("handover.rewrite", "refresh.check", "refresh.test", "refresh.deploy")
TICKETS = (
    "operate.run_batch",
    "operate.check_outputs",
    "operate.grant_access",
    "operate.follow_upstream",
    "operate.tend_server",
)
INCIDENTS = ("operate.pipeline_break",)
STANDING = tuple(
    f"{kind}.{role}"
    for kind in ("duties", "improvement")
    for role in ("data_scientist", "it_engineer")
)


@dataclass(eq=False)
class Model:
    """A model in production."""

    entity: int
    features: int
    way: Way
    fresh_since: int
    rewritten: bool
    next_refresh: int | None = None
    live: bool = True
    refreshes: int = 0
    refresh_open: bool = False
    shifts: int = 0
    shifted_at: int | None = None
    noticed_at: int | None = None
    data_date: int = 0
    item: Any = None
    notices: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class Item:
    """Something on its way."""

    kind: str
    entity: int
    number: int
    opened: int
    started: int | None = None
    ended: int | None = None
    story: Story | None = None
    features: int = 0
    way: Way | None = None
    job: Any = None
    sat_down: int | None = None
    can_succeed: bool = True
    rewritten: bool = False
    outcome: str | None = None


def use_case(book: "Replay", item: Item) -> Story:
    """From the start of work to the first release."""
    item.features = book.way.features(item.entity)
    yield from BUILD
    if not item.can_succeed:
        return "shelved"
    yield "development.translate"
    item.rewritten = book.way.has("handover.rewrite")
    yield from RELEASE
    return "released"


def refresh(book: "Replay", item: Item) -> Story:
    """Newer data for a live model."""
    model = book.models[item.entity]
    yield "refresh.retrain"
    trained = book.way.has("refresh.train")
    yield "refresh.train"
    model.data_date = item.sat_down if trained and item.sat_down is not None else book.now
    item.rewritten = book.way.has("handover.rewrite")
    touched = book.way.process["handover.touched"] if model.rewritten else 1.0
    item.features = int(model.features * touched + 0.5)
    yield from RE_RELEASE
    return "released" if model.live else "in vain"


def one_step(step: str) -> Story:
    """A ticket, an incident, a duty, an improvement."""
    yield step
    return "done"


def labels(item: str, step: str) -> tuple[str, str]:
    """The priority class of a step, and the kind of time that it takes."""
    if item == "use case":
        chapter = step.partition(".")[0]
        kinds = {"development": "new_value", "handover": "hand_over", "release": "release"}
        return ("new" if chapter == "development" else "release"), kinds[chapter]
    return ("operations", "operations") if item == "ticket" else (item, item)
