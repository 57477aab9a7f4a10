"""What a rendered file may hold: declarations, or tests, in the words of its model and of its template.

In:  the formatted text, the values that were filled in, and what the template itself says.
Out: nothing; ``RenderingError`` for anything else. Each ``Code`` that was filled in has to be one expression by itself,
so none can end the place that it stands in; and each name and constant of the text has to be one that was filled in or
that the template writes. Whether they stand at their right places is what the tests compare.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeAlias

from topgen.errors import RenderingError
from topgen.hidden_characters import has_hidden
from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model.code import Code

_Word: TypeAlias = tuple[str, str]
"""``("name", identifier or other constant)`` or ``("text", text in quotes)``."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What files of one sort may consist of."""

    nodes: frozenset[type[ast.AST]]
    modules: re.Pattern[str]
    """What is imported from, beside the package itself."""
    calls: frozenset[str]
    decorators: frozenset[str]
    constants: tuple[type, ...] = (str, int, type(None))
    package: str = PACKAGE_NAME

    def allows(self, node: ast.AST) -> bool:
        """Return whether files of this sort hold the node."""
        kind = type(node)
        if kind not in self.nodes:
            return False
        if kind not in _JUDGED:
            return True
        if isinstance(node, ast.Constant):
            return isinstance(node.value, self.constants)
        if isinstance(node, ast.Call):
            return _dotted(node.func) in self.calls or _is_encoded(node)
        if isinstance(node, ast.ImportFrom):
            return node.level == 0 and self._is_known(node.module or "")
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            plain = not (isinstance(node, ast.ClassDef) and node.keywords)
            return plain and all(self._decorates(each) for each in node.decorator_list)
        return True

    def _is_known(self, module: str) -> bool:
        is_ours = module.isascii() and module.partition(".")[0] == self.package
        return is_ours or self.modules.fullmatch(module) is not None

    def _decorates(self, node: ast.expr) -> bool:
        function = node.func if isinstance(node, ast.Call) else node
        return ast.unparse(node) in self.decorators or _dotted(function) in self.decorators


_JUDGED = frozenset((ast.Constant, ast.Call, ast.ImportFrom, ast.ClassDef, ast.FunctionDef))
"""Nodes of which the kind alone does not tell."""


