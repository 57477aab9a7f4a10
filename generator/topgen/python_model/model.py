"""The generated package in Python's words: modules, classes, attributes, namespaces.

In:  nothing; ``package`` fills these values, ``render`` lays them out and proves what it laid out against them.
Out: immutable values. Whatever a template may print is ``Code``; plain ``str`` and tuples of it are for paths only.
"""

from __future__ import annotations

from dataclasses import dataclass

from topgen.python_model.code import Code, bracketed, broken_call, commas, compose, one_a_line


@dataclass(frozen=True, slots=True)
class ImportLine:
    """``from module import names``."""

    module: Code
    names: tuple[Code, ...]

    @property
    def listed(self) -> Code:
        """The names with commas between them."""
        return commas(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One annotated name of a class body."""

    name: Code
    annotation: Code
    optional: bool
    """Whether it has the default ``None``; there are no other defaults."""
    doc: Code
    """Empty when the page says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerClass:
    """A name that a class had before a person asked for another."""

    old: Code
    new: Code
    key: Code
    """The old name as a literal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAttribute:
    """A name that an attribute had before a person asked for another."""

    old: Code
    new: Code
    key: Code
    """The old name as a literal."""
    value: Code
    """The new one."""
    annotation: Code
    words: Code
    """A literal that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass:
    """A request, a response, or an object inside one of them."""

    name: Code
    base: Code
    doc: Code
    struct: Code | None = None
    """The page's class name as a literal, when the class has another."""
    api: ApiMark | None = None
    """Only in requests."""
    attributes: tuple[Attribute, ...]
    former: tuple[FormerAttribute, ...] = ()

    @property
    def head(self) -> Code:
        """The line that the class begins with, or three."""
        return bracketed(compose("class {}(", self.name), self.base, compose("):"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClass:
    """The exception for one code that the page documents."""

    name: Code
    base: Code
    doc: Code
    code: Code
    """The page's code as a literal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMark:
    """What a request class says of its API: literals of the name and the session, and the classes beside it."""

    name: Code
    session: Code
    response: Code
    errors: tuple[Code, ...] = ()
    paging: Code | None = None
    """The call that makes the ``Paging``."""
    idempotent: Code | None = None
    """Whether a call may be repeated, where a person says so."""

    @property
    def further(self) -> tuple[Code, ...]:
        """The arguments that only some APIs have, with the commas behind them."""
        errors = (compose("errors={},", one_a_line(self.errors, 8, before=7)),) if self.errors else ()
        paging = (broken_call("paging=", self.paging, ",", 8),) if self.paging is not None else ()
        idempotent = (compose("idempotent={},", self.idempotent),) if self.idempotent is not None else ()
        return (*errors, *paging, *idempotent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """The file of one API."""

    spec: Code
    """The path of its spec file, for the first comment."""
    prefix: Code
    group: Code | None
    """None for an API of two words, whose module and operation stand right under the prefix."""
    name: Code
    doc: Code
    imports: tuple[ImportLine, ...]
    """From the standard library."""
    runtime: tuple[ImportLine, ...]
    exports: tuple[Code, ...]
    """Literals, sorted."""
    errors: tuple[ErrorClass, ...]
    classes: tuple[DataClass, ...]
    """In the order that they need each other; response and request last."""
    former: tuple[FormerClass, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerModule:
    """The file of an API under a name that it had before a person asked for another."""

    spec: Code
    prefix: Code
    group: Code | None
    name: Code
    doc: Code
    runtime: Code
    """Where the runtime is imported from."""
    target: ImportLine
    """All names of the module of today."""
    path: Code
    """The module of today, as a literal."""
    exports: tuple[Code, ...]
    """Literals, sorted."""


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a test: what is asserted, or what gets a short name."""

    value: Code
    name: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTests:
    """The file with the tests of one API; expressions are laid out as black leaves them."""

    spec: Code
    prefix: Code
    group: Code | None
    name: Code
    doc: Code
    api: Code
    """The API's name as a literal."""
    imports: tuple[ImportLine, ...]
    """From the standard library."""
    public: ImportLine
    """From the package itself."""
    classes: ImportLine
    """From the API's module."""
    listed: Code
    """The same names, laid out."""
    request_notes: tuple[Code, ...]
    """Comments."""
    request: Code
    """The call that makes the request."""
    sent: Code
    """The form by wire name."""
    files: tuple[Check, ...]
    """What has to be true of ``files``, which the gateway received."""
    reply_notes: tuple[Code, ...]
    response: Code
    checks: tuple[Check, ...]
    """What has to be true of ``reply``."""
    required: Code | None
    """The required texts as a tuple of literals."""
    needs_session: bool
    errors: tuple[IndexEntry, ...]
    """Each documented code as a literal, and its class."""

    @property
    def raises(self) -> bool:
        """Whether a test waits for an error."""
        return bool(self.errors or self.required or self.needs_session)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A class elsewhere in the package, imported for type checkers and deferred at run time."""

    module: Code
    name: Code
    path: Code
    """Literal ``"module:name"``."""

    @property
    def imported(self) -> Code:
        """The import for type checkers, in an indented block."""
        opening = compose("from {} import ", self.module)
        if "\n" not in bracketed(opening, self.name, compose(""), 4):
            return compose("{}{}", opening, self.name)
        return bracketed(compose("{}(", opening), compose("{},", self.name), compose(")"), 4)

    @property
    def deferral(self) -> Code:
        """The statement that defers the import at run time, in an indented block."""
        return bracketed(compose("{} = deferred(", self.name), self.path, compose(")"), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of a namespace."""

    name: Code
    request: Target
    doc: Code
    now: Code | None = None
    """The name of today as a literal, where this is one of before."""

    @property
    def statement(self) -> Code:
        """The assignment in the body of a class."""
        now = compose(", now={}", self.now) if self.now is not None else compose("")
        inner = compose("{}{}", self.request.name, now)
        return bracketed(compose("{} = Operation(", self.name), inner, compose(")"), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One namespace inside another: a group in a prefix, or a prefix in the client."""

    name: Code
    target: Target
    doc: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The second word of API names: ``client.taobao.fenxiao``."""

    prefix: Code
    name: Code
    class_name: Code
    doc: Code
    runtime: ImportLine
    exported: Code
    """The class name as a literal."""
    operations: tuple[Operation, ...]

    @property
    def targets(self) -> tuple[Target, ...]:
        """The classes that the file names, in the order of their modules."""
        return tuple(dict.fromkeys(each.request for each in self.operations))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """The first word of API names: ``client.taobao``."""

    name: Code
    class_name: Code
    doc: Code
    runtime: ImportLine
    exported: Code
    groups: tuple[Child, ...]
    operations: tuple[Operation, ...]
    """Of APIs with two words only."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The classes that the file names, in the order of their modules."""
        found = dict.fromkeys((*(each.target for each in self.groups), *(each.request for each in self.operations)))
        return tuple(sorted(found, key=lambda target: target.module))


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A key and a value of a lazy map, as literals."""

    key: Code
    value: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The lazy maps of the package and the names that type checkers see."""

    public: tuple[IndexEntry, ...]
    methods: tuple[IndexEntry, ...]
    exports: tuple[ImportLine, ...]
    """One name each, which is how isort wants names that are exported again."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """The examples of one API as the text of a JSON file."""

    api: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCode:
    """All that there is one of for each API, whatever other APIs the package holds."""

    module: Module
    former_modules: tuple[FormerModule, ...]
    tests: ExampleTests | None
    """None for a package without tests."""
    examples: ExampleFile
    words: str
    """What its method says of it, in prose."""
