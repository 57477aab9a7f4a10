"""Other APIs that a sentence names: taobao.itemcats.get.

In:  a description.
Out: each API once, in the order of the text. Hosts, mail addresses, and names of classes are none.
"""

from __future__ import annotations

import re

from topgen.spec.inferred import Reference
from topgen.vocabulary.calls import API_PREFIXES

_NAME = re.compile(
    rf"(?<![\w.@/:\\$-])(?:{'|'.join(sorted(API_PREFIXES))})"
    r"(?:\.[a-z][a-z0-9]{0,40}){2,8}(?![A-Za-z0-9_@/\\$]|[.-][A-Za-z0-9_])",
    re.ASCII,
)
_HOST = re.compile(r"\.(?:com|net|org|cn|xxx?|html?|jpe?g|png|gif)(?:\.|\Z)")


def find_references(description: str) -> tuple[Reference, ...]:
    """Return the APIs that a text names."""
    names = dict.fromkeys(match[0] for match in _NAME.finditer(description) if not _HOST.search(match[0]))
    return tuple(Reference(name, name) for name in names)