def _dotted(node: ast.expr) -> str:
    """Return a name with dots; empty for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    inner = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{inner}.{node.attr}" if inner and isinstance(node, ast.Attribute) else ""


def _is_encoded(node: ast.Call) -> bool:
    """Return whether a call is that of ``"text".encode()``."""
    function = node.func
    return (
        isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant) and function.attr == "encode"
    )


_NODES: tuple[type[ast.AST], ...] = (
    *(ast.Module, ast.Expression, ast.ImportFrom, ast.alias, ast.FunctionDef, ast.arguments, ast.arg, ast.Expr),
    *(ast.Assign, ast.AnnAssign, ast.Call, ast.keyword, ast.Attribute, ast.Name, ast.Constant, ast.Subscript),
    *(ast.Tuple, ast.List, ast.Dict, ast.Load, ast.Store, ast.UnaryOp, ast.USub),
)
PACKAGE = Grammar(
    frozenset((*_NODES, ast.ClassDef, ast.If, ast.Pass, ast.Return, ast.BinOp, ast.BitOr)),
    re.compile(r"__future__|dataclasses|datetime|decimal|typing"),
    frozenset(
        (
            *("Api", "Decimal", "Inferred", "Operation", "Paging", "Wire", "dataclass", "deferred", "self._open"),
            *("former_names.deprecated", "former_names.of_classes", "former_names.of_module"),
        )
    ),
    frozenset(("property", "dataclass(kw_only=True, slots=True)", "former_names.deprecated")),
)
_TEST_NODES = (
    *(ast.Import, ast.For, ast.With, ast.withitem, ast.DictComp, ast.comprehension, ast.Assert),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.BoolOp, ast.And),
)
_TEST_CALLS = (
    *(
        "Decimal",
        "SENT.items",
        "caught.value.msg.endswith",
        "Upload",
        "async_client.execute",
        "check_call",
        "check_reply",
    ),
    *("client.call", "client.execute", "datetime", "datetime.fromisoformat", "isinstance", "len", "mock_gateway.fail"),
    *("pytest.mark.parametrize", "pytest.raises", "runner.run", "type"),
)
_TESTS = Grammar(
    frozenset((*_NODES, *_TEST_NODES)),
    re.compile(r"__future__|asyncio|datetime|decimal"),
    frozenset(_TEST_CALLS),
    frozenset(("pytest.mark.parametrize",)),
    (str, bytes, int, type(None)),
)


def tests_grammar(classes: Iterable[str]) -> Grammar:
    """Return what tests may consist of that make objects of these classes."""
    return replace(_TESTS, calls=_TESTS.calls.union(classes))


def verify(text: str, model: object, template: str, file: str, grammar: Grammar = PACKAGE) -> None:
    """Refuse a file that says anything but ``model`` in the words of ``template``, or leaves out a part of it."""
    _refuse_hidden(text, file)
    found = set(_words(_parse(text, "exec", file), file, grammar))
    filled = {word for piece in set(_pieces(model)) for word in _piece_words(piece, file, grammar)}
    own = {*re.findall(r"\w+", template)}
    for kind, word in sorted(found - filled):
        if f'"{word}"' not in template if kind == "text" else word not in own:
            raise RenderingError(f"{word[:80]!a} is neither of the model nor of the template", file=file)
    for _, word in sorted(filled - found):
        raise RenderingError(f"{word[:80]!a} of the model is not there", file=file)


def _refuse_hidden(text: str, file: str) -> None:
    for line, said in enumerate(text.split("\n"), 1):
        if has_hidden(said):
            raise RenderingError(f"there are characters that nobody sees: {said[:80]!a}", file=file, line=line)


def _pieces(model: object) -> Iterator[Code]:
    """Yield every ``Code`` in nested dataclasses and tuples."""
    if isinstance(model, Code):
        yield model
    elif isinstance(model, tuple):
        for each in model:
            yield from _pieces(each)
    elif is_dataclass(model):
        for field in fields(model):
            yield from _pieces(getattr(model, field.name))


def _piece_words(piece: Code, file: str, grammar: Grammar) -> Iterator[_Word]:
    """Yield the words of one value."""
    if piece.isidentifier():
        yield "name", str(piece)
    elif piece:
        # In parentheses, a comment in the value would swallow the one that closes.
        yield from _words(_parse(f"({piece})" if "#" in piece else piece, "eval", file), file, grammar)


def _parse(text: str, mode: str, file: str) -> ast.AST:
    try:
        return ast.parse(text.encode(), mode=mode)  # bytes, as Python finds them: a comment may name an encoding
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise RenderingError(f"{text[:80]!a} is no Python of mode {mode}", file=file) from None


def _words(tree: ast.AST, file: str, grammar: Grammar) -> Iterator[_Word]:
    """Yield the names and the constants of a tree; refuse what the grammar does not know."""
    nodes: list[Any] = [tree]
    while nodes:
        node = nodes.pop()
        if not grammar.allows(node):
            line = getattr(node, "lineno", 0)
            raise RenderingError(f"{type(node).__name__} is nothing that this file may hold", file=file, line=line)
        if isinstance(node, ast.Name):
            yield "name", node.id
        elif isinstance(node, ast.Constant):
            yield ("text", node.value) if isinstance(node.value, str) else ("name", repr(node.value))
        else:
            for name in node._fields:
                value = getattr(node, name)
                if isinstance(value, list):
                    nodes.extend(value)
                elif isinstance(value, ast.AST):
                    if not isinstance(value, ast.expr_context):
                        nodes.append(value)
                elif isinstance(value, str) and not isinstance(node, ast.keyword):
                    yield from (("name", word) for word in value.split("."))
