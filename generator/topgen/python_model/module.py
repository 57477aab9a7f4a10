"""The module of one API: its structs, its response, its request, and what they import.

In:  an ``Api`` and its ``Names``. Out: a ``Module``, all of whose parts are ``Code``.
Nothing is decided about wire forms here: annotations say them and the runtime reads the annotations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from topgen.overlay import DESCRIBED, has_no_page
from topgen.python_model.annotations import Annotation, annotate
from topgen.python_model.code import Code, compose, docstring, dotted, identifier, literal, spec_comment
from topgen.python_model.docstrings import (
    correction_sentence,
    describe_api,
    describe_field,
    describe_struct,
    doubt_sentence,
)
from topgen.python_model.imports import runtime_imports, standard_imports
from topgen.python_model.lock import Names
from topgen.python_model.model import (
    ApiMark,
    Attribute,
    DataClass,
    FormerAttribute,
    FormerClass,
    FormerModule,
    ImportLine,
    Module,
)
from topgen.python_model.module_names import ModuleContext
from topgen.python_model.names import export_key, import_key
from topgen.python_model.sites import Path, distinct, is_needed
from topgen.python_model.structs import StructClass
from topgen.spec.model import Api, Correction, Field


def build_module(context: ModuleContext, package: Code) -> Module:
    """Return the module of an API under the names that the lock gives it, in the package of that name."""
    api, names = context.api, context.names
    classes = (
        *(_struct_class(context, struct) for struct in context.structs.classes),
        _response_class(context, api, names),
        _request_class(context, api, names),
    )
    former = tuple(_former_classes(context))
    exported = [*(error.name for error in context.errors), *(cls.name for cls in classes)]
    needs = context.needs | {"dataclass", "ClassVar", "Api", "Response"}
    return Module(
        spec=spec_comment(api.name, has_page=not has_no_page(api)),
        prefix=identifier(names.prefix),
        group=identifier(names.group) if names.group else None,
        name=identifier(names.module),
        doc=docstring(api_words(context), 0),
        imports=standard_imports(needs),
        runtime=runtime_imports(package, needs, (error.base for error in context.errors)),
        exports=tuple(literal(name) for name in sorted(exported, key=export_key)),
        errors=context.errors,
        classes=classes,
        former=former,
    )


def api_words(context: ModuleContext) -> str:
    """Return what module, request and method say, with the doubts and corrections that no attribute can show."""
    api = context.api
    shown = {".".join(path) for path in _paths(("request",), api.request)}
    shown |= {".".join(path) for path in _paths(("response",), api.response)}
    notes = (
        *(doubt_sentence(doubt) for doubt in api.doubts if doubt.at not in shown),
        *(_placed(each) for each in api.corrected if each.at not in shown),
    )
    errors = {error.code: error.name for error in context.errors}
    return describe_api(api, notes, errors, context.paging.sentence if context.paging is not None else "")


def _placed(correction: Correction) -> str:
    """Return the sentence about a correction, with its place where that is a field that is gone or an error code."""
    sentence = correction_sentence(correction)
    is_plain = correction.what in (correction.at, DESCRIBED)
    return sentence if is_plain else f"{correction.at}: {sentence}"


def _paths(path: Path, fields: Iterable[Field]) -> Iterator[Path]:
    for field in distinct(fields):
        yield (*path, field.name)
        yield from _paths((*path, field.name), field.fields)


def _request_class(context: ModuleContext, api: Api, names: Names) -> DataClass:
    response = identifier(names.response)
    return DataClass(
        name=identifier(names.request),
        base=_request_base(context, response),
        doc=docstring(api_words(context)),
        api=ApiMark(
            name=literal(api.name),
            session=literal(api.session),
            response=response,
            errors=tuple(error.name for error in context.errors),
            paging=context.paging.call if context.paging is not None else None,
            idempotent=literal(api.idempotent) if api.idempotent is not None else None,
        ),
        attributes=_attributes(context, (("request",),), api.request),
        former=_former_attributes(context, (("request",),), api.request),
    )


def _request_base(context: ModuleContext, response: Code) -> Code:
    if context.paging is None:
        return compose("Request[{}]", response)
    return compose("PagedRequest[{}, {}]", response, context.paging.item)


def _response_class(context: ModuleContext, api: Api, names: Names) -> DataClass:
    return DataClass(
        name=identifier(names.response),
        base=compose("Response"),
        doc=docstring(f"What {api.name} answers."),
        attributes=_attributes(context, (("response",),), api.response),
        former=_former_attributes(context, (("response",),), api.response),
    )


def _struct_class(context: ModuleContext, struct: StructClass) -> DataClass:
    site = struct.sites[0]
    page_name = struct.page_name
    renamed = page_name is not None and page_name != struct.name
    context.needs.update({"ClassVar"} if renamed else ())
    return DataClass(
        name=identifier(struct.name),
        base=compose("Struct"),
        doc=docstring(describe_struct(site.field, ".".join(site.path[:-1]), page_name)),
        struct=literal(page_name) if renamed and page_name else None,
        attributes=_attributes(context, tuple(each.path for each in struct.sites), site.field.fields),
        former=_former_attributes(context, tuple(each.path for each in struct.sites), site.field.fields),
    )


def _attributes(context: ModuleContext, places: tuple[Path, ...], fields: tuple[Field, ...]) -> tuple[Attribute, ...]:
    """Return the attributes of a class whose objects stand at ``places``."""
    wires = Counter(field.name for field in fields)
    unique = distinct(fields)
    names = context.attributes[places[0]]
    return tuple(
        _attribute(context, places, field, names[field.name], repeated=wires[field.name] > 1) for field in unique
    )


def _attribute(
    context: ModuleContext, places: tuple[Path, ...], field: Field, name: str, *, repeated: bool
) -> Attribute:
    optional = not is_needed(field, places[0][0] == "request")
    annotation = _annotation(context, (*places[0], field.name), field, name, optional=optional)
    context.needs.update(annotation.needs)
    notes = dict.fromkeys(note for at in places for note in context.notes.get(".".join((*at, field.name)), ()))
    words = describe_field(field, attribute=name, notes=notes, repeated=repeated)
    return Attribute(name=identifier(name), annotation=annotation.code, optional=optional, doc=docstring(words))


def _former_attributes(
    context: ModuleContext, places: tuple[Path, ...], fields: tuple[Field, ...]
) -> tuple[FormerAttribute, ...]:
    """Return the names that attributes of a class had before; one that an attribute has again is none."""
    names = context.attributes[places[0]]
    known = dict(context.names.former_attributes)
    found: dict[str, FormerAttribute] = {}
    for field in distinct(fields):
        new = names[field.name]
        optional = not is_needed(field, places[0][0] == "request")
        for old in dict.fromkeys(old for at in places for old in known.get((*at, field.name), ())):
            if old not in names.values():
                found[old] = FormerAttribute(
                    old=identifier(old),
                    new=identifier(new),
                    key=literal(old),
                    value=literal(new),
                    annotation=_annotation(context, (*places[0], field.name), field, new, optional=optional).code,
                    words=literal(f"{old} is called {new} now"),
                )
    context.needs.update({"ClassVar", "former_names"} if found else ())
    return tuple(found[old] for old in sorted(found))


def _former_classes(context: ModuleContext) -> Iterator[FormerClass]:
    names = context.names
    now = {names.request, names.response, *(struct.name for struct in context.structs.classes)}
    for old, new in sorted((*names.former_classes, *names.former_tops.items())):
        if new in now and old not in now:
            context.needs.update(("TYPE_CHECKING", "former_names"))
            yield FormerClass(old=identifier(old), new=identifier(new), key=literal(old))


def build_former_modules(module: Module, names: Names, package: Code) -> Iterator[FormerModule]:
    """Yield what stands where the module of an API was before."""
    target = compose("{}.apis.{}", package, dotted(names.path))
    held = [*(error.name for error in module.errors), *(cls.name for cls in module.classes)]
    held += [former.old for former in module.former]
    for path in names.former_paths:
        *_, name = path.split(".")
        yield FormerModule(
            spec=module.spec,
            prefix=module.prefix,
            group=module.group,
            name=identifier(name),
            doc=docstring(f"The former name of {target}, which is to be used instead.", 0),
            runtime=compose("{}._runtime", package),
            target=ImportLine(target, tuple(sorted(held, key=import_key))),
            path=literal(target),
            exports=tuple(literal(each) for each in sorted(held, key=export_key)),
        )


def _annotation(context: ModuleContext, path: Path, field: Field, name: str, *, optional: bool) -> Annotation:
    struct = context.structs.by_path.get(path)
    return annotate(
        field,
        attribute=name,
        struct=identifier(struct) if struct else None,
        optional=optional,
        limited=path[0] == "request",
    )
