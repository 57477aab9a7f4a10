"""black, run on as little as possible: it decides the time of a first build.

In:  Python text and a cache folder. Out: the text as black leaves it.
What was formatted once is remembered under a digest of the text and of black's version; many new texts at once are
spread over all cores. The equivalence check of black is left out: ``verify`` looks at what comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from topgen.atomic_file import write_file
from topgen.batch.pool import count_cores, map_in_order
from topgen.errors import RenderingError
from topgen.python_model.code import LINE_LENGTH

_BLACK = version("black")
STYLE = _BLACK.partition(".")[0]
"""The year of the stable style of the installed black, within which its output does not change."""
_FEW = 40
"""So many texts are formatted sooner than other processes have started."""


def format_sources(sources: Sequence[str], cache_dir: Path, *, remember: bool = True) -> tuple[str, ...]:
    """Return the formatted texts in their order; raise ``RenderingError`` for text that is no Python.

    What is new is kept in the cache folder, unless nothing is to be remembered.
    """
    places = [_key(source) for source in sources]
    known = {place: text for place in places if (text := _read_cached(cache_dir / place)) is not None}
    missing = {place: source for place, source in zip(places, sources, strict=True) if place not in known}
    cores = count_cores() if len(missing) > _FEW else 1
    known.update(zip(missing, map_in_order(format_source, _lost, missing.values(), cores), strict=True))
    for place in missing if remember else ():
        with suppress(OSError):  # a folder that cannot be written only costs time
            text = known[place]
            write_file(cache_dir.parent, f"{cache_dir.name}/{place}", f"{_digest(text)}\n{text}".encode())
    return tuple(known[place] for place in places)


def format_source(source: str) -> str:
    """Return one text as black leaves it."""
    # Importing black takes longer than a run in which nothing has changed.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        return format_str(source, mode=mode)
    except (InvalidInput, ValueError) as error:
        raise RenderingError(f"black cannot read what was rendered: {error}") from None


def _read_cached(place: Path) -> str | None:
    """Return what was remembered; None where there is nothing, or where it is damaged."""
    try:
        said, _, text = place.read_bytes().decode().partition("\n")
    except (OSError, ValueError):
        return None
    return text if said == _digest(text) else None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _lost(source: str) -> str:
    raise RenderingError(f"the process died that formatted {source[:80]!a}")


def _key(source: str) -> str:
    digest = sha256(f"{_BLACK}\n{source}".encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:]}.txt"
