"""The example of a page as a request to send.

In:  the name of an API. Out: an object of its request class. Examples are complete: what a page requires without giving
a sample of it was filled in when they were written. A file, of which pages give a name at most, holds that name.
"""

from __future__ import annotations

from typing import Any

from topclient._runtime.decoding.responses import from_dict
from topclient._runtime.model import Request, Upload
from topclient._runtime.schema import schema_of
from topclient.mock.package_apis import find_request, read_example


def example_request(api: str) -> Request[Any]:
    """The example as an object; ``LookupError`` for an API that this package does not have."""
    cls = find_request(api)
    if cls is None:
        raise LookupError(f"no API {api!r} in this package")
    request = from_dict(cls, read_example(api).request)
    for attribute in schema_of(cls):
        text = getattr(request, attribute.attr)
        if attribute.kind == "file" and isinstance(text, str):
            setattr(request, attribute.attr, Upload(text.encode(), filename="example.bin"))
    return request
