"""From a call to the HTTP request that carries it, and from the reply to what the call returns; no I/O here.

In:  the options of a client, and an attempt or a reply. Out: a signed ``HttpRequest``, or a response object.
All parameters travel in the body, as from the official .NET SDK: addresses end up in the logs of proxies and of HTTP
libraries, where neither a session nor a signature belongs. Only a batch has no room there, so its session and signature
stand in its address.
Note: a gateway may quote the session in its messages; errors are rid of it, and of the secret, before they are raised.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

from topclient._runtime.calls.attempt import Attempt
from topclient._runtime.calls.batch import batch_address, encode_batch, split_reply
from topclient._runtime.calls.setting_rules import is_printable
from topclient._runtime.calls.settings import Options
from topclient._runtime.decoding.failure import find_failure
from topclient._runtime.decoding.responses import decode_reply
from topclient._runtime.encoding.form import encode_form
from topclient._runtime.encoding.requests import encode_request
from topclient._runtime.encoding.signing import sign
from topclient._runtime.encoding.untyped import encode_untyped
from topclient._runtime.encoding.uploads import FilePart, Multipart
from topclient._runtime.errors import ArgumentError, GatewayError, MismatchError, ReplyError, TopError
from topclient._runtime.mismatch import Mismatch
from topclient._runtime.model import Api, Request, Response
from topclient._runtime.reply import Reply
from topclient._runtime.transport.interface import HttpRequest
from topclient._runtime.untyped import Batch, BatchResponse, UntypedRequest

_FORM = "application/x-www-form-urlencoded;charset=UTF-8"
_BATCH = "text/plain;charset=UTF-8"
_SHORTEST_SECRET = 6
"""Characters; shorter ones are no secrets of the platform's, and would be found in the middle of words."""


def prepare(options: Options, attempt: Attempt) -> HttpRequest:
    """Return the signed HTTP request of an attempt; ``ArgumentError`` when an argument may not be sent."""
    request = attempt.request
    if not (attempt.session is None or is_printable(attempt.session)):
        raise ArgumentError(attempt.api, "session", "has to be printable text, or None")
    if isinstance(request, Batch):
        return _prepare_batch(options, attempt, request)
    params, files = _encode(request)
    params |= _fit(options, request).system_params(attempt.api, attempt.session)
    params["sign"] = sign(params, options.app_secret, options.sign_method)
    rest = (options.timeouts, attempt.headers, attempt.deadline)
    if files:
        body = Multipart(params, files)
        return HttpRequest(options.router, body.content_type, body, *rest)
    return HttpRequest(options.router, _FORM, encode_form(params), *rest)


def _encode(request: Request[Any]) -> tuple[dict[str, str], dict[str, FilePart]]:
    try:
        return encode_untyped(request) if isinstance(request, UntypedRequest) else encode_request(request)
    except RecursionError:
        raise ArgumentError(request.__api__.name, "arguments", "are nested too deeply, or hold themselves") from None


def _fit(options: Options, *requests: Request[Any]) -> Options:
    """Return options that ask for bare lists where no class tells lists and their wrappers apart."""
    return options.changed({"simplify": True}) if any(isinstance(one, UntypedRequest) for one in requests) else options


def _prepare_batch(options: Options, attempt: Attempt, batch: Batch) -> HttpRequest:
    body = encode_batch([_encode_piece(batch, index) for index in range(len(batch.requests))])
    params = _fit(options, *batch.requests).system_params(None, attempt.session)
    params["sign"] = sign(params, options.app_secret, options.sign_method, body)
    address = f"{batch_address(options.router)}?{encode_form(params).decode()}"
    return HttpRequest(address, _BATCH, body, options.timeouts, attempt.headers, attempt.deadline)


def _encode_piece(batch: Batch, index: int) -> dict[str, str]:
    request, session = batch.requests[index], batch.sessions[index]
    where = f"[{index}] of the batch, {request.__api__.name}"
    try:
        texts, files = _encode(request)
    except ArgumentError as error:
        raise ArgumentError(where, error.parameter, error.reason) from None
    for name in files:
        raise ArgumentError(where, name, "is a file, which no batch can carry")
    own = {"method": request.__api__.name, "session": session}
    return texts | {name: text for name, text in own.items() if text}


def decode(options: Options, attempt: Attempt, reply: Reply) -> Response:
    """Return the response in a reply; ``GatewayError``, ``ReplyError`` or ``MismatchError`` when there is none."""
    request = attempt.request
    try:
        if isinstance(request, Batch):
            return _decode_batch(options, attempt, request, reply)
        return _decode_single(options, request.__api__, reply)
    except (GatewayError, ReplyError) as error:
        error.api = attempt.api
        if isinstance(error, ReplyError) and urlsplit(options.router).path in ("", "/"):
            error.reason += f"; is the address complete: {options.router.rstrip('/')}/router/rest?"
        _hide_secrets(error, options, attempt)
        # Services that collect crashes store the variables of all frames, and those of the decoder hold the texts.
        raise error.with_traceback(None) from None


def _decode_batch(options: Options, attempt: Attempt, batch: Batch, reply: Reply) -> BatchResponse:
    pieces, calls = split_reply(reply), len(batch.requests)
    if len(pieces) != calls:
        _decode_single(options, batch.__api__, pieces[0])  # which raises what the gateway has against the whole
        raise ReplyError(f"{len(pieces)} answers to a batch of {calls}", reply)
    results: list[Response | TopError] = []
    for request, piece in zip(batch.requests, pieces, strict=True):
        try:
            results.append(_decode_single(options, request.__api__, piece))
        except (GatewayError, ReplyError, MismatchError) as error:
            if isinstance(error, ReplyError) and (calls == 1 or reply.status >= 300):
                raise  # it is no answer to a call, but a page of a proxy instead of all of them
            error.api = request.__api__.name
            _hide_secrets(error, options, attempt)
            results.append(error.with_traceback(None))
    return BatchResponse(results=tuple(results), reply=reply)


def _decode_single(options: Options, api: Api, reply: Reply) -> Response:
    found: list[Mismatch] = []
    response = decode_reply(reply, api, found.append)
    if found:
        found = [replace(mismatch, api=api.name) for mismatch in found]
    for mismatch in found if options.on_mismatch else ():
        cast(Any, options.on_mismatch)(mismatch)
    failure = find_failure(api, response) if options.raise_on_failure else None
    if failure:
        raise failure
    if found and options.strict:
        raise MismatchError(api.name, tuple(found), response)
    return response


def _hide_secrets(error: GatewayError | ReplyError | MismatchError, options: Options, attempt: Attempt) -> None:
    sessions = attempt.request.sessions if isinstance(attempt.request, Batch) else ()
    known = (options.app_secret, attempt.session, *sessions)
    secrets = [text for text in known if text and len(text) >= _SHORTEST_SECRET]
    if isinstance(error, MismatchError):
        return  # its values are those of the answer, which it holds
    if error.reply:
        body = error.reply.body
        for secret in secrets:
            body = body.replace(secret.encode(), "…".encode())
        error.reply = replace(error.reply, body=body)
    if isinstance(error, ReplyError):
        error.args = (error.reason, error.reply)
        return
    for name in ("code", "msg", "sub_code", "sub_msg", "request_id"):
        text = getattr(error, name)
        for secret in secrets if isinstance(text, str) else ():
            text = text.replace(secret, "…")
        setattr(error, name, text)
    error.args = (error.code, error.msg, error.sub_code, error.sub_msg, error.request_id)
