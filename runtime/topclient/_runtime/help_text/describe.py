"""What ``help`` shows: the docstring of an API or a class, each parameter and attribute, and what is answered.

In:  a class. Out: text, made only when somebody asks for it.
Python keeps no docstrings of attributes, so they are read from the source of the class's module, where editors find
them too; a module without source leaves the docstring of the class alone.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from textwrap import indent
from typing import TypeAlias

from topclient._runtime.help_text import ANSWER, PARAMETERS
from topclient._runtime.help_text.source_attributes import SourceAttribute, attributes_of

_STEP = "    "
_OURS = "topclient."
Classes: TypeAlias = dict[str, ast.ClassDef]


class PlainType(str):
    """The text of an annotation; shown without quotes, and without what only the wire needs to know."""

    __slots__ = ()

    def __repr__(self) -> str:
        found = ast.parse(self, mode="eval").body
        return ast.unparse(_without_wire(found))


def plain_signature(cls: type) -> inspect.Signature:
    """Return the parameters of a class with their types alone, as they read in an editor; ``extra`` is the last."""
    own = dict(inspect.signature(inspect.getattr_static(cls, "__init__")).parameters)
    del own["self"]
    own |= {name: own.pop(name) for name in ("extra", "reply") if name in own}
    return inspect.Signature([_plain(parameter) for parameter in own.values()])


def _plain(parameter: inspect.Parameter) -> inspect.Parameter:
    annotation = parameter.annotation
    return parameter.replace(annotation=PlainType(annotation)) if isinstance(annotation, str) else parameter


def describe(cls: type, response: type) -> str:
    """Return the docstring of a request class, with the fields of its response below."""
    answered = _section(f"Returns {response.__name__}:", _describe_attributes(response))
    return "\n\n".join(part for part in (cls.__doc__, answered) if part)


def describe_class(cls: type, own: str | None) -> str:
    """Return the docstring of a class, which is ``own``, with its attributes below."""
    section = _section(_heading(cls), _describe_attributes(cls))
    return "\n\n".join(part for part in (inspect.cleandoc(own or ""), section) if part)


def _heading(cls: type) -> str:
    if section := _section_of(cls):
        return "Parameters:" if section == PARAMETERS else "Fields:"
    return "Keyword arguments:" if issubclass(cls, dict) else "Attributes:"


def _section_of(cls: type) -> str | None:
    """Return what the attributes of an object of the platform are; None for every other class."""
    found: str | None = getattr(cls, "__help_section__", None)
    return found


def _describe_attributes(cls: type) -> Iterator[str]:
    """Yield the attributes of a class, and those of its bases unless they are common to all objects of the platform."""
    try:
        classes = _read_classes(cls.__module__)
        if not _section_of(cls):
            yield from _describe_all(
                {each.name: each for found in _lineage(cls.__module__, cls.__name__) for each in found}
            )
        elif cls.__name__ in classes:
            yield from _describe_struct(classes[cls.__name__], classes, set(), answered=_section_of(cls) == ANSWER)
    except (OSError, TypeError, KeyError, SyntaxError):
        return


def _describe_all(attributes: dict[str, SourceAttribute]) -> Iterator[str]:
    for each in attributes.values():
        kind = "" if each.annotation is None else f": {ast.unparse(each.annotation)}"
        default = "" if each.default is None else f" = {ast.unparse(each.default)}"
        yield from _with_doc(f"{each.name}{kind}{default}", each)


def _lineage(module: str, name: str) -> Iterator[Iterator[SourceAttribute]]:
    """Yield the attributes of a class after those of its bases, by source: a TypedDict loses its bases at run time."""
    if found := _read_classes(module).get(name):
        for base in found.bases:
            yield from _lineage(module, ast.unparse(base))
        yield attributes_of(found)
        return
    imported = getattr(sys.modules[module], name, None)
    if isinstance(imported, type) and imported.__module__ != module and imported.__module__.startswith(_OURS):
        yield from _lineage(imported.__module__, imported.__name__)


def _read_classes(module: str) -> Classes:
    source = inspect.getsource(sys.modules[module])
    return {each.name: each for each in ast.parse(source).body if isinstance(each, ast.ClassDef)}


def _section(heading: str, lines: Iterator[str]) -> str:
    body = "\n".join(lines)
    return f"{heading}\n{indent(body, _STEP)}" if body else ""


def _with_doc(line: str, each: SourceAttribute) -> Iterator[str]:
    yield line
    if each.doc:
        yield indent(each.doc, _STEP)


def _describe_struct(cls: ast.ClassDef, classes: Classes, described: set[str], *, answered: bool) -> Iterator[str]:
    """Yield the attributes of an object of the platform, with those of an object inside at the first of its class."""
    for each in attributes_of(cls):
        if each.annotation is None:
            continue
        plain = _without_wire(each.annotation)
        required = "" if each.default is not None else ", required"
        yield from _with_doc(f"{each.name}: {ast.unparse(plain if answered else _without_none(plain))}{required}", each)
        names = {node.id for node in ast.walk(plain) if isinstance(node, ast.Name)}
        for name in sorted(names & classes.keys() - described):
            described.add(name)
            yield indent("\n".join(_describe_struct(classes[name], classes, described, answered=answered)), _STEP)


def _without_none(annotation: ast.expr) -> ast.expr:
    """Return the type alone: that a parameter may be left out is what its not being required says."""
    is_optional = isinstance(annotation, ast.BinOp) and ast.unparse(annotation.right) == "None"
    return annotation.left if isinstance(annotation, ast.BinOp) and is_optional else annotation


def _without_wire(annotation: ast.expr) -> ast.expr:
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Annotated":
        return annotation.slice.elts[0] if isinstance(annotation.slice, ast.Tuple) else annotation.slice
    return annotation
