"""Check a tree against a form; what pydantic finds becomes mistakes with places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.scenario.errors import MOST_MISTAKES, Mistake
from sim.scenario.schema import ProcessTable
from sim.scenario.shapes import key_meant, shape_wanted
from sim.scenario.totals import total
from sim.scenario.tree import Map, Mark, key_mark, keys_at, locate, pruned
from sim.units import nearest
from sim.vocabulary import ROLES

FormType = TypeVar("FormType", bound=BaseModel)
_MOST_ROUNDS = 3
_TOTALS = (*ROLES, "models", "training_slots")
_SHAPES = {"model_type": "map", "dict_type": "map", "list_type": "list", "string_type": "text"}


def validated(
    form: type[FormType],
    tree: Map,
    mistakes: list[Mistake],
    file: Map | None = None,
    own: tuple[str, ...] = (),
) -> FormType | None:
    """The form that a tree fills in.

    Args:
        form: what to fill in.
        tree: what is written.
        mistakes: where to put what is wrong.
        file: what lies below a tree that is not the file.
        own: names of capabilities that the scenario defines.

    Returns:
        None if nothing useful is left; else the form without what mistakes are about, so that the
        rest can be looked at too.
    """
    remaining = tree
    for attempt in range(_MOST_ROUNDS):
        try:
            return form.model_validate(_completed(form, remaining, attempt), context=own)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False)
        for problem in problems[: MOST_MISTAKES + 1]:
            # What is missing in a later round is missing because it was wrong in the first.
            if attempt == 0 or problem["type"] != "missing":
                mistakes.append(_mistake(form, tree, problem, tree if file is None else file))
            remaining = _less(remaining, problem)
        if len(problems) > MOST_MISTAKES:
            return None
    return None


def _completed(form: type[BaseModel], tree: Map, attempt: int) -> dict[str, object]:
    """What is to be validated; from the second round on a wrong name does not stand in the way."""
    draft = {"name": "draft"} if attempt and "name" in form.model_fields else {}
    return {**draft, **tree.plain()}


def _less(tree: Map, problem: Any) -> Map:
    smaller = pruned(tree, _path(problem["loc"])) if problem["loc"] else tree
    return smaller if isinstance(smaller, Map) else tree


def _path(loc: Iterable[str | int]) -> tuple[str | int, ...]:
    return tuple(part for part in loc if part != "[key]")


def _as_in(tree: Map, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path without the `value` that a figure has which stands alone."""
    alone = path[-1:] == ("value",) and not isinstance(_at(tree, path[:-1]), Map)
    return path[:-1] if alone else path


def _mistake(form: type[BaseModel], tree: Map, problem: Any, file: Map) -> Mistake:
    path, context = _as_in(tree, _path(problem["loc"])), problem.get("ctx", {})
    kind = problem["type"]
    if kind == "extra_forbidden":
        return _unknown(form, path, tree)
    if kind == "missing":
        found = f"the key {path[-1]} is missing"
        return locate(tree, path)[0].mistake(path[:-1], found, f"{path[-1]}: ...")
    if kind != "mistake":
        allowed, hint = shape_wanted(_at(tree, path), path, _SHAPES.get(kind), _owner(form, path))
        return locate(tree, path)[0].mistake(path, _shape(tree, path, kind), allowed, hint)
    inner = (*path, *context.get("path", ()))
    is_key = problem["loc"] and problem["loc"][-1] == "[key]"
    mark = key_mark(tree, path) if is_key else locate(tree, inner)[0]
    found = _quoting(tree, inner, context["found"], is_key)
    hint = context.get("suggestion")
    if (step := context.get("step")) is not None and hint is None:
        hint = total(tree, inner, step, file) if inner[-1] in _TOTALS else None
    return mark.mistake(inner, found, context["allowed"], hint)


def _at(tree: Map, path: Iterable[str | int]) -> Any:
    node: Any = tree
    for part in path:
        if not (isinstance(node, Map) and part in node.entries):
            return None
        node = node.entries[str(part)].value
    return node


def _quoting(tree: Map, path: Iterable[str | int], found: str, is_key: bool) -> str:
    """What was found, with the text itself if it is not quoted there."""
    text = getattr(_at(tree, path), "text", None)
    if is_key or not text or str(text)[:40] in found:
        return found
    return f"{str(text)[:60]!r}: {found}"


def _shape(tree: Map, path: Iterable[str | int], kind: str) -> str:
    node = _at(tree, path)
    what = "a map" if isinstance(node, Map) else "a list"
    if text := getattr(node, "text", None):
        what = f"the text {str(text)[:40]!r}"
    elif hasattr(node, "text"):
        what = "nothing"
    return f"{what} where a {_SHAPES.get(kind, 'value of another shape')} is wanted"


def _unknown(form: type[BaseModel], path: tuple[str | int, ...], tree: Map) -> Mistake:
    mark, written = key_mark(tree, path), keys_at(tree, path[:-1])
    owner = _owner(form, path[:-1])
    name = str(path[-1])
    if owner is not None and issubclass(owner, ProcessTable):
        table = _at(tree, path[:-1])
        around = table.entries[name].around if isinstance(table, Map) else ""
        return _unknown_parameter(path, name, mark, around)
    known = list(owner.model_fields) if owner is not None else []
    found = f"there is no key {name[:60]!r} here"
    return mark.mistake(path, found, ", ".join(known), key_meant(name, known, written))


def _unknown_parameter(path: tuple[str | int, ...], name: str, mark: Mark, around: str) -> Mistake:
    group = [row for row in PARAMETERS if row.startswith(f"{name}.")]
    if group:
        found = f"{name} is a group of parameters, no parameter"
        return mark.mistake(path, found, ", ".join(group))
    if name in MEASURES:
        found = f"{name} is a measure, an outcome: it follows from parameters and cannot be set"
        return mark.mistake(path, found, "a parameter of `mlorg list parameters`")
    near = nearest(name, PARAMETERS)
    same = [row for row in PARAMETERS if near and row.split(".")[0] == near.split(".")[0]]
    found = f"there is no parameter {name[:60]!r}"
    groups = dict.fromkeys(row.group for row in PARAMETERS.values())
    allowed = ", ".join(same) or f"a parameter of {', '.join(groups)}"
    return mark.mistake(path, found, allowed, _as_written(path, near, mark, around))


def _as_written(
    path: tuple[str | int, ...], name: str | None, mark: Mark, around: str
) -> str | None:
    """A parameter's name as it is wanted: its rest within nested maps, its path in a setting."""
    if name is None or mark.is_set:
        return name and ".".join([*map(str, path[:-1]), name])
    return name.removeprefix(around) if name.startswith(around) else None


def _owner(form: Any, path: Iterable[str | int]) -> type[BaseModel] | None:
    """The form that holds the last key of a path."""
    current: Any = form
    for part in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(part))
            current = _inner(field.annotation) if field else None
        else:
            current = _inner(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """The form, or the map or list of forms, within an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = get_args(annotation)
    for one in reversed(arguments):
        found = _inner(one)
        if found is not None:
            return _Of(found) if getattr(annotation, "__origin__", None) in (dict, tuple) else found
    return annotation.form if isinstance(annotation, _Of) else None


class _Of:
    """A map or list of forms."""

    def __init__(self, form: Any) -> None:
        self.form = form
