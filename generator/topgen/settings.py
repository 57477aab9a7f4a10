"""``[tool.topgen]`` of a project's ``pyproject.toml``: what the command line need not say each time.

In:  the folder where somebody stands.
Out: ``Settings`` of the nearest project around it that has any.
Note: this is read before each command, so it imports nothing that reads or renders.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from topgen.errors import UsageError
from topgen.package_metadata import TOPCLIENT, PackageMetadata, check_name, check_version, split_author

FILE = "pyproject.toml"
_PATHS = ("specs", "out")
_LISTS = ("only", "ignore")
_TEXTS = ("name", "version", "author")
_KEYS = (*_PATHS, *_LISTS, *_TEXTS)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says of itself."""

    options: Mapping[str, object] = field(default_factory=dict)
    """Options of the command line, which go before them: ``specs`` and ``out``, paths from the file, and ``only``."""
    package: PackageMetadata = TOPCLIENT
    ignore: tuple[str, ...] = ()
    """Patterns of files below pages that are none, besides those that the pages folder itself names."""


NO_SETTINGS = Settings()


def find_settings(start: Path) -> Settings:
    """Return what the nearest project sets; nothing where no project around has settings.

    Raises:
        UsageError: the file cannot be read, or a key or value is none of ours.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        place = folder / FILE
        found = _read(place) if place.is_file() else None
        if found is not None:
            return _settings(found, place)
    return NO_SETTINGS


def _read(place: Path) -> object | None:
    """Return the table of ours; None where there is none."""
    try:
        tools = tomllib.loads(place.read_text("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is no TOML: {error}", file=str(place)) from None
    return tools.get("topgen") if isinstance(tools, dict) else None


def _settings(found: object, place: Path) -> Settings:
    if not isinstance(found, dict):
        raise UsageError("[tool.topgen] is no table", file=str(place))
    for key, value in found.items():
        _check(key, value, place)
    options = {key: _near(place.parent / found[key]) for key in _PATHS if key in found}
    options |= {key: found[key] for key in ("only",) if key in found}
    return Settings(options, _package(found, place), tuple(found.get("ignore", ())))


def _package(found: Mapping[str, str], place: Path) -> PackageMetadata:
    """Return what the package is called; what is not said is as in a project without settings."""
    package = TOPCLIENT
    key = ""
    try:
        if (key := "name") in found:
            package = replace(package, name=check_name(found[key]))
        if (key := "version") in found:
            package = replace(package, version=check_version(found[key]))
        if (key := "author") in found:
            author, mail = split_author(found[key])
            package = replace(package, author=author, mail=mail)
    except UsageError as error:
        raise UsageError(f"[tool.topgen] {key}: {error.message}", file=str(place), hint=error.hint) from None
    return package


def _check(key: str, value: object, place: Path) -> None:
    if key not in _KEYS:
        near = get_close_matches(key, _KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else f"known here are {', '.join(_KEYS)}"
        raise UsageError(f"[tool.topgen] has an unknown key {key!a}", file=str(place), hint=hint)
    if key in _PATHS and not isinstance(value, str):
        raise UsageError(f"[tool.topgen] {key} is no text", file=str(place), hint="a path from this file")
    if key in _TEXTS and not isinstance(value, str):
        raise UsageError(f"[tool.topgen] {key} is no text", file=str(place))
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(pattern, str) for pattern in value)):
        raise UsageError(f"[tool.topgen] {key} is no list of texts", file=str(place))


def _near(path: Path) -> Path:
    """Return a path as one writes it from where one stands, where that is possible."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
