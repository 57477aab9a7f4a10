"""How often Python looks for cycles of garbage.

In:  nothing. Out: a setting of this process.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """Look for cycles of garbage only where much is new.

    What a page becomes holds none; to look for them as often as Python does takes a quarter of the time of reading.
    """
    gc.set_threshold(_NEW_OBJECTS)
