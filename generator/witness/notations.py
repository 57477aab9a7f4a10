"""The reader of each notation that examples come in.

In:  an ``Example``.
Out: its ``Testimony``.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.document import Example, Notation
from generator.witness import Testimony
from generator.witness.java import read_java
from generator.witness.json import read_json
from generator.witness.xml import read_xml

READERS: dict[Notation, Callable[[Example], Testimony]] = {
    Notation.JAVA: read_java,
    Notation.JSON: read_json,
    Notation.XML: read_xml,
}


def read_example(example: Example) -> Testimony:
    """Read an example in its own notation; total."""
    return READERS[example.notation](example)
