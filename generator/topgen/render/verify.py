"""Proof that a rendered file says what its model says, and nothing more.

In:  the formatted text and the model that it was rendered from.
Out: nothing; ``RenderingError`` when the syntax trees differ. The expected tree is built from the model without any
template, one name and one expression at a time, so a piece that smuggles a statement in fails by itself.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from keyword import iskeyword

from topgen.errors import RenderingError
from topgen.python_model.code import Code, literal
from topgen.python_model.model import (
    ApiMark,
    Child,
    DataClass,
    ErrorClass,
    Group,
    ImportLine,
    Index,
    Module,
    Operation,
    Prefix,
    Target,
)

_FUTURE = "from __future__ import annotations"


def verify(text: str, expected: Sequence[ast.stmt], file: str) -> None:
    """Compare the text with the statements that it must consist of."""
    found, wanted = _parse(text, file), list(expected)
    for there, model in zip(found, wanted, strict=False):
        if not _same(there, model):
            raise RenderingError("this statement is not that of the model", file=file, line=there.lineno)
    if len(found) != len(wanted):
        raise RenderingError(f"{len(found)} statements instead of {len(wanted)}", file=file)


def verify_filled(text: str, expected: Sequence[ast.stmt], frame: str, empty: Sequence[ast.stmt], file: str) -> None:
    """Compare a file with its frame: the same template filled with nothing, which consists of ``empty`` and more.

    The text must hold the ``expected`` statements in order, and besides them what the frame holds besides its own.
    """
    if _besides(text, expected, file) != _besides(frame, empty, file):
        raise RenderingError("there are other statements than those of the model and the template", file=file)


def module_statements(module: Module) -> list[ast.stmt]:
    """What the file of an API consists of."""
    imports = (_import(line) for line in (*module.imports, *module.runtime))
    classes = (*map(_error_class, module.errors), *map(_data_class, module.classes))
    return [*_doc(module.doc), _plain(_FUTURE), *imports, _exports(module.exports), *classes]


def group_statements(group: Group) -> list[ast.stmt]:
    """What the file of a group consists of."""
    body = [*_doc(group.doc), *_operations(group.operations)]
    return _namespace(group.doc, group.runtime, group.targets, _class(group.class_name, "Group[ClientT]", body))


def prefix_statements(prefix: Prefix) -> list[ast.stmt]:
    """What the file of a prefix consists of."""
    body = [*_doc(prefix.doc), *_operations(prefix.operations), *_properties(prefix.groups, "ClientT")]
    return _namespace(prefix.doc, prefix.runtime, prefix.targets, _class(prefix.class_name, "Group[ClientT]", body))


def index_statements(index: Index) -> list[ast.stmt]:
    """The two maps of the index; the docstrings are the template's own."""
    maps = (("PUBLIC", index.public), ("METHODS", index.methods))
    statements: list[ast.stmt] = []
    for name, entries in maps:
        filled = ast.Dict([_expression(each.key) for each in entries], [_expression(each.value) for each in entries])
        statements.append(_annotated(name, "dict[str, str]", filled))
    return statements


def client_statements(children: Sequence[Child]) -> list[ast.stmt]:
    """What the scraped names add to the client module: the deferred namespaces and the properties of both classes."""
    deferred = _deferred([child.target for child in children])
    return [deferred, *_properties(children, "Client"), *_properties(children, "AsyncClient")]


def export_statements(index: Index) -> list[ast.stmt]:
    """The re-exports of the stub file."""
    return [_import(line, again=True) for line in index.exports]


def _namespace(doc: Code, runtime: ImportLine, targets: Sequence[Target], cls: ast.ClassDef) -> list[ast.stmt]:
    checking = _plain("from typing import TYPE_CHECKING")
    exports = _exports((literal(cls.name),))
    return [*_doc(doc), _plain(_FUTURE), checking, _import(runtime), _deferred(targets), exports, cls]


def _parse(text: str, file: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError) as error:
        raise RenderingError(f"not Python: {error}", file=file) from None


def _besides(text: str, expected: Sequence[ast.stmt], file: str) -> list[str]:
    wanted = deque(expected)
    rest = []
    for statement in _flat(_parse(text, file)):
        if wanted and _same(statement, wanted[0]):
            wanted.popleft()
        else:
            rest.append(ast.dump(statement))
    if wanted:
        raise RenderingError(f"{len(wanted)} statements of the model are not there", file=file)
    return rest


