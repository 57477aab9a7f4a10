"""What a rendered file may hold: declarations alone, in the words of its model and of its template.

In:  the formatted text, the values that were filled in, and what the template itself says.
Out: nothing; ``RenderingError`` for anything else. Each ``Code`` that was filled in has to be one expression by itself,
so none can end the place that it stands in; and each name and constant of the text has to be one that was filled in or
that the template writes. Whether they stand at their right places is what the tests compare.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from topgen.errors import RenderingError
from topgen.hidden import is_hidden
from topgen.python_model.code import Code

_NODES = (
    *(ast.Module, ast.Expression, ast.ImportFrom, ast.alias, ast.ClassDef, ast.FunctionDef, ast.arguments, ast.arg),
    *(ast.Expr, ast.Assign, ast.AnnAssign, ast.If, ast.Pass, ast.Return, ast.Call, ast.keyword, ast.Attribute),
    *(ast.Name, ast.Constant, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.expr_context),
    *(ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub),
)
_MODULES = re.compile(r"__future__|dataclasses|datetime|decimal|typing|topclient(?:\.\w+)*", re.ASCII)
_CALLS = frozenset(("Api", "Decimal", "Inferred", "Operation", "Paging", "Wire", "dataclass", "deferred", "self._open"))
_DECORATORS = ("property", "dataclass(kw_only=True, slots=True)")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+", re.ASCII)


def verify(text: str, model: object, template: str, file: str) -> None:
    """Refuse a file that says anything but ``model`` in the words of ``template``, or leaves out a part of it."""
    _refuse_hidden(text, file)
    found = set(_words(_parse(text, "exec", file), file))
    filled = {word for piece in _pieces(model) for word in _piece_words(piece, file)}
    strange = {kind: sorted(value for each, value in found - filled if each == kind) for kind in ("name", "text")}
    own = {*re.findall(r"\w+", template), *re.findall(r"[\w.]+", template)}
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


def _piece_words(piece: Code, file: str) -> Iterator[tuple[str, str]]:
    """Yield the words of one value."""
    if _DOTTED.fullmatch(piece):
        yield "name", piece
    elif piece:
        # In parentheses, a comment in the value would swallow the one that closes.
        yield from _words(_parse(f"({piece})" if "#" in piece else piece, "eval", file), file)


def _parse(text: str, mode: str, file: str) -> ast.AST:
    try:
        return ast.parse(text.encode(), mode=mode)  # bytes, as Python finds them: a comment may name an encoding
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise RenderingError(f"{text[:80]!a} is no Python of mode {mode}", file=file) from None


def _words(tree: ast.AST, file: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the constants of a tree; refuse what no declaration holds."""
    for node in ast.walk(tree):
        if not (isinstance(node, _NODES) and _is_plain(node)):
            line = getattr(node, "lineno", 0)
            raise RenderingError(f"{type(node).__name__} is no declaration of the package", file=file, line=line)
        if isinstance(node, ast.Constant):
            yield ("text", node.value) if isinstance(node.value, str) else ("name", repr(node.value))
        elif not isinstance(node, ast.keyword):
            yield from (("name", value) for _, value in ast.iter_fields(node) if isinstance(value, str))


def _is_plain(node: ast.AST) -> bool:
    """Whether imports, calls, decorators and constants are among those that packages hold."""
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and _MODULES.fullmatch(node.module or "") is not None
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in _CALLS
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return not (isinstance(node, ast.ClassDef) and node.keywords) and all(
            ast.unparse(each) in _DECORATORS for each in node.decorator_list
        )
    return not isinstance(node, ast.Constant) or isinstance(node.value, str | int | None)
