"""What of an example a test may hold to: values that fit their fields, at places that are in no doubt.

In:  the fields of one side, the page's example, the doubts by dotted path.
Out: the values that stay, by wire name, and a comment for each one that is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from topgen.python_model.code import Code, comment
from topgen.python_model.sites import distinct
from topgen.python_model.values import fit, is_list
from topgen.spec.model import Doubt, DoubtKind, Field, Kind, Plain

_ABOUT_PLACES: Final = frozenset((DoubtKind.PARENT, DoubtKind.ROW, DoubtKind.NAME, DoubtKind.TYPE, DoubtKind.LIST))
_ABOUT_VALUES: Final = _ABOUT_PLACES | {DoubtKind.SAMPLE}


@dataclass(slots=True)
class Certain:
    """Takes out what is not certain, and keeps in mind why."""

    doubts: Mapping[str, Sequence[Doubt]]
    left_out: dict[str, str] = field(default_factory=dict)
    """Reasons by dotted path."""

    @property
    def notes(self) -> tuple[Code, ...]:
        """A comment for each place."""
        return tuple(comment("{} is left out: {}", path, reason) for path, reason in self.left_out.items())

    def take(self, fields: Sequence[Field], example: Mapping[str, Plain], path: str) -> dict[str, Plain]:
        """Return the certain values of an object at a dotted path."""
        known = {each.name: each for each in distinct(fields)}
        for name in example.keys() - known:
            self.left_out[f"{path}.{name}"] = "only the example has it"
        kept: dict[str, Plain] = {}
        for name, each in known.items():
            given = example.get(name)
            if given is not None and (value := self._value(each, given, f"{path}.{name}")) is not None:
                kept[name] = value
        return kept

    def _value(self, field: Field, value: Plain, path: str) -> Plain:
        fitted = fit(value, field)
        has_fields = field.type.kind is Kind.OBJECT and bool(field.fields)
        kinds = _ABOUT_PLACES if has_fields else _ABOUT_VALUES
        if doubt := next((each for each in self.doubts.get(path, ()) if each.kind in kinds), None):
            self.left_out[path] = doubt.reason
        elif fitted is None or (is_list(value) and is_list(fitted) and len(value) != len(fitted)):
            self.left_out[path] = f"the example is no {field.type} within the limits of the page"
        elif not has_fields:
            return fitted
        elif is_list(value):
            return tuple(self._object(field, item, path) for item in value)
        else:
            return self._object(field, value, path)
        return None

    def _object(self, field: Field, value: Plain, path: str) -> Plain:
        return self.take(field.fields, value, path) if isinstance(value, Mapping) else None
