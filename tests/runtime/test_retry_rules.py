"""The platform's rules of repetition, as data: which failure is sent again, of which calls, after how long."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest
from client_shop import ShopGoodsPushRequest, ShopGoodsPushResponse
from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.calls.retry import RetryPolicy, RetryRule
from topclient._runtime.decoding.responses import decode_reply
from topclient._runtime.errors import (
    ArgumentError,
    CallTimeoutError,
    ConnectError,
    GatewayError,
    MismatchError,
    ReplyError,
    TopError,
    TransportError,
)
from topclient._runtime.reply import Reply


def error_of(code: int | str, sub_code: str | None = None, sub_msg: str | None = None) -> GatewayError:
    """The exception that the reply of a gateway becomes."""
    error = {"code": code, "msg": "Remote service error", "sub_code": sub_code, "sub_msg": sub_msg}
    text = "".join(f"<{name}>{value}</{name}>" for name, value in error.items() if value is not None)
    with pytest.raises(GatewayError) as caught:
        decode_reply(Reply(200, {}, f"<error_response>{text}</error_response>".encode()), ShopGoodsPushRequest.__api__)
    return caught.value


# The platform's tables: code, sub code, and what is sent again: nothing, reads alone, or everything.
NOTHING, READS, ALL = (False, False), (True, False), (True, True)
ROWS: list[tuple[int, str | None, tuple[bool, bool]]] = [
    (3, None, NOTHING),
    (4, None, ALL),
    (5, None, ALL),
    (6, None, ALL),
    (7, None, ALL),
    (7, "accesscontrol.limited-by-app-access-count", ALL),
    (7, "accesscontrol.limited-by-api-access-count", ALL),
    (7, "accesscontrol.limited-by-app-api-access-count", ALL),
    (7, "accesscontrol.limited-by-dynamic-access-count", ALL),
    (15, "accesscontrol.limited-by-api-access-count", ALL),
    (8, None, ALL),
    (9, None, NOTHING),
    (10, None, READS),
    (11, "isv.permission-api-package-limit", NOTHING),
    (11, "isv.permission-ip-whitelist-limit", NOTHING),
    (12, None, NOTHING),
    (13, None, NOTHING),
    (15, None, NOTHING),
    *((code, None, NOTHING) for code in (21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 32, 33, 34, 40, 41, 42, 43, 44, 47)),
    (27, "session-expired", NOTHING),
    (27, "session-not-exist", NOTHING),
    (27, "invalid-sessionkey", NOTHING),
    (29, "isv.appkey-not-exists", NOTHING),
    (50, None, NOTHING),
    (53, None, NOTHING),
    (88, None, NOTHING),
    (15, "isp.item-service-unavailable", READS),
    (15, "isp.remote-service-error", READS),
    (520, "isp.remote-service-error", READS),
    (15, "isp.remote-service-timeout", READS),
    (15, "isp.remote-connection-error", READS),
    (15, "isp.top-remote-connection-timeout", READS),
    (15, "isp.top-remote-connection-timeout-tmall", READS),
    (15, "isp.top-remote-connection-error", READS),
    (15, "isp.top-remote-service-unavailable", READS),
    (15, "isp.top-remote-unknown-error", READS),
    (15, "isp.unknown-error", READS),
    (15, "isp.call-limited", READS),
    (15, "isp.system-busy", READS),
    (15, "isp.null-pointer-exception", NOTHING),
    (10, "isp.null-pointer-exception", NOTHING),
    (15, "isp.top-parse-error", NOTHING),
    (15, "isp.top-parse-error-tmall", NOTHING),
    (15, "isp.null-pointer-exception-tmall", NOTHING),
    (15, "10", NOTHING),  # as a sub code it is a number of the API's own
    (15, "isp.api-parse-error", NOTHING),
    (15, "isp.top-mapping-parse-error", NOTHING),
    (50, "isv.item-not-exist:invalid-num_iid", NOTHING),
    (50, "isv.missing-parameter:num_iid", NOTHING),
    (50, "isv.invalid-parameter", NOTHING),
    (50, "isv.invalid-parameter: RATE_REPEAT_ERROR", NOTHING),
    (50, "isv.invalid-permission", NOTHING),
    (50, "isv.parameters-mismatch:a-and-b", NOTHING),
    (530, "isv.item-listing-service-error:GENERIC_FAILURE-tmall", NOTHING),
    (530, "isv.item-update-service-error:IC_SYSTEM_NOT_READY_TRY_AGAIN_LATER", READS),
    (530, "isv.item-update-service-error:IC_SYSTEM_NOT_READY_TRY_AGAIN_LATER-tmall", READS),
    (11, "isv.permission-api-package-empty", NOTHING),
    (11, "isv.error-unauthorized", NOTHING),
    (50, "isv.timestamp-limit-error", NOTHING),
    (50, "isv.request-replay-error", NOTHING),
    *((15, sub_code, NOTHING) for sub_code in ("2", "20000", "isv.BUSINESS_LIMIT_CONTROL", "A-AUDIT-00-16-003-01")),
]


@pytest.mark.parametrize(("code", "sub_code", "sent_again"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_the_platform_s_table_says_what_is_sent_again(
    code: int, sub_code: str | None, sent_again: tuple[bool, bool]
) -> None:
    error, policy = error_of(code, sub_code), RetryPolicy()
    waits = [policy.wait_after(error, 1, repeatable=repeatable) for repeatable in (True, False)]
    assert tuple(wait is not None for wait in waits) == sent_again


FAULTS: list[tuple[TopError, tuple[bool, bool]]] = [
    (ConnectError("refused"), ALL),
    (TransportError("reset"), READS),
    (CallTimeoutError("late"), READS),
    (ReplyError("cut short"), READS),
    (ReplyError("broken JSON", Reply(200, {}, b"{")), READS),
    (ReplyError("a page", Reply(502, {}, b"<html>")), READS),
    (ReplyError("a page", Reply(302, {}, b"<html>")), NOTHING),
    (ReplyError("a page", Reply(403, {}, b"<html>")), NOTHING),
    (ArgumentError("x", "y", "z"), NOTHING),
    (MismatchError("x", (), ShopGoodsPushResponse()), NOTHING),
    (TopError("of the caller"), NOTHING),
]


@pytest.mark.parametrize(("error", "sent_again"), FAULTS, ids=[repr(fault[0]) for fault in FAULTS])
def test_only_what_certainly_was_not_executed_is_written_again(error: TopError, sent_again: tuple[bool, bool]) -> None:
    policy = RetryPolicy()
    waits = [policy.wait_after(error, 1, repeatable=repeatable) for repeatable in (True, False)]
    assert tuple(wait is not None for wait in waits) == sent_again


policies = st.builds(
    RetryPolicy, attempts=st.integers(2, 50), first_wait=st.floats(0.001, 5), longest_wait=st.floats(0.1, 60)
)


@given(policies, st.integers(1, 49), st.sampled_from([ConnectError("x"), error_of(15, "isp.unknown-error")]))
def test_waits_double_up_to_the_longest_and_are_shortened_by_up_to_a_half(
    policy: RetryPolicy, number: int, error: TopError
) -> None:
    wait = policy.wait_after(error, number, repeatable=True)
    if number >= policy.attempts:
        assert wait is None
    else:
        whole = min(policy.first_wait * 2 ** (number - 1), policy.longest_wait)
        assert wait is not None and whole / 2 <= wait <= whole


@given(policies, st.sampled_from(["isp.system-busy", "isp.call-limited", "accesscontrol.limited-by-app-access-count"]))
def test_an_overloaded_platform_is_left_alone_for_a_second(policy: RetryPolicy, sub_code: str) -> None:
    wait = policy.wait_after(error_of(7 if "access" in sub_code else 15, sub_code), 1, repeatable=True)
    assert wait is not None and wait >= 1


@pytest.mark.parametrize("error", [ConnectError("x"), error_of(7), error_of(15, "isp.system-busy")], ids=repr)
def test_waits_differ_so_that_callers_do_not_return_all_at_once(error: TopError) -> None:
    assert len({RetryPolicy().wait_after(error, 3, repeatable=True) for _ in range(20)}) > 10


@pytest.mark.parametrize("seconds", [1, 2, 31062])
def test_a_ban_is_waited_out_whatever_the_longest_wait_is(seconds: int) -> None:
    words = f"This ban will last for {seconds} more seconds"
    error = error_of(7, "accesscontrol.limited-by-app-api-access-count", words)
    assert RetryPolicy(longest_wait=0.1).wait_after(error, 1, repeatable=False) == seconds + 1


def test_rules_of_the_caller_go_before_the_platform_s() -> None:
    policy = RetryPolicy(first_wait=0.1).extended(
        RetryRule("isv.busy-*", "always"), RetryRule("isp.*", "never"), RetryRule("15", "reads")
    )
    assert policy.rules[-len(RetryPolicy().rules) :] == RetryPolicy().rules
    assert policy.wait_after(error_of(50, "isv.busy-now"), 1, repeatable=False) is not None
    assert policy.wait_after(error_of(15, "isp.unknown-error"), 1, repeatable=True) is None
    assert policy.wait_after(error_of(15, "A-AUDIT-00-16-003-01"), 1, repeatable=True) is not None
    assert policy.wait_after(error_of(15, "A-AUDIT-00-16-003-01"), 1, repeatable=False) is None
    last = policy.extended(RetryRule("isv.busy-*", "never"))
    assert last.wait_after(error_of(50, "isv.busy-now"), 1, repeatable=True) is None


@pytest.mark.parametrize("attempts", [0, -1, 1.5, "3", True, None])
def test_a_policy_without_an_attempt_is_refused(attempts: Any) -> None:
    with pytest.raises(ValueError, match=r"attempts is a number .* at least 1"):
        RetryPolicy(attempts=attempts)


@pytest.mark.parametrize("name", ["first_wait", "longest_wait"])
@pytest.mark.parametrize("seconds", [-1, float("inf"), float("nan"), "1", None, True])
def test_a_wait_is_a_number_of_seconds(name: str, seconds: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} is a number of seconds"):
        RetryPolicy(**{name: seconds})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("isp.*", "sometimes"), "when is one of never, reads, always, not 'sometimes'"),
        (("isp.*", "Never"), "when is one of"),
        ((15, "reads"), "code of a rule is text"),
        (("", "reads"), "code of a rule is text"),
        (("isp.*", "reads", "yes"), "slow is True or False"),
    ],
)
def test_a_rule_is_checked_when_it_is_made(arguments: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RetryRule(*arguments)


def test_rules_of_a_policy_are_rules() -> None:
    for make in (lambda: RetryPolicy().extended(cast(Any, "isp.*")), lambda: RetryPolicy(rules=cast(Any, "isp.*"))):
        with pytest.raises(ValueError, match="rules are RetryRule objects"):
            make()


def test_a_word_that_nobody_knows_repeats_nothing() -> None:
    rule = RetryRule("isp.*", "never")
    object.__setattr__(rule, "when", "sometimes")
    for repeatable in (True, False):
        assert RetryPolicy().extended(rule).wait_after(error_of(15, "isp.a"), 1, repeatable=repeatable) is None


@given(st.text("ab[]?*.-", min_size=1), st.text("ab[]?*.-"))
def test_only_the_star_of_a_code_stands_for_something_else(code: str, text: str) -> None:
    pattern = ".*".join(map(re.escape, code.split("*")))
    assert RetryRule(code, "reads").fits(text) == bool(re.fullmatch(pattern, text, re.DOTALL))
