"""The address of a page in a container: printable, of bounded length, and given to one page only.

In:  what the container says, which may be anything.
Out: the text behind the ``#``. It is for people and specs; no file is ever named by it.
"""

from __future__ import annotations

from collections import Counter

_LONGEST = 300


class Addresses:
    """The addresses given so far in one container; a page without one is known by its number."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._count = 0

    def give(self, stated: str) -> str:
        """Return the address of the next page; the second page of an address is ``address#2``."""
        self._count += 1
        words = "".join(letter if letter.isprintable() and letter != " " else "_" for letter in stated.strip())
        address = words[:_LONGEST] or str(self._count)
        self._seen[address] += 1
        times = self._seen[address]
        return address if times == 1 else self.give(f"{address}#{times}")
