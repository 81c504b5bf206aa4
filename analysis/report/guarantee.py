"""What a study that ends when it knows enough says of its end: the selection, and how precise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.report.words import bare, confidence, joined, number, quantity, quoted, title

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.ranking import Pick
    from analysis.study.sequential import Course, Reach


def how_it_ended(study: Study, pick: Pick) -> list[str]:
    """Sentences on the selection and on the precision of a context; none if its end was fixed."""
    course = pick.course
    if course is None or not course.looks:
        return []
    return [*_selection(study, pick, course), *_screened(course), *_precision(study, course)]


def _selection(study: Study, pick: Pick, course: Course) -> list[str]:
    if course.void:
        measure = title(study.scenario.decide_on)
        return [f"Nothing can be selected by KN: {measure} is not defined in every world."]
    if course.race is None:
        return []
    zone = quantity(course.race.zone, study.unit(study.scenario.decide_on))
    level = confidence(study.scenario.confidence)
    if course.selected is None:
        names = joined([quoted(name) for name in course.remaining])
        return [
            f"Nothing is selected (KN, indifference zone {zone}): {names} remain after "
            f"{course.looks[-1]} replications; {_at_most(study, course)}."
        ]
    rivals = joined([quoted(one.reference) for one in pick.open], "or")
    apart = f" The data by themselves do not separate it from {rivals}." if rivals else ""
    return [
        f"Selected by KN, which finds the best alternative with a probability of at least {level} "
        f"if it is better than every other one by {zone} or more.{apart}"
    ]


def _at_most(study: Study, course: Course) -> str:
    from analysis.study.looks import look_for

    assert course.race is not None
    if course.race.longest is None:
        return "some of their differences have too long a tail to tell yet"
    size = 2 if study.scenario.antithetic else 1
    look = look_for(course.race.longest * size)
    if look is None:
        return "it may take more than mlorg can run"
    return f"at most {number(look)} would select one"


def _screened(course: Course) -> list[str]:
    if not course.out:
        return []
    by_look: dict[int, list[str]] = {}
    for name, look in course.out.items():
        by_look.setdefault(look, []).append(quoted(name))
    parts = [f"{joined(names)} after {look}" for look, names in sorted(by_look.items())]
    kept = course.baseline in course.out and course.looks[-1] > course.out[course.baseline]
    stays = f"; {quoted(course.baseline)} went on as what others are compared with" if kept else ""
    return [f"Screened out: {joined(parts)} replications{stays}."]


def _precision(study: Study, course: Course) -> list[str]:
    if not course.reach:
        return []
    if course.imprecise:
        told = [_missed(study, course, name, one) for name, one in course.imprecise.items()]
        last = f"{course.looks[-1]} replications, the last look within max_replications"
        return [f"Not as precise as asked after {last}: {'; '.join(told)}."]
    told = [f"{_known(study, one.half)} for {quoted(name)}" for name, one in course.reach.items()]
    wanted = quantity(max(one.wanted for one in course.reach.values()), _unit(study))
    against = f"the difference to {quoted(course.baseline)}"
    return [
        f"Precise after {course.looks[-1]} replications: {against} is known to "
        f"{joined(told)} ({wanted} was asked for)."
    ]


def _missed(study: Study, course: Course, name: str, one: Reach) -> str:
    from analysis.study.looks import look_for

    needed = one.replications(course.looks[-1])
    look = None if math.isinf(needed) else look_for(needed)
    how_many = "more than mlorg can run" if look is None else f"about {number(look)}"
    wanted = bare(one.wanted, _unit(study))
    return (
        f"the difference of {quoted(name)} to {quoted(course.baseline)} is known to "
        f"{_known(study, one.half)}, not {wanted}, which takes {how_many}"
    )


def _known(study: Study, half: float) -> str:
    unit = _unit(study)
    return "nothing" if math.isnan(half) else f"±{quantity(half, unit)}"


def _unit(study: Study) -> str:
    return study.unit(study.scenario.decide_on)


def how_many(study: Study) -> str:
    """How many replications there are."""
    scenario = study.scenario
    pairs = (
        ", in antithetic pairs that count as one observation each," if scenario.antithetic else ""
    )
    if not scenario.is_open:
        return f"{scenario.replications} replications of every alternative{pairs}"
    counts = sorted(set(study.lived.values()))
    least = f"{counts[0]} to " if len(counts) > 1 else ""
    return f"{least}{counts[-1]} replications of each alternative{pairs}"


def looked_at(study: Study) -> str:
    """After how many replications an open study has been looked at; "" if its end was fixed."""
    made = sorted({look for course in study.courses.values() for look in course.looks})
    return f", looked at after {joined([str(look) for look in made])}" if made else ""


def allowed_for(study: Study) -> str:
    """What intervals and verdicts allow for, where a study is looked at on the way."""
    if not study.scenario.is_open:
        return ""
    return (
        f" All hold at whichever look a study ends, for each of {study.allowance.looks} looks is "
        "allowed for (Pocock)."
    )
