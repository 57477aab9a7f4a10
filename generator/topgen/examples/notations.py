"""The reader of each notation that examples come in.

In:  a ``Document``.
Out: ``PageExamples``, each example read in its own notation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from topgen.document import Document, Example, Notation
from topgen.examples import ParsedExample
from topgen.examples.csharp import read_csharp
from topgen.examples.curl import read_curl
from topgen.examples.java import read_java
from topgen.examples.json import read_json
from topgen.examples.node import read_node
from topgen.examples.php import read_php
from topgen.examples.python import read_python
from topgen.examples.xml import read_xml

READERS: dict[Notation, Callable[[Example], ParsedExample]] = {
    Notation.JAVA: read_java,
    Notation.NODE: read_node,
    Notation.PHP: read_php,
    Notation.PYTHON: read_python,
    Notation.CSHARP: read_csharp,
    Notation.CURL: read_curl,
    Notation.JSON: read_json,
    Notation.XML: read_xml,
}


@dataclass(frozen=True, slots=True)
class PageExamples:
    """The examples of a page; the first one of each kind counts, the others are only compared with it."""

    request: tuple[ParsedExample, ...]
    response: tuple[ParsedExample, ...]
    error: tuple[ParsedExample, ...]


def parse_examples(document: Document) -> PageExamples:
    """Read all examples of a page; total."""
    return PageExamples(
        _parse(document.request_examples), _parse(document.response_examples), _parse(document.error_examples)
    )


def _parse(examples: Sequence[Example]) -> tuple[ParsedExample, ...]:
    return tuple(READERS[example.notation](example) for example in examples)
