"""Specs that were just read beside those on disk.

In:  results of pages, one after the other. Out: which APIs are new or changed, and the text of their specs.
The text of those that are not is forgotten at once, so that the memory hardly grows with the number of pages.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

from topgen.batch import PageResult, without_fields
from topgen.spec.model import Api
from topgen.spec.names import spec_path


class Drafts:
    """Specs that are new or changed; the text of those that are not is forgotten at once."""

    def __init__(self, specs: Path, keep_apis: bool) -> None:
        self.specs = specs
        self.keep_apis = keep_apis
        self.apis: dict[str, Api] = {}
        self.texts: dict[str, bytes] = {}
        """Compressed, by API name."""
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self._seen: set[str] = set()

    def take(self, result: PageResult) -> PageResult:
        """Compare a spec with the one on disk; the first page of an API makes its spec."""
        reading = result.reading
        if reading is None:
            return result
        name = reading.api.name
        if name not in self._seen:
            self._seen.add(name)
            self._compare(name, reading.spec.encode())
            if self.keep_apis:
                self.apis[name] = reading.api
        return replace(result, reading=replace(without_fields(reading), spec=""))

    def _compare(self, name: str, data: bytes) -> None:
        target = self.specs / spec_path(name)
        before = target.read_bytes() if target.is_file() else None
        if before != data:
            self.texts[name] = zlib.compress(data)
            (self.new if before is None else self.changed).add(name)
