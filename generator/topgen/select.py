"""Which APIs a package holds: all, or those whose names match a pattern.

In:  names of APIs, and patterns in the words of a shell: ``*`` for any characters, dots too, ``?`` for one, ``[ab]``
for either. Out: ``Selection``.
A pattern is compared with names and never becomes a path. One that matches nothing is refused, also when it
was recorded long ago, so that no package loses an API without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase

from topgen.errors import UsageError
from topgen.spec.names import LONGEST_API_NAME

EVERYTHING = "*"
_NEAR = 0.5
"""How alike a name and a pattern have to be for the one to be offered in place of the other, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The APIs of a package."""

    apis: tuple[str, ...]
    """Their names."""
    patterns: tuple[str, ...] = ()
    """Sorted; empty when nothing was left out on purpose."""
    left_out: int = 0
    with_tests: bool = True
    """Whether the package holds tests of their examples."""
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people have corrected, by API."""

    def takes(self, name: str) -> bool:
        """Return whether an API of that name belongs into the package."""
        return takes(self.patterns, name)


def takes(patterns: Sequence[str], name: str) -> bool:
    """Return whether a name matches a pattern, or there is none, or one that takes everything."""
    return not patterns or EVERYTHING in patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


def select_apis(
    names: Sequence[str], patterns: Iterable[str], held: Sequence[str] = (), *, with_tests: bool = True
) -> Selection:
    """Take the APIs that match a pattern, or all without one; raises ``UsageError`` for a pattern that matches none.

    ``held`` are APIs of the package that cannot be rendered now; a pattern may match them alone.
    """
    wanted = tuple(sorted(set(patterns)))
    if not wanted or EVERYTHING in wanted:
        return Selection(tuple(names), with_tests=with_tests)
    known = [*names, *held]
    for pattern in wanted:
        if not any(fnmatchcase(name, pattern) for name in known):
            raise _no_match(pattern, known)
    chosen = tuple(name for name in names if takes(wanted, name))
    return Selection(chosen, wanted, len(names) - len(chosen), with_tests)


def _no_match(pattern: str, names: Sequence[str]) -> UsageError:
    # What is longer than any name resembles none, and comparing it would take long.
    near = get_close_matches(pattern, names, cutoff=_NEAR) if len(pattern) <= LONGEST_API_NAME else []
    hint = f"did you mean {' or '.join(near)}?" if near else f"--only {EVERYTHING!r} takes all {len(names):,} APIs"
    return UsageError(f"--only {pattern[:LONGEST_API_NAME]!a}: the name of no API matches this", hint=hint)
