"""Whether a failed call is sent again, and after how many seconds: the platform's rules as data.

In:  a failure, the number of the attempt, and whether the call may be executed twice. Out: seconds, or None.
The rules are the platform's table of sub codes with its column of retryable ones, and what captured replies add.
Reads are repeated whenever that may help; writes only when the gateway certainly did not execute them: it could not be
reached, or refused them by a flow limit.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias, get_args

from topclient._runtime.errors import ConnectError, FlowLimitError, GatewayError, ReplyError, TopError, TransportError

When: TypeAlias = Literal["never", "reads", "always"]
"""``reads``: only calls that may be executed twice; ``always``: the failure means that nothing was executed."""


_LITERAL = str.maketrans({"[": "[[]", "?": "[?]"})
"""Makes letters of what else would have a meaning in patterns."""


@dataclass(frozen=True, slots=True)
class RetryRule:
    """What a code of the gateway means for another attempt."""

    code: str
    """A sub code, where ``*`` stands for anything, or a main code in digits."""
    when: When
    slow: bool = False
    """Whether the platform is overloaded, so that the wait is at least a second."""

    def __post_init__(self) -> None:
        if not (isinstance(self.code, str) and self.code):
            raise ValueError(f"the code of a rule is text, as 'isp.*' or '15', not {self.code!r:.100}")
        if self.when not in get_args(When):
            raise ValueError(f"when is one of {', '.join(get_args(When))}, not {self.when!r:.100}")
        if not isinstance(self.slow, bool):
            raise ValueError(f"slow is True or False, not {self.slow!r:.100}")

    def fits(self, code: str) -> bool:
        """Return whether the rule is for a code; only ``*`` has a meaning of its own."""
        return fnmatchcase(code, self.code.translate(_LITERAL))


PLATFORM_RULES: tuple[RetryRule, ...] = (
    RetryRule("accesscontrol.limited-by-*", "always", slow=True),
    RetryRule("isp.call-limited", "reads", slow=True),
    RetryRule("isp.system-busy", "reads", slow=True),
    # These come back as long as the arguments stay the same.
    RetryRule("isp.null-pointer-exception*", "never"),
    RetryRule("isp.top-parse-error*", "never"),
    RetryRule("isp.api-parse-error*", "never"),
    RetryRule("isp.top-mapping-parse-error*", "never"),
    RetryRule("isp.*", "reads"),
    RetryRule("isv.*IC_SYSTEM_NOT_READY_TRY_AGAIN_LATER*", "reads"),
    RetryRule("10", "reads"),
)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a call is tried; waits double with each attempt and are shortened by up to a half at random."""

    attempts: int = 4
    """In all, the first one included."""
    first_wait: float = 0.2
    """Seconds before the second attempt."""
    longest_wait: float = 10.0
    """Seconds; only a ban of the gateway may take longer, which it states."""
    rules: tuple[RetryRule, ...] = PLATFORM_RULES
    """The first one whose code fits counts."""

    def __post_init__(self) -> None:
        if not isinstance(self.attempts, int) or isinstance(self.attempts, bool) or self.attempts < 1:
            raise ValueError(f"attempts is a number that counts the first one too, at least 1, not {self.attempts!r}")
        for name in ("first_wait", "longest_wait"):
            if not _is_wait(getattr(self, name)):
                raise ValueError(f"{name} is a number of seconds, at least 0, not {getattr(self, name)!r:.100}")
        if not (isinstance(self.rules, tuple | list) and all(isinstance(rule, RetryRule) for rule in self.rules)):
            raise ValueError("rules are RetryRule objects, as RetryRule('isp.*', 'reads')")

    def extended(self, *rules: RetryRule) -> RetryPolicy:
        """Return the policy with further rules, which go before those that it has."""
        return replace(self, rules=(*rules, *self.rules))

    def wait_after(self, error: TopError, number: int, *, repeatable: bool) -> float | None:
        """Return seconds until attempt ``number + 1``; None when there is none.

        ``repeatable`` tells whether the call may be executed twice.
        """
        if number >= self.attempts:
            return None
        when, slow = self._judge(error)
        if when != "always" and not (when == "reads" and repeatable):
            return None
        if isinstance(error, FlowLimitError) and error.ban_seconds is not None:
            return error.ban_seconds + 1.0
        wait = min(self.first_wait * 2 ** min(number - 1, 30), self.longest_wait)
        return float(max(wait, 2.0 if slow else 0.0)) * random.uniform(0.5, 1.0)

    def _judge(self, error: TopError) -> tuple[When, bool]:
        if isinstance(error, ConnectError):
            return "always", False
        if isinstance(error, TransportError):
            return "reads", False
        if isinstance(error, ReplyError):
            # A page of a proxy below 500 is its answer, not its failure.
            helps = error.reply is None or error.reply.status == 200 or error.reply.status >= 500
            return ("reads" if helps else "never"), False
        return self._judge_code(error) if isinstance(error, GatewayError) else ("never", False)

    def _judge_code(self, error: GatewayError) -> tuple[When, bool]:
        # A failure inside an answer is reported by the API itself: it was executed.
        if error.response is not None:
            return "never", False
        for rule in self.rules:
            # Digits alone are a main code: as sub codes they are numbers of the API's own.
            code = str(error.code) if rule.code.isdecimal() else error.sub_code
            if code and rule.fits(code):
                return rule.when, rule.slow
        return ("always", True) if isinstance(error, FlowLimitError) else ("never", False)


def _is_wait(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


NO_RETRY = RetryPolicy(attempts=1)
"""A single attempt."""
