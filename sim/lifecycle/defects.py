"""Defects: what is wrong with a release before it is out, and which test catches it.

Nobody in the story looks at `wrong`: tests do, each with its chance, and then production does.
"""

from typing import Final

from sim.ledgers.releases import DROPPED, PRODUCTION, SILENT
from sim.organisation.organisation import Organisation
from sim.organisation.work import Project

BUG: Final = "bug"
VERSION: Final = "version"
DIFFERENCE: Final = "difference"
TRAINING_DEFECT: Final = "training"

MOST_REPAIRS: Final = 8
"""By then whoever repairs sits with whoever tests, and brings in nothing new."""
ATTEMPTS: Final = 64
"""More than a release ever takes; keeps the luck of two releases apart."""


class Release:
    """What is on its way to production: its item, what was trained, and what is wrong with it.

    `data_date` is how new its data are, in ticks; `bad` that its training went wrong. `rewritten`
    says that features were re-implemented, `item.features` of them. `mended` says that people
    repair what tests catch; else it is dropped. `failed_at` is when it first failed in production,
    in ticks.
    """

    __slots__ = ("bad", "data_date", "failed_at", "item", "mended", "rewritten", "wrong")

    def __init__(self, item: Project, data_date: int, *, bad: bool = False) -> None:
        self.item = item
        self.data_date = data_date
        self.bad = bad
        self.rewritten = False
        self.mended = True
        self.failed_at: int | None = None
        self.wrong: tuple[str, ...] = ()

    @property
    def key(self) -> int:
        """Keys the luck of this attempt."""
        return ATTEMPTS * self.item.index + self.item.attempts


def bring_in(org: Organisation, release: Release) -> None:
    """The work so far may have brought in defects of every kind."""
    if release.bad:
        _add(org, release, TRAINING_DEFECT)
    gates = org.ways_of(release.item).gates
    if gates.spotless:
        return
    new = "refresh" if release.item.kind == "refresh" else "new"
    if _is_brought_in(org, release, f"defect.bug.{new}"):
        _add(org, release, BUG)
    if release.rewritten and differs(org, release):
        _add(org, release, DIFFERENCE)
    if release.item.kind in gates.two_roles and _is_brought_in(org, release, "defect.version"):
        _add(org, release, VERSION)


def differs(org: Organisation, release: Release) -> bool:
    """Whether any of the re-implemented features differs from its training twin."""
    item, chance = release.item, _chance(org, release, "defect.difference")
    luck = org.luck("defect.difference", item.entity, release.key)
    return chance > 0 and luck < 1 - (1 - chance) ** item.features


def retraining_brings_in(org: Organisation, release: Release) -> None:
    """A training that is done again may go wrong again."""
    if release.bad and release.item.attempts <= MOST_REPAIRS:
        _add(org, release, TRAINING_DEFECT)


def repair_brings_in(org: Organisation, release: Release) -> None:
    """Who mends may break something else."""
    few = release.item.attempts <= MOST_REPAIRS
    if few and BUG not in release.wrong and _is_brought_in(org, release, "defect.bug.refresh"):
        _add(org, release, BUG)


def catch(org: Organisation, release: Release, test: str) -> tuple[str, ...]:
    """What a test catches of what is wrong."""
    caught = tuple(
        defect for defect in release.wrong if _happens(org, release, f"catch.{test}.{defect}")
    )
    _end(org, release, caught, test)
    return caught


def show(org: Organisation, release: Release) -> tuple[str, ...]:
    """What stops a release in production, so that all can see it."""
    shown = tuple(
        defect
        for defect in release.wrong
        if defect == BUG or (defect == VERSION and _happens(org, release, "defect.version.shows"))
    )
    _end(org, release, shown, PRODUCTION)
    return shown


def stay_silent(org: Organisation, release: Release) -> tuple[str, ...]:
    """What is in production now and nobody knows of."""
    silent = release.wrong
    _end(org, release, silent, SILENT)
    return silent


def drop(org: Organisation, release: Release) -> None:
    """Nothing comes of a release, nor of what was wrong with it."""
    _end(org, release, release.wrong, DROPPED)


def _is_brought_in(org: Organisation, release: Release, name: str) -> bool:
    luck = org.luck(name, release.item.entity, release.key)
    return luck < _chance(org, release, name)


def _chance(org: Organisation, release: Release, name: str) -> float:
    """Of something that work brings in: the higher, the longer the days of who worked on it."""
    ways, tired = org.ways_of(release.item), release.item.tired
    chance = ways.number(name)
    return (
        min(1.0, chance * (1 + ways.number("people.overtime.errors") * tired)) if tired else chance
    )


def _happens(org: Organisation, release: Release, name: str) -> bool:
    return org.ways_of(release.item).chance(name, release.item.entity, release.key)


def _add(org: Organisation, release: Release, defect: str) -> None:
    release.wrong = (*release.wrong, defect)
    book = org.books.releases
    book.bring_in(defect)
    book.under_way[release] = None


def _end(org: Organisation, release: Release, defects: tuple[str, ...], fate: str) -> None:
    if not defects:
        return
    release.wrong = tuple(defect for defect in release.wrong if defect not in defects)
    book = org.books.releases
    for defect in defects:
        book.end(defect, fate)
    if not release.wrong:
        del book.under_way[release]
