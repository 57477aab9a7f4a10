"""What the gateway refuses a call with: the platform's codes and words.

In:  a main code. Out: a ``Failure``, from which replies are written; ``CallRefusedError`` carries it out of a check.
The words of 7, 11, 15, 21, 22, 25 to 27, 29, 40, 41 and 50 were seen in replies of the platform; the others
follow its error table in the same manner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from math import ceil

WORDS: Mapping[int, str] = {
    3: "Upload fail",
    7: "App Call Limited",
    9: "Http action not allowed",
    10: "Service currently unavailable",
    11: "Insufficient isv permissions",
    12: "Insufficient user permissions",
    13: "Insufficient partner permissions",
    21: "Missing method",
    22: "Invalid method",
    23: "Invalid format",
    24: "Missing signature",
    25: "Invalid signature",
    26: "Missing session",
    27: "Invalid session",
    28: "Missing app Key",
    29: "Invalid app Key",
    30: "Missing timestamp",
    31: "Invalid timestamp",
    32: "Missing version",
    33: "Invalid version",
    34: "Unsupported version",
    40: "Missing required arguments",
    41: "Invalid arguments",
    42: "Insufficient session permissions",
    43: "Parameter error",
    44: "Invalid access token",
    47: "Invalid encoding",
    53: "Insufficient security level",
}
_OTHERS = "Remote service error"
"""Of all business codes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error reply but for its request_id, which every call gets anew."""

    code: int
    msg: str
    sub_code: str | None = None
    sub_msg: str | None = None

    def fields(self) -> dict[str, int | str]:
        """Return what the reply says, under its names on the wire."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class CallRefusedError(Exception):
    """A check did not let the call pass."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def make_failure(
    code: int, *, msg: str | None = None, sub_code: str | None = None, sub_msg: str | None = None
) -> Failure:
    """Return the failure, with the platform's words for its code where ``msg`` is None; ``TypeError`` for no code."""
    if not isinstance(code, int) or isinstance(code, bool):
        raise TypeError(f"code is a number as 15, not {code!r}; a text as isv.invalid-parameter is a sub_code")
    return Failure(code, WORDS.get(code, _OTHERS) if msg is None else msg, sub_code, sub_msg)


def refuse(
    code: int, *, argument: str | None = None, sub_code: str | None = None, sub_msg: str | None = None
) -> CallRefusedError:
    """Return what a check raises; 40 and 41 name the ``argument`` in their msg: ``Missing required arguments:pid``."""
    failure = make_failure(code, sub_code=sub_code, sub_msg=sub_msg)
    return CallRefusedError(replace(failure, msg=f"{failure.msg}:{argument}") if argument else failure)


def refuse_flow(seconds: float) -> CallRefusedError:
    """Return what is raised while an API may not be called for so many seconds more."""
    left = f"This ban will last for {ceil(seconds)} more seconds"
    return refuse(7, sub_code="accesscontrol.limited-by-api-access-count", sub_msg=left)
