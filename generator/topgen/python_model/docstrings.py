"""The words under a class or an attribute: the page's own sentences first, then what the spec adds to them.

In:  values of the spec. Out: plain text, which becomes a docstring only through ``code.docstring``.
A doubt always speaks: under its attribute when there is one, else in the docstring of the module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from topgen.overlay import DESCRIBED
from topgen.python_model.code import Code, literal
from topgen.spec.inferred import Deprecation, Inferred
from topgen.spec.model import Api, Correction, Doubt, ErrorCode, Field, Limits, Required

_NO_LIMITS = Limits()
_REPEATABLE = {
    None: "",
    True: "A call may be repeated that may have been executed.",
    False: "A call is not repeated that may have been executed.",
}


def describe_api(api: Api, notes: Iterable[str], classes: Mapping[Code, Code], pages: str) -> str:
    """Return the docstring of a module and its request: name, title, description, session, pages, error codes, notes.

    ``classes`` are the names of the errors by the literals of their codes, ``pages`` is the sentence about pages.
    """
    heading = f"{api.name}: {api.title}" if api.title else api.name
    description = api.description if api.description != api.title else ""
    rows = (_error_line(error, classes.get(literal(error.code.strip()))) for error in api.errors)
    errors = "\n".join(["Error codes:", *rows]) if api.errors else ""
    repeatable = _REPEATABLE[api.idempotent]
    said = _lines((*_deprecated(api.inferred.deprecated), *notes))
    return _paragraphs(heading, description, f"Session: {api.session}.", repeatable, pages, errors, said)


def describe_field(field: Field, *, attribute: str, notes: Iterable[str] = (), repeated: bool = False) -> str:
    """Return the docstring of an attribute; empty when the page says nothing and there is nothing to add."""
    return _paragraphs(field.description, _values(field), _lines(_notes(field, attribute, notes, repeated)))


def describe_error(error: ErrorCode) -> str:
    """Return the docstring of an error's class: the code, what went wrong, and what to do about it."""
    heading = ": ".join(filter(None, (error.code.strip(), error.message.strip())))
    return _paragraphs(heading, f"What to do: {error.solution.strip()}" if error.solution.strip() else "")


def describe_struct(field: Field, where: str, struct: str | None) -> str:
    """Return the docstring of an object's class: what the page says of the first field that holds one."""
    return field.description.strip() or f"{struct or field.name}: an object of {where}; the page says no more."


def read_notes(api: Api) -> dict[str, list[str]]:
    """Return a sentence for each doubt and each correction, by the paths that they are about."""
    notes: dict[str, list[str]] = {}
    for doubt in api.doubts:
        notes.setdefault(doubt.at, []).append(doubt_sentence(doubt))
    for correction in api.corrected:
        notes.setdefault(correction.at, []).append(correction_sentence(correction))
    return notes


def correction_sentence(correction: Correction) -> str:
    """Return what a person has corrected, what the page says instead, and why that is wrong."""
    if correction.what == DESCRIBED:
        return f"No page describes this API, a person does: {correction.because}"
    was = f"; the page says {correction.was}" if correction.was else ""
    return f"Corrected ({correction.what}{was}): {correction.because}"


def doubt_sentence(doubt: Doubt) -> str:
    """Return what was taken although the page does not settle it, and why that is not certain."""
    chosen = f", taken as {doubt.chosen}" if doubt.chosen else ""
    return f"Doubt ({doubt.kind}{chosen}): {doubt.reason}"


def _values(field: Field) -> str:
    rows = (f"- {each.value}: {each.meaning}" if each.meaning else f"- {each.value}" for each in field.known_values)
    return "\n".join(["Values:", *rows]) if field.known_values else ""


def _notes(field: Field, attribute: str, notes: Iterable[str], repeated: bool) -> Iterator[str]:
    if field.limits != _NO_LIMITS:
        yield " ".join(_limits(field.limits))
    yield from _inferred(field.inferred)
    if field.required is Required.CONDITIONAL:
        yield "Required in some cases (特殊可选)."
    if field.required is Required.UNKNOWN:
        yield "The page does not say whether it is required."
    if field.type.documented:
        yield f"The page calls its type {field.type.documented}, which is not known."
    if attribute != field.name:
        yield f"On the wire: ``{field.name}``."
    if repeated:
        yield "The page lists this name again; its first row counts."
    yield from notes


def _limits(limits: Limits) -> Iterator[str]:
    if limits.max_items is not None:
        yield f"At most {limits.max_items} items."
    if limits.max_length is not None:
        yield f"Length at most {limits.max_length}."
    if limits.minimum is not None:
        yield f"Minimum {limits.minimum}."
    if limits.maximum is not None:
        yield f"Maximum {limits.maximum}."
    if limits.default is not None:
        yield f"Default: {limits.default}"


def _inferred(inferred: Inferred) -> Iterator[str]:
    """Yield what the description states as plainly as a table would; nothing enforces it."""
    yield from _deprecated(inferred.deprecated)
    if (length := inferred.max_length) is not None:
        yield f"Length at most {length.value} {length.unit}, inferred from: {length.quote}"
    if (count := inferred.max_items) is not None:
        yield f"At most {count.value} items, inferred from: {count.quote}"
    if (bounds := inferred.range) is not None:
        parts = (("minimum", bounds.minimum), ("more than", bounds.more_than), ("maximum", bounds.maximum))
        said = ", ".join(f"{word} {number}" for word, number in parts if number is not None)
        yield f"{said[:1].upper()}{said[1:]}{bounds.unit and f' ({bounds.unit})'}, inferred from: {bounds.quote}"
    if (default := inferred.default) is not None:
        yield f"Default: {default.value}, inferred from: {default.quote}"


def _deprecated(deprecation: Deprecation | None) -> Iterator[str]:
    if deprecation is not None:
        yield f"Deprecated, inferred from: {deprecation.quote}"


def _error_line(error: ErrorCode, name: str | None) -> str:
    said = ": ".join(filter(None, (error.code, error.message, error.solution)))
    return f"- {said} (``{name}``)" if name else f"- {said}"


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
