"""The layers of a scenario: the file, what it extends, and what the command line sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sim.process import PARAMETERS
from sim.scenario import library
from sim.scenario.comparing import settled
from sim.scenario.errors import SETTING, Mistake, ScenarioErrors, printable
from sim.scenario.own_capabilities import KEY as OWN
from sim.scenario.read import read_file, read_text
from sim.scenario.shapes import PATCH_KEYS, begins_well
from sim.scenario.tree import Entry, Map, Mark, Node, Scalar, merged
from sim.units import nearest

LONGEST_CHAIN = 10
MOST_SETS = 200
_NAMED = ("alternatives", "contexts", "changes", OWN)
_LIBRARY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_FILE_NAME = re.compile(r"(?:\./)?([^/\\.][^/\\]{0,120}\.ya?ml)")
_PART = re.compile(r'"([^"]*)"|([^."]+)')


@dataclass(slots=True)
class Layers:
    """What there is to resolve: the merged file, and what the command line puts above all."""

    file: Map
    above: Map
    mistakes: list[Mistake] = field(default_factory=list)


def gather(source: str | Path, sets: Sequence[str]) -> Layers:
    """Read a scenario, what it extends, and what is set.

    Args:
        source: a path, or the name of a library scenario.
        sets: texts "PATH=VALUE".

    Raises:
        ScenarioErrors: the scenario itself cannot be read; lesser mistakes are in the result.
    """
    path, name = find(source)
    mistakes: list[Mistake] = []
    layers = Layers(_top(path, name, mistakes), Map(Mark(SETTING, 1, 1)), mistakes)
    tabled(layers.file, layers.mistakes)
    layers.file = _extended(layers.file, path, (_identity(path),), layers.mistakes)
    if "resolved" not in layers.file.entries:
        _apply(layers, sets)
    elif sets:
        found = "a resolved scenario takes no --set"
        layers.mistakes.append(Mistake(SETTING, 1, 1, "", found, "set it in what was resolved"))
    return layers


def find(source: str | Path) -> tuple[Path, str]:
    """The file of a scenario, and what to call it in messages.

    Raises:
        ScenarioErrors: there is none.
    """
    name = str(source)
    known = library.find(name) if isinstance(source, str) else None
    if known is not None:
        return known, known.name
    path, shown = Path(name), printable(name, 200)
    if not name or ("\0" in name) or not _exists(path):
        others = [*library.names(), *_neighbours(path)]
        allowed = f"a file, or one of {', '.join(library.names())}"
        raise ScenarioErrors(
            [Mistake(shown, 1, 1, "", "there is no such scenario", allowed, nearest(name, others))]
        )
    return path, shown


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that is closed
        return False


def _neighbours(path: Path) -> list[str]:
    """Scenario files beside a path that is not there."""
    try:
        return [str(other) for other in sorted(path.parent.glob("*.yaml"))[:1000]]
    except (OSError, ValueError):
        return []


def _identity(path: Path) -> Path:
    return path.resolve()


def _top(path: Path, name: str, mistakes: list[Mistake]) -> Map:
    tree = read_file(path, name, mistakes)
    if isinstance(tree, Map):
        return tree
    found = "a text where a map of keys and values is wanted"
    if not isinstance(tree, Scalar):
        found = "a list where a map of keys and values is wanted"
    elif tree.text == "":
        found = "the file is empty"
    wrong = tree.mark.mistake((), found, "name: ..., organisation: ...")
    raise ScenarioErrors([*mistakes, wrong])


def _extended(tree: Map, path: Path, chain: tuple[Path, ...], mistakes: list[Mistake]) -> Map:
    """A file's tree above what it extends."""
    wanted = tree.get("extends")
    if not isinstance(wanted, Scalar) or "resolved" in tree.entries:
        return tree
    try:
        base = _base(wanted, path, chain)
        below = _top(base, base.name, mistakes)
    except ScenarioErrors as errors:
        mistakes.extend(errors.mistakes)
        return tree
    tabled(below, mistakes)
    below = _extended(below, base, (*chain, _identity(base)), mistakes)
    result = merged(settled(below, tree), tree)
    assert isinstance(result, Map)
    return result


def _base(wanted: Scalar, path: Path, chain: tuple[Path, ...]) -> Path:
    """The file that is extended."""
    base = _named(wanted, path)
    if _identity(base) in chain:
        raise _cannot(wanted, "it extends itself, at once or in a circle")
    if len(chain) > LONGEST_CHAIN:
        raise _cannot(wanted, f"a chain of more than {LONGEST_CHAIN} files")
    return base


def _cannot(wanted: Scalar, found: str, hint: str | None = None) -> ScenarioErrors:
    names = ", ".join(library.names())
    allowed = f"a file of the same folder, such as base.yaml, or one of the library: {names}"
    return ScenarioErrors([wanted.mark.mistake(("extends",), found, allowed, hint)])


def _named(wanted: Scalar, path: Path) -> Path:
    name = str(wanted.text)
    file = _FILE_NAME.fullmatch(name)
    if file is not None:
        return _beside(wanted, path.parent, file[1])
    found = library.find(name) if _LIBRARY_NAME.fullmatch(name) else None
    if found is None:
        here = [other.name for other in sorted(path.parent.glob("*.yaml"))[:1000]]
        problem = f"there is no {name[:80]!r} in the library"
        if "/" in name or "\\" in name:
            problem = "it lies outside the folder of this file"
        raise _cannot(wanted, problem, nearest(name, [*library.names(), *here]))
    return found


