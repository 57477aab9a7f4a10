"""The way of a request through the gateway: received, verified, answered, logged.

In:  an ``HttpCall``, who may call, what was ordered. Out: an ``HttpReply``, and an entry of the log for each call.
Note: faults of the network apply to refused calls too, and to a batch only as a whole.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias, TypeVar

from topclient._index import METHODS
from topclient._runtime.gmt8 import to_aware
from topclient._runtime.model import Request
from topclient.mock.arguments import read_arguments
from topclient.mock.batch import join_replies, receive_call, receive_envelope, split_body
from topclient.mock.checks import Credentials, check_batched, check_call, check_envelope
from topclient.mock.diagnosis import explain_signature
from topclient.mock.failures import CallRefusedError, Failure, refuse
from topclient.mock.faults import DATA_FAULTS, NETWORK_FAULTS, UNANSWERED, Fault
from topclient.mock.faults.corrupt import corrupt_bytes, corrupt_data
from topclient.mock.faults.schedule import FaultSchedule
from topclient.mock.known import KnownApis
from topclient.mock.log import Call, CallLog, Draft
from topclient.mock.package_apis import read_example
from topclient.mock.receiving import receive, receive_query
from topclient.mock.replies import read_style, write_failure, write_success
from topclient.mock.reply_queue import ReplyQueue
from topclient.mock.wire import HttpCall, HttpReply, Received

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
        """Return what a call that passed all checks is answered with; None for the example of its page."""
        return self.answers.take(api)

    def new_request_id(self) -> str:
        """Return a number for a call, as the platform gives each."""
        return secrets.token_hex(6)

    def clear(self) -> None:
        """Forget all of it."""
        self.known.clear()
        self.answers.clear()
        self.faults.clear()


@dataclass(slots=True)
class Serving:
    """Takes requests through all steps."""

    credentials: Credentials
    clock: Callable[[], datetime]
    orders: Orders
    log: CallLog
    on_call: Callable[[Call], object] | None = None
    _batches: Iterator[int] = field(default_factory=lambda: count(1))

    def answer(self, http: HttpCall) -> HttpReply:
        """Return the reply to one call."""
        draft = self._draft(http, len(http.query) + len(http.body))
        draft.received = receive_query(http)
        try:
            draft.received = receive(http)
            draft.fault = self.orders.faults.take(draft.received.texts.get("method"), NETWORK_FAULTS)
            reply = self._succeed(draft, self._check_call)
        except CallRefusedError as refused:
            reply = self._fail(draft, refused.failure)
        self._keep(draft)
        return _apply_fault(reply, draft.fault)

    def answer_batch(self, http: HttpCall) -> HttpReply:
        """Return the replies to all calls of a batch; one error when the batch as a whole is refused."""
        whole = self._draft(http, len(http.query) + len(http.body), next(self._batches))
        whole.fault = self.orders.faults.take(None, NETWORK_FAULTS)
        try:
            whole.received = receive_envelope(http)
            self._verify(whole, lambda it: check_envelope(it.texts, http.body, self.credentials, self._now()))
            shared, parts = split_body(http)
            reply = join_replies([self._answer_part(http, whole, shared, part) for part in parts], http.separator)
        except CallRefusedError as refused:
            reply = self._fail(whole, refused.failure)
            self._keep(whole)
        return _apply_fault(reply, whole.fault)

    def _answer_part(self, http: HttpCall, whole: Draft, shared: Mapping[str, str], part: bytes) -> HttpReply:
        draft = self._draft(http, len(part) + sum(map(len, shared.values())), whole.batch)
        draft.received, draft.fault = Received(whole.received.texts), whole.fault
        try:
            draft.received = receive_call(whole.received.texts, shared, part)
            reply = self._succeed(draft, lambda it: check_batched(it, self.credentials, self.orders.known))
        except CallRefusedError as refused:
            reply = self._fail(draft, refused.failure)
        self._keep(draft)
        return reply

    def _check_call(self, received: Received) -> type[Request[Any]]:
        return check_call(received, self.credentials, self._now(), self.orders.known)

    def _now(self) -> datetime:
        return to_aware(self.clock())

    def _draft(self, http: HttpCall, size: int, batch: int | None = None) -> Draft:
        return Draft(verb=http.verb, at=self._now(), request_id=self.orders.new_request_id(), size=size, batch=batch)

    def _succeed(self, draft: Draft, check: Check) -> HttpReply:
        """Return the reply to a call that nothing speaks against; refuse it otherwise, or when that was ordered."""
        request, corruption = self._verify(draft, check), None
        api = request.__api__
        if not draft.fault:
            self.orders.faults.check_flow(api.name)
        draft.arguments = read_arguments(request, draft.received)
        if not draft.fault:
            draft.fault = corruption = self.orders.faults.take(api.name, DATA_FAULTS)
        data = corrupt_data(api.response, self._next_data(api.name, draft), corruption)
        return corrupt_bytes(write_success(api, data, draft.request_id, read_style(draft.received)), corruption)

    def _verify(self, draft: Draft, check: Callable[[Received], T]) -> T:
        """Return what the check does; a wrong signature is explained in the log."""
        received = draft.received
        try:
            return check(received)
        except CallRefusedError as refused:
            if refused.failure.code == 25:
                body, secret = (received.document or "").encode(), self.credentials.app_secret
                draft.diagnosis = explain_signature(received.texts, body, secret, received.files)
            raise

    def _next_data(self, api: str, draft: Draft) -> Mapping[str, Any]:
        """Return what the API answers with now; refuse the call when that is an error."""
        if draft.fault and draft.fault.kind in UNANSWERED:
            return {}
        ordered = self.orders.take_answer(api, draft.arguments)
        if isinstance(ordered, Failure):
            raise CallRefusedError(ordered)
        if ordered is None and api not in METHODS:
            raise refuse(22, sub_msg="not an API of this package, and no answer to it was ordered")
        return read_example(api).response if ordered is None else ordered

    def _fail(self, draft: Draft, failure: Failure) -> HttpReply:
        draft.failure = failure
        return write_failure(failure, draft.request_id, read_style(draft.received))

    def _keep(self, draft: Draft) -> None:
        call = self.log.add(draft)
        if self.on_call:
            self.on_call(call)


def _apply_fault(reply: HttpReply, fault: Fault | None) -> HttpReply:
    """Return the reply with the fault that its bytes are to meet."""
    match fault and fault.kind:
        case "bad-gateway":
            return HttpReply(502, {"Content-Type": "text/html"}, _BAD_GATEWAY, fault)
        case "empty":
            return replace(reply, body=b"", fault=fault)
        case _:
            return replace(reply, fault=fault)
