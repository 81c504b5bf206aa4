"""Which model a study was made with: replications of two versions are never put together."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def version_of(package: str) -> str:
    """The version of an installed package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


@cache
def model() -> str:
    """16 hexadecimal digits that change with any line of the model's source.

    A version number alone would not do: it stays the same while somebody changes the model.
    """
    import sim

    folder, digest = Path(sim.__file__).parent, blake2b(digest_size=8)
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).parts):
        digest.update("/".join(path.relative_to(folder).parts).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()
