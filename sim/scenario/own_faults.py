"""What is wrong with the capabilities that a scenario defines, beyond each field by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sim.capability import Effect, How
from sim.process import PARAMETERS, Kind, Parameter
from sim.scenario.composition import QUANTITIES, amount, size_of
from sim.scenario.errors import Mistake
from sim.scenario.own_capabilities import KEY, one_line
from sim.scenario.own_figures import FigureForm, outside
from sim.scenario.own_forms import CapabilityForm, EffectForm
from sim.scenario.places import Places
from sim.scenario.reading import tried
from sim.scenario.values import read_value, scalar
from sim.units import Distribution, MoneyRate, UnitError, Value

Forms = Mapping[str, CapabilityForm]
Path = tuple[str | int, ...]
_WORDS = (Kind.CHOICE, Kind.CHOICES)
_ONE = "one of {set: ...}, {times: ...} and {plus: ...}"


def faults(forms: Forms | None, places: Places) -> Iterator[Mistake]:
    """Effects that do not fit their parameters, and capabilities that need themselves."""
    for name, form in (forms or {}).items():
        for row, effect in (form.effects or {}).items():
            path = (KEY, name, "effects", row)
            yield from _of_effect(PARAMETERS[row], effect, path, places)
    for key in ("requires", "supersedes"):
        yield from _circles(key, forms or {}, places)


def _of_effect(row: Parameter, form: EffectForm, path: Path, places: Places) -> Iterator[Mistake]:
    written = [how for how in How if how in places.keys(path)]
    if len(written) != 1:
        found = f"{' and '.join(written)} in one effect" if written else "no effect"
        yield places.mistake(path, found, _ONE)
        return
    how = written[0]
    figure: FigureForm | None = getattr(form, how)
    if how is not How.SET and row.kind not in QUANTITIES:
        yield _no_quantity(row, how, path, places)
    elif figure is not None:
        yield from _of_figure(row, how, figure, (*path, how), places)


def _no_quantity(row: Parameter, how: How, path: Path, places: Places) -> Mistake:
    what = "a word" if row.kind in _WORDS else "a whole number"
    allowed = f"set: {', '.join(row.choices) or what}"
    return places.mistake((*path, how), f"{how} on {row.name}, which is {what}", allowed)


def _of_figure(
    row: Parameter, how: How, figure: FigureForm, path: Path, places: Places
) -> Iterator[Mistake]:
    inner = (*path, "value") if "value" in places.keys(path) else path
    read = _READERS[how](row)
    wrong = list(_refused(read, figure.value, inner, places)) if how is not How.TIMES else []
    yield from wrong
    if how is not How.TIMES and (figure.low is not None or figure.high is not None):
        yield from _of_range(row, how, figure, path, places, not wrong)


def _refused(
    read: Callable[[object], object], written: object, path: Path, places: Places
) -> Iterator[Mistake]:
    try:
        read(written)
    except UnitError as error:
        hint = tried(read, written, error)
        yield places.mistake((*path, *error.path), error.message, error.allowed, hint)


def _of_range(
    row: Parameter, how: How, figure: FigureForm, path: Path, places: Places, whole: bool
) -> Iterator[Mistake]:
    if row.kind in _WORDS:
        yield places.mistake(path, f"{row.name} is a word and has no range", "the word alone")
        return
    read = _limit(row) if how is How.SET else _READERS[how](row)
    limits = {key: getattr(figure, key) for key in ("low", "high")}
    wrong = [
        mistake
        for key, written in limits.items()
        if written is not None
        for mistake in _refused(read, written, (*path, key), places)
    ]
    yield from wrong
    if whole and not wrong and (found := _unordered(row, how, figure)) is not None:
        key, words, allowed = found
        yield places.mistake((*path, key), words, allowed)


def _unordered(row: Parameter, how: How, figure: FigureForm) -> tuple[str, str, str] | None:
    def size(line: object) -> float:
        if how is How.PLUS:
            return _amount(row)(line)
        return _mean(read_value(row, line)) if line is figure.value else _limit(row)(line)

    if how is How.SET and read_value(row, figure.value) is None:
        return "value", f"{row.none_word} has no range", f"{row.none_word} alone"
    return outside(size, figure)


def _mean(value: Value) -> float:
    if isinstance(value, Distribution):
        return value.mean()
    if isinstance(value, MoneyRate):
        return value.cents_per_year
    assert isinstance(value, int | float)
    return value


def _limit(row: Parameter) -> Callable[[object], float]:
    return lambda written: size_of(row.kind, one_line(scalar(written)))


def _set(row: Parameter) -> Callable[[object], object]:
    return lambda written: read_value(row, written)


def _amount(row: Parameter) -> Callable[[object], float]:
    """A reader of amounts on top, or with a minus below."""

    def read(written: object) -> float:
        line = one_line(scalar(written))
        if line.startswith("+"):
            allowed = "an amount without a plus sign, or with a minus"
            raise UnitError("a plus before what is added anyway", allowed, line.lstrip("+ "))
        try:
            return amount(row, Effect(row.name, How.PLUS, line, None, None, ""))
        except UnitError as error:
            if line.startswith("-") and error.suggestion is not None:
                error.suggestion = f"-{error.suggestion}"
            raise

    return read


_READERS: Mapping[How, Callable[[Parameter], Callable[[object], object]]] = {
    How.SET: _set,
    How.PLUS: _amount,
    How.TIMES: _set,
}


def _circles(key: str, forms: Forms, places: Places) -> Iterator[Mistake]:
    edges = {name: getattr(form, key) or () for name, form in forms.items()}
    for name in edges:
        path = _way_back(name, edges)
        if path is not None:
            through = f" through {', '.join(path)}" if path else ""
            found = f"{name} {key} itself{through}"
            yield places.mistake((KEY, name, key), found, "no capability that leads back to it")


def _way_back(name: str, edges: Mapping[str, tuple[str, ...]]) -> list[str] | None:
    """What leads from a name back to it, both ends left out; None: nothing does."""
    before: dict[str, str] = {}
    ahead = [name]
    while ahead:
        one = ahead.pop(0)
        for other in edges.get(one, ()):
            if other == name:
                return _back(one, name, before)
            if other not in before:
                before[other] = one
                ahead.append(other)
    return None


def _back(one: str, start: str, before: Mapping[str, str]) -> list[str]:
    path: list[str] = []
    while one != start:
        path.insert(0, one)
        one = before[one]
    return path
