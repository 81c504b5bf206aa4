"""`mlorg new`: a commented scenario to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from analysis import flags

_SUFFIX = ".yaml"


@click.command()
@click.argument("name", metavar="FILE")
@click.option(
    "--from",
    "organisation",
    metavar="ORGANISATION",
    help="The library organisation that is most like yours: see `mlorg list scenarios`.",
)
@flags.quiet
def command(name: str, organisation: str | None, quiet: bool) -> None:
    """Write a commented scenario to start from, FILE, that extends an ORGANISATION.

    FILE ends in .yaml; one that is there already is never overwritten.
    """
    from analysis.report import terminal

    file = Path(name)
    _write(file, _text(file, organisation))
    typed = shlex.quote(str(file))
    terminal.tell(f"Written: {typed}. Change it, then: mlorg compare {typed}", quiet)


def _text(file: Path, organisation: str | None) -> str:
    from analysis.report.starter import UnknownOrganisationError, starter
    from sim.scenario import library

    if file.suffix != _SUFFIX:
        hint = f"; did you mean: {file.with_suffix(_SUFFIX)}" if file.name.strip(".") else ""
        raise _wrong(file, f"a scenario is a {_SUFFIX} file{hint}")
    try:
        return starter(organisation or "", file.stem)
    except UnknownOrganisationError as problem:
        missing = f"it is wanted; one of {', '.join(library.organisations())}"
        raise click.BadParameter(
            str(problem) if organisation else missing, param_hint="--from"
        ) from None


def _write(file: Path, text: str) -> None:
    """Writes a file that is not there yet; half of one is taken away again."""
    from contextlib import suppress

    try:
        out = file.open("x", encoding="utf-8", newline="\n")  # never follows a link, never replaces
    except (OSError, ValueError) as problem:
        raise _wrong(file, _why(file, problem)) from None
    try:
        with out:
            out.write(text)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise


def _why(file: Path, problem: OSError | ValueError) -> str:
    """Why a file cannot be written, in words."""
    if isinstance(problem, FileExistsError):
        what = "a folder of this name is" if file.is_dir() else "it is"
        return f"{what} there already; nothing is overwritten"
    if isinstance(problem, FileNotFoundError):
        return f"there is no folder {str(file.parent)!r}"
    if isinstance(problem, NotADirectoryError):
        return f"{str(file.parent)!r} is no folder"
    if isinstance(problem, PermissionError):
        return f"nobody allows to write in {str(file.parent)!r}"
    return (problem.strerror if isinstance(problem, OSError) else None) or str(problem)


def _wrong(file: Path, why: str) -> click.BadParameter:
    from sim.scenario.errors import printable

    return click.BadParameter(printable(f"{file}: {why}", 1000), param_hint="FILE")
