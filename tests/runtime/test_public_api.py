"""The public names of the package: what completion, an asterisk, ``help`` and a slip of the keyboard meet."""

from __future__ import annotations

import ast
import inspect
import pydoc
import subprocess
import sys
import textwrap
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import topclient
import topclient._runtime.errors
import topclient.mock
import topclient.testing
from topclient._index import PUBLIC
from topclient._runtime.calls.settings import SETTING_NAMES
from topclient.mock import FAULTS, MockGateway
from topclient.testing import StubGateway

PACKAGES = (topclient, topclient.mock, topclient.testing)


def help_of(thing: object) -> str:
    return pydoc.plain(pydoc.render_doc(thing))


def run(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: str(package.__name__))
def test_completion_shows_every_public_name_and_nothing_else(package: Any) -> None:
    shown = {name for name in dir(package) if not name.startswith("__")}
    assert set(package.__all__) <= shown == set(package.__all__) | (set(PUBLIC) if package is topclient else set())
    assert all(hasattr(package, name) for name in shown)


def test_an_asterisk_imports_all_names_but_the_apis() -> None:
    output = run("""
        from topclient import *
        import sys
        print(TopClient.__name__, RetryPolicy.__name__, "FenxiaoProductUpdateRequest" in vars())
        print([name for name in sys.modules if name.startswith("topclient.apis.taobao.")])
    """)
    assert output == "TopClient RetryPolicy False\n[]\n"


def test_the_stub_of_the_package_lists_the_same_names() -> None:
    stub = Path(topclient.__file__ or "").with_suffix(".pyi").read_text("utf-8")
    body = ast.parse(stub).body
    listed = next(each.value for each in body if isinstance(each, ast.Assign))
    assert sorted(ast.literal_eval(listed)) == topclient.__all__
    named = {one.name for each in body if isinstance(each, ast.ImportFrom) for one in each.names}
    assert named == set(topclient.__all__) | set(PUBLIC)


def test_every_error_of_the_runtime_is_public() -> None:
    errors = {name for name in vars(topclient._runtime.errors) if name.endswith(("Error", "Warning"))}
    assert errors <= set(topclient.__all__)


def test_the_version_is_that_of_the_installed_package() -> None:
    assert topclient.__version__ == metadata.version("topclient")


@pytest.mark.parametrize(
    ("package", "slip", "meant"),
    [
        (topclient, "TopClint", "TopClient"),
        (topclient, "FenxiaoProductUpdatRequest", "FenxiaoProductUpdateRequest"),
        (topclient.mock, "MockGatway", "MockGateway"),
        (topclient.testing, "StubGatway", "StubGateway"),
    ],
)
def test_a_slip_is_answered_with_the_name_that_was_meant(package: Any, slip: str, meant: str) -> None:
    with pytest.raises(AttributeError) as failed:
        getattr(package, slip)
    assert str(failed.value) == f"module {package.__name__!r} has no attribute {slip!r}; did you mean {meant}?"
    with pytest.raises(AttributeError, match=r"'zzz'$"):
        _ = package.zzz
    assert not hasattr(package, "__wrapped__")


def test_asking_for_a_name_imports_neither_what_reads_source_nor_an_http_library() -> None:
    output = run("""
        import sys, topclient, topclient.mock, topclient.testing
        topclient.RetryRule, topclient.GatewayError, topclient.Reply, topclient.mock.Call
        print([name for name in ("topclient._runtime.help_text.describe", "httpx2", "h11") if name in sys.modules])
    """)
    assert output == "[]\n"


@pytest.mark.parametrize("cls", ["Settings", "AsyncSettings"])
def test_help_explains_every_setting_with_its_default(cls: str) -> None:
    text = help_of(getattr(topclient, cls))
    lines = text.splitlines()
    for name in SETTING_NAMES:
        place = next(number for number, line in enumerate(lines) if f"      {name}: " in line)
        text_below = "\n".join(lines[place + 1 : place + 5])
        assert "default" in text_below.lower(), name
    assert text.index("middleware") < text.index("Method resolution order")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("RetryRule", "slow: bool = False\n |          Whether the platform is overloaded"),
        ("RetryPolicy", "attempts: int = 4\n |          In all, the first one included."),
        ("Attempt", "number: int\n |          1 for the first attempt of a call."),
        ("Outcome", "wait: float | None\n |          Seconds until the next attempt"),
        ("Mismatch", "path: str\n |          Where it stands"),
        ("Reply", "headers: Mapping[str, str]\n |          Names in lower case."),
        ("Upload", "filename: str | None = None\n |          That of the path"),
        ("Timeouts", "read: float = 30.0\n |          For the next bytes"),
        ("Token", "access_token: str\n |          The ``session`` of calls."),
        ("SessionError", "sub_code: str | None\n |          ``isv.…`` for faults of the call"),
        ("SessionError", "attempts: int = 1\n |          How many times"),
        ("TopError", "└── BusinessError"),
    ],
)
def test_help_of_a_class_tells_its_attributes(name: str, words: str) -> None:
    assert words in help_of(getattr(topclient, name))


def test_help_of_what_the_gateways_give_tells_its_attributes() -> None:
    assert "The fault that the call met" in help_of(topclient.mock.Call)
    assert "expected: str" in help_of(topclient.mock.Diagnosis)
    assert "For clients that the program under test makes" in help_of(StubGateway)
    assert "times: int | None = 1" in inspect.cleandoc(str(inspect.signature(StubGateway.reply))).replace("'", "")


def test_help_of_a_fault_tells_every_kind() -> None:
    text = help_of(MockGateway.fault)
    assert all(kind in text and meaning in text for kind, meaning in FAULTS.items())
    assert "takes no ``times``" in text


@pytest.mark.parametrize("cls", [topclient.FenxiaoProductUpdateRequest, topclient.FenxiaoProductUpdateResponse])
def test_help_of_a_request_or_response_reads_like_that_of_the_method(cls: type) -> None:
    lines = help_of(cls).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f" |  {cls.__name__}("))
    # Newer Pythons print a parameter a line where there are many.
    texts = accumulate(lines[start:], lambda above, line: f"{above}\n{line}")
    signature = next(text for text in texts if text.count("(") == text.count(")"))
    assert "Wire(" not in signature and "Annotated" not in signature and ": '" not in signature
    assert "extra: dict[str, Any]" in signature
    head = "\n".join(lines[: lines.index(" |  Method resolution order:")])
    assert "产品ID" in head and "Wire(" not in head


def test_fields_of_a_response_say_that_they_may_be_none() -> None:
    assert "pid: int | None\n" in help_of(topclient.FenxiaoProductUpdateResponse)
    assert "pid: int, required\n" in help_of(topclient.FenxiaoProductUpdateRequest)


@pytest.mark.parametrize(
    ("package", "first"),
    [(topclient, "client.taobao.fenxiao"), (topclient.mock, "MockGateway()"), (topclient.testing, "StubGateway()")],
    ids=["topclient", "mock", "testing"],
)
def test_help_of_a_package_begins_with_a_first_call(package: Any, first: str) -> None:
    text = help_of(package)
    head = text[: text.index("PACKAGE CONTENTS")]
    assert first in head
    assert "In:" not in head and "__getattr__" not in text and "__dir__" not in text
