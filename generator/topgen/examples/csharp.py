"""The request example in C#: ``req.BoxId = 12L;``, objects of classes that end in ``Domain``.

In:  an ``Example`` in the request section; one statement a line, or all on one line.
Out: ``ParsedExample``; properties do not keep the spelling of a field, and those of objects end in ``_``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from topgen.document import Example
from topgen.examples import Call, ExampleValue, Literal, Names, ParsedExample
from topgen.examples.assignments import Assignments
from topgen.examples.statements import split_statements
from topgen.vocabulary.calls import TOP_CLIENT

_CALL = Call(Names.PROPERTIES, builds_objects=False)
_CLASS = r"[A-Za-z_][\w.]{0,300}"
_BEGINNINGS = re.compile(
    rf"(?:{_CLASS}|List\s?<[^>]{{1,300}}>)\s++\w+\s*+=(?!=)|\w+\s*+\.\s*+\w+\s*+[=(]|//|using\b|Console\b"
)
_WITHIN = re.compile(
    rf"(?<=[;{{}}\s])(?=(?:I?\w{{0,60}}Client\s\w{{1,60}}\s?=|{_CLASS}(?:Request|Response|Domain)\s\w{{1,60}}\s?="
    r"|List\s?<[\w.]{1,300}>\s\w{1,60}\s?=|\w{1,60}\.[A-Z]\w{0,300}\s?=\s?[\"“\w@-]|\w{1,60}\.Add\s?\(|Console\.))"
)
_NEW_LIST = re.compile(r"(?:List\s*+<\s*+([\w.]+)\s*+>|var)\s++(\w+)\s*+=\s*+new\s++List\s*+<\s*+([\w.]+)\s*+>\s*+\(")
_NEW = re.compile(r"(?:[\w.]+|List\s?<[^>]{1,300}>)\s++(\w+)\s*+=\s*+new\s++([\w.]+)\s*+\(")
_ADD = re.compile(r"(\w+)\s*+\.\s*+Add\s*+\(\s*+(\w+)\s*+\)")
_EXECUTE = re.compile(r"(?:[\w.]+\s++\w+\s*+=\s*+)?(?:await\s++)?\w+\s*+\.\s*+Execute\w{0,9}\s*+\(\s*+\w+\s*+(,)?")
_FIELD = re.compile(r"(\w+)\s*+\.\s*+([A-Za-z_]\w*+)\s*+=(?!=)(.*)", re.DOTALL)
_ASSIGN = re.compile(r"(?:string|var|long|int|bool|String)\s++(\w+)\s*+=(?!=)(.*)", re.DOTALL)
_FRAME = re.compile(r"(?:Console|using|//|/\*|\*|try|catch|return|namespace|public|private|static)|[{}();]*$")


def read_csharp(example: Example) -> ParsedExample:
    """Read the request example; total, a line that nobody understands is reported in ``broken``."""
    reading = _CSharpReading()
    for cell in split_statements(example, _BEGINNINGS, _WITHIN):
        reading.take(cell.text, cell.line)
    return reading.parsed(example.lines[0].line if example.lines else 0, _CALL)


class _CSharpReading(Assignments):
    """What the statements of an example have said so far."""

    def take(self, text: str, line: int) -> None:
        """Take one statement; the first form that it has decides."""
        for form, act in _FORMS:
            if match := form.match(text):
                act(self, match, line)
                return
        if not _FRAME.match(text):
            self.broken.append(line)

    def new_list(self, match: re.Match[str], line: int) -> None:
        """``List<FooRequest.ItemDomain> list2 = new List<FooRequest.ItemDomain>()``"""
        self.new_object(match[2], _struct(match[3]), line, is_list=True)

    def new(self, match: re.Match[str], line: int) -> None:
        """``ITopClient client = new …``, ``FooRequest req = new …``, ``FooRequest.QueryDomain obj1 = new …``"""
        if match[2].endswith("Client"):
            self.clients.add(match[1])
            self.client = self.client or (match[2] if TOP_CLIENT.fullmatch(match[2]) else "")
        elif match[2].endswith("Request"):
            self.new_request(match[1], match[2].rpartition(".")[2].removesuffix("Request"), line)
        else:
            self.new_object(match[1], _struct(match[2]), line)

    def add_item(self, match: re.Match[str], line: int) -> None:
        """``list2.Add(obj3)``"""
        self.add(match[1], match[2], line)

    def execute(self, match: re.Match[str], line: int) -> None:
        """``client.Execute(req, sessionKey)``, or without a session."""
        self.session = match[1] is not None

    def set_field(self, match: re.Match[str], line: int) -> None:
        """``req.BoxId = 12L``, ``req.Query_ = obj1``"""
        if match[1] not in self.clients:
            self.hold(match[1], match[2].removesuffix("_"), match[3], line, spelled=False)

    def assign(self, match: re.Match[str], line: int) -> None:
        """``string name = "x"``"""
        self.assign_value(match[1], match[2], line)

    def read(self, text: str, name: str, line: int) -> ExampleValue:
        """Read a value; truth values without quotes are no texts here."""
        value = super().read(text, name, line)
        if text.strip() in {"true", "false"}:
            return replace(value, literal=Literal.BOOLEAN)
        return value


def _struct(name: str) -> str | None:
    """Return the class of the platform that a class of the SDK stands for; None for a plain type."""
    inner = name.rpartition(".")[2]
    return inner.removesuffix("Domain") if "." in name and "Request" in name else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_CSharpReading, re.Match[str], int], None]], ...] = (
    (_NEW_LIST, _CSharpReading.new_list),
    (_NEW, _CSharpReading.new),
    (_ADD, _CSharpReading.add_item),
    (_EXECUTE, _CSharpReading.execute),
    (_FIELD, _CSharpReading.set_field),
    (_ASSIGN, _CSharpReading.assign),
)
