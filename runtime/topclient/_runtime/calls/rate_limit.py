"""How many calls a second a client lets out, so that the gateway's own limits are not met.

In:  the name of an API that is about to be called. Out: seconds to wait, or None when that takes too long.
A ``RateLimit`` counts for all clients, threads and tasks that share the object.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from threading import Lock

_ALL = ""
_HARDLY_APART = 0.01
"""Seconds."""


class RateLimit:
    """At most so many calls in any one second."""

    def __init__(
        self, per_api: float | None = None, *, overall: float | None = None, apis: Mapping[str, float] | None = None
    ) -> None:
        """Take calls a second: ``per_api`` for each API, ``apis`` for some by name, ``overall`` for all together.

        A rate below 1 is a call every so many seconds: 0.5 is one in two. ``ValueError`` when one is not above 0.
        """
        if not (apis is None or (isinstance(apis, Mapping) and all(isinstance(name, str) for name in apis))):
            raise ValueError("apis is a dict of rates by the names of APIs, as {'taobao.time.get': 5}")
        for rate in (per_api, overall, *(apis or {}).values()):
            if rate is not None and not _is_rate(rate):
                raise ValueError(f"a rate is a number of calls a second above 0, not {rate!r:.100}")
        self._per_api = per_api
        self._overall = overall
        self._apis = dict(apis or {})
        self._booked: dict[str, _Bookings] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"RateLimit({self._per_api!r}, overall={self._overall!r}, apis={self._apis!r})"

    def book(self, api: str, latest: float | None = None) -> float | None:
        """Book the next free moment for a call, and return the seconds until then; None, and no booking, when too late.

        ``latest`` is a moment of ``time.monotonic()``.
        """
        rates = {_ALL: self._overall, api: self._apis.get(api, self._per_api)}
        with self._lock:
            now = time.monotonic()
            bookings = [self._find(key, rate, now) for key, rate in rates.items() if rate is not None]
            moment = now
            while (later := max([moment, *(one.free_at(moment) for one in bookings)])) > moment:
                moment = later
            if latest is not None and moment > latest:
                return None
            for one in bookings:
                insort(one.moments, moment)
        return moment - now

    def give_back(self, api: str, moment: float) -> None:
        """Let another call have about that moment of ``time.monotonic()``, since the one it was booked for does not go.

        Which of several bookings that are hardly apart is given back makes no difference.
        """
        with self._lock:
            for key in (_ALL, api):
                if key in self._booked:
                    self._booked[key].give_back(moment)

    def _find(self, key: str, rate: float, now: float) -> _Bookings:
        """Return what is booked under a key, without what is over."""
        booked = self._booked.setdefault(key, _Bookings(rate))
        booked.forget(now)
        return booked


def _is_rate(rate: object) -> bool:
    return isinstance(rate, int | float) and not isinstance(rate, bool) and 0 < rate < float("inf")


class _Bookings:
    """The moments at which calls go out, in order; they are not booked in order, since an API may have to wait.

    What was once found to be full stays full until a moment is given back: spans that were searched in vain are kept,
    so that a thousand waiting calls are not walked through again for each further one.
    """

    __slots__ = ("full_ends", "full_starts", "moments", "most", "window")

    def __init__(self, rate: float) -> None:
        # A fraction of a call a second is rounded down: of 2.5 calls a second, the third would be too many.
        self.most = max(1, int(rate))
        self.window = max(1.0, 1 / rate)
        self.moments: list[float] = []
        self.full_starts: list[float] = []
        self.full_ends: list[float] = []

    def forget(self, now: float) -> None:
        """Let go of what has no bearing on moments from now on."""
        del self.moments[: bisect_right(self.moments, now - self.window)]
        over = bisect_right(self.full_ends, now)
        del self.full_starts[:over], self.full_ends[:over]

    def give_back(self, moment: float) -> None:
        """Free the moment nearest to one, if there is any near it."""
        place = bisect_left(self.moments, moment)
        near = min(self.moments[max(0, place - 1) : place + 1], key=lambda one: abs(one - moment), default=math.inf)
        if abs(near - moment) < _HARDLY_APART:
            self.moments.remove(near)
            self.full_starts.clear()
            self.full_ends.clear()

    def free_at(self, moment: float) -> float:
        """Return the first moment, from one on, at which a call leaves no window with too many."""
        asked, moment = moment, self._leave_full(moment)
        while (end := self._end_of_full(moment)) > moment:
            moment = self._leave_full(end)
        if moment > asked:
            self._keep_full(asked, moment)
        return moment

    def _leave_full(self, moment: float) -> float:
        """Return the end of the full span that holds a moment; the moment itself when there is none."""
        place = bisect_right(self.full_starts, moment)
        return max(moment, self.full_ends[place - 1]) if place else moment

    def _end_of_full(self, moment: float) -> float:
        """Return until when a call would be too many, if it is so at a moment.

        It is when it and ``most`` calls in a row, before it, after it or around it, lie within one window. Of all such
        rows the last one holds longest.
        """
        moments, most = self.moments, self.most
        place = bisect_right(moments, moment)
        last = min(place, bisect_left(moments, moment + self.window) - most)
        while last >= max(0, place - most):
            if max(moment, moments[last + most - 1]) < min(moment, moments[last]) + self.window:
                return moments[last] + self.window
            last -= 1
        return moment

    def _keep_full(self, start: float, end: float) -> None:
        first, after = bisect_left(self.full_ends, start), bisect_right(self.full_starts, end)
        if first < after:
            start = min(start, self.full_starts[first])
        self.full_starts[first:after], self.full_ends[first:after] = [start], [end]
