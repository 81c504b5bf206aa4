"""Interleaved measuring: in every round each engine runs once, with the same seed."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import process_time

from analysis.garbage import look_seldom
from benchmarks.workload import Engine, Outcome, Size


@dataclass(frozen=True, slots=True)
class Sample:
    """One timed run."""

    seconds: float
    outcome: Outcome

    @property
    def microseconds(self) -> float:
        """Processor time per logical event, in microseconds."""
        return self.seconds / self.outcome.events * 1e6


@dataclass(frozen=True, slots=True)
class Rounds:
    """The samples of one size, by engine, in the order of the rounds."""

    size: Size
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    def cost(self, engine: str) -> float:
        """Median of the microseconds per logical event."""
        return median(sample.microseconds for sample in self.samples[engine])

    def ratio(self, engine: str, to: str) -> float:
        """Median over the rounds of what one engine costs, divided by what the other does."""
        pairs = zip(self.samples[engine], self.samples[to], strict=True)
        return median(sample.microseconds / other.microseconds for sample, other in pairs)

    def outcomes(self, engine: str) -> list[Outcome]:
        """What the engine counted, round by round."""
        return [sample.outcome for sample in self.samples[engine]]


def measure(engines: Mapping[str, Engine], size: Size, rounds: int) -> Rounds:
    """Runs all engines by turns, after one run of each that is not counted."""
    measured = Rounds(size, {name: [] for name in engines})
    for seed in range(-1, rounds):
        for name, engine in engines.items():
            sample = _timed(engine, size, abs(seed))
            if seed >= 0:
                measured.samples[name].append(sample)
    return measured


@contextmanager
def as_in_a_study() -> Iterator[None]:
    """Looks for garbage as seldom as the workers of a study do, from a clean start."""
    gc.collect()
    before = gc.get_threshold()
    look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _timed(engine: Engine, size: Size, seed: int) -> Sample:
    gc.collect()
    start = process_time()
    outcome = engine(size, seed)
    return Sample(process_time() - start, outcome)
