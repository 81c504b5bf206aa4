"""The scenarios that come with mlorg, found by name from any folder.

Studies lie in `scenarios/`, the organisations that they extend in `scenarios/library/`. A checkout
uses its own folder; an installed wheel carries a copy of it inside the package `sim`.
"""

from pathlib import Path

_SIM = Path(__file__).resolve().parent.parent


def library_folder() -> Path:
    """The folder of the studies; the organisations are in its subfolder `library`.

    Raises:
        FileNotFoundError: This copy of `sim` came without its scenarios.
    """
    for folder in (_SIM / "library", _SIM.parent / "scenarios"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no scenarios beside {_SIM}: mlorg is not wholly installed")


def names() -> tuple[str, ...]:
    """The names of all studies and organisations of the library, in alphabetical order."""
    return tuple(sorted(_paths()))


def organisations() -> tuple[str, ...]:
    """The names of the organisations, in alphabetical order."""
    return tuple(sorted(path.stem for path in library_folder().glob("library/*.yaml")))


def find(name: str) -> Path | None:
    """The file of the library scenario `name` (without ".yaml"), or None if there is none."""
    return _paths().get(name)


def _paths() -> dict[str, Path]:
    # Looked up in what is there, never joined to a path: no name can leave the library.
    folder = library_folder()
    return {path.stem: path for path in (*folder.glob("*.yaml"), *folder.glob("library/*.yaml"))}
