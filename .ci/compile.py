"""Compile the kernel of the model to C, and do nothing if that was done: `make compiled`.

Nothing but speed comes of it: see sim/compiled.py. With `--if-possible` a machine that cannot is
told what it lacks, and that is all; else the status is 1.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ["MLORG_KERNEL"] = "interpreted"

from sim import compiled  # noqa: E402

IF_POSSIBLE = "--if-possible"
INTO = "--into"
SAME_BITS = ["-ffp-contract=off", "-fwrapv"]
"""A product and a sum are rounded one after the other, as Python does: some processors have an
instruction for both, with other last digits. And products of integers are cut to 64 bits, on which
sim/mixing.py relies: C leaves it open otherwise."""
FEWER_DETOURS = ["-fvisibility=hidden", "-fno-plt"]
"""Nobody else calls what is compiled here, nor puts anything in its place. So functions call one
another directly, and those of Python without a stop at a table."""
UNTRACKED = ["-include", str(ROOT / ".ci" / "untracked.h")]
"""What the garbage collector does not follow must not be put aside as if it did."""
MYPY = "[mypy]\nplugins = pydantic.mypy\n"
FAILED = "mlorg: the model was not compiled, as told above. All works without, at half the speed."
LACKS = (
    "mlorg: the model was not compiled, for which a C compiler and the headers of Python are "
    "needed (as in the packages gcc and python3-dev). All works without, at half the speed."
)


def main() -> int:
    """Compiles in a folder apart, which takes its place when it is whole."""
    place = compiled.folder()
    if place.is_dir():
        return 0
    if not has_compiler():
        print(LACKS, file=sys.stderr)
        return 0 if IF_POSSIBLE in sys.argv else 1
    print("Compiling the model: once, about a minute.", flush=True)
    compiled.COMPILED.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=compiled.COMPILED) as made:
        command = [sys.executable, __file__, INTO, made]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode:
            print(run.stdout, run.stderr, FAILED, sep="\n", file=sys.stderr)
            return 0 if IF_POSSIBLE in sys.argv else 1
        _replace(Path(made) / "built", place)
    return 0


def has_compiler() -> bool:
    """Whether there is a C compiler, and what it needs to know of this Python."""
    command = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    return shutil.which(command.split()[0]) is not None and headers.is_file()


def _replace(built: Path, place: Path) -> None:
    """What was compiled of other sources goes; somebody else may have been faster."""
    for old in compiled.COMPILED.iterdir():
        if len(old.name) == len(place.name):
            shutil.rmtree(old, ignore_errors=True)
    if not place.exists():
        built.rename(place)


def build(made: Path) -> None:
    """Translates the kernel to C, and has it compiled into `made`/built."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    config = made / "mypy.ini"
    config.write_text(MYPY)
    extensions = mypycify(
        [f"--config-file={config}", *(str(file.relative_to(ROOT)) for file in compiled.kernel())],
        opt_level="2",
        debug_level="0",
        group_name=compiled.SHARED,
        target_dir=str(made / "c"),
    )
    for extension in extensions:
        # Not added to: they all have the same list.
        told = [*extension.extra_compile_args, *SAME_BITS, *FEWER_DETOURS, *UNTRACKED]
        extension.extra_compile_args = told
    whole = Distribution({"name": "mlorg", "ext_modules": extensions})
    command = whole.get_command_obj("build_ext")
    command.build_lib = str(made / "built")
    command.build_temp = str(made / "objects")
    command.parallel = True
    command.ensure_finalized()
    command.run()


if __name__ == "__main__":
    if INTO not in sys.argv:
        sys.exit(main())
    build(Path(sys.argv[-1]))
    os._exit(0)  # all that mypy knows takes ten seconds to be taken apart
