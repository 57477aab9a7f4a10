"""What becomes of one page of a run.

In:  filled by the pipeline and the batch. Out: values that travel between processes.
No page or document travels, and a run that only needs to know what it read keeps no fields of the APIs, so that its
memory hardly grows with the number of pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from msgspec import structs

from topgen.check import Problem
from topgen.errors import GeneratorError
from topgen.known_structs import StructFields
from topgen.refusal.nearest import Resemblance
from topgen.spec.model import Api, Examples, Source


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page that was read: its API and what its reader should know."""

    api: Api
    spec: str
    """The text of its spec file."""
    spec_digest: str
    problems: tuple[Problem, ...]
    explained: int
    """How many lines and cells of the page a named rule accounts for."""
    total: int
    """How many it has."""
    content: str
    """A digest of what the page says of the API, wherever on the page it says it."""
    structs: tuple[StructFields, ...] = ()
    """What the blocks of this page hold, for pages that show the same classes."""
    has_open_places: bool = False
    """The page leaves open where a field stands, so that what other pages show can help."""

    @property
    def is_light(self) -> bool:
        """Whether this is what ``without_fields`` has left."""
        return not self.spec


def digest_content(api: Api) -> str:
    """Return a digest of an API without its doubts and its page."""
    said = structs.replace(api, doubts=(), source=Source(page="", sha256="", dialect=""))
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def without_fields(reading: PageReading) -> PageReading:
    """Return a reading without the fields of its API and the text of its spec, of which it holds the digests."""
    left_out = {"request": (), "response": (), "errors": (), "examples": Examples()}
    return replace(reading, api=structs.replace(reading.api, description=reading.content, **left_out), spec="")


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page: an API, or the error that keeps it out, or neither where it is no API page at all."""

    path: str
    """The page as messages call it: the path, and behind a ``#`` the address in a container."""
    name: str
    """The page as specs call it."""
    container: str = ""
    """The file that holds the page among others."""
    reading: PageReading | None = None
    error: GeneratorError | None = None
    diagnosis: Resemblance | None = None
    """What an API page resembles that no layout reads, or two do, or that topgen fails on."""
    key: str = ""
    """Under which the cache remembers the reading."""

    @property
    def api(self) -> Api | None:
        return self.reading.api if self.reading is not None else None

    @property
    def set_aside(self) -> bool:
        """Whether this is a page of a crawl that is about something else than an API."""
        return self.reading is None and self.error is None
