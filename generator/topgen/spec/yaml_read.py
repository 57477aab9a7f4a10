"""YAML text into nodes that remember their lines; only the part of YAML that a person can read at sight.

In:  the text of a spec file or an overlay.
Out: ``YamlNode``s: text, sequences and mappings. A scalar without quotes may mean null, a boolean or a whole number and
nothing else: dates, floats, ``yes`` and ``1:30`` stay text. Anchors, aliases, tags, repeated keys, several documents
and unreasonable sizes are refused, so that no file can make reading it slow or dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

import yaml

from topgen.errors import SpecFormatError
from topgen.spec.plain import Plain

LARGEST = 8_000_000
"""Characters of one file; the largest API of the platform's catalogue needs about 200,000."""
DEEPEST = 100
"""Collections inside each other; the catalogue's deepest API needs about 20."""
_TOO_DEEP = f"more than {DEEPEST} levels inside each other"

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"0|[-+]?[1-9][0-9]*")
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class YamlNode(NamedTuple):
    """One value of a file with its place; the value of a key has the line of the key."""

    value: str | tuple[YamlNode, ...] | dict[str, YamlNode]
    line: int
    file: str
    plain: bool = False
    """Whether this is a scalar without quotes, the only ones that may mean something else than text."""

    def data(self) -> Plain:
        """Return what the node means, without the places."""
        value = self.value
        if isinstance(value, str):
            return self._scalar(value) if self.plain else value
        if isinstance(value, tuple):
            return tuple([inner.data() for inner in value])
        return {key: inner.data() for key, inner in value.items()}

    def child(self, key: str) -> YamlNode:
        """Return the value of a key that the mapping is known to have."""
        assert isinstance(self.value, dict)
        found: YamlNode = self.value[key]
        return found

    def items(self, key: str) -> tuple[YamlNode, ...]:
        """Return the items of the list under a key of the mapping; none where there is no such key."""
        assert isinstance(self.value, dict)
        found = self.value.get(key)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def refuse(self, expected: str, hint: str = "") -> NoReturn:
        """Raise ``SpecFormatError`` at this place: what was expected and what is there."""
        raise SpecFormatError(f"expected {expected}, found {self}", file=self.file, line=self.line, hint=hint)

    def __str__(self) -> str:
        if isinstance(self.value, tuple):
            return "a list"
        if isinstance(self.value, dict):
            return "a mapping"
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        if self.plain and (self.value in _WORDS or _INTEGER.fullmatch(self.value)):
            return shown or "nothing"
        return f"the text {shown!r}"

    def _scalar(self, text: str) -> bool | int | str | None:
        if text in _WORDS:
            return _WORDS[text]
        if not _INTEGER.fullmatch(text):
            return text
        try:
            return int(text)
        except ValueError:  # Python converts no more than some thousand digits at once.
            self.refuse("a number of a sensible size")


def read_yaml(text: str, file: str) -> YamlNode:
    """Read the one document of a file; raise ``SpecFormatError`` with its line for all that is not allowed."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        raise SpecFormatError(f"the file is longer than {LARGEST:,} characters", file=file)
    if found := _UNPRINTABLE.search(text):
        message = f"the character U+{ord(found[0]):04X} must not stand in the file as it is"
        line = text.count("\n", 0, found.start()) + 1
        raise SpecFormatError(message, file=file, line=line, hint="write it as an escape in double quotes")
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return _YamlReader(yaml.parse(text, Loader=loader), file).read_document()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        message = _TOO_DEEP if mark and _is_deep(text, mark.index) else f"this is no YAML: {fault.problem}"
        raise SpecFormatError(message, file=file, line=mark.line + 1 if mark else 0) from fault


def _is_deep(text: str, end: int) -> bool:
    """Return whether the line of a place in the text opens more collections before it than are allowed.

    The parser looks ahead to the end of a line, so that a limit of its own can stop it before an event reaches us.
    """
    begun = text[text.rfind("\n", 0, end) + 1 : end]
    return len(re.findall(r"[\[{]", begun)) - len(re.findall(r"[\]}]", begun)) > DEEPEST


class _YamlReader:
    """Builds nodes from the events of the parser, so that a limit stops it before memory is spent."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self._events = events
        self._file = file

    def read_document(self) -> YamlNode:
        """Read the first document and make sure that it is the only one."""
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise SpecFormatError("the file is empty", file=self._file)
        root = self._read(next(self._events), 0, 1)
        next(self._events)
        if not isinstance(rest := next(self._events), yaml.StreamEndEvent):
            self._refuse("the file holds more than one document", rest)
        return root

    def _read(self, event: Any, line: int, depth: int) -> YamlNode:
        """Read the node that begins with an event; ``line`` is that of its key, or 0."""
        line = line or event.start_mark.line + 1
        self._refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"' and _SURROGATE.search(event.value):
                self._refuse("half of a surrogate pair is no character", event)
            return YamlNode(event.value, line, self._file, not event.style)
        if depth > DEEPEST:
            self._refuse(_TOO_DEEP, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return YamlNode(self._read_items(depth), line, self._file)
        return YamlNode(self._read_keys(depth), line, self._file)

    def _read_items(self, depth: int) -> tuple[YamlNode, ...]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._read(event, 0, depth + 1))
        return tuple(items)

    def _read_keys(self, depth: int) -> dict[str, YamlNode]:
        """Read a mapping. Keys are taken as the text that they are: no ``<<``, no null, no numbers."""
        keys: dict[str, YamlNode] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._read(event, 0, depth + 1)
            if not isinstance(key.value, str):
                key.refuse("a key that is text")
            if key.value in keys:
                message = f"the key {key.value!r} stands here twice, first in line {keys[key.value].line}"
                raise SpecFormatError(message, file=self._file, line=key.line)
            keys[key.value] = self._read(next(self._events), key.line, depth + 1)
        return keys

    def _refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"aliases are not allowed here: *{event.anchor}", event, "write the value out")
        if event.anchor is not None:
            self._refuse(f"anchors are not allowed here: &{event.anchor}", event)
        if event.tag is not None:
            self._refuse(f"tags are not allowed here: {event.tag}", event, "put text that begins with ! in quotes")

    def _refuse(self, message: str, event: Any, hint: str = "") -> NoReturn:
        raise SpecFormatError(message, file=self._file, line=event.start_mark.line + 1, hint=hint)
