"""The words that the whole model shares: roles, priority classes, kinds of time.

They live apart from parameters and ledgers so that both may use them without knowing each other.
"""

from typing import Final

DATA_SCIENTIST: Final = "data_scientist"
IT_ENGINEER: Final = "it_engineer"
ROLES: Final = (DATA_SCIENTIST, IT_ENGINEER)
"""Roles of people. A role is a pool: anyone of it can do any of its work."""
PEOPLE: Final = {DATA_SCIENTIST: "data scientists", IT_ENGINEER: "IT engineers"}
"""By role, what its people are called."""

TRAINING: Final = "training"
"""Name of the machine resource, a pool of training slots, which queues like a role."""

ELASTIC: Final = "elastic_training"
"""Name of the machines that are there as they are needed, beside the slots."""

NEVER: Final = "never"
"""In a `by` row: this way of working does not have the step."""

AUTOMATIC: Final = "automatic"
"""In a `by` row: a machine does the step, in no time and with nobody's effort."""

ORGANISATION: Final = "organisation"
MODEL: Final = "model"
"""Whose way of working a parameter belongs to."""

PRIORITY_CLASSES: Final = (
    "onboarding",
    "incident",
    "operations",
    "duties",
    "refresh",
    "release",
    "new",
    "improvement",
)
"""Classes of waiting work, most urgent first, as they are by default."""

PULLED: Final = ("new", "improvement")
"""Classes of work that nobody waits for but those who do it; all other is asked for by others."""

NEW_VALUE: Final = "new_value"
HAND_OVER: Final = "hand_over"
RELEASE: Final = "release"
REFRESH: Final = "refresh"
OPERATIONS: Final = "operations"
INCIDENT: Final = "incident"
REWORK: Final = "rework"
DUTIES: Final = "duties"
IMPROVEMENT: Final = "improvement"
UPKEEP: Final = "upkeep"
ONBOARDING: Final = "onboarding"
SWITCHING: Final = "switching"
OVERHEAD: Final = "overhead"
IDLE: Final = "idle"
VACANT: Final = "vacant"

WORK_KINDS: Final = (
    NEW_VALUE,
    HAND_OVER,
    RELEASE,
    REFRESH,
    OPERATIONS,
    INCIDENT,
    REWORK,
    DUTIES,
    IMPROVEMENT,
    UPKEEP,
    ONBOARDING,
)
"""What an effort can be spent on."""

TIME_KINDS: Final = (*WORK_KINDS, SWITCHING, OVERHEAD, IDLE, VACANT)
"""Every kind of a post's time; they add up to posts x time, and none is a remainder."""

TOIL_KINDS: Final = (RELEASE, REFRESH, OPERATIONS, INCIDENT, REWORK)
"""Toil after Google's Site Reliability Engineering: manual, repetitive, automatable work that grows
with the service. Re-writing a notebook (hand_over) is once per feature and is not counted here."""
