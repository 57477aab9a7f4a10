"""Which APIs a package holds: all, or those whose names match a pattern.

In:  the specs, and patterns in the words of a shell: ``*`` for any characters, dots too, ``?`` for one, ``[ab]`` for
either. Out: ``Selection``.
A pattern is compared with names and never becomes a path. One that matches nothing is refused, also when it
was recorded long ago, so that no package loses an API without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from topgen.errors import UsageError
from topgen.spec.model import Api
from topgen.spec.names import LONGEST_API_NAME

EVERYTHING = "*"
_NEAR = 0.5
"""How alike a name and a pattern have to be for the one to be offered in place of the other, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The APIs of a package."""

    apis: tuple[Api, ...]
    patterns: tuple[str, ...] = ()
    """Sorted; empty when nothing was left out on purpose."""
    left_out: int = 0
    with_tests: bool = True
    """Whether the package holds tests of their examples."""

    def takes(self, name: str) -> bool:
        """Return whether an API of that name belongs into the package."""
        return not self.patterns or any(fnmatchcase(name, pattern) for pattern in self.patterns)


def select_apis(
    apis: Sequence[Api], patterns: Iterable[str], held: Sequence[str] = (), *, with_tests: bool = True
) -> Selection:
    """Take the APIs that match a pattern, or all without one; raises ``UsageError`` for a pattern that matches none.

    ``held`` are APIs of the package that cannot be rendered now; a pattern may match them alone.
    """
    wanted = tuple(sorted(set(patterns)))
    if not wanted or EVERYTHING in wanted:
        return Selection(tuple(apis), with_tests=with_tests)
    names = [*(api.name for api in apis), *held]
    for pattern in wanted:
        if not any(fnmatchcase(name, pattern) for name in names):
            raise _no_match(pattern, names)
    chosen = tuple(api for api in apis if any(fnmatchcase(api.name, pattern) for pattern in wanted))
    return Selection(chosen, wanted, len(apis) - len(chosen), with_tests)


def _no_match(pattern: str, names: Sequence[str]) -> UsageError:
    # What is longer than any name resembles none, and comparing it would take long.
    near = get_close_matches(pattern, names, cutoff=_NEAR) if len(pattern) <= LONGEST_API_NAME else []
    hint = f"did you mean {' or '.join(near)}?" if near else f"--only {EVERYTHING!r} takes all {len(names):,} APIs"
    return UsageError(f"--only {pattern[:LONGEST_API_NAME]!a}: the name of no API matches this", hint=hint)
