"""Money: what a sum is worth that comes later."""

from sim.process.parameter import share

ROWS = (
    share(
        "money.discount",
        "share / year",
        "8 %",
        ("4 %", "12 %"),
        "What waiting for money costs: the value that live models earn after the horizon counts "
        "that much less for each year that it comes later.",
    ),
)
