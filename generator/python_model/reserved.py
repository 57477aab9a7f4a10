"""Names that the generated package has already given away.

In:  nothing. Out: sets of names, by the place where a scraped name must avoid them.
The lists of the runtime's own names are compared with the runtime itself by a test, so that neither can drift.
"""

from __future__ import annotations

from keyword import kwlist

WORDS = frozenset((*kwlist, "match", "case"))
"""Python's keywords, with those soft ones that read like statements."""

IMPORTED = frozenset(
    "dataclass datetime Decimal Annotated Any ClassVar Literal Api File Json Request Response Struct Wire".split()
)
"""What an API module may import. An attribute of such a name would shadow it for the annotations after it."""

BUILTINS = frozenset("str int bool list dict".split())
"""Builtins that annotations use; the same holds."""

ATTRIBUTES = WORDS | IMPORTED | BUILTINS | frozenset("self cls extra reply request_id".split())
"""What no attribute of a request, response or struct may be called."""

CLASSES = WORDS | IMPORTED | BUILTINS
"""What no class of an API module may be called."""

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10)))
)
"""File names that Windows keeps for devices, with any extension."""

NAMESPACE = frozenset(("ClientT", "Group", "Operation", "TYPE_CHECKING", "deferred", "property"))
"""What a namespace module imports or uses."""