def _beside(wanted: Scalar, folder: Path, name: str) -> Path:
    base = folder / name
    if not base.is_file():
        here = [other.name for other in sorted(folder.glob("*.y*ml"))[:1000]]
        raise _cannot(wanted, f"there is no file {name[:80]!r} here", nearest(name, here))
    if base.resolve().parent != folder.resolve():
        raise _cannot(wanted, "a link that leads out of the folder of this file")
    return base


def tabled(tree: Map, mistakes: list[Mistake]) -> None:
    """Give every `process` of a file, in place, one form: a table of dotted names.

    So are the `effects` of own capabilities, each of which is whole: `times` above replaces `set`.
    """
    for capability in _values(tree.get(OWN)):
        entry = capability.entries.get("effects")
        if entry is not None and isinstance(entry.value, Map):
            table = replace(entry.value, table=True)
            capability.entries["effects"] = Entry(entry.key, table)
    for holder in _holders(tree):
        entry = holder.entries.get("process")
        if entry is not None and isinstance(entry.value, Map):
            flat: dict[str, Entry] = {}
            _flatten(entry.value, "", flat, mistakes)
            table = Map(entry.value.mark, flat, table=True)
            holder.entries["process"] = Entry(entry.key, table)


def _holders(tree: Map) -> list[Map]:
    """Every map that may hold a `process`."""
    named = [tree.get("alternatives"), tree.get("contexts")]
    patches = [tree, *(one for names in named for one in _values(names))]
    changes = [one for patch in patches for one in _values(patch.get("changes"))]
    return [*patches, *changes]


def _values(node: Node | None) -> list[Map]:
    if not isinstance(node, Map):
        return []
    return [entry.value for entry in node.entries.values() if isinstance(entry.value, Map)]


def _flatten(node: Map, prefix: str, flat: dict[str, Entry], mistakes: list[Mistake]) -> None:
    for key, entry in node.entries.items():
        name = prefix + key
        if isinstance(entry.value, Map) and _is_group(name):
            _flatten(entry.value, f"{name}.", flat, mistakes)
        elif name in flat:
            found = f"set twice, first on line {flat[name].key.line} in another form"
            mistakes.append(entry.key.mistake(("process", name), found, "once"))
        else:
            flat[name] = replace(entry, around=prefix)


def _is_group(name: str) -> bool:
    return any(row.startswith(f"{name}.") for row in PARAMETERS)


def _apply(layers: Layers, sets: Sequence[str]) -> None:
    """Put what the command line sets into the file, or above all."""
    for number, text in enumerate(sets[:MOST_SETS], start=1):
        mark = Mark(f"{SETTING} '{printable(text, 60)}'", number, 1)
        try:
            path, value = _parsed(text, mark, layers)
        except ScenarioErrors as errors:
            layers.mistakes.extend(errors.mistakes)
            continue
        put(layers, path, mark, value)


def put(layers: Layers, path: Sequence[str], mark: Mark, value: Node) -> None:
    """Put a value into the file, or, if it belongs to an organisation, above all."""
    tree = nested(mark, path, value)
    tabled(tree, layers.mistakes)
    kind = "above" if path[0] in PATCH_KEYS else "file"
    setattr(layers, kind, merged(settled(getattr(layers, kind), tree), tree))


def parts(written: str) -> list[str]:
    """The parts of a path that is written with dots; names that hold dots stand in quotes."""
    return [quoted or bare.strip() for quoted, bare in _PART.findall(written)]


def _parsed(text: str, mark: Mark, layers: Layers) -> tuple[list[str], Node]:
    written, equals, value = text.partition("=")
    path = parts(written)
    allowed = "PATH=VALUE, such as portfolio.models=20"
    if not equals or not path or len(path) > 12:
        raise ScenarioErrors([mark.mistake((), "no setting", allowed)])
    if path[0] in ("extends", "resolved"):
        raise ScenarioErrors([mark.mistake(path, "this cannot be set", allowed)])
    begins_well(path, mark)
    known(path, mark, layers.file)
    return path, read_text(value or '""', mark.file, layers.mistakes, mark.line)


def known(path: list[str], mark: Mark, file: Map) -> None:
    """A setting changes what has a name, and names nothing new.

    Raises:
        ScenarioErrors: there is nothing of that name.
    """
    if path[0] not in _NAMED or len(path) < 2:
        return
    named = file.get(path[0])
    names = list(named.entries) if isinstance(named, Map) else []
    if path[1] not in names:
        found = f"there is no {path[1][:60]!r} among the {path[0]}"
        allowed = ", ".join(names) or "none"
        raise ScenarioErrors([mark.mistake(path, found, allowed, nearest(path[1], names))])


def nested(mark: Mark, path: Sequence[str], value: Node) -> Map:
    """A value as a tree of the maps that lead to it."""
    for part in reversed(path):
        value = Map(mark, {part: Entry(mark, value)})
    assert isinstance(value, Map)
    return value
