"""Colours: those of Okabe and Ito, which colour-blind people tell apart, and greys for the rest.

The same thing has the same colour in every figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
YELLOW: Final = "#F0E442"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
OKABE_ITO: Final = (BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE)

WHITE: Final = "#FFFFFF"
GREYS: Final = ("#595959", "#8C8C8C", "#B8B8B8", "#E3E3E3")
"""From dark to light."""
LIGHT_GREEN: Final = "#8FD6C0"
LIGHT_PURPLE: Final = "#EFD0E1"
TINTS: Final = (LIGHT_GREEN, LIGHT_PURPLE)
"""For what is close to the colour that they are a tint of, or rare."""
INK: Final = "#222222"
"""Writing, ticks and whiskers."""
RULE: Final = GREYS[2]
"""Lines that guide the eye."""

TIME: Final[Mapping[str, str]] = {
    "new_value": BLUE,
    "hand_over": SKY,
    "release": YELLOW,
    "refresh": ORANGE,
    "operations": VERMILLION,
    "incident": PURPLE,
    "rework": BLACK,
    "improvement": GREEN,
    "upkeep": LIGHT_GREEN,
    "onboarding": LIGHT_PURPLE,
    "duties": GREYS[0],
    "switching": GREYS[1],
    "overhead": GREYS[2],
    "idle": GREYS[3],
    "vacant": WHITE,
}
"""What people's time goes into."""
VALUE: Final[Mapping[str, str]] = {
    "delivered": BLUE,
    "stale": ORANGE,
    "shifted": YELLOW,
    "skewed": GREEN,
    "slow": SKY,
    "down": VERMILLION,
    "upstream_down": PURPLE,
    "obsolete": GREYS[1],
}
"""What becomes of value."""
COST: Final[Mapping[str, str]] = {
    "salaries": GREYS[1],
    "overtime": VERMILLION,
    "hiring": YELLOW,
    "building": GREEN,
    "licences": PURPLE,
    "compute": ORANGE,
}
"""What money is spent on."""
STATE: Final[Mapping[str, str]] = {
    "working": BLUE,
    "data_scientist": ORANGE,
    "it_engineer": VERMILLION,
    "training": PURPLE,
    "": GREYS[1],
}
"""What happens to an item: work, or for whom or what it waits."""
VERDICT: Final[Mapping[str, str]] = {
    "better": BLUE,
    "worse": VERMILLION,
    "higher": PURPLE,
    "lower": PURPLE,
    "undecided": GREYS[1],
    "identical": GREYS[1],
    "no data": GREYS[1],
}
_LINES: Final = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY)
_STYLES: Final = ("-", "--", "-.", ":")


def lines(names: Sequence[str], baseline: str) -> dict[str, tuple[str, str]]:
    """A colour and a line style for each alternative; the baseline is black."""
    others = [name for name in names if name != baseline]
    found = {
        name: (_LINES[place % len(_LINES)], _STYLES[place // len(_LINES) % len(_STYLES)])
        for place, name in enumerate(others)
    }
    return {name: found.get(name, (BLACK, "-")) for name in names}


def writing_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return INK if 0.3 * red + 0.59 * green + 0.11 * blue > 0.52 else WHITE
