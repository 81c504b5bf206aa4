"""Which measures people in an organisation can see at the end of a quarter.

They need no truth that nobody has noticed: no value that is lost in silence, no skew before it is
found. Plans may wait for these, and for no others.
"""

from typing import Final

from sim.vocabulary import ROLES, TIME_KINDS

SEEN: Final = frozenset(
    (
        "stage", "capabilities_held", "live_models", "retired", "throughput", "wip", "expired",
        "sponsor_confidence",
        "pilots_in_production", "pilots_turned_down", "pilots_underwhelming", "pilots_shelved",
        "flow_efficiency", "waiting_for_training", "release_frequency", "refreshes", "updates",
        "change_failure_rate", "canary_rollbacks", "time_to_restore_release",
        "operations_per_model", "skew_incidents_detected", "features_per_model", "features_twice",
        "features_found", "toil_share", "new_value_share", "rework_share", "staff_cost",
        *(f"toil_share_{role}" for role in ROLES),
        *(f"waiting_for_{role}" for role in ROLES),
        *(f"utilisation_{role}" for role in ROLES),
        *(f"overtime_{role}" for role in ROLES),
        *(f"time_on_{kind}" for kind in TIME_KINDS),
    )
)  # fmt: skip
"""Names of measures."""
