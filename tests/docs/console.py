"""The console blocks of a document: what a reader would type, and what status it should have.

A block starts with ```console, optionally followed by `status=2` (every command of it ends so) and
`slow` (run only in `make test-all`). A command is a line that starts with "$ "; a backslash at the
end continues it; all other lines are output.
"""

import re
from dataclasses import dataclass

BLOCK = re.compile(r"^```console *(?P<info>[^\n]*)\n(?P<body>.*?)^``` *$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>(?:[^\n]*\\\n)*[^\n]*)$", re.MULTILINE)
# What a reader does once by hand, before or instead of the tests.
BY_HAND = re.compile(r"(git clone|cd|source|\. |make)\b")


@dataclass(frozen=True)
class Command:
    """One command of a document, its line there, and the exit status that it should have."""

    line: int
    text: str
    status: int
    slow: bool

    @property
    def by_hand(self) -> bool:
        """Whether it is not executed here: `make demo` calls what the tests are part of."""
        return BY_HAND.match(self.text) is not None

    @property
    def targets(self) -> list[str]:
        """The targets of a call of make."""
        first, *words = self.text.split("#")[0].split()
        return [word for word in words if word[0] != "-" and "=" not in word] * (first == "make")


def commands(text: str) -> list[Command]:
    """All commands of the console blocks in a document, in order."""
    return [
        _command(text, block, found)
        for block in BLOCK.finditer(text)
        for found in COMMAND.finditer(block["body"])
    ]


def _command(text: str, block: re.Match[str], found: re.Match[str]) -> Command:
    words = block["info"].split()
    unknown = [word for word in words if not re.fullmatch(r"slow|status=\d+", word)]
    line = text.count("\n", 0, block.start("body") + found.start()) + 1
    if unknown:
        raise ValueError(f"line {line}: {unknown} after ```console; known: slow, status=N")
    statuses = [int(word.removeprefix("status=")) for word in words if word != "slow"]
    return Command(line, found["command"], (*statuses, 0)[0], "slow" in words)
