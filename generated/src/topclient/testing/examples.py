"""The examples of the pages as objects, to be changed and used in tests.

In:  a request or response class of an API module. Out: a new object of it, which nobody else holds.
"""

from __future__ import annotations

import sys
from typing import Any, TypeVar, cast

from topclient._runtime.decoding.responses import from_dict
from topclient._runtime.model import Request, Response
from topclient.mock.package_apis import example_request, read_example

AnyRequest = TypeVar("AnyRequest", bound=Request[Any])
AnyResponse = TypeVar("AnyResponse", bound=Response)


def example(request: type[AnyRequest]) -> AnyRequest:
    """Return the example of a page as a request: ``client.execute(example(FenxiaoProductUpdateRequest))``.

    A file, of which pages give a name at most, holds that name. ``TypeError`` for what is no request class.
    """
    api = getattr(request, "__api__", None)
    if api is None:
        raise TypeError(f"{request!r} is not the request class of an API")
    return cast(AnyRequest, example_request(api.name))


def example_response(response: type[AnyResponse]) -> AnyResponse:
    """Return the example of a page as a response: what the stub and the mock gateway answer with.

    ``TypeError`` for what is not the response class of an API.
    """
    for one in vars(sys.modules[response.__module__]).values():
        api = getattr(one, "__api__", None)
        if api is not None and api.response is response:
            return from_dict(response, read_example(api.name).response)
    raise TypeError(f"{response!r} is not the response class of an API")
