"""The kernel as machine code, where it was compiled: the same story to the same bytes, faster.

`make compiled` has mypyc translate the modules that every event goes through to C, and keeps what a
C compiler makes of it beside them, in `__compiled__`. It is used as long as no source has changed
since; else, or where `MLORG_KERNEL=interpreted` asks for it, Python reads the sources as ever.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr  # handed on
else:

    def mypyc_attr(**told: Any) -> Callable[[T], T]:
        """What is told to the compiler of a class; Python itself has no use for it.

        `acyclic`: the garbage collector does not follow its objects, which saves some words of
        memory each, and looking at two others whenever one is gone. So it does not find them in
        circles, all of which `sim.organisation.ending.dissolve` has to break; and they must form no
        long chains, each being gone because of the last, for which the stack would not do.
        `free_list_len=1`: the last object that is gone is the next that is made.
        """
        return lambda cls: cls


SOURCES: Final = Path(__file__).parent
COMPILED: Final = SOURCES / "__compiled__"
KERNEL: Final = ("ledgers", "lifecycle", "mixing.py", "organisation", "randomness.py")
"""What is compiled: these packages and modules of `sim`."""
SHARED: Final = "mlorg"
"""What mypyc calls the library that all compiled modules share."""
SWITCH: Final = "MLORG_KERNEL"
APART: Final = ("__init__.py", "clock.py")
"""What is not: a package's `__init__` says nothing, and a class of SimPy has subclasses in Python
alone."""
INTERPRETED: Final = "interpreted"
SUFFIX: Final = EXTENSION_SUFFIXES[0]


def kernel() -> list[Path]:
    """The source files that are compiled."""
    files = [file for name in KERNEL for file in _python_files(SOURCES / name)]
    return [file for file in files if file.name not in APART]


def folder() -> Path:
    """Where the kernel of these very sources is, or would be, for this Python.

    All of `sim` counts: compiled code has the constants of other modules in it.
    """
    digest = blake2b(SUFFIX.encode(), digest_size=16)
    for file in _python_files(SOURCES):
        digest.update(f"{file.relative_to(SOURCES).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    return COMPILED / digest.hexdigest()


def _python_files(path: Path) -> list[Path]:
    return [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


class Finder:
    """Finds compiled modules before Python finds their sources."""

    def __init__(self, modules: Mapping[str, Path]) -> None:
        self._modules = modules

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load a module, if it was compiled."""
        file = self._modules.get(name)
        return None if file is None else spec_from_file_location(name, file)


def use() -> None:
    """From now on compiled modules are imported, if there are any of these sources."""
    if os.environ.get(SWITCH) == INTERPRETED or not COMPILED.is_dir():
        return
    root = folder()
    modules = {_name(file, root): file for file in root.rglob(f"*{SUFFIX}")}
    if modules:
        sys.meta_path.insert(0, Finder(modules))


def in_use() -> bool:
    """Whether the kernel that is imported here is compiled."""
    return any(isinstance(finder, Finder) for finder in sys.meta_path)


def which() -> str:
    """The name of the kernel that is imported here."""
    return "compiled" if in_use() else INTERPRETED


def _name(file: Path, root: Path) -> str:
    return ".".join(file.relative_to(root).parts).removesuffix(SUFFIX)
