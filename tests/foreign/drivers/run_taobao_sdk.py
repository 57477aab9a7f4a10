"""PyPI taobao-sdk, driven by lines: everything in the body, md5, no uploads; answers a truth and the data."""

from __future__ import annotations

from typing import Any

from lines import ClientError, Job, serve
from taobao.api import TaoBao


def call(job: Job) -> Any:
    client = TaoBao(job["key"], job["secret"], job["session"] or "")
    client._url = job["url"]
    answer = client.userapi.post(job["api"], dict(job["params"]))
    if answer is None:  # what it makes of every reply to an API of another prefix
        return None
    success, data = answer
    if not success:
        raise ClientError("error_response", data.get("code"), data.get("msg"), data.get("sub_code"))
    return data


serve(call)