def _flat(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, with each class as its empty head and then its own statements."""
    for statement in statements:
        if isinstance(statement, ast.ClassDef):
            body, statement.body = statement.body, []
            yield statement
            yield from body
        else:
            yield statement


def _error_class(cls: ErrorClass) -> ast.ClassDef:
    return _class(cls.name, cls.base, [*_doc(cls.doc), _assigned("__documented__", _constant(cls.code))])


def _data_class(cls: DataClass) -> ast.ClassDef:
    body = _doc(cls.doc)
    if cls.struct is not None:
        body.append(_annotated("__struct__", "ClassVar[str]", _expression(cls.struct)))
    if cls.api is not None:
        body.append(_annotated("__api__", "ClassVar[Api]", _api(cls.api)))
    for attribute in cls.attributes:
        default = ast.Constant(None) if attribute.optional else None
        body += [_annotated(attribute.name, attribute.annotation, default), *_doc(attribute.doc)]
    return _class(cls.name, cls.base, body, decorator="dataclass(kw_only=True, slots=True)")


def _api(mark: ApiMark) -> ast.expr:
    call = _plain_call("Api", mark.name, session=mark.session, response=mark.response)
    assert isinstance(call, ast.Call)
    if mark.errors:
        errors = ast.Tuple([ast.Name(_name(each), ast.Load()) for each in mark.errors], ast.Load())
        call.keywords.append(ast.keyword("errors", errors))
    if mark.paging is not None:
        call.keywords.append(ast.keyword("paging", _expression(mark.paging)))
    return call


def _operations(operations: Sequence[Operation]) -> Iterator[ast.stmt]:
    for each in operations:
        yield _assigned(each.name, _plain_call("Operation", each.request.name))
        yield from _doc(each.doc)


def _properties(children: Sequence[Child], client: str) -> Iterator[ast.stmt]:
    for child in children:
        head = ast.parse("@property\ndef x(self) -> x: ...").body[0]
        assert isinstance(head, ast.FunctionDef)
        head.name = _name(child.name)
        head.returns = _expression(f"{_name(child.target.name)}[{client}]")
        head.body = [*_doc(child.doc), _plain(f"return self._open({_name(child.target.name)})")]
        yield head


def _deferred(targets: Sequence[Target]) -> ast.stmt:
    """Imported for type checkers, deferred at run time."""
    imports = [_import(ImportLine(target.module, (target.name,))) for target in targets]
    deferred = [_assigned(target.name, _plain_call("deferred", target.path)) for target in targets]
    return ast.If(ast.Name("TYPE_CHECKING", ast.Load()), imports or [ast.Pass()], deferred or [ast.Pass()])


def _class(name: Code, base: str, body: list[ast.stmt], decorator: str | None = None) -> ast.ClassDef:
    head = ast.parse(f"class {_name(name)}: ...").body[0]
    assert isinstance(head, ast.ClassDef)
    head.bases = [_expression(base)]
    head.decorator_list = [_expression(decorator)] if decorator else []
    head.body = body
    return head


def _doc(doc: Code) -> list[ast.stmt]:
    return [ast.Expr(_constant(doc))] if doc else []


def _exports(names: Sequence[Code]) -> ast.stmt:
    return _assigned("__all__", ast.List([_constant(name) for name in names], ast.Load()))


def _import(line: ImportLine, *, again: bool = False) -> ast.stmt:
    names = [ast.alias(_name(name), _name(name) if again else None) for name in line.names]
    return ast.ImportFrom(".".join(map(_name, line.module.split("."))), names, 0)


def _annotated(name: str, annotation: str, value: ast.expr | None) -> ast.stmt:
    return ast.AnnAssign(ast.Name(_name(name), ast.Store()), _expression(annotation), value, 1)


def _assigned(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(_name(name), ast.Store())], value)


def _plain_call(function: str, *arguments: Code, **keywords: Code) -> ast.expr:
    named = [ast.keyword(name, _expression(value)) for name, value in keywords.items()]
    return ast.Call(ast.Name(function, ast.Load()), [_expression(each) for each in arguments], named)


def _constant(code: Code) -> ast.Constant:
    found = _parse_expression(code)
    if isinstance(found, ast.Constant) and isinstance(found.value, str):
        return found
    raise RenderingError(f"{code!a} is no text in quotes")


def _name(text: str) -> str:
    if text.isidentifier() and not iskeyword(text):
        return str(text)  # of Code too, which is another type than the tree's own text
    raise RenderingError(f"{text!a} is no name")


def _plain(statement: str) -> ast.stmt:
    return ast.parse(statement).body[0]


def _same(left: object, right: object) -> bool:
    """Whether two nodes are equal in all but their places; ``ast.dump`` would say the same, three times slower."""
    if isinstance(left, ast.AST):
        fields = left._fields
        return type(left) is type(right) and all(_same(getattr(left, f), getattr(right, f)) for f in fields)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return type(left) is type(right) and left == right


@lru_cache(maxsize=4096)
def _expression(code: str) -> ast.expr:
    """One expression; anything more is refused. Annotations recur, and nobody changes the nodes."""
    return _parse_expression(code)


def _parse_expression(code: str) -> ast.expr:
    try:
        return ast.parse(code, mode="eval").body
    except (SyntaxError, ValueError):
        raise RenderingError(f"{code!a} is no expression") from None
