"""Rules for the spec of one API.

In:  an ``Api``.
Out: problems in the order of ``RULES``, each rule's in page order. What the spec already doubts is not said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from topgen.check.inferred import find_contradictions
from topgen.check.values import example_fits, text_fits
from topgen.errors import NameConflictError
from topgen.spec.model import Api, DoubtKind, Field, Kind
from topgen.spec.names import check_api_name
from topgen.spec.paths import FACTS_OF_THE_API, SIDES, walk_api
from topgen.spec.problems import Problem, Severity

ConflictRule = Callable[[Api], Iterator[Problem]]

_PLACES_WITHOUT_A_FIELD: Final = frozenset({*FACTS_OF_THE_API, *SIDES, "errors", "examples"})


def find_problems(api: Api) -> tuple[Problem, ...]:
    """Return what any rule finds; the doubts of the spec are no problems and not repeated here."""
    return tuple(problem for rule in RULES for problem in rule(api))


def unusable_names(api: Api) -> Iterator[Problem]:
    """Find an API name that cannot become a file on every system."""
    try:
        check_api_name(api.name, api.source.page, 0)
    except NameConflictError as conflict:
        yield _problem(api, "api-name", "api", conflict.message, severity=Severity.ERROR)


def nothing_read(api: Api) -> Iterator[Problem]:
    """Find a page that has neither parameters nor fields of a reply, which is more likely cut off than true."""
    if not api.request and not api.response:
        yield _problem(api, "nothing-read", "api", "neither parameters nor fields of a reply were found")


def repeated_names(api: Api) -> Iterator[Problem]:
    """Find siblings of the same name, of which the wire can carry only one."""
    for path, siblings in _families(api):
        seen: set[str] = set()
        for field in siblings:
            if field.name in seen:
                message = "the name stands twice on the same level"
                yield _problem(api, "repeated-name", f"{path}.{field.name}", message, field.name)
            seen.add(field.name)


def nameless_structs(api: Api) -> Iterator[Problem]:
    """Find objects with known fields whose class the page does not name."""
    doubted = _find_doubted(api)
    for path, field in walk_api(api):
        named = field.type.struct or _is_doubted(doubted, path, DoubtKind.STRUCT, DoubtKind.TYPE)
        if field.type.kind is Kind.OBJECT and field.fields and not named:
            yield _problem(api, "nameless-struct", path, "the page names no class", severity=Severity.NOTE)


def unread_types(api: Api) -> Iterator[Problem]:
    """Find types of which not even the page's words are known, without a doubt that says so; one problem for all."""
    doubted = _find_doubted(api)
    unread = [
        path
        for path, field in walk_api(api)
        if field.type.kind is Kind.UNKNOWN
        and not field.type.documented
        and not _is_doubted(doubted, path, DoubtKind.TYPE)
    ]
    if unread:
        more = f"; so it is with {len(unread) - 1} more fields" if len(unread) > 1 else ""
        message = f"the type is unknown and the page's words for it are lost{more}"
        yield _problem(api, "unread-type", unread[0], message, severity=Severity.NOTE)


def misplaced_fields(api: Api) -> Iterator[Problem]:
    """Find fields inside something whose type has none."""
    for path, field in walk_api(api):
        if field.fields and field.type.kind not in (Kind.OBJECT, Kind.UNKNOWN):
            yield _problem(api, "misplaced-fields", path, "fields inside a type that has none", str(field.type))


def contradictory_limits(api: Api) -> Iterator[Problem]:
    """Find limits that cannot hold: of a list where there is none, or a smallest value above the largest."""
    for path, field in walk_api(api):
        limits = field.limits
        if limits.max_items is not None and not field.type.is_list:
            message = f"a limit for the items of a list, and the type is {field.type}"
            yield _problem(api, "limit-without-list", path, message, str(limits.max_items))
        if limits.minimum is not None and limits.maximum is not None and limits.minimum > limits.maximum:
            message = f"the smallest value is above the largest, {limits.maximum}"
            yield _problem(api, "empty-range", path, message, str(limits.minimum))


def contradictory_values(api: Api) -> Iterator[Problem]:
    """Find enumerated or default values that the type cannot hold."""
    doubted = _find_doubted(api)
    for path, field in walk_api(api):
        kind, default = field.type.kind, field.limits.default
        wrong = [value.value for value in field.values if not text_fits(value.value, kind)]
        if wrong and not _is_doubted(doubted, path, DoubtKind.TYPE, DoubtKind.VALUES):
            yield _problem(api, "value-type", path, f"enumerated values that are no {kind}", ", ".join(wrong))
        if default is not None and not field.type.is_list and not text_fits(default, kind):
            yield _problem(api, "default-type", path, f"a default that is no {kind}", default)


def contradictory_sentences(api: Api) -> Iterator[Problem]:
    """Find limits that the table and the description state differently; both stay in the spec."""
    for path, (limit, stated, quote) in find_contradictions(api):
        message = f"the table says {limit} {stated!r}, and the description something else"
        yield _problem(api, "inferred-limit", path, message, quote, severity=Severity.NOTE)


def contradictory_examples(api: Api) -> Iterator[Problem]:
    """Find samples that are not of the field's type."""
    doubted = _find_doubted(api)
    for path, field in walk_api(api):
        if not example_fits(field.example, field.type) and not _is_doubted(
            doubted, path, DoubtKind.SAMPLE, DoubtKind.TYPE
        ):
            yield _problem(api, "example-type", path, f"the sample is no {field.type}", str(field.example))


def repeated_error_codes(api: Api) -> Iterator[Problem]:
    """Find error codes in two rows of the table, of which a program can tell only one."""
    seen: set[str] = set()
    for error in api.errors:
        if error.code in seen:
            message = "the error code stands in the table twice"
            yield _problem(api, "repeated-error", "errors", message, error.code, severity=Severity.NOTE)
        seen.add(error.code)


def doubts_about_nothing(api: Api) -> Iterator[Problem]:
    """Find doubts whose path leads to no field of the spec."""
    known = {path for path, _ in walk_api(api)} | _PLACES_WITHOUT_A_FIELD
    for doubt in api.doubts:
        if doubt.at not in known:
            problem = _problem(api, "doubt-about-nothing", doubt.at, "a doubt about something that the spec has not")
            yield replace(problem, line=doubt.line)


RULES: Final[tuple[ConflictRule, ...]] = (
    unusable_names,
    nothing_read,
    repeated_names,
    nameless_structs,
    unread_types,
    misplaced_fields,
    contradictory_limits,
    contradictory_values,
    contradictory_sentences,
    contradictory_examples,
    repeated_error_codes,
    doubts_about_nothing,
)


def _families(api: Api) -> Iterator[tuple[str, Iterable[Field]]]:
    """Yield all fields that stand side by side, with the path of what holds them."""
    yield "request", api.request
    yield "response", api.response
    for path, field in walk_api(api):
        yield path, field.fields


_Doubted = frozenset[tuple[str, DoubtKind]]
"""The facts of an API that are in doubt, by path."""


def _find_doubted(api: Api) -> _Doubted:
    return frozenset((doubt.at, doubt.kind) for doubt in api.doubts)


def _is_doubted(doubted: _Doubted, path: str, *facts: DoubtKind) -> bool:
    return any((path, fact) in doubted for fact in facts)


def _problem(
    api: Api, code: str, at: str, message: str, quote: str = "", *, severity: Severity = Severity.DOUBT
) -> Problem:
    place = f"{api.name} {at}"
    return Problem(code=code, severity=severity, file=api.source.page, line=0, at=place, message=message, quote=quote)
