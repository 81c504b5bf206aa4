"""Files that appear whole or not at all, and what is left of one whose process was killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Writes a file, in place of an earlier one.

    Raises:
        OSError: it cannot be written; what was there is there still.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def left_over(folder: Path, names: str) -> Iterator[Path]:
    """What is left in a folder of files of these names, with wild cards, that never were whole."""
    return folder.glob(f".{names}.*.partial")
