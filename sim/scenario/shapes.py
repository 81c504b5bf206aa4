"""What was probably meant by a key that is not there, or by a value of another shape."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from sim.process import PARAMETERS
from sim.scenario.ambiguous import AMBIGUOUS
from sim.scenario.errors import ScenarioErrors
from sim.scenario.own_forms import EffectForm
from sim.scenario.schema import (
    Compare,
    Human,
    Organisation,
    Patch,
    Portfolio,
    ProcessTable,
    Staff,
)
from sim.scenario.tree import Items, Map, Mark, Node, Scalar
from sim.units import UnitError, nearest, parse_count
from sim.vocabulary import ROLES

_OTHER_KEYS = {
    **dict.fromkeys(("start", "starts", "day_0", "start_date", "today"), "begins"),
    **dict.fromkeys(("duration", "length", "years", "until", "end", "period"), "horizon"),
    **dict.fromkeys(("warmup", "warm_up", "past", "before"), "history"),
    **dict.fromkeys(("title", "scenario"), "name"),
    **dict.fromkeys(("options", "scenarios", "choices", "variants"), "alternatives"),
    **dict.fromkeys(("people", "team", "heads", "headcount", "head_count"), "staff"),
    **dict.fromkeys(("date", "day", "when", "from", "on", "start_at"), "at"),
    **dict.fromkeys(("base", "parent", "inherits"), "extends"),
    **dict.fromkeys(("runs", "repetitions", "samples"), "replications"),
    **dict.fromkeys(("metrics", "kpis", "report"), "measures"),
    **dict.fromkeys(("objective", "goal", "decide", "target"), "decide_on"),
    **dict.fromkeys(("demand", "ideas", "projects"), "use_cases"),
    **dict.fromkeys(("parameters", "params"), "process"),
    **dict.fromkeys(("slots", "gpus", "machines"), "training_slots"),
    **dict.fromkeys(("data_scientists", "scientists", "ds"), "data_scientist"),
    **dict.fromkeys(("engineers", "it", "it_engineers", "ops", "engineer"), "it_engineer"),
}
PATCH_KEYS = tuple(Patch.model_fields)
OFTEN_SET = (
    *(f"organisation.{name}" for name in Organisation.model_fields),
    *(f"organisation.staff.{name}" for name in Staff.model_fields),
    *(f"portfolio.{name}" for name in Portfolio.model_fields),
    *(f"compare.{name}" for name in Compare.model_fields),
    *(f"process.{name}" for name in PARAMETERS),
)
"""What is often set."""
_NAMED = {
    "alternatives": ("organisation: {stage: 3}", "{}"),
    "contexts": ("portfolio: {models: 20}", "{}"),
    "changes": ("at: 6 months, stage: 3", "{at: 6 months, stage: 3}"),
}


def begins_well(path: list[str], mark: Mark) -> None:
    """A setting names the whole path, from the outermost key.

    Raises:
        ScenarioErrors: it names the end of one, and it is clear of which.
    """
    whole = None if path[0] in Human.model_fields else _whole_path(".".join(path))
    if whole is not None:
        found = f"there is no key {path[0][:60]!r} at the top"
        allowed = f"a path from the top: {', '.join(PATCH_KEYS)}, compare, alternatives, ..."
        raise ScenarioErrors([mark.mistake(path, found, allowed, whole)])


def _whole_path(written: str) -> str | None:
    """The path that is meant by its end, or nearly by a process parameter's own name."""
    for whole in OFTEN_SET:
        if whole.endswith(f".{written}"):
            return whole
    near = nearest(written, PARAMETERS) if "." in written else None
    alike = near is not None and near.split(".")[0] == written.split(".")[0]
    return f"process.{near}" if alike else None


def key_meant(name: str, known: Iterable[str], written: set[str]) -> str | None:
    """The key that a wrong one probably means."""
    choices = list(known)
    other = _OTHER_KEYS.get(name.lower().replace("-", "_").replace(" ", "_"))
    return other if other in choices and other not in written else nearest(name, choices)


def shape_wanted(
    node: Node | None,
    path: tuple[str | int, ...],
    shape: str | None,
    owner: type[BaseModel] | None,
) -> tuple[str, str | None]:
    """What may stand where something of another shape stands, and what was probably meant."""
    if shape != "map":
        return "", None
    name = str(path[-1]) if path else ""
    if name in _NAMED and len(path) != 2:
        return _names_wanted(name, node)
    empty = isinstance(node, Scalar) and not node.text
    if owner is not None and any(field.is_required() for field in owner.model_fields.values()):
        return f"keys and values{_keys(owner)}", None
    if owner is EffectForm:
        return "{set: ...}, {times: ...} or {plus: ...}", None
    if owner is Staff:
        return "heads by role", _staff(node)
    return f"keys and values{_keys(owner)}, or {{}}", "{}" if empty else None


def _keys(owner: type[BaseModel] | None) -> str:
    if owner is None or issubclass(owner, ProcessTable):
        return ""
    return f" ({', '.join(owner.model_fields)})"


def _staff(node: Node | None) -> str | None:
    """Staff given as one number is so many of each role."""
    if not isinstance(node, Scalar) or not node.text:
        return "{}" if isinstance(node, Scalar) else None
    try:
        heads = parse_count(node.text)
    except UnitError:
        return None
    return "{" + ", ".join(f"{role}: {heads}" for role in ROLES) + "}"


def _names_wanted(key: str, node: Node | None) -> tuple[str, str | None]:
    """Alternatives, contexts and changes have names; a list has none, or has them within."""
    inner, plain = _NAMED[key]
    allowed = f"a map of names: `a name: {{{inner}}}`"
    if isinstance(node, Items):
        return allowed, f"{{{_first_name(node) or 'a name'}: {plain}}}"
    return allowed, "{}" if isinstance(node, Scalar) and not node.text else None


def _first_name(items: Items) -> str | None:
    first = items.items[0] if items.items else None
    if isinstance(first, Map):
        named = first.get("name")
        only = next(iter(first.entries)) if len(first.entries) == 1 else None
        first_text = named.text if isinstance(named, Scalar) else only
    else:
        first_text = first.text if isinstance(first, Scalar) else None
    name = str(first_text or "").strip()
    plain = name.lower() not in AMBIGUOUS and name.replace(" ", "").isalnum()
    return name if plain and len(name) <= 60 else None
