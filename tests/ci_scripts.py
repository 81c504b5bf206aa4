"""The scripts of `.ci/`, as modules."""

import importlib.util
from pathlib import Path
from types import ModuleType


def script(root: Path, name: str) -> ModuleType:
    """One of them, executed as what it is when another imports it."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", root / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
