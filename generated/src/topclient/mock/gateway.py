"""The gateway without its socket: a request's parameters in, a reply and an entry of the log out.

In:  an ``HttpCall``, and what a test wants an API to answer. Out: an ``HttpAnswer``.
Surprise: what the HTTP path was does not matter here; ``server`` knows where the router stands.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from topclient._index import METHODS
from topclient._runtime import gmt8
from topclient._runtime.model import Response
from topclient._runtime.plain import to_plain
from topclient.mock.arguments import read_arguments
from topclient.mock.calls import SECRET_PARAMETERS, SYSTEM_PARAMETERS, Call, HttpCall, Received
from topclient.mock.catalogue import read_example
from topclient.mock.checks import Credentials, check_call
from topclient.mock.failures import Failure, Refused, failure
from topclient.mock.receiving import receive
from topclient.mock.replies import HttpAnswer, read_style, write_failure, write_success


@dataclass(slots=True)
class _Answer:
    """What an API answers with instead of its example, and how many calls more."""

    content: Mapping[str, Any] | Failure
    times: int | None


class Gateway:
    """Verifies calls as the platform does and answers them with the examples of the pages."""

    def __init__(
        self,
        app_key: str = "12345678",
        app_secret: str = "helloworld",
        session: str = "test",
        *,
        clock: Callable[[], datetime] = gmt8.now,
        on_call: Callable[[Call], object] | None = None,
    ) -> None:
        """Key, secret and session are the only ones that are accepted; ``clock`` gives an aware time.

        ``on_call`` is told of every call, from the thread that serves.
        """
        self._credentials = Credentials(app_key, app_secret, session)
        self._clock = clock
        self._on_call = on_call
        self._answers: dict[str, deque[_Answer]] = {}
        self.calls: list[Call] = []
        """All calls since the start or the last ``reset``, refused ones too, oldest first."""

    @property
    def app_key(self) -> str:
        """The key that is accepted."""
        return self._credentials.app_key

    @property
    def app_secret(self) -> str:
        """The secret that signatures are verified with."""
        return self._credentials.app_secret

    @property
    def session(self) -> str:
        """The access token that is accepted."""
        return self._credentials.session

    def reply(self, api: str, response: Mapping[str, Any] | Response, *, times: int | None = None) -> None:
        """Let an API answer with this: plain data under wire names without list wrappers, or a response object.

        From now on, or for the given number of calls. Several answers are given in the order they were set, and one
        that was set without ``times`` ends when another is.
        ``LookupError`` for an API that this package does not have.
        """
        self._plan(api, _Answer(to_plain(response), times))

    def fail(
        self,
        api: str,
        code: int,
        *,
        msg: str | None = None,
        sub_code: str | None = None,
        sub_msg: str | None = None,
        times: int | None = None,
    ) -> None:
        """Let an API answer with an error, once the call has passed all checks; ``times`` as for ``reply``.

        ``msg`` is the platform's for the code when left out. ``LookupError`` for an unknown API.
        """
        told = failure(code, sub_code=sub_code, sub_msg=sub_msg)
        self._plan(api, _Answer(told if msg is None else Failure(code, msg, sub_code, sub_msg), times))

    def reset(self) -> None:
        """Forget all calls and all answers that were set."""
        self.calls.clear()
        self._answers.clear()

    def answer(self, http: HttpCall) -> HttpAnswer:
        """The reply to a request; it never raises for what came over the wire."""
        request_id = secrets.token_hex(6)
        received, arguments, told = Received(), dict[str, Any](), None
        try:
            received = receive(http)
            api = check_call(received.texts, self._credentials, self._clock())
            arguments = read_arguments(api, received)
            data = self._next_data(api.__api__.name)
            answer = write_success(api.__api__, data, request_id, read_style(received.texts))
        except Refused as refused:
            told = refused.failure
            answer = write_failure(told, request_id, read_style(received.texts))
        self._log(http.verb, received, arguments, request_id, told)
        return answer

    def _next_data(self, api: str) -> Mapping[str, Any]:
        """What the API answers with now; ``Refused`` when that is an error."""
        planned = self._answers.get(api)
        if not planned:
            return read_example(api).response
        answer = planned[0]
        if answer.times is not None:
            answer.times -= 1
            if answer.times <= 0:
                planned.popleft()
        if isinstance(answer.content, Failure):
            raise Refused(answer.content)
        return answer.content

    def _log(
        self, verb: str, received: Received, arguments: Mapping[str, Any], request_id: str, told: Failure | None
    ) -> None:
        public = SYSTEM_PARAMETERS - SECRET_PARAMETERS
        call = Call(
            api=received.texts.get("method"),
            arguments=arguments,
            files=received.files,
            system={name: text for name, text in received.texts.items() if name in public},
            verb=verb,
            request_id=request_id,
            failure=told,
        )
        self.calls.append(call)
        if self._on_call:
            self._on_call(call)

    def _plan(self, api: str, answer: _Answer) -> None:
        if api not in METHODS:
            near = "".join(f"; did you mean {name}?" for name in get_close_matches(api, METHODS, 1))
            raise LookupError(f"no API {api!r} in this package{near}")
        planned = self._answers.setdefault(api, deque())
        if planned and planned[-1].times is None:
            planned.pop()
        planned.append(answer)
