"""Any Markov chain in steady state, solved numerically: an oracle for the closed forms."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve

State = tuple[int, ...]
Moves = Callable[[State], Iterable[tuple[State, float]]]
"""From a state: (next state, rate)."""


def steady_state(start: State, moves: Moves) -> Mapping[State, float]:
    """The chance of every state that can be reached from `start`."""
    states = _reachable(start, moves)
    size = len(states)
    rows, columns, rates = [], [], []
    for state, column in states.items():
        for target, rate in moves(state):
            rows += [states[target], column]
            columns += [column, column]
            rates += [rate, -rate]
    generator = csc_matrix((rates, (rows, columns)), shape=(size, size)).tolil()
    generator[0, :] = 1.0  # one balance follows from the others; the chances add up to 1
    right = np.zeros(size)
    right[0] = 1.0
    return dict(zip(states, spsolve(generator.tocsc(), right), strict=True))


def mean(chances: Mapping[State, float], amount: Callable[[State], float]) -> float:
    """The mean of something that depends on the state."""
    return float(sum(chance * amount(state) for state, chance in chances.items()))


def _reachable(start: State, moves: Moves) -> dict[State, int]:
    """All states, numbered as they are found."""
    numbers, unseen = {start: 0}, deque([start])
    while unseen:
        for target, _ in moves(unseen.popleft()):
            if target not in numbers:
                numbers[target] = len(numbers)
                unseen.append(target)
    return numbers
