"""`mlorg --help` must not import what it does not need: `python -m benchmarks.startup`.

The yardstick is the import of pandas and matplotlib, which the commands that draw cannot avoid.
"""

import sys

from benchmarks.wall import medians, mlorg

LARGEST_RATIO = 0.4
ROUNDS = 11


def main() -> int:
    """Prints both times and their ratio; 0 if the bar is met, else 1."""
    times = medians(
        {
            "help": lambda _: mlorg("--help"),
            "imports": lambda _: (sys.executable, "-c", "import pandas, matplotlib.pyplot"),
        },
        ROUNDS,
    )
    ratio = times["help"] / times["imports"]
    met = ratio < LARGEST_RATIO
    print(f"mlorg --help                        {times['help']:.3f} s")
    print(f"import pandas, matplotlib.pyplot    {times['imports']:.3f} s")
    print(f"ratio {ratio:.2f}, must be under {LARGEST_RATIO}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
