"""The capabilities, one file each: being here is enough to be found, by name and in that order."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sim.capability import Capability


def _found() -> dict[str, Capability]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    files = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: file.CAPABILITY for name, file in files.items()}


CAPABILITIES: Final[Mapping[str, Capability]] = MappingProxyType(_found())
"""All capabilities by name."""
