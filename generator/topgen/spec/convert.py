"""Nodes of a file into values of given types, and what is wrong with those that are none.

In:  a ``YamlNode`` and a type that msgspec knows.
Out: the value that msgspec makes of it; else ``SpecFormatError`` with the line of the first fault and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from topgen.errors import SpecFormatError
from topgen.spec.plain import Exact, restore
from topgen.spec.yaml_read import YamlNode


def convert(node: YamlNode, type_: Any) -> Any:
    """Return the value of a type that a node stands for.

    Raises:
        SpecFormatError: it stands for none; at the line of the first fault.
    """
    data = node.data()
    try:
        return msgspec.convert(data, type_, dec_hook=restore)
    except msgspec.ValidationError as fault:
        _check(inspect.type_info(type_), node)
        raise SpecFormatError("this is not of the documented form", file=node.file, line=node.line) from fault


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the hint that names the most similar of the allowed words; empty when none is that a terminal can show."""
    found = get_close_matches(word, list(words), 1)
    return f"did you mean {found[0]}?" if found and found[0].isprintable() else ""


def _check(form: inspect.Type, node: YamlNode) -> None:
    """Raise ``SpecFormatError`` at the first place, in the order of the keys, that is not of its type."""
    if isinstance(form, inspect.Metadata):
        if form.extra is not None and isinstance(node.value, str) and not node.value.strip():
            node.refuse(form.extra["expected"])
        _check(form.type, node)
    elif isinstance(form, inspect.UnionType):
        _check_one_of(form.types, node)
    elif isinstance(form, inspect.VarTupleType):
        if not isinstance(node.value, tuple):
            node.refuse("a list")
        for inner in node.value:
            _check(form.item_type, inner)
    elif isinstance(form, inspect.StructType | inspect.DictType):
        if not isinstance(node.value, dict):
            node.refuse("a mapping")
        if isinstance(form, inspect.StructType):
            _check_keys(form.fields, node, node.value)
    else:
        _check_scalar(form, node)


def _check_keys(fields: Sequence[inspect.Field], node: YamlNode, keys: dict[str, YamlNode]) -> None:
    names = [field.encode_name for field in fields]
    for name, inner in keys.items():
        if name not in names:
            hint = nearest(name, names) or f"known here are {', '.join(names)}"
            raise SpecFormatError(f"unknown key {name!r}", file=node.file, line=inner.line, hint=hint)
    for field in fields:
        if (found := keys.get(field.encode_name)) is not None:
            _check(field.type, found)
        elif field.required:
            raise SpecFormatError(f"the key {field.encode_name} is missing", file=node.file, line=node.line)


def _check_one_of(forms: Sequence[inspect.Type], node: YamlNode) -> None:
    """Check a value that may be of several types: of one or absent, or of several that are words."""
    others = [form for form in forms if not isinstance(form, inspect.NoneType)]
    if len(others) < len(forms) and isinstance(node.value, str) and node.data() is None:
        return
    if len(others) == 1:
        _check(others[0], node)
    else:
        _check_words([word for form in others for word in _words(form)], node)


def _check_scalar(form: inspect.Type, node: YamlNode) -> None:
    value = node.data()
    if words := _words(form):
        _check_words(words, node)
    elif isinstance(form, inspect.StrType) and not isinstance(value, str):
        hint = "put it in quotes" if node.value else "write '' for empty text"
        node.refuse("text", hint if isinstance(node.value, str) else "")
    elif isinstance(form, inspect.IntType) and (isinstance(value, bool) or not isinstance(value, int)):
        node.refuse("a whole number")
    elif isinstance(form, inspect.CustomType) and form.cls is Exact:
        try:
            restore(Exact, value)
        except ValueError:
            node.refuse("a number without quotes")


def _check_words(words: Sequence[str | bool], node: YamlNode) -> None:
    if isinstance(value := node.data(), str | bool) and value in words:
        return
    shown = [str(word).lower() if isinstance(word, bool) else word for word in words]
    hint = nearest(node.value, shown) if isinstance(node.value, str) else ""
    node.refuse(f"one of {', '.join(shown)}", hint)


def _words(form: inspect.Type) -> tuple[Any, ...]:
    """Return the words that a type allows; none for a type that allows any text."""
    match form:
        case inspect.BoolType():
            return (True, False)
        case inspect.EnumType(cls=cls):
            return tuple(member.value for member in cls)
        case inspect.LiteralType(values=values):
            return values
    return ()
