"""The reader of each notation that examples come in.

In:  an ``Example``.
Out: its ``ParsedExample``.
"""

from __future__ import annotations

from collections.abc import Callable

from topgen.document import Example, Notation
from topgen.examples import ParsedExample
from topgen.examples.java import read_java
from topgen.examples.json import read_json
from topgen.examples.xml import read_xml

READERS: dict[Notation, Callable[[Example], ParsedExample]] = {
    Notation.JAVA: read_java,
    Notation.JSON: read_json,
    Notation.XML: read_xml,
}


def read_example(example: Example) -> ParsedExample:
    """Read an example in its own notation; total."""
    return READERS[example.notation](example)
