"""What has to be true of the reply to the call of an example.

In:  the response as an ``ExampleObject``. Out: ``Check`` values: each object of its class, each list as long as on the
page, each value of its type. An object whose path is long gets a short name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from topgen.python_model.code import LINE_LENGTH, Code, compose, identifier, literal
from topgen.python_model.example_tests.expressions import write_received, write_untyped
from topgen.python_model.example_tests.line_breaks import lay_out, sequence
from topgen.python_model.example_tests.objects import ExampleObject, Member
from topgen.python_model.model import Check
from topgen.spec.model import Kind
from topgen.text_width import width

_INDENT = 4
_ASSERT = len("assert ")
_LONGEST_PATH = 50
_USED = (compose("reply"), compose("len"), compose("isinstance"))


def check_reply(response: ExampleObject, *, is_whole: bool) -> tuple[Check, ...]:
    """Return what has to be true of ``reply``; ``is_whole`` says that nothing of the example was left out."""
    reply, *_ = _USED
    checks = tuple(_check_object(response, reply, {name: response.cls for name in _USED}))
    nothing = compose("{} == {}()", reply, response.cls) if is_whole else compose("{}.reply is not None", reply)
    return checks or (Check(nothing),)


def _check_object(example: ExampleObject, path: Code, names: dict[Code, Code]) -> Iterator[Check]:
    """Yield what has to be true of the object at a path; ``names`` has the class of each short name so far."""
    for member in example.members:
        here = compose("{}.{}", path, member.attribute)
        objects = [item for item in member.items if isinstance(item, ExampleObject)]
        if not objects:
            yield Check(_compare(member, here))
        elif not member.field.type.is_list:
            yield from _check_inner(objects[0], member, here, names)
        else:
            yield from _check_length(here, len(objects))
            for index, item in enumerate(objects):
                yield from _check_inner(item, member, compose("{}[{}]", here, literal(index)), names)


def _check_inner(example: ExampleObject, member: Member, path: Code, names: dict[Code, Code]) -> Iterator[Check]:
    if width(path) > _LONGEST_PATH:
        name = member.attribute
        while names.setdefault(name, example.cls) != example.cls:
            name = identifier(f"{name}_")
        yield Check(path, name)
        path = name
    yield Check(compose("isinstance({}, {})", path, example.cls))
    yield from _check_object(example, path, names)


def _check_length(path: Code, length: int) -> Iterator[Check]:
    there, as_long = compose("{} is not None", path), compose("len({}) == {}", path, literal(length))
    together = compose("{} and {}", there, as_long)
    fits = _INDENT + _ASSERT + width(together) <= LINE_LENGTH
    yield from (Check(together),) if fits else (Check(there), Check(as_long))


def _compare(member: Member, path: Code) -> Code:
    if member.field.type.kind is Kind.BOOLEAN and not member.field.type.is_list:
        return compose("{} is {}", path, lay_out(write_received(member)))
    either = write_untyped(member)
    sign = compose(" in " if either else " == ")
    value = sequence(either, "(", ")") if either else write_received(member)
    before = width(path) + width(sign) + _ASSERT
    return compose("{}{}{}", path, sign, lay_out(value, _INDENT, before=before))
