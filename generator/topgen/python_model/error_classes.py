"""One class for each code that a page documents: what it is called, and what it is a kind of.

In:  the rows of an error table, the names that the module has already given away, and those of earlier packages.
Out: ``ErrorClass`` values in the page's order, each code once; a row without a code has no class.
The families are those of the runtime, which puts a reply without a documented code into one of them; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from topgen.python_model.code import docstring, identifier, literal
from topgen.python_model.docstrings import describe_error
from topgen.python_model.model import ErrorClass
from topgen.python_model.names import NOTHING, digest, first_free, plain_name
from topgen.python_model.reserved import BUILTIN_EXCEPTIONS, CLASSES, EXCEPTIONS
from topgen.spec.model import ErrorCode

OTHERS = "BusinessError"
_BY_PREFIX = {
    "accesscontrol.limited-by-": "FlowLimitError",
    "isv.permission-": "AccessDeniedError",
    "isp.": "PlatformError",
    "isv.": "CallerError",
    "session-": "SessionError",
    "invalid-sessionkey": "SessionError",
}
_BY_NUMBER = {
    **dict.fromkeys((4, 5, 6, 7, 8), "FlowLimitError"),
    **dict.fromkeys((11, 12, 13, 42, 53), "AccessDeniedError"),
    **dict.fromkeys((24, 25), "SignatureError"),
    **dict.fromkeys((26, 27), "SessionError"),
    **dict.fromkeys((3, 9, 21, 22, 23, 28, 29, 30, 31, 32, 33, 34, 40, 41, 43, 44, 47), "CallerError"),
    10: "PlatformError",
}
_MAIN_CODE = re.compile(r"[0-9]{1,3}")
_WORD = re.compile(r"[A-Za-z0-9]+")
_LONGEST_WORDS = 80


def name_errors(
    errors: Iterable[ErrorCode], taken: Iterable[str], locked: Mapping[str, str] = NOTHING
) -> dict[str, str]:
    """Return the name of the class for each code.

    ``taken`` are names that no newcomer may have in any spelling, ``locked`` those of earlier packages by code.
    """
    used = {name.casefold() for name in (*CLASSES, *EXCEPTIONS, *BUILTIN_EXCEPTIONS, *taken, *locked.values())}
    names: dict[str, str] = {}
    for code in _distinct(errors):
        names[code] = locked.get(code) or first_free(_spellings(code), lambda name: name.casefold() in used)
        used.add(names[code].casefold())
    return names


def build_errors(errors: Iterable[ErrorCode], names: Mapping[str, str]) -> tuple[ErrorClass, ...]:
    """Return the classes of an error table under the names that ``name_errors`` gives them."""
    return tuple(
        ErrorClass(
            name=identifier(names[code]),
            base=identifier(family(code)),
            doc=docstring(describe_error(error)),
            code=literal(code),
        )
        for code, error in _distinct(errors).items()
    )


def _distinct(errors: Iterable[ErrorCode]) -> dict[str, ErrorCode]:
    """Return the first row of each code."""
    first: dict[str, ErrorCode] = {}
    for error in errors:
        first.setdefault(error.code.strip(), error)
    first.pop("", None)
    return first


def family(code: str) -> str:
    """Return the runtime's class for the code: by its prefix, or by its number where it is one of the gateway's own."""
    if _MAIN_CODE.fullmatch(code):
        return _BY_NUMBER.get(int(code), OTHERS)
    return next((cls for prefix, cls in _BY_PREFIX.items() if code.startswith(prefix)), OTHERS)


def _spellings(code: str) -> Iterator[str]:
    """Names for a code that end in ``Error``, best first: without its ``isv.``, whole, with digests without end."""
    words = _words(code)
    for chosen in (words[1:] if words[:1] in (["Isv"], ["Isp"]) else words, words):
        if chosen and code.isascii():
            yield _as_error("".join(chosen))
    mark = code
    while True:
        mark = digest(mark)
        yield _as_error(f"{''.join(words) or 'Code'}_{mark}_")


def _words(code: str) -> list[str]:
    """Return the words of a code with a capital each; those that are all capitals keep only the first one."""
    return [word.capitalize() if word.isupper() else word[0].upper() + word[1:] for word in _WORD.findall(code)]


def _as_error(words: str) -> str:
    name = plain_name(words, _LONGEST_WORDS)
    name = f"Code{name.lstrip('_')}" if name.startswith("_") else name
    return name if name.endswith("Error") else f"{name}Error"
