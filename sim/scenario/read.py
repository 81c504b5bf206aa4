"""From a file to a tree of texts with their places, or to mistakes; the only home of YAML.

Nothing is built before the stream of YAML events has been seen whole and found harmless: no
anchors, aliases, tags, merge keys or directives, one document, few levels, no giant.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.scenario.ambiguous import AMBIGUOUS
from sim.scenario.errors import Mistake, ScenarioErrors, printable
from sim.scenario.tree import Entry, Items, Map, Mark, Node, Scalar, Written

LARGEST_FILE = 64 * 1024
LARGEST_RESOLVED = 1024 * 1024
"""A resolved scenario is written by this program and may be longer than people write."""
MOST_PIECES = 10_000
DEEPEST = 20
LONGEST_TEXT = 2_000
_RESOLVED = b"resolved: 1\n"

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Tabs, all control characters but the newline, line breaks that editors do not show, and the
# characters that make text read in another order than it is written.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_MOST_HIDDEN = 20


def read_file(path: Path, name: str, mistakes: list[Mistake]) -> Node:
    """The tree of a scenario file.

    Args:
        path: where it is.
        name: what to call it in messages.
        mistakes: where to put mistakes that leave a tree to look at.

    Raises:
        ScenarioErrors: it cannot be read; nothing of it has been built.
    """
    return read_text(_text(_bytes(path, name), name), name, mistakes)


def _refuse(name: str, found: str, allowed: str = "", line: int = 1, column: int = 1) -> Exception:
    return ScenarioErrors([Mistake(name, line, column, "", found, allowed)])


def _bytes(path: Path, name: str) -> bytes:
    wanted = "a YAML file"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refuse(name, "a directory", wanted)
        if not stat.S_ISREG(mode):
            raise _refuse(name, "not an ordinary file", wanted)
        with path.open("rb") as file:
            content = file.read(LARGEST_RESOLVED + 1)
    except FileNotFoundError:
        raise _refuse(name, "there is no such file", wanted) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or "no possible path"
        raise _refuse(name, f"cannot be read: {reason}", wanted) from None
    return content


def _text(content: bytes, name: str) -> str:
    allowed = f"at most {LARGEST_FILE // 1024} kB"
    limit = LARGEST_RESOLVED if content.startswith(_RESOLVED) else LARGEST_FILE
    if len(content) > limit:
        raise _refuse(name, "the file is too large for a scenario", allowed)
    if content.startswith(_BYTE_ORDER_MARKS):
        raise _refuse(name, "the file is in UTF-16 or UTF-32", "UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        found = f"byte 0x{content[error.start]:02x} is not UTF-8 (saved as Latin-1?)"
        raise _refuse(name, found, "UTF-8", line, column) from None


def read_text(text: str, name: str, mistakes: list[Mistake], line: int | None = None) -> Node:
    """The tree of a text.

    Args:
        text: YAML.
        name: what to call it in messages.
        mistakes: where to put mistakes that leave a tree to look at.
        line: the line to give for all places, if the text is not a file.

    Raises:
        ScenarioErrors: it cannot be read.
    """
    text = text.replace("\r\n", "\n")
    if hidden := [_hidden(text, match, name, line) for match in _some_hidden(text)]:
        raise ScenarioErrors(hidden)
    reader = _Reader(text, name, line)
    events = reader.events()
    if reader.mistakes:
        raise ScenarioErrors(reader.mistakes)
    tree = reader.tree(events)
    mistakes.extend(reader.mistakes)
    return tree


def _some_hidden(text: str) -> list[re.Match[str]]:
    found = _HIDDEN.finditer(text)
    return [match for match, _ in zip(found, range(_MOST_HIDDEN), strict=False)]


def _hidden(text: str, match: re.Match[str], name: str, line: int | None) -> Mistake:
    before = text[: match.start()]
    row, column = before.count("\n") + 1, match.start() - before.rfind("\n")
    if match[0] == "\t":
        found, allowed = "a tab", "spaces"
    else:
        found, allowed = f"an invisible character, U+{ord(match[0]):04X}", "visible text"
    if match[0] == "\x00":
        found += " (NUL: is the file UTF-16, or not a text?)"
    return Mistake(name, line or row, column, "", found, allowed)


class _Reader:
    """One text on its way to a tree."""

    def __init__(self, text: str, name: str, line: int | None) -> None:
        self.text, self.name, self.line = text, name, line
        self.mistakes: list[Mistake] = []

    def mark(self, place: Any) -> Mark:
        """A place of ours for a place of ruamel's, within the text even at its very end."""
        return Mark(self.name, self.line or place.line + 1, place.column + 1)

    def complain(self, place: Any, found: str, allowed: str = "") -> None:
        self.mistakes.append(self.mark(place).mistake((), found, allowed))

    def events(self) -> list[Event]:
        """All events of the text, if they are harmless; else there are mistakes."""
        kept: list[Event] = []
        try:
            for event in self._stream():
                kept.append(event)
        except _Enough:
            pass
        except MarkedYAMLError as error:
            self._syntax(error)
        except (YAMLError, ValueError, IndexError, AssertionError, RecursionError, TypeError):
            # Known to come out of the YAML reader for broken escapes and directives.
            self.mistakes.append(Mistake(self.name, self.line or 1, 1, "", "not YAML"))
        return kept

    def _stream(self) -> Iterator[Event]:
        depth = documents = 0
        stream = YAML(typ="safe", pure=True).parse(self.text)
        for pieces, event in enumerate(stream, start=1):
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            self._inspect(event, depth, documents, pieces)
            yield event

    def _inspect(self, event: Event, depth: int, documents: int, pieces: int) -> None:
        if depth > DEEPEST:
            self.complain(event.start_mark, f"more than {DEEPEST} levels")
            raise _Enough
        if documents > 1:
            self.complain(event.start_mark, "a second document", "one document a file")
            raise _Enough
        if pieces > MOST_PIECES and self.text[:12].encode() != _RESOLVED:
            self.complain(event.start_mark, f"more than {MOST_PIECES} pieces")
            raise _Enough
        self._forbidden(event)

    def _forbidden(self, event: Event) -> None:
        plainly = "plain YAML: write the value where it is wanted"
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self.complain(event.start_mark, "a YAML directive", "plain YAML")
        if not isinstance(event, NodeEvent):
            return
        if isinstance(event, AliasEvent):
            self.complain(event.start_mark, f"the alias *{event.anchor}", plainly)
        elif event.anchor is not None:
            self.complain(event.start_mark, f"the anchor &{event.anchor}", plainly)
        if tag := getattr(event, "tag", None):
            self.complain(event.start_mark, f"the tag {tag}", plainly)
        if isinstance(event, ScalarEvent):
            self._scalar(event, plainly)

    def _scalar(self, event: ScalarEvent, plainly: str) -> None:
        if len(event.value) > LONGEST_TEXT:
            found = f"a text of {len(event.value)} characters"
            self.complain(event.start_mark, found, f"at most {LONGEST_TEXT}")
        if event.value == "<<" and event.style is None:
            self.complain(event.start_mark, "the merge key <<", plainly)
        if hidden := _HIDDEN.search(event.value):
            found = f"an invisible character, U+{ord(hidden[0]):04X}, by an escape"
            self.complain(event.start_mark, found, "visible text")

    def _syntax(self, error: MarkedYAMLError) -> None:
        place = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context or "not YAML")
        if "quoted scalar" in str(error.context) and error.context_mark is not None:
            place, problem = error.context_mark, "a quote that is not closed, or closed too late"
        if place is None:
            self.mistakes.append(Mistake(self.name, self.line or 1, 1, "", "not YAML"))
        else:
            self.complain(place, f"not YAML: {printable(problem)}", _advice(problem))

    def tree(self, events: list[Event]) -> Node:
        """The tree of harmless events."""
        nodes = [event for event in events if isinstance(event, NodeEvent | _ENDS)]
        if not nodes:
            raise _refuse(self.name, "the file is empty", "a map of keys and values")
        stream = iter(nodes)
        return self._node(next(stream), stream)

    def _node(self, event: Any, stream: Iterator[Any]) -> Node:
        mark = self.mark(event.start_mark)
        if isinstance(event, ScalarEvent):
            return Scalar(mark, Written(event.value, event.style is None))
        if isinstance(event, SequenceStartEvent):
            return Items(mark, tuple(self._items(stream)))
        return Map(mark, self._entries(stream))

    def _items(self, stream: Iterator[Any]) -> Iterator[Node]:
        for event in stream:
            if isinstance(event, SequenceEndEvent):
                return
            yield self._node(event, stream)

    def _entries(self, stream: Iterator[Any]) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for event in stream:
            if isinstance(event, MappingEndEvent):
                break
            key = self._node(event, stream)
            value = self._node(next(stream), stream)
            self._enter(entries, key, value)
        return entries

    def _enter(self, entries: dict[str, Entry], key: Node, value: Node) -> None:
        if not isinstance(key, Scalar) or key.text == "":
            self.mistakes.append(key.mark.mistake((), "a key that is not a word", "a word"))
            return
        if key.text.plain and key.text.lower() in AMBIGUOUS:
            found = f"{str(key.text)!r} without quotes is read by many as true, false or nothing"
            self.mistakes.append(key.mark.mistake((), found, "a word", f'"{key.text}"'))
        if key.text in entries:
            found = f"the key is there twice, first on line {entries[key.text].key.line}"
            self.mistakes.append(key.mark.mistake((key.text,), found, "once"))
        else:
            entries[str(key.text)] = Entry(key.mark, value)


class _Enough(Exception):  # noqa: N818
    """The text need not be read further."""


_ENDS = MappingEndEvent | SequenceEndEvent


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "one key to a line; quote a text that holds ': '"
    if "could not find expected" in problem or "expected <block end>" in problem:
        return "keys of one map begin in the same column"
    return "plain YAML"
