"""The way of one call through its attempts: all that both clients decide alike, without any I/O.

In:  the options of the client, the call, and what came of each attempt.
Out: when to go on and when to stop; a line in the log ``topclient``, a span, and a call of the hook for every attempt.
Neither holds a secret, nor an argument: those may be data of persons.
"""

from __future__ import annotations

import logging
import time
from typing import Any, Self

from topclient._runtime.calls.attempt import Attempt, Outcome
from topclient._runtime.calls.settings import Options
from topclient._runtime.calls.telemetry import open_span
from topclient._runtime.errors import MismatchError, RateLimitError, TopError
from topclient._runtime.untyped import Sendable

log = logging.getLogger("topclient")
log.addHandler(logging.NullHandler())  # a program that sets up no logging sees nothing, least of all on its stderr

_LONGEST_LINE = 1000
"""Characters of what the gateway says that a line in the log may hold."""


class CallState:
    """One call, from its first attempt to its end; a ``with`` block around it is its span."""

    __slots__ = ("_began", "_ends", "_failure", "_number", "_options", "_repeatable", "_request", "_span", "_turn")

    def __init__(self, options: Options, request: Sendable) -> None:
        self._options = options
        self._request = request
        self._repeatable = request.__api__.reads if options.idempotent is None else options.idempotent
        self._ends = None if options.deadline is None else time.monotonic() + options.deadline
        self._number = 0
        self._began = 0.0
        self._failure: TopError | None = None
        self._span = open_span(request.__api__.name, options.router)
        self._turn: float | None = None  # the moment that is booked for the attempt that has not begun

    def __enter__(self) -> Self:
        self._span.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._failure = None  # it knows the frames that know this object
        if self._turn is not None and self._options.rate_limit is not None:  # the wait for it was broken off
            self._options.rate_limit.give_back(self._request.__api__.name, self._turn)
        self._span.__exit__(*raised)

    def wait_for_turn(self) -> float:
        """Return seconds that the rate limit asks for.

        When it lets the call out only after the deadline: the failure of the attempt before, or ``RateLimitError``.
        """
        if self._options.rate_limit is None:
            return 0.0
        wait = self._options.rate_limit.book(self._request.__api__.name, self._ends)
        if wait is None:
            raise self._too_late()
        self._turn = time.monotonic() + wait
        return wait

    def _too_late(self) -> TopError:
        words = "the client's own rate limit lets this call out only after its deadline; it was never tried"
        error = self._failure or RateLimitError(words)
        error.attempts, error.api = self._number, self._request.__api__.name
        self._span.failed(self._number, error)
        log.info("%s, after %s", _one_line(error), _attempts(self._number))
        return error

    def begin(self) -> Attempt:
        """Return the next attempt; its time runs from now on."""
        self._number, self._turn = self._number + 1, None
        self._began = time.monotonic()
        return Attempt(self._request, self._number, self._options.session, deadline=self._ends)

    def succeeded(self, response: Any) -> Any:
        """Return the response, after it was reported."""
        self._report(response, None, None)
        self._span.succeeded(self._number, response.request_id)
        return response

    def failed(self, error: TopError) -> float | None:
        """Return seconds until the next attempt, or None: then the failure is the end of the call."""
        error.attempts, self._failure = self._number, error
        if error.api in (None, self._request.__api__.name):  # else it is that of a call that middleware made
            error.api, error.gateway = self._request.__api__.name, self._options.host
            error.seconds = time.monotonic() - self._began
        wait = self._options.retry.wait_after(error, self._number, repeatable=self._repeatable)
        if wait is not None and self._ends is not None and time.monotonic() + wait >= self._ends:
            wait = None
        self._report(None, error, wait)
        if wait is None:
            self._span.failed(self._number, error)
        return wait

    def _report(self, response: Any, error: TopError | None, wait: float | None) -> None:
        seconds = time.monotonic() - self._began
        if self._options.on_attempt:
            api = self._request.__api__.name
            outcome = Outcome(api, self._number, seconds, response, error, wait)
            try:
                self._options.on_attempt(outcome)
            except Exception as fault:  # the call may have been executed: its answer must not be lost for this
                log.error("%s: on_attempt raised %s, and the call goes on", api, type(fault).__name__)
        if error is None:
            if log.isEnabledFor(logging.DEBUG):
                words = (self._request.__api__.name, self._number, seconds * 1000, response.request_id)
                log.debug("%s: attempt %d answered in %.0f ms, request_id %s", *words)
        elif wait is None:
            log.info("%s, after %s", _one_line(error), _attempts(self._number))
        else:
            log.warning("%s; attempt %d, the next one follows in %.1f s", _one_line(error), self._number, wait)


def _attempts(number: int) -> str:
    return "1 attempt" if number == 1 else f"{number or 'no'} attempts"


def _one_line(error: TopError) -> str:
    """Return the message of a failure, from which nobody can make lines of the log that are not ours."""
    text = f"{error.api}: not as documented: {error.paths}" if isinstance(error, MismatchError) else str(error)
    return "".join(letter if letter.isprintable() else " " for letter in text[:_LONGEST_LINE])
