"""An organisation that works differently from now on, without waiting for a planned day."""

from collections.abc import Mapping

from sim.organisation.organisation import Organisation
from sim.scenario.machine import Change
from sim.units import Value


def works(
    org: Organisation, process: Mapping[str, Value], staff: Mapping[str, int] | None = None
) -> None:
    """By these rows, and with these people of the roles that are named."""
    rows = dict(process)
    change = Change(name="now", at=org.now, held=None, staff=None, process=rows)
    org.programme.follow(change, org.now)
    org.adopt_programme(staff)
