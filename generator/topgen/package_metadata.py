"""What the generated package is called, which version it is, and who makes it.

In:  texts of a person. Out: ``PackageMetadata``; ``UsageError`` for what no package can be called.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from keyword import iskeyword

from topgen.errors import UsageError
from topgen.hidden_characters import has_hidden

PACKAGE_NAME = "topclient"
"""What runtime and templates call it."""
_NAME = re.compile(r"[A-Za-z](?:\w*[A-Za-z0-9])?", re.ASCII)
_AUTHOR = re.compile(r'([^\s<>@,"\\](?:[^<>@,"\\]*[^\s<>@,"\\])?)(?: +<([^\s<>@,"\\]+@[^\s<>@,"\\]+)>)?')
_NEEDED = frozenset(
    (
        *("aiohttp", "h11", "httpcore2", "httpx2", "jinja2", "opentelemetry", "opentelemetry_api"),
        *("aiohappyeyeballs", "aiosignal", "anyio", "attr", "attrs", "frozenlist", "idna", "markupsafe", "multidict"),
        *("propcache", "truststore", "typing_extensions", "yarl"),
        *("deprecated", "importlib_metadata", "wrapt", "zipp"),  # what older versions of opentelemetry need
        *("iniconfig", "packaging", "pluggy", "py", "pygments", "pytest"),
    )
)
"""What the package, its extras and its tests import, and what that needs itself."""
_BESIDE = frozenset(("conftest", "test", "tests", "topgen"))
"""Modules that are imported beside the package: its tests, those of Python, and what makes it."""


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    """What tells one generated package from another."""

    name: str = PACKAGE_NAME
    """What programs import."""
    version: str | None = None
    """None for the version that the templates say."""
    author: str | None = None
    mail: str | None = None
    """Of the author, and only beside a name."""

    @property
    def distribution(self) -> str:
        """What installers call it."""
        return self.name.replace("_", "-")


TOPCLIENT = PackageMetadata()


def check_name(name: str) -> str:
    """Return the name of a package; raise ``UsageError`` where nothing that is imported should be called so."""
    if not _NAME.fullmatch(name):
        hint = "a letter, then letters, digits and _, which is not the last"
        raise UsageError(f"{name!a} is no name that programs can import and installers know", hint=hint)
    if iskeyword(name):
        raise UsageError(f"{name!a} is a keyword of Python")
    folded = name.casefold()
    if folded in {module.casefold() for module in sys.stdlib_module_names}:
        raise UsageError(f"{name!a} is a module of Python's standard library")
    if folded in _NEEDED:
        raise UsageError(f"{name!a} is a package that the generated one needs")
    if folded in _BESIDE:
        raise UsageError(f"{name!a} is a module that stands beside the generated package")
    return name


def check_version(version: str) -> str:
    """Return a version as installers write it; raise ``UsageError`` for what is none."""
    from packaging.version import InvalidVersion, Version

    try:
        return str(Version(version))
    except InvalidVersion:
        raise UsageError(f"{version!a} is no version of a Python package", hint="such as 2.3.4 or 1.0rc1") from None


def split_author(author: str) -> tuple[str, str | None]:
    """Return the name and, where there is one, the mail address; raise ``UsageError`` for what is neither."""
    found = _AUTHOR.fullmatch(author)
    if found is None or has_hidden(author):
        raise UsageError(f"{author!a} names no author", hint="a name, or Name <mail>")
    return found[1], found[2]
