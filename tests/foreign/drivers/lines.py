"""What the programs around the Python clients share: one call a line comes in, one answer a line goes out.

In:  lines of JSON on standard input, the jobs of ``foreign_clients``. Out: ``{"data": …}``, or ``{"error": …}`` with
the class and the attributes that the client gives its own errors.
Note: these programs run by themselves; they see neither the tests nor the package that is tested.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

Job = Mapping[str, Any]
"""url, key, secret, session, api, params, files (path by name)."""


class ClientError(Exception):
    """An error of the client in one form for all of them."""

    def __init__(self, error: object, code: object, msg: object, sub_code: object) -> None:
        super().__init__(error)
        kind = error if isinstance(error, str) else type(error).__name__
        self.fields = {"class": kind, "code": code, "msg": msg, "sub_code": sub_code}


def _answer(call: Callable[[Job], object], line: str) -> dict[str, Any]:
    try:
        return {"data": call(json.loads(line))}
    except ClientError as error:
        return {"error": error.fields}
    except Exception as error:
        # A client that breaks down is an answer too, and the test decides what it thinks of it.
        return {"error": {"class": type(error).__name__, "code": None, "msg": str(error), "sub_code": None}}


def serve(call: Callable[[Job], object]) -> None:
    """Answer jobs until standard input ends."""
    for line in sys.stdin:
        print(json.dumps(_answer(call, line)), flush=True)
