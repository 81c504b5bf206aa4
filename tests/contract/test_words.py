"""Numbers and intervals as people read them."""

import math

import pytest

from analysis.report.words import interval


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (168, 765e3, "USD / year", "168 USD to 765 k USD"),
        (-765e3, -168, "EUR", "-765 k EUR to -168 EUR"),
        (-223e3, 1.21e6, "USD / year", "-223 k to 1.21 M"),  # each end says its size
        (3.56e6, 4.8e6, "USD", "3.56 M to 4.8 M"),
        (168, 765, "USD", "168 to 765"),
        (0, 765e3, "USD", "0 to 765 k"),  # nothing is nothing
        (-0.1, 0.25, "share", "-10 to 25"),
        (168, 765e3, "models", "168 to 765_000"),
        (math.nan, 1, "USD", "none"),
    ],
)
def test_no_end_of_an_interval_can_be_read_as_thousands(
    low: float, high: float, unit: str, said: str
) -> None:
    assert interval(low, high, unit) == said
