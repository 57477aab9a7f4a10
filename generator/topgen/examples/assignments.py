"""What a call says statement by statement, in languages that set fields on a request and hand it to a client.

In:  the statements of one example, taken apart by the reader of its language.
Out: ``ParsedExample``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from topgen.examples import Call, ExampleValue, Literal, ParsedExample
from topgen.examples.literals import read_literal, take_encoder
from topgen.examples.variables import Member, Resolution, Variable, adopt_objects

_ITEM = re.compile(r"(?:array\s*+\(|\[)\s*+([$\w]+)\s*+,?\s*+[)\]]", re.IGNORECASE)

CLIENT_FIELDS = frozenset(
    {"appkey", "appKey", "secretKey", "secret", "appsecret", "gatewayUrl", "format", "checkRequest"}
)
"""What is set on a client, never on a request."""


class Assignments:
    """What the statements of an example have said so far."""

    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.values: dict[str, ExampleValue] = {}
        """Variables that hold no object."""
        self.clients: set[str] = set()
        """Variables that are no part of the request."""
        self.request = ""
        """The variable that holds the request."""
        self.title = ""
        self.client = ""
        self.session: bool | None = None
        self.broken: list[int] = []

    def refer(self, text: str) -> str | None:
        """Return the variable that an expression is, None if it is something else."""
        return text if text.isidentifier() else None

    def parsed(self, line: int, call: Call) -> ParsedExample:
        """Return all that was said together."""
        adopt_objects(self.variables)
        return ParsedExample(
            Resolution(self.variables).roots(self.request),
            line,
            complete=self.session is not None,
            call=call,
            title=self.title,
            client=self.client,
            session=self.session,
            broken=tuple(self.broken),
        )

    def new_request(self, variable: str, title: str, line: int) -> None:
        """Take a variable for the request, an object of a class such as ``FooRequest``."""
        self.title, self.request = title, variable
        self.variables.setdefault(variable, Variable(line))

    def new_object(
        self, variable: str, struct: str | None, line: int, is_list: bool = False, may_be_list: bool = False
    ) -> None:
        """Take a variable for a new object, or a list of them."""
        self.variables[variable] = Variable(line, struct, is_list, may_be_list)

    def hold(self, owner: str, name: str, expression: str, line: int, spelled: bool) -> None:
        """Set a field on a variable; the same one twice in a row is a line that stands there twice."""
        self.request = self.request or owner
        value = self._value(expression, name, line)
        if isinstance(value, ExampleValue) and spelled:
            value = replace(value, spelled=True)
        held = self.variables.setdefault(owner, Variable(line))
        if held.has(name, value):
            self.broken.append(line)
        else:
            held.members.append(Member(name, line, value, spelled))

    def add(self, owner: str, expression: str, line: int) -> None:
        """Add an object to a list."""
        held = self.variables.setdefault(owner, Variable(line, is_list=True))
        held.is_list, held.may_be_list = True, False
        item = self.refer(expression)
        if item is not None and item in self.variables:
            held.added.append(item)

    def assign_value(self, variable: str, expression: str, line: int) -> None:
        """Give a value to a variable: an array to be filled, a text to be set later, or what only its author knows."""
        if variable in self.clients or variable == self.request:
            return
        value = self._value(expression, "", line)
        if isinstance(value, str):
            self.values[variable] = ExampleValue("", Literal.CODE, line)
        elif value.literal is Literal.BLOCK or _is_empty_array(expression):
            held = Variable(line, is_list=value.is_list)
            held.members = [Member(child.name, child.line, child, spelled=True) for child in value.children]
            held.added = [variable] if value.is_list and held.members else []
            self.variables[variable] = held
        else:
            self.values[variable] = value

    def _value(self, expression: str, name: str, line: int) -> ExampleValue | str:
        """Return the value of an expression, or the object that it names."""
        text = take_encoder(expression.strip().rstrip(";"))
        variable = self.refer(text)
        if variable in self.variables:
            return variable
        if variable in self.values:
            return replace(self.values[variable], name=name, line=line)
        item = _ITEM.fullmatch(text)
        inner = self.refer(item[1]) if item is not None else None
        if inner in self.variables:
            return self._list_of(inner, line)
        return self.read(text, name, line)

    def read(self, text: str, name: str, line: int) -> ExampleValue:
        """Return the value that an expression without variables is."""
        return read_literal(text, name, line)

    def _list_of(self, item: str, line: int) -> str:
        """Return a list that was made in place around an object."""
        name = f"[{item}]"
        self.variables[name] = Variable(line, self.variables[item].struct, is_list=True, added=[item])
        return name


def _is_empty_array(expression: str) -> bool:
    return "".join(expression.lower().split()).rstrip(";") in {"array()", "[]", "{}", "dict()", "list()"}
