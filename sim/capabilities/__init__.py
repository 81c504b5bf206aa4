"""The capabilities, one file each: being here is enough to be found, by name and in that order."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

from sim.capability import Capability
from sim.catalogue import Catalogue


def _found() -> Iterator[Capability]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    for name in names:
        yield importlib.import_module(f"{__name__}.{name}").CAPABILITY


CAPABILITIES: Final = Catalogue(_found())
"""The built-in capabilities by name; a scenario may define more."""
