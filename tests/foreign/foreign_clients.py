"""Clients of the platform that we did not write, each as a program that answers one call after another.

In:  the name of a client, a gateway and a call in plain words. Out: ``ClientResult``, its data or its own error.
They run in the time zone of China unless a test asks for another: all but one of them sign the time of the local clock.
A client that is not installed has a sentence instead, with which tests are skipped.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).parent
NODE = HERE / "node"
CHINA = "Asia/Shanghai"
_SECONDS = 30
"""Seconds that a client may take for an answer."""


class Target(Protocol):
    """What a client has to know of a gateway."""

    @property
    def app_key(self) -> str: ...
    @property
    def app_secret(self) -> str: ...
    @property
    def session(self) -> str: ...

    url: str


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """One package of a registry, and what it is known not to do."""

    package: str
    version: str
    program: Path
    error: str
    """The class of its errors, or the word that stands for one."""
    sends_files: bool = True
    """Files beside Chinese texts, that is."""
    strips_root: bool = True
    """Returns what stands below the root of the reply."""
    other_prefixes: bool = True
    """Finds the data of APIs whose names do not begin with taobao."""
    exact_integers: bool = True
    local_clock: bool = True

    @property
    def is_python(self) -> bool:
        return self.program.suffix == ".py"

    @property
    def missing(self) -> str | None:
        """Return why it cannot run, as a sentence; None when it can."""
        if self.is_python:
            return None if _installed(self) else f"{self.package}=={self.version} is not installed in this environment"
        if not shutil.which("node"):
            return f"npm {self.package} cannot run: node is not installed"
        if not _installed(self):
            return f"npm {self.package}@{self.version} is not installed: run npm ci in tests/foreign/node"
        return None


def _installed(foreign: Foreign) -> bool:
    try:
        if foreign.is_python:
            return version(foreign.package) == foreign.version
        manifest = NODE / "node_modules" / foreign.package / "package.json"
        return bool(json.loads(manifest.read_text("utf-8"))["version"] == foreign.version)
    except (PackageNotFoundError, FileNotFoundError):
        return False


TAOBAOPY = Foreign(
    package="taobaopy",
    version="6.0.1",
    program=HERE / "drivers/run_taobaopy.py",
    error="TaoBaoAPIError",
    strips_root=False,
)
PYPI_TOPSDK = Foreign(
    package="topsdk",
    version="20.4.21.40",
    program=HERE / "drivers/run_topsdk.py",
    error="TopException",
    strips_root=False,
    sends_files=False,
    local_clock=False,
)
TAOBAO_SDK = Foreign(
    package="taobao-sdk",
    version="0.0.5",
    program=HERE / "drivers/run_taobao_sdk.py",
    error="error_response",
    sends_files=False,
    other_prefixes=False,
)
NPM_TOPSDK = Foreign(package="topsdk", version="1.0.13", program=NODE / "run_topsdk.js", error="TOPClientError")
NODE_TAOBAO_TOPCLIENT = Foreign(
    package="node-taobao-topclient",
    version="0.1.7",
    program=NODE / "run_node_taobao_topclient.js",
    error="TOPClientError",
    sends_files=False,
    exact_integers=False,
)
ALI_TOPSDK = Foreign(
    package="ali-topSdk",
    version="1.2.0",
    program=NODE / "run_ali_topsdk.js",
    error="Object",
    exact_integers=False,
)
ALL = (TAOBAOPY, PYPI_TOPSDK, TAOBAO_SDK, NPM_TOPSDK, NODE_TAOBAO_TOPCLIENT, ALI_TOPSDK)


@dataclass(frozen=True)
class ClientResult:
    """What a client made of a reply."""

    data: Any = None
    error: Mapping[str, Any] = field(default_factory=dict)
    """class, code, msg, sub_code; empty for a success."""


class Running:
    """The program of a client, waiting for calls."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(
        self,
        gateway: Target,
        api: str,
        params: Mapping[str, Any],
        *,
        files: Mapping[str, Path] | None = None,
        **more: Any,
    ) -> ClientResult:
        """``more`` are secret, session and url instead of the gateway's, and words that one program knows."""
        who = {"key": gateway.app_key, "secret": gateway.app_secret, "session": gateway.session, "url": gateway.url}
        paths = {name: str(path) for name, path in (files or {}).items()}
        return self._ask({**who, "api": api, "params": params, "files": paths, "verb": "POST", **more})

    def _ask(self, job: Mapping[str, Any]) -> ClientResult:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _SECONDS)
        assert ready, f"no answer within {_SECONDS} seconds"
        return ClientResult(**json.loads(self._process.stdout.readline()))


Start = Callable[..., Running]
"""The fixture ``start``: a client, and perhaps a time zone, to its running program."""


@contextmanager
def running(foreign: Foreign, zone: str = CHINA) -> Iterator[Running]:
    """The client's program with its clock in a time zone, until the block ends."""
    command = [sys.executable if foreign.is_python else "node", str(foreign.program)]
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONWARNINGS": "ignore",
        "NODE_NO_WARNINGS": "1",
        "NO_PROXY": "*",
        "no_proxy": "*",
    }
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )
    with process:
        yield Running(process)
        assert process.stdin
        process.stdin.close()
