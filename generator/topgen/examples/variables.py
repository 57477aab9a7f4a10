"""The variables of a call in a language that builds its request object by object.

In:  filled by the reader of such a language.
Out: the values that were set on the request, each variable followed to what was set on it.
Objects are filled before or after they are handed to their parent; the order of what is set on one variable is the
order of the table all the same. Examples may be hostile, so what is made of variables inside each other is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from topgen.examples import ExampleValue, Literal

MAX_DEPTH = 40
"""Nesting of variables that is followed; the deepest request seen has 7 levels."""

MAX_VALUES = 50_000
"""Values inside variables that are followed; a page of a megabyte has room for fewer."""


@dataclass(frozen=True, slots=True)
class Member:
    """What was set on a variable."""

    name: str
    line: int
    value: ExampleValue | str
    """A value that is a variable is given by its name."""
    spelled: bool = False
    """The name is spelled as it is sent."""


@dataclass(slots=True)
class Variable:
    """A variable while the example is read."""

    line: int
    struct: str | None = None
    is_list: bool = False
    may_be_list: bool = False
    """The language sets one object where a list of them is meant."""
    members: list[Member] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def has(self, name: str, value: ExampleValue | str) -> bool:
        """Return whether what was set last is the same: a line of the example that stands there twice."""
        last = self.members[-1] if self.members else None
        return last is not None and last.name == name and _words(last.value) == _words(value)


def _words(value: ExampleValue | str) -> str:
    return value.text if isinstance(value, ExampleValue) else value


class Resolution:
    """Turns variables into values, following them to what was set on them."""

    def __init__(self, variables: dict[str, Variable]) -> None:
        self.variables = variables
        self.left = MAX_VALUES
        """Values that may still be made of variables: some stand in several others, and so over and over again."""

    def roots(self, request: str) -> tuple[ExampleValue, ...]:
        """Return what was set on the request, then what was filled but never handed on, as in cut examples.

        Those are blocks without a name.
        """
        top = self.variables.get(request, Variable(0))
        used = _used(self.variables)
        lost = [name for name in self.variables if name not in used and name != request]
        handed = self._members(top, frozenset({request}))
        blocks = (self._block("", self.variables[name].line, name, frozenset()) for name in lost)
        return (*handed, *(replace(block, whole=False) for block in blocks))

    def _members(self, owner: Variable, seen: frozenset[str]) -> tuple[ExampleValue, ...]:
        """Return the values that were set on a variable."""
        return tuple([self._value(member, seen) for member in owner.members])

    def _value(self, member: Member, seen: frozenset[str]) -> ExampleValue:
        if not isinstance(member.value, str):
            return member.value
        block = self._block(member.name, member.line, member.value, seen)
        return replace(block, spelled=True) if member.spelled else block

    def _block(self, name: str, line: int, variable: str, seen: frozenset[str]) -> ExampleValue:
        held = self.variables[variable]
        items = [item for item in (held.added[:1] if held.is_list else [variable]) if item in self.variables]
        self.left -= 1 + sum(len(self.variables[item].members) for item in items)
        if variable in seen or len(seen) > MAX_DEPTH or self.left < 0:
            return ExampleValue(name, Literal.BLOCK, line, struct=held.struct)
        seen |= {variable}
        inner = tuple(child for item in items for child in self._members(self.variables[item], seen | {item}))
        return ExampleValue(
            name,
            Literal.BLOCK,
            line,
            is_list=held.is_list,
            struct=held.struct,
            children=inner,
            may_be_list=held.may_be_list,
        )


def adopt_objects(variables: dict[str, Variable]) -> None:
    """Add to empty lists the object of their class that was added to nothing: the line that did so is lost."""
    used = _used(variables)
    free: dict[str | None, list[str]] = {}
    for name, held in reversed(variables.items()):
        if not held.is_list and name not in used:
            free.setdefault(held.struct, []).append(name)
    for held in variables.values():
        if held.is_list and not held.added and free.get(held.struct):
            held.added.append(free[held.struct].pop())


def _used(variables: dict[str, Variable]) -> set[str]:
    """Return the variables that were handed on: set on another one, or added to a list."""
    used = {m.value for held in variables.values() for m in held.members if isinstance(m.value, str)}
    return used | {name for held in variables.values() for name in held.added}
