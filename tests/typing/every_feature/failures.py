"""Every error to catch, and what it tells."""

from __future__ import annotations

import logging
import warnings
from typing import assert_type

from topclient import (
    AccessDeniedError,
    ArgumentError,
    BusinessError,
    CallerError,
    CallTimeoutError,
    ConnectError,
    FlowLimitError,
    GatewayError,
    LimitWarning,
    MismatchError,
    PlatformError,
    RateLimitError,
    Reply,
    ReplyError,
    Response,
    SessionError,
    SignatureError,
    TopClient,
    TopError,
    TransportError,
)
from topclient.apis.taobao.fenxiao.product_update import InvalidParameterAuthzError

log = logging.getLogger(__name__)


def errors(client: TopClient) -> str | None:
    warnings.simplefilter("error", LimitWarning)
    try:
        client.taobao.fenxiao.product_update(pid=444)
    except InvalidParameterAuthzError as error:
        assert_type(error.code, int | str)
        return error.sub_msg
    except FlowLimitError as error:
        assert_type(error.ban_seconds, int | None)
    except CallerError as error:
        return error.parameter
    except (SessionError, AccessDeniedError, SignatureError, PlatformError) as error:
        assert_type(error.sub_code, str | None)
    except BusinessError as error:
        assert_type(error.response, Response | None)
    except GatewayError as error:
        assert_type(error.reply, Reply | None)
        return f"{error.api} {error.code} {error.msg} {error.request_id}"
    except RateLimitError:
        log.info("too many calls in one second")
    except (ConnectError, CallTimeoutError) as error:
        assert_type(error.attempts, int)
        assert_type(error.api, str | None)
        assert_type(error.gateway, str | None)
        assert_type(error.seconds, float | None)
    except TransportError:
        raise
    except (ReplyError, MismatchError) as error:
        return str(error)
    except ArgumentError as error:
        return f"{error.where} {error.parameter} {error.reason}"
    except TopError as error:
        log.error("%s after %d attempts", error, error.attempts)
    return None


def mismatches(error: MismatchError) -> Response:
    for mismatch in error.mismatches:
        assert_type(mismatch.path, str)
        assert_type(mismatch.api, str | None)
    return error.response
