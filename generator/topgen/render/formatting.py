"""black, run on as little as possible: it decides the time of a cold build.

In:  Python text and a cache folder. Out: the text as black leaves it.
What was formatted once is remembered under a digest of the text and of black's version; many new texts at once are
spread over all cores. The equivalence check of black is left out: ``proof`` compares with the model instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from black import format_str
from black.mode import Mode, TargetVersion
from black.parsing import InvalidInput

from topgen.errors import RenderingError
from topgen.python_model.code import LINE_LENGTH

_MODE = Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
_BLACK = version("black")
_WORTH_A_POOL = 40


def format_sources(sources: Sequence[str], cache_dir: Path) -> tuple[str, ...]:
    """The formatted texts in their order.

    Raises ``RenderingError`` for text that is no Python.
    """
    places = [cache_dir / _key(source) for source in sources]
    known = {place: place.read_text("utf-8") for place in places if place.exists()}
    missing = {place: source for place, source in zip(places, sources, strict=True) if place not in known}
    known.update(zip(missing, _format_all(tuple(missing.values())), strict=True))
    for place in missing:
        _remember(place, known[place])
    return tuple(known[place] for place in places)


def format_source(source: str) -> str:
    """One text as black leaves it."""
    try:
        return format_str(source, mode=_MODE)
    except (InvalidInput, ValueError) as error:
        raise RenderingError(f"black cannot read what was rendered: {error}") from None


def _format_all(sources: Sequence[str]) -> Iterable[str]:
    if len(sources) < _WORTH_A_POOL:
        return [format_source(source) for source in sources]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(format_source, sources, chunksize=max(1, len(sources) // (8 * (os.cpu_count() or 1)))))


def _key(source: str) -> str:
    digest = sha256(f"{_BLACK}\n{source}".encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:]}.txt"


def _remember(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, "utf-8", newline="\n")
    fresh.replace(place)
