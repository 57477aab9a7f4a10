"""Run the tests of rendered packages many times in one process, each time with other files.

In:  the folder of a package; lines of JSON, ``[test module, {path: text}]``: which tests to run, and what
some files say while they run. Out: for each line the first failure as JSON text, empty when all tests passed.
"""

from __future__ import annotations

import json
import sys
from asyncio import Runner
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import product
from pathlib import Path
from traceback import extract_tb
from typing import Any

ROOT = Path(sys.argv[1])
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
sys.dont_write_bytecode = True  # files change within the second that Python tells them apart by

import pytest  # noqa: E402
from topclient import NO_RETRY, AsyncTopClient, TopClient  # noqa: E402
from topclient.mock import MockGateway, package_apis  # noqa: E402

FORMS = import_module("tests.conftest").FORMS


@contextmanager
def changed(files: dict[str, str]) -> Iterator[None]:
    """Let the files say something else, and nobody remember what they said before."""
    before = {path: (ROOT / path).read_text("utf-8") for path in files}
    for path, text in files.items():
        (ROOT / path).write_text(text, "utf-8")
    forget()
    try:
        yield
    finally:
        for path, text in before.items():
            (ROOT / path).write_text(text, "utf-8")


def forget() -> None:
    for name in [name for name in sys.modules if name.startswith(("topclient.apis.", "tests."))]:
        del sys.modules[name]
    package_apis._load_request.cache_clear()
    package_apis.read_example.cache_clear()


def calls_of(test: Callable[..., None], known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the arguments of each run of a test, as pytest would give them."""
    wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
    marks = [mark.args for mark in getattr(test, "pytestmark", ())]
    rows = [[dict(zip(names, values, strict=True)) for values in table] for names, table in marks]
    for chosen in product(*rows):
        given = known | {name: value for row in chosen for name, value in row.items()}
        yield {name: given[name] for name in wanted}


def first_failure(module: str, gateway: MockGateway, client: TopClient, others: AsyncTopClient, runner: Runner) -> str:
    try:
        tests = [test for name, test in vars(import_module(module)).items() if name.startswith("test_")]
        for form in FORMS.values():
            settings = {"gateway": gateway.url, "session": gateway.session, **form}
            known = {"client": client.with_options(**settings), "async_client": others.with_options(**settings)}
            for test in tests:
                for arguments in calls_of(test, {**known, "mock_gateway": gateway, "runner": runner}):
                    gateway.reset()
                    test(**arguments)
    except (Exception, pytest.fail.Exception) as error:
        frames = reversed(extract_tb(error.__traceback__))
        line = next((frame.line for frame in frames if "/test_" in frame.filename), "")
        return f"{line}: {type(error).__name__}: {error}".partition("\n")[0]
    return ""


def main() -> None:
    options: dict[str, Any] = {"strict": True, "retry": NO_RETRY}
    with MockGateway() as gateway, Runner() as runner, TopClient("12345678", "helloworld", **options) as client:
        others = AsyncTopClient("12345678", "helloworld", **options)
        for line in sys.stdin:
            module, files = json.loads(line)
            with changed(files):
                print(json.dumps(first_failure(module, gateway, client, others, runner)), flush=True)
        runner.run(others.aclose())


main()
