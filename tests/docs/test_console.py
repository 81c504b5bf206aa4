"""How console blocks are read (tests/docs/console.py)."""

import pytest

from tests.docs.console import Command, commands

DOCUMENT = """\
# Title

```console
$ mlorg check a.yaml
a.yaml: no mistakes
$ mlorg show \\
    a.yaml
```
```yaml
$ no: command
```
```console status=2 slow
$ mlorg check b.yaml
b.yaml:1:1: $ is not allowed
```
```console
$ make test PYTHON=python3.12   # or newer
```
"""


def test_commands_have_lines_statuses_and_continuations() -> None:
    assert commands(DOCUMENT) == [
        Command(4, "mlorg check a.yaml", 0, slow=False),
        Command(6, "mlorg show \\\n    a.yaml", 0, slow=False),
        Command(13, "mlorg check b.yaml", 2, slow=True),
        Command(17, "make test PYTHON=python3.12   # or newer", 0, slow=False),
    ]


def test_calls_of_make_are_not_executed_but_have_targets() -> None:
    *others, make = commands(DOCUMENT)
    assert [command.by_hand for command in others] == [False] * 3
    assert make.by_hand
    assert make.targets == ["test"]
    assert others[0].targets == []


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2.*known: slow"):
        commands("```console statsu=2\n$ mlorg\n```\n")
