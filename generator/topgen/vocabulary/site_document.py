"""Names in the site's own JSON document by which one is known.

In:  nothing.
Out: sets of names.
"""

from __future__ import annotations

MARKS = frozenset({"requestParams", "responseParams", "apiChineseName"})
"""Names that only a document has."""

DOCUMENT_KEYS = MARKS | {"name", "description", "errorCodes", "labels", "rspSampleXml", "rspSampleJson", "applyScopes"}
"""Names that a document has on the level of its tables."""
