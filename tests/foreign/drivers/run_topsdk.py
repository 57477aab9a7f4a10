"""PyPI topsdk (package ``top``), driven by lines: system parameters in the query, milliseconds since 1970, md5."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import top.api
from lines import ClientError, Job, serve
from top.api.base import TopException


class AnyRequest(top.api.base.RestApi):
    """A request of any API: its parameters are the attributes that do not begin with an underscore."""

    def __init__(self, job: Job) -> None:
        address = urlsplit(job["url"])
        super().__init__(address.hostname, address.port)
        self.set_app_info(top.appinfo(job["key"], job["secret"]))
        # Attributes that look private to the class of requests are the only ones it does not send.
        self.__dict__["__api"] = job["api"]
        self.__dict__["__files"] = list(job["files"])
        self.__dict__.update(job["params"])

    def getapiname(self) -> str:
        return self.__dict__["__api"]

    def getMultipartParas(self) -> list[str]:
        return self.__dict__["__files"]


def call(job: Job) -> Any:
    request = AnyRequest(job)
    for name, path in job["files"].items():
        setattr(request, name, top.api.FileItem("sock.txt", open(path, "rb")))  # noqa: SIM115
    try:
        return request.getResponse(job["session"])
    except TopException as error:
        raise ClientError(error, error.errorcode, error.message, error.subcode) from None


serve(call)
