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

from topgen.errors import RenderingError
from topgen.hidden import is_hidden
from topgen.python_model.code import Code


@dataclass(frozen=True, slots=True)
class Grammar:
    """What files of one sort may consist of."""

    nodes: tuple[type[ast.AST], ...]
    modules: re.Pattern[str]
    """What is imported from."""
    calls: frozenset[str]
    decorators: tuple[str, ...]
    constants: tuple[type, ...] = (str, int, type(None))

    def allows(self, node: ast.AST) -> bool:
        """Whether files of this sort hold the node."""
        if not isinstance(node, self.nodes):
            return False
        if isinstance(node, ast.ImportFrom):
            return node.level == 0 and self.modules.fullmatch(node.module or "") is not None
        if isinstance(node, ast.Call):
            return ast.unparse(node.func) in self.calls or _is_encoded(node)
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            plain = not (isinstance(node, ast.ClassDef) and node.keywords)
            return plain and all(self._decorates(each) for each in node.decorator_list)
        return not isinstance(node, ast.Constant) or isinstance(node.value, self.constants)

    def _decorates(self, node: ast.expr) -> bool:
        function = node.func if isinstance(node, ast.Call) else node
        return ast.unparse(node) in self.decorators or ast.unparse(function) in self.decorators


PACKAGE = Grammar(
    (
        *(ast.Module, ast.Expression, ast.ImportFrom, ast.alias, ast.ClassDef, ast.FunctionDef, ast.arguments, ast.arg),
        *(ast.Expr, ast.Assign, ast.AnnAssign, ast.If, ast.Pass, ast.Return, ast.Call, ast.keyword, ast.Attribute),
        *(ast.Name, ast.Constant, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.expr_context),
        *(ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub),
    ),
    re.compile(r"__future__|dataclasses|datetime|decimal|typing|topclient(?:\.\w+)*", re.ASCII),
    frozenset(("Api", "Decimal", "Inferred", "Operation", "Paging", "Wire", "dataclass", "deferred", "self._open")),
    ("property", "dataclass(kw_only=True, slots=True)"),
)
_TESTS = Grammar(
    (
        *(ast.Module, ast.Expression, ast.Import, ast.ImportFrom, ast.alias, ast.FunctionDef, ast.arguments, ast.arg),
        *(ast.Expr, ast.Assign, ast.AnnAssign, ast.For, ast.With, ast.withitem, ast.Call, ast.keyword, ast.Attribute),
        *(ast.Name, ast.Constant, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.expr_context),
        *(
            ast.Assert,
            ast.Compare,
            ast.cmpop,
            ast.BoolOp,
            ast.And,
            ast.DictComp,
            ast.comprehension,
            ast.UnaryOp,
            ast.USub,
        ),
    ),
    re.compile(r"__future__|datetime|decimal|topclient(?:\.\w+)*", re.ASCII),
    frozenset(
        (
            *("Decimal", "Upload", "datetime", "datetime.fromisoformat", "isinstance", "len", "type"),
            *(
                "SENT.items",
                "asyncio.run",
                "async_client.execute",
                "client.call",
                "client.execute",
                "mock_gateway.fail",
            ),
            *("check_call", "check_reply", "pytest.mark.parametrize", "pytest.raises"),
        )
    ),
    ("pytest.mark.parametrize",),
    (str, bytes, int, type(None)),
)


def tests_grammar(classes: Iterable[str]) -> Grammar:
    """Return what tests may consist of that make objects of these classes."""
    return replace(_TESTS, calls=_TESTS.calls.union(classes))


def _is_encoded(node: ast.Call) -> bool:
    """Whether a call is that of ``"text".encode()``."""
    function = node.func
    return (
        isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant) and function.attr == "encode"
    )


def verify(text: str, model: object, template: str, file: str, grammar: Grammar = PACKAGE) -> None:
    """Refuse a file that says anything but ``model`` in the words of ``template``, or leaves out a part of it."""
    _refuse_hidden(text, file)
    found = set(_words(_parse(text, "exec", file), file, grammar))
    filled = {word for piece in _pieces(model) for word in _piece_words(piece, file, grammar)}
    strange = {kind: sorted(value for each, value in found - filled if each == kind) for kind in ("name", "text")}
    own = {*re.findall(r"\w+", template)}
    for word in (*(each for each in strange["name"] if each not in own), *_not_quoted(strange["text"], template)):
        raise RenderingError(f"{word[:80]!a} is neither of the model nor of the template", file=file)
    for _, word in sorted(filled - found):
        raise RenderingError(f"{word[:80]!a} of the model is not there", file=file)


def _refuse_hidden(text: str, file: str) -> None:
    for line, said in enumerate(text.split("\n"), 1):
        if not said.isprintable() and any(map(is_hidden, said)):
            raise RenderingError(f"there are characters that nobody sees: {said[:80]!a}", file=file, line=line)


def _not_quoted(texts: list[str], template: str) -> Iterator[str]:
    return (text for text in texts if f'"{text}"' not in template)


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


def _piece_words(piece: Code, file: str, grammar: Grammar) -> Iterator[tuple[str, str]]:
    """Yield the words of one value."""
    if piece:
        # In parentheses, a comment in the value would swallow the one that closes.
        yield from _words(_parse(f"({piece})" if "#" in piece else piece, "eval", file), file, grammar)


def _parse(text: str, mode: str, file: str) -> ast.AST:
    try:
        return ast.parse(text.encode(), mode=mode)  # bytes, as Python finds them: a comment may name an encoding
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise RenderingError(f"{text[:80]!a} is no Python of mode {mode}", file=file) from None


def _words(tree: ast.AST, file: str, grammar: Grammar) -> Iterator[tuple[str, str]]:
    """Yield the names and the constants of a tree; refuse what the grammar does not know."""
    for node in ast.walk(tree):
        if not grammar.allows(node):
            line = getattr(node, "lineno", 0)
            raise RenderingError(f"{type(node).__name__} is nothing that this file may hold", file=file, line=line)
        if isinstance(node, ast.Constant):
            yield ("text", node.value) if isinstance(node.value, str) else ("name", repr(node.value))
        elif not isinstance(node, ast.keyword):
            texts = (value for _, value in ast.iter_fields(node) if isinstance(value, str))
            yield from (("name", word) for text in texts for word in text.split("."))
