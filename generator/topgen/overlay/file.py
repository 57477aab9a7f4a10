"""Reading overlay files, and their JSON Schema.

In:  the text of ``specs/overlays/<api name>.yaml``.
Out: an ``Overlay``; every correction says ``because``, or the file is refused.
"""

from __future__ import annotations

from typing import Any, Final

from topgen.errors import SpecFormatError
from topgen.overlay.model import AcceptedDoubt, Change, Overlay, Spot
from topgen.spec.model import DoubtKind
from topgen.spec.paths import FACTS_OF_THE_API
from topgen.spec.schema import schema_text
from topgen.spec.yaml_fields import FIELD_KEYS
from topgen.spec.yaml_read import Node, read_yaml
from topgen.spec.yaml_shapes import TEXT, Key, StructFields, one_of, read_plain, record_of, tuple_of, word

PARENT: Final = "parent"


def load_overlay(text: str, file: str) -> Overlay:
    """Read an overlay; raise ``SpecFormatError`` with the line at fault."""
    return _OVERLAY.read(read_yaml(text, file))


def overlay_schema() -> str:
    """Write the JSON Schema of overlay files: the text of ``specs/schema/overlay.schema.json``."""
    return schema_text("Corrections of one API of the Taobao Open Platform", _OVERLAY.schema, {})


def _read_spot(node: Node) -> Spot:
    return Spot(TEXT.read(node), node.file, node.line)


def _read_reason(node: Node) -> str:
    if not (text := TEXT.read(node)).strip():
        node.refuse("a reason that the next reader understands")
    return text


def _build_change(**values: Any) -> Change:
    change = Change(**values)
    if (change.at.path in FACTS_OF_THE_API) == bool(change.key):
        message = "a correction of a field needs a key, and one of a fact of the API has none"
        hint = f"facts of the API are {', '.join(FACTS_OF_THE_API)}"
        raise SpecFormatError(message, file=change.at.file, line=change.at.line, hint=hint)
    return change


def _build_overlay(**values: Any) -> Overlay:
    overlay = Overlay(**values)
    seen: set[str] = set()
    for change in overlay.changes:
        if str(change) in seen:
            raise SpecFormatError(f"{change} is corrected twice", file=change.at.file, line=change.at.line)
        seen.add(str(change))
    return overlay


_AT: Final = StructFields(_read_spot, lambda spot: spot.path, TEXT.schema)
_REASON: Final = StructFields(_read_reason, TEXT.write, {"type": "string", "pattern": r"\S"})
_NODE: Final[StructFields[Node]] = StructFields(lambda node: node, read_plain, {})

_KEY: Final = one_of({key: key for key in (*(key.name for key in FIELD_KEYS["request"]), PARENT)}, str)
_CHANGE: Final = record_of(
    _build_change,
    (
        Key(
            "at", _AT, "Dotted path of the field, such as response.result.data.x, or a fact of the API, such as title."
        ),
        Key("key", _KEY, "What to correct of the field; parent moves it.", ""),
        Key("expect", _NODE, "What the page says today; null when it says nothing."),
        Key("set", _NODE, "What is true; null for nothing."),
        Key("because", _REASON, "Why the page is wrong, and how you know."),
        Key("evidence", TEXT, "Where the next reader can see it.", ""),
    ),
    {"because": "reason"},
)
_ACCEPTED_DOUBT: Final = record_of(
    AcceptedDoubt,
    (
        Key("at", _AT, "The path of the doubt, as the spec has it."),
        Key("about", word(DoubtKind), "Which fact is in doubt."),
        Key("because", _REASON, "Why what was taken is right."),
    ),
    {"about": "kind", "because": "reason"},
)
_OVERLAY: Final = record_of(
    _build_overlay,
    (
        Key("changes", tuple_of(_CHANGE), "Facts that the page states wrongly, or not at all.", ()),
        Key("accept_doubts", tuple_of(_ACCEPTED_DOUBT), "Doubts whose best reading is right.", ()),
    ),
)
