"""Make `.venv` what requirements.lock says, and do nothing if it already is.

With the argument `notebooks`, it holds what notebooks.lock says, too. Called by the Makefile with
whichever Python the user has; so this file must be readable by the old ones that it refuses, and
uses the standard library only.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
LAB = "stamp-of-notebooks"
NO_WAY_TO_MAKE_A_VENV = (
    "mlorg: this Python can make no virtual environment. Install one of: the package python3-venv "
    "of your system, pip 22.3 or newer, virtualenv (pip install --user virtualenv); then call "
    "make again."
)


def digest(*parts):
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def content(root, name):
    with open(os.path.join(root, name), "rb") as file:
        return file.read().decode("utf-8")


def wanted(root):
    """The stamp of a finished environment: one line for the packages, one for the checkout."""
    python = "%d.%d" % sys.version_info[:2]
    packages = digest(root, python, content(root, "requirements.lock"))
    return [packages, digest(content(root, "pyproject.toml"))]


def found(root, stamp="stamp"):
    try:
        return content(root, os.path.join(".venv", stamp)).split()
    except (IOError, OSError):
        return []


def steps(found, wanted):
    """What remains to be done: a change of the lock starts afresh, so nothing stale survives."""
    if found[:1] != wanted[:1]:
        return ["packages", "checkout"]
    return [] if found == wanted else ["checkout"]


def lab_wanted(root):
    """The stamp of an environment that holds what opens the notebooks."""
    return [digest(content(root, "notebooks.lock"))]


def has(python, module):
    return not subprocess.call([python, "-c", "import " + module], stderr=subprocess.DEVNULL)


def pip_reaches_elsewhere(python):
    """Whether `pip --python` exists (22.3): it fills an environment that has no pip itself."""
    if not has(python, "pip"):
        return False
    version = subprocess.check_output([python, "-c", "import pip; print(pip.__version__)"])
    return tuple(int(part) for part in version.decode().split(".")[:2]) >= (22, 3)


def creation(python, venv, has=has, pip_reaches_elsewhere=pip_reaches_elsewhere):
    """The command that makes an empty environment and the pip that fills it, or None."""
    inner = os.path.join(venv, "bin", "python")
    if has(python, "venv, ensurepip"):
        return [python, "-m", "venv", "--clear", venv], [inner, "-m", "pip"]
    if has(python, "virtualenv"):
        return [python, "-m", "virtualenv", "-q", "--clear", venv], [inner, "-m", "pip"]
    if has(python, "venv") and pip_reaches_elsewhere(python):
        make = [python, "-m", "venv", "--clear", "--without-pip", venv]
        return make, [python, "-m", "pip", "--python", inner]
    return None


def run(command):
    # A user's own setting `user = true` would make pip refuse to install into an environment.
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    status = subprocess.call(command, cwd=ROOT, env=environment, stdout=sys.stderr)
    if status:
        sys.exit("mlorg: setting up .venv failed (status %d): %s" % (status, " ".join(command)))


def install_packages(venv):
    # Inside an activated .venv the running Python is the one about to be replaced: use its base.
    inside = os.path.realpath(sys.prefix) == os.path.realpath(venv)
    python = sys._base_executable if inside else sys.executable
    commands = creation(python, venv)
    if commands is None:
        sys.exit(NO_WAY_TO_MAKE_A_VENV)
    make, pip = commands
    run(make)
    run(pip + ["install", "-qq", "--require-hashes", "-r", os.path.join(ROOT, "requirements.lock")])


def install_checkout(venv):
    pip = [os.path.join(venv, "bin", "python"), "-m", "pip"]
    run(pip + ["install", "-qq", "--no-deps", "--no-build-isolation", "-e", ROOT])


def install_lab(venv):
    pip = [os.path.join(venv, "bin", "python"), "-m", "pip"]
    run(pip + ["install", "-qq", "--require-hashes", "-r", os.path.join(ROOT, "notebooks.lock")])


def finish(stamp, lines):
    """Notes what is done; a `.venv` that is made anew has no stamps."""
    with open(os.path.join(ROOT, ".venv", stamp), "w") as file:
        file.write("\n".join(lines) + "\n")


def main(groups=()):
    if sys.version_info < OLDEST:
        sys.exit(
            "mlorg needs Python %d.%d or newer; this is %d.%d. Name another one: "
            "make test PYTHON=python3.12" % (OLDEST + tuple(sys.version_info[:2]))
        )
    venv = os.path.join(ROOT, ".venv")
    todo = steps(found(ROOT), wanted(ROOT))
    if "packages" in todo:
        sys.stderr.write("Setting up .venv: once, about a minute.\n")
        install_packages(venv)
    if "checkout" in todo:
        install_checkout(venv)
        finish("stamp", wanted(ROOT))
    if "notebooks" in groups and found(ROOT, LAB) != lab_wanted(ROOT):
        sys.stderr.write("Adding JupyterLab to .venv: once, about a minute.\n")
        install_lab(venv)
        finish(LAB, lab_wanted(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
