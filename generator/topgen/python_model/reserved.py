"""Names that the generated package has already given away.

In:  nothing. Out: sets of names, by the place where a scraped name must avoid them.
The lists of the runtime's own names are compared with the runtime itself by a test, so that neither can drift.
"""

from __future__ import annotations

from keyword import kwlist

WORDS = frozenset((*kwlist, "match", "case"))
"""Python's keywords, with those soft ones that read like statements."""

IMPORTED = frozenset(
    (
        "TYPE_CHECKING",
        "dataclass",
        "datetime",
        "Decimal",
        "Annotated",
        "Any",
        "ClassVar",
        "Literal",
        "Api",
        "File",
        "Inferred",
        "Json",
        "PagedRequest",
        "Paging",
        "Request",
        "Response",
        "Struct",
        "Wire",
        "former_names",
    )
)
"""What an API module may import. An attribute of such a name would shadow it for the annotations after it."""

EXCEPTIONS = frozenset(
    (
        "AccessDeniedError",
        "ArgumentError",
        "BusinessError",
        "CallTimeoutError",
        "CallerError",
        "ConnectError",
        "FlowLimitError",
        "GatewayError",
        "MismatchError",
        "OAuthError",
        "PlatformError",
        "RateLimitError",
        "ReplyError",
        "SessionError",
        "SignatureError",
        "TopError",
        "TransportError",
    )
)
"""The errors of the runtime; an API module has classes of its own beside them."""

BUILTIN_EXCEPTIONS = frozenset(
    (
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "BlockingIOError",
        "BrokenPipeError",
        "BufferError",
        "ChildProcessError",
        "ConnectionAbortedError",
        "ConnectionError",
        "ConnectionRefusedError",
        "ConnectionResetError",
        "EOFError",
        "EnvironmentError",
        "FileExistsError",
        "FileNotFoundError",
        "FloatingPointError",
        "IOError",
        "ImportError",
        "IndentationError",
        "IndexError",
        "InterruptedError",
        "IsADirectoryError",
        "KeyError",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotADirectoryError",
        "NotImplementedError",
        "OSError",
        "OverflowError",
        "PermissionError",
        "ProcessLookupError",
        "PythonFinalizationError",
        "RecursionError",
        "ReferenceError",
        "RuntimeError",
        "SyntaxError",
        "SystemError",
        "TabError",
        "TimeoutError",
        "TypeError",
        "UnboundLocalError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "UnicodeTranslateError",
        "ValueError",
        "WindowsError",
        "ZeroDivisionError",
    )
)
"""Python's own, of any version that runs this, so that the names do not depend on it."""

BUILTINS = frozenset(("str", "int", "bool", "list", "dict"))
"""Builtins that annotations use; the same holds."""

ATTRIBUTES = WORDS | IMPORTED | BUILTINS | frozenset(("self", "cls", "extra", "reply", "request_id"))
"""What no attribute of a request, response or struct may be called."""

TESTS = frozenset(
    (
        "AsyncTopClient",
        "CallerError",
        "GatewayError",
        "MockGateway",
        "REQUEST",
        "SENT",
        "SessionError",
        "TopClient",
        "Upload",
    )
)
"""What the tests of an API use beside its classes."""

CLASSES = WORDS | IMPORTED | BUILTINS | TESTS
"""What no class of an API module may be called."""

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10)))
)
"""File names that Windows keeps for devices, with any extension."""

NAMESPACE_WORDS = frozenset(
    (
        "AsyncClient",
        "AsyncTopClient",
        "Client",
        "ClientT",
        "Group",
        "Operation",
        "TYPE_CHECKING",
        "TopClient",
        "annotations",
        "deferred",
        "property",
    )
)
"""What the modules of the clients and of namespaces are written in. Inside a class, a name of it would shadow it."""

CLIENT = NAMESPACE_WORDS | frozenset(
    (
        "aclose",
        "batch",
        "call",
        "close",
        "decode",
        "execute",
        "from_env",
        "items",
        "pages",
        "prepare",
        "with_options",
    )
)
"""What the clients call their own; no prefix may be called so."""

NAMESPACE = NAMESPACE_WORDS
"""What no group or method may be called."""

STEMS = frozenset(("Http", "Paged", "Untyped"))
"""What the names of requests and responses may not begin with, since the package exports such ones of its own."""


def is_reserved(name: str, taken: frozenset[str]) -> bool:
    """Whether no prefix, group or method may have the name: ``taken``, a keyword, a device, the form of a class."""
    return name in taken or name in WORDS or name.casefold() in DEVICES or name.endswith(("Request", "Apis"))
