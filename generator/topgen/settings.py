"""``[tool.topgen]`` of a project's ``pyproject.toml``: what the command line need not say each time.

In:  the folder where somebody stands.
Out: options of the command line, as the nearest project around it that has settings wants them: ``specs`` and ``out``,
paths from its file, and ``only``, patterns of APIs. What is said on the command line goes before them.
Note: this is read before each command, so it imports nothing that reads or renders.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path

from topgen.errors import UsageError

FILE = "pyproject.toml"
_PATHS = ("specs", "out")
_KEYS = (*_PATHS, "only")


def find_settings(start: Path) -> dict[str, object]:
    """Return the options that the nearest project sets; none where no project around has settings.

    Raises:
        UsageError: the file cannot be read, or a key or value is none of ours.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        place = folder / FILE
        found = _read(place) if place.is_file() else None
        if found is not None:
            return dict(_options(found, place))
    return {}


def _read(place: Path) -> object | None:
    """Return the table of ours; None where there is none."""
    try:
        tools = tomllib.loads(place.read_text("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is no TOML: {error}", file=str(place)) from None
    return tools.get("topgen") if isinstance(tools, dict) else None


def _options(found: object, place: Path) -> list[tuple[str, object]]:
    if not isinstance(found, dict):
        raise UsageError("[tool.topgen] is no table", file=str(place))
    options: list[tuple[str, object]] = []
    for key, value in found.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"known here are {', '.join(_KEYS)}"
            raise UsageError(f"[tool.topgen] has an unknown key {key!a}", file=str(place), hint=hint)
        if key in _PATHS:
            if not isinstance(value, str):
                raise UsageError(f"[tool.topgen] {key} is no text", file=str(place), hint="a path from this file")
            options.append((key, _near(place.parent / value)))
        elif not (isinstance(value, list) and all(isinstance(pattern, str) for pattern in value)):
            raise UsageError(f"[tool.topgen] {key} is no list of texts", file=str(place))
        else:
            options.append((key, value))
    return options


def _near(path: Path) -> Path:
    """Return a path as one writes it from where one stands, where that is possible."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
