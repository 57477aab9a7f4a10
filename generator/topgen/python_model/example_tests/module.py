"""The module of one API's tests.

In:  the ``ModuleContext`` of an API. Out: a ``ExampleTests``, all of whose parts are ``Code``.
A request is complete: what is required and not in the page's example is filled in, and a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from topgen.overlay import has_no_page
from topgen.python_model.code import Code, comment, compose, data, docstring, identifier, literal, spec_comment
from topgen.python_model.example_tests.certain import Certain
from topgen.python_model.example_tests.expressions import write_object
from topgen.python_model.example_tests.line_breaks import BrokenText, lay_out, mapping, sequence
from topgen.python_model.example_tests.objects import ExampleObject, ObjectReader
from topgen.python_model.example_tests.reply import check_reply
from topgen.python_model.example_tests.wire import form_texts
from topgen.python_model.examples import can_be_sent, complete_example
from topgen.python_model.imports import standard_imports
from topgen.python_model.model import Check, ExampleTests, ImportLine, IndexEntry
from topgen.python_model.module_names import ModuleContext
from topgen.python_model.names import import_key
from topgen.python_model.values import is_list
from topgen.spec.model import Api, Kind, Plain, Required, Session

_STANDARD: Final = {Kind.DATETIME: "datetime", Kind.DECIMAL: "Decimal"}


def build_example_tests(context: ModuleContext, package: Code) -> ExampleTests:
    """Return the tests of an API in the package of that name."""
    api, names, reader = context.api, context.names, ObjectReader(context)
    arguments, request_notes = _read_arguments(context)
    request = reader.read(names.request, api.request, arguments, ("request",))
    certain = Certain(context.doubts)
    answer = certain.take(api.response, api.examples.response or {}, "response")
    response = reader.read(names.response, api.response, answer, ("response",))
    classes = _classes(context, package, request, response)
    required, kinds = _required(request), {
        each for each in (*request.walk(), *response.walk()) if isinstance(each, Kind)
    }
    return ExampleTests(
        spec=spec_comment(api.name, has_page=not has_no_page(api)),
        prefix=identifier(names.prefix),
        group=identifier(names.group) if names.group else None,
        name=identifier(names.module),
        doc=docstring(_words(api), 0),
        api=literal(api.name),
        imports=standard_imports(name for kind, name in _STANDARD.items() if kind in kinds),
        public=_public_import(context, package, request, required),
        classes=classes,
        listed=_list(classes),
        request_notes=request_notes,
        request=lay_out(write_object(request), before=len("REQUEST = ")),
        sent=lay_out(
            mapping({name: BrokenText(text) for name, text in form_texts(request).items()}),
            before=len("SENT: dict[str, str] = "),
        ),
        files=tuple(_files(request)),
        reply_notes=certain.notes,
        response=response.cls,
        checks=check_reply(response, is_whole=not certain.left_out),
        required=lay_out(sequence(required), 4, before=len("for name in :")) if required else None,
        needs_session=api.session is Session.REQUIRED,
        errors=tuple(IndexEntry(error.code, error.name) for error in context.errors),
    )


def _words(api: Api) -> str:
    heading = f"{api.name}: {api.title}" if api.title else api.name
    return f"{heading}\n\nWhat the example of the page sends, and what comes back."


def _read_arguments(context: ModuleContext) -> tuple[dict[str, Plain], tuple[Code, ...]]:
    """Return the arguments of a complete call, and comments on those that are not as the page has them."""
    api, certain = context.api, Certain(context.doubts)
    given = certain.take(api.request, api.examples.request or {}, "request")
    for name in [name for name, value in given.items() if not can_be_sent(value)]:
        del given[name]
        certain.left_out[f"request.{name}"] = "what is empty cannot be sent, nor a text with a comma in a list"
    complete = complete_example(api.request, given)
    return complete, (*_added(api, given, complete), *certain.notes)


def _added(api: Api, given: Mapping[str, Plain], complete: Mapping[str, Plain]) -> Iterator[Code]:
    added = tuple(dict.fromkeys(_find_added(given, complete, "request")))
    if added and not api.examples.request:
        yield comment("The page has no example of a call: these are samples of single values.")
    elif added:
        yield comment("Required, but not in the example of the page: {}", ", ".join(added))


def _find_added(given: Plain, complete: Plain, path: str) -> Iterator[str]:
    if isinstance(given, Mapping) and isinstance(complete, Mapping):
        for name, value in complete.items():
            here = f"{path}.{name}"
            yield from _find_added(given[name], value, here) if name in given else (here,)
    elif is_list(given) and is_list(complete):
        for before, after in zip(given, complete, strict=True):
            yield from _find_added(before, after, path)


def _required(request: ExampleObject) -> tuple[Code, ...]:
    """Return the required texts of the form; none where a file is required too, which the gateway would miss first."""
    required = [member.field for member in request.members if member.field.required is Required.TRUE]
    has_file = any(field.type.kind is Kind.FILE for field in required)
    return () if has_file else tuple(literal(field.name) for field in required)


def _files(request: ExampleObject) -> Iterator[Check]:
    for member in request.members:
        for item in member.items:
            if member.field.type.kind is Kind.FILE:
                yield Check(compose("files[{}].content == {}", literal(member.field.name), data(str(item))))


def _public_import(
    context: ModuleContext, package: Code, request: ExampleObject, required: Sequence[Code]
) -> ImportLine:
    used = {
        "CallerError": bool(required),
        "GatewayError": bool(context.errors),
        "SessionError": context.api.session is Session.REQUIRED,
        "Upload": Kind.FILE in request.walk(),
    }
    names = sorted(("AsyncTopClient", "TopClient", *(name for name, is_used in used.items() if is_used)))
    return ImportLine(package, tuple(map(identifier, names)))


def _classes(context: ModuleContext, package: Code, request: ExampleObject, response: ExampleObject) -> ImportLine:
    module = compose("{}.apis", package)
    for word in context.names.path.split("."):
        module = compose("{}.{}", module, identifier(word))
    objects = {each.cls for each in (*request.walk(), *response.walk()) if isinstance(each, ExampleObject)}
    names = sorted({*objects, *(error.name for error in context.errors)}, key=import_key)
    return ImportLine(module, tuple(names))


def _list(line: ImportLine) -> Code:
    """Return the names of an import, in parentheses where they take more than a line."""
    whole = lay_out(sequence(line.names, "(", ")"), before=len(f"from {line.module} import ") - 2)
    return whole if "\n" in whole else line.listed
