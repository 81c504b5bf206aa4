"""The command `mlorg`: finds its subcommands, and turns what goes wrong into an exit status.

Status 0: done. 1: the run failed, in part or in whole. 2: the input is wrong and nothing was
written. 130: interrupted. 141: whoever read the output has left. Starting is cheap: nothing heavy
is imported before a command needs it.
"""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import sys
from typing import IO, Any

import click

from analysis import commands
from analysis.garbage import look_seldom

INTERRUPTED = 130
NOBODY_READS = 141


class Commands(click.Group):
    """One subcommand for each module of `analysis.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The subcommand of this name, or None."""
        if name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"analysis.commands.{name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that is asked for; of an unknown one, which was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as problem:
            from difflib import get_close_matches

            near = get_close_matches(args[0][:60], self.list_commands(ctx), n=1)
            meant = f" Did you mean: {near[0]}?" if near else ""
            raise click.UsageError(f"{problem.message}{meant}", ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a subcommand; wrong input and interruption end with their status, in few words."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            click.echo(f"Interrupted: {str(interrupt) or 'nothing was written.'}", err=True)
            ctx.exit(INTERRUPTED)
        except click.BadOptionUsage as problem:
            raise click.UsageError(f"{problem.message}{self._wants(ctx, problem)}", ctx) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise  # click's own ways to end: nothing to add, and nothing to import
        except OSError as problem:
            if problem.errno == errno.EPIPE:
                ctx.exit(NOBODY_READS)
            click.echo(f"Failed: {problem}", err=True)
            ctx.exit(1)
        except Exception as problem:
            if lines := _input_mistakes(problem):
                click.echo("\n".join(lines), err=True)
                ctx.exit(2)
            raise

    def _wants(self, ctx: click.Context, problem: click.BadOptionUsage) -> str:
        """What an option that was written without its value is for."""
        called = self.get_command(ctx, ctx.invoked_subcommand or "")
        for option in called.params if called else ():
            if isinstance(option, click.Option) and problem.option_name in option.opts:
                value = f" {option.metavar}" if option.metavar else ""
                return f" {problem.option_name}{value}: {option.help}"
        return ""


def _input_mistakes(problem: Exception) -> list[str]:
    """What is wrong with the input, or nothing if that is not what the problem is."""
    from analysis.study.errors import FolderError
    from sim.scenario.errors import ScenarioErrors, printable

    if isinstance(problem, ScenarioErrors | FolderError):
        return [printable(line, 1000) for line in str(problem).splitlines()]
    return []


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    from importlib.metadata import version

    from sim import compiled

    click.echo(f"mlorg, version {version('mlorg')}, {compiled.which()}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version, and whether the model is compiled, and exit.",
)
def cli() -> None:
    """Simulates an organisation that makes machine-learning models, and compares what it could do.

    SCENARIO is a YAML file, or the name of a scenario that comes with mlorg.
    """


def main() -> None:
    """The entry point of the command line."""
    look_seldom()  # a command is over before looking for garbage has paid
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter
    try:
        cli(prog_name="mlorg")
    except KeyboardInterrupt:  # before a command had begun
        click.echo("Interrupted: nothing was written.", err=True)
        sys.exit(INTERRUPTED)
    finally:
        _let_go_of_readers(streams)


def _let_go_of_readers(streams: tuple[IO[str], IO[str]]) -> None:
    """Sends off what is left to print; a reader that has gone is no reason for a traceback."""
    gone = [stream for stream in streams if _nobody_reads(stream)]
    if gone or sys.stdout is not streams[0]:  # click meets it first, and covers the streams up
        sys.exit(NOBODY_READS)


def _nobody_reads(stream: IO[str]) -> bool:
    try:
        stream.flush()
    except BrokenPipeError:
        # What is left must go somewhere when Python ends and flushes once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return True
    return False


if __name__ == "__main__":
    main()
