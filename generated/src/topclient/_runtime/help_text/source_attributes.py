"""The attributes of a class as its source has them: name, type, default and the docstring below.

In:  the class as a syntax tree. Out: a ``SourceAttribute`` for each, of its body and of what its ``__init__`` sets.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True, slots=True)
class SourceAttribute:
    """One public attribute."""

    name: str
    annotation: ast.expr | None
    default: ast.expr | None
    doc: str


def attributes_of(cls: ast.ClassDef) -> Iterator[SourceAttribute]:
    """Yield the attributes of instances, without those that begin with ``_``."""
    for each, after in _pairs(cls.body):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and not _is_of_class(each.annotation):
            if not each.target.id.startswith("_"):
                yield SourceAttribute(each.target.id, each.annotation, _default(each.value), _doc(after))
        elif isinstance(each, ast.FunctionDef) and each.name == "__init__":
            yield from _set_in(each)


def _pairs(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.stmt, ast.stmt | None]]:
    return zip_longest(body, body[1:])


def _set_in(init: ast.FunctionDef) -> Iterator[SourceAttribute]:
    arguments = (*init.args.posonlyargs, *init.args.args, *init.args.kwonlyargs)
    types = {one.arg: one.annotation for one in arguments if one.annotation}
    for each, after in _pairs(init.body):
        if not isinstance(each, ast.Assign | ast.AnnAssign):
            continue
        target = each.target if isinstance(each, ast.AnnAssign) else each.targets[0]
        if isinstance(target, ast.Attribute) and not target.attr.startswith("_"):
            yield SourceAttribute(target.attr, _type_of(each, types), None, _doc(after))


def _type_of(setting: ast.stmt, types: Mapping[str, ast.expr]) -> ast.expr | None:
    if isinstance(setting, ast.AnnAssign):
        return setting.annotation
    value = setting.value if isinstance(setting, ast.Assign) else None
    return types.get(value.id) if isinstance(value, ast.Name) else None


def _is_of_class(annotation: ast.expr) -> bool:
    return isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "ClassVar"


def _default(value: ast.expr | None) -> ast.expr | None:
    """Return the default of an attribute, also from inside of ``field(default=…)``."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        given = {keyword.arg: keyword.value for keyword in value.keywords}
        made = given.get("default_factory")
        return given.get("default") or (ast.Call(made, [], []) if made else None)
    return value


def _doc(after: ast.stmt | None) -> str:
    """Return the docstring of the attribute before it."""
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
        return inspect.cleandoc(after.value.value)
    return ""
