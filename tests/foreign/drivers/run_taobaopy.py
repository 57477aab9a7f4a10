"""PyPI taobaopy, driven by lines: everything in the body, hmac, gzip."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from lines import ClientError, Job, serve
from taobaopy.taobao import TaoBaoAPIClient, TaoBaoAPIError


def method_of(api: str) -> str:
    """The attribute that taobaopy makes this API of; prefixes other than taobao stand before two underscores."""
    prefix, _, rest = api.partition(".")
    rest = rest.replace(".", "_")
    return rest if prefix == "taobao" else f"{prefix}__{rest}"


def call(job: Job) -> Any:
    client = TaoBaoAPIClient(
        job["key"], job["secret"], domain=job["url"].removesuffix("/router/rest"), retry_count=job.get("attempts", 1)
    )
    if job["session"]:
        client.set_access_token(job["session"])
    with ExitStack() as opened:
        files = {name: opened.enter_context(open(path, "rb")) for name, path in job["files"].items()}
        # A dot in a parameter's name is written as two underscores.
        params = {name.replace(".", "__"): value for name, value in job["params"].items()}
        try:
            reply = getattr(client, method_of(job["api"]))(**params, **files)
        except TaoBaoAPIError as error:
            raise ClientError(error, error.code, error.msg, error.sub_code) from None
    return reply


serve(call)
