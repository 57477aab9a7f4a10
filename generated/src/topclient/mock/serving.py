"""The way of a request through the gateway: received, verified, answered, logged.

In:  an ``HttpCall``, who may call, what was ordered. Out: an ``HttpAnswer``, and an entry of the log for each call.
Surprise: faults of the network befall refused calls too, and a batch only as a whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias, TypeVar

from topclient._runtime.gmt8 import to_aware
from topclient._runtime.model import Request
from topclient.mock.arguments import read_arguments
from topclient.mock.batch import join_answers, receive_call, receive_envelope, split_body
from topclient.mock.calls import Call
from topclient.mock.checks import Credentials, check_batched, check_call, check_envelope
from topclient.mock.diagnosis import explain_signature
from topclient.mock.failures import Failure, Refused, refuse
from topclient.mock.faults import UNANSWERED, Fault
from topclient.mock.faults.corrupt import corrupt_bytes, corrupt_data
from topclient.mock.faults.schedule import FaultSchedule
from topclient.mock.known import NOT_ANSWERED, KnownApis
from topclient.mock.log import CallLog, Draft
from topclient.mock.package_apis import read_example
from topclient.mock.received import HttpCall, Received
from topclient.mock.receiving import receive, receive_query
from topclient.mock.replies import HttpAnswer, read_style, write_failure, write_success
from topclient.mock.reply_queue import ReplyQueue

T = TypeVar("T")
Check: TypeAlias = Callable[[Received], type[Request[Any]]]

_BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>502 Bad Gateway</body>\r\n</html>\r\n"


class Orders:
    """Which APIs may be called, what coming calls are to be answered with, and what is to go wrong."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.known = KnownApis()
        self.answers = ReplyQueue[Mapping[str, Any] | Failure]()
        self.faults = FaultSchedule(clock)

    def take_answer(self, api: str, arguments: Mapping[str, Any]) -> Mapping[str, Any] | Failure | None:
        """What a call that passed all checks is answered with; None for the example of its page."""
        return self.answers.take(api)

    def new_request_id(self) -> str:
        """A number for a call, as the platform gives each."""
        return secrets.token_hex(6)

    def clear(self) -> None:
        """Forget all of it."""
        self.known.clear()
        self.answers.clear()
        self.faults.clear()


class Serving:
    """Takes requests through all steps."""

    def __init__(
        self,
        credentials: Credentials,
        clock: Callable[[], datetime],
        orders: Orders,
        log: CallLog,
        on_call: Callable[[Call], object] | None,
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._orders = orders
        self._log = log
        self._on_call = on_call
        self._batches = count(1)

    def answer(self, http: HttpCall) -> HttpAnswer:
        """The reply to one call."""
        draft = self._draft(http, len(http.query) + len(http.body))
        draft.received = receive_query(http)
        try:
            draft.received = receive(http)
            draft.fault = self._orders.faults.take_network(draft.received.texts.get("method"))
            answer = self._succeed(draft, self._check_call)
        except Refused as refused:
            answer = self._refuse(draft, refused.failure)
        self._note(draft)
        return _befall(answer, draft.fault)

    def answer_batch(self, http: HttpCall) -> HttpAnswer:
        """The replies to all calls of a batch; one error when the batch as a whole is refused."""
        whole = self._draft(http, len(http.query) + len(http.body), next(self._batches))
        whole.fault = self._orders.faults.take_network(None)
        try:
            whole.received = receive_envelope(http)
            self._verify(whole, lambda it: check_envelope(it.texts, http.body, self._credentials, self._now()))
            shared, pieces = split_body(http)
            answers = [self._answer_piece(http, whole, shared, piece) for piece in pieces]
            answer = join_answers(answers, http.separator)
        except Refused as refused:
            answer = self._refuse(whole, refused.failure)
            self._note(whole)
        return _befall(answer, whole.fault)

    def _check_call(self, received: Received) -> type[Request[Any]]:
        return check_call(received, self._credentials, self._now(), self._orders.known)

    def _now(self) -> datetime:
        return to_aware(self._clock())

    def _draft(self, http: HttpCall, size: int, batch: int | None = None) -> Draft:
        return Draft(verb=http.verb, at=self._now(), request_id=self._orders.new_request_id(), size=size, batch=batch)

    def _answer_piece(self, http: HttpCall, whole: Draft, shared: Mapping[str, str], piece: bytes) -> HttpAnswer:
        draft = self._draft(http, len(piece) + sum(map(len, shared.values())), whole.batch)
        draft.received, draft.fault = Received(whole.received.texts), whole.fault
        try:
            draft.received = receive_call(whole.received.texts, shared, piece)
            answer = self._succeed(draft, lambda it: check_batched(it, self._credentials, self._orders.known))
        except Refused as refused:
            answer = self._refuse(draft, refused.failure)
        self._note(draft)
        return answer

    def _succeed(self, draft: Draft, check: Check) -> HttpAnswer:
        """The reply to a call that nothing speaks against; ``Refused`` otherwise, or when that was ordered."""
        request, received = self._verify(draft, check), draft.received
        api, spoiled = request.__api__, None
        if not draft.fault:
            self._orders.faults.check_flow(api.name)
        draft.arguments = read_arguments(request, received)
        if not draft.fault:
            draft.fault = spoiled = self._orders.faults.take_data(api.name)
        data = self._next_data(api.name, draft)
        answer = write_success(api, corrupt_data(api.response, data, spoiled), draft.request_id, read_style(received))
        return corrupt_bytes(answer, spoiled)

    def _verify(self, draft: Draft, check: Callable[[Received], T]) -> T:
        """What the check gives; a wrong signature is explained in the log."""
        received = draft.received
        try:
            return check(received)
        except Refused as refused:
            if refused.failure.code == 25:
                body, secret = (received.document or "").encode(), self._credentials.app_secret
                draft.diagnosis = explain_signature(received.texts, body, secret, received.files)
            raise

    def _next_data(self, api: str, draft: Draft) -> Mapping[str, Any]:
        """What the API answers with now; ``Refused`` when that is an error."""
        if draft.fault and draft.fault.kind in UNANSWERED:
            return {}
        planned = self._orders.take_answer(api, draft.arguments)
        if isinstance(planned, Failure):
            raise Refused(planned)
        if planned is None and self._orders.known.is_other(api):
            raise refuse(22, sub_msg=NOT_ANSWERED)
        return read_example(api).response if planned is None else planned

    def _refuse(self, draft: Draft, told: Failure) -> HttpAnswer:
        draft.failure = told
        return write_failure(told, draft.request_id, read_style(draft.received))

    def _note(self, draft: Draft) -> None:
        call = self._log.add(draft)
        if self._on_call:
            self._on_call(call)


def _befall(answer: HttpAnswer, fault: Fault | None) -> HttpAnswer:
    """The reply with the fault that its bytes are to meet."""
    match fault.kind if fault else None:
        case "bad-gateway":
            return HttpAnswer("text/html", _BAD_GATEWAY, 502, fault)
        case "empty":
            return HttpAnswer(answer.content_type, b"", 200, fault)
        case _:
            return replace(answer, fault=fault)
