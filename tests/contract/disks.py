"""Filesystems that fail, as real as the machine allows."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Disk:
    """A disk with little room: `limit` is to be called in a process that writes to it, before it
    does; `enlarge` gives it room enough."""

    limit: Callable[[], None]
    enlarge: Callable[[], None]


def mounted(folder: Path, options: str) -> bool:
    """Mounts a disk in memory over a folder, if this user and this kernel may."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def small(folder: Path, kilobytes: int) -> Iterator[Disk]:
    """A filesystem of some hundred kilobytes; where none may be mounted, no file of a process may
    grow beyond that, which its writes learn of in the same way."""
    if not mounted(folder, f"size={kilobytes}k"):
        yield _of_small_files(kilobytes)
        return
    try:
        yield Disk(lambda: None, lambda: _remounted(folder, "size=64m"))
    finally:
        _unmounted(folder)


def _of_small_files(kilobytes: int) -> Disk:
    most = [1024 * kilobytes]

    def limit() -> None:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most[0], most[0]))

    return Disk(limit, most.clear)


@contextmanager
def filled(folder: Path, disk: Disk, but: int) -> Iterator[Callable[[], None]]:
    """A disk on which there is room for some kilobytes only; where none is mounted, files may not
    grow beyond that. Yields what is to be called in the process that writes."""
    if not os.path.ismount(folder):
        yield _of_small_files(but).limit
        return
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize - 1024 * but))
    try:
        yield disk.limit
    finally:
        (folder / "filler").unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder in which nobody can write: on a read-only filesystem; else one whose mode says so,
    which root does not mind; else one that the kernel makes up."""
    if mounted(folder, "size=64k,ro"):
        try:
            yield folder
        finally:
            _unmounted(folder)
    elif os.geteuid():
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
    else:
        yield Path("/proc/self")


def _remounted(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def _unmounted(folder: Path) -> None:
    subprocess.run(["umount", "-l", str(folder)], check=True)
