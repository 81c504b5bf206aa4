"""What counts as one observation: a world, or both of an antithetic pair together.

Replications 2 n and 2 n + 1 of an antithetic study are mirror images of each other, so they are not
independent; pairs are. Every interval and test is therefore over the means of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.study.moments import Array


def pair_means(numbers: Sequence[int], columns: Sequence[Array]) -> tuple[list[int], list[Array]]:
    """The means of antithetic pairs, without those of which one world is missing.

    Args:
        numbers: the replications' numbers, rising.
        columns: values of each replication; NaN: not defined.

    Returns:
        The pairs' numbers, and for each column their means; NaN where one of the two is.
    """
    there = {number: place for place, number in enumerate(numbers)}
    firsts = [number for number in numbers if number % 2 == 0 and number + 1 in there]
    one = np.array([there[number] for number in firsts], dtype=np.intp)
    other = np.array([there[number + 1] for number in firsts], dtype=np.intp)
    return [number // 2 for number in firsts], [(c[one] + c[other]) / 2 for c in columns]
