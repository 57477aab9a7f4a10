"""What completion and type checkers see of ``topclient`` is what is there at run time, for every API and every name."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest
import topclient
from topclient import AsyncTopClient, TopClient
from topclient._index import METHODS
from topclient._runtime.model import Request, Response
from topclient._runtime.namespace import Group

SOURCE = Path(topclient.__file__).parent
PATHS = {api: path.partition(":")[0] for api, path in METHODS.items()}
"""The method below the client by the name of the API."""
every_client = pytest.mark.parametrize("client", [TopClient, AsyncTopClient])
every_api = pytest.mark.parametrize("api", sorted(METHODS))


def request_class(api: str) -> type[Request[Any]]:
    module, _, name = METHODS[api].partition(":")
    found: type[Request[Any]] = getattr(import_module(f"topclient.apis.{module}"), name)
    return found


def public(scope: object) -> list[str]:
    return [name for name in dir(scope) if not name.startswith("_")]


def walk(group: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every method that completion finds below a client, by its path."""
    for name in public(group):
        found = getattr(group, name)
        here = f"{path}.{name}".removeprefix(".")
        if isinstance(found, Group):
            yield from walk(found, here)
        elif path:
            yield here, found


@cache
def methods_of(client: type[TopClient | AsyncTopClient]) -> Mapping[str, Any]:
    """Return all methods of a client by their paths; nothing is ever sent."""
    nothing: Any = SimpleNamespace(send=print, close=print, aclose=print)
    return dict(walk(client("12345678", "helloworld", transport=nothing)))


def static_names() -> Mapping[str, str]:
    """Return, from ``__init__.pyi``, the module of every public name."""
    tree = ast.parse((SOURCE / "__init__.pyi").read_text("utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    # Only `import X as X` gives a name to others.
    return {one.name: str(node.module) for node in imports for one in node.names if one.asname == one.name}


@every_client
def test_completion_finds_every_api_and_nothing_that_is_none(client: Any) -> None:
    methods = methods_of(client)
    assert sorted(methods) == sorted(PATHS.values())
    assert all(callable(method) for method in methods.values())


@every_client
@every_api
def test_a_method_shows_the_parameters_and_the_words_of_its_request(client: Any, api: str) -> None:
    cls, method = request_class(api), methods_of(client)[PATHS[api]]
    parameters = inspect.signature(method).parameters
    documented = [field.name for field in fields(cls) if field.name != "extra"]
    assert list(parameters) == [*documented, "extra"]
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters.values())
    assert inspect.signature(method).return_annotation is cls.__api__.response
    words = str(inspect.getdoc(method))
    assert words.startswith(f"{api}") and words.startswith(str(inspect.getdoc(cls)))
    assert all(f"    {name}: " in words for name in documented)


@every_api
def test_the_types_of_every_attribute_can_be_had_at_run_time(api: str) -> None:
    cls = request_class(api)
    assert issubclass(cls.__api__.response, Response)
    for each in (cls, cls.__api__.response):
        hints = get_type_hints(each, include_extras=True)
        assert hints.keys() >= {field.name for field in fields(each)}


def test_every_name_that_type_checkers_see_is_there_and_the_reverse() -> None:
    static = static_names()
    assert public(topclient) == sorted(static)
    for name, module in static.items():
        assert getattr(topclient, name) is getattr(import_module(module), name), name


def test_a_group_s_static_and_run_time_classes_are_the_same() -> None:
    """The branches of ``if TYPE_CHECKING`` in ``apis`` and ``client.py`` name the same classes of the same modules."""
    files = [SOURCE / "client.py", *(SOURCE / "apis").rglob("__init__.py")]
    pairs = [pair for file in files for pair in branches(ast.parse(file.read_text("utf-8")))]
    assert len(pairs) > len(METHODS)
    for static, deferred in pairs:
        assert static == deferred
        module, _, name = static.partition(":")
        assert isinstance(getattr(import_module(module), name), type)


def branches(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for switch in (node for node in tree.body if isinstance(node, ast.If)):
        imports = {
            one.name: node.module for node in switch.body if isinstance(node, ast.ImportFrom) for one in node.names
        }
        named = {}
        for node in switch.orelse:
            assert isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            assert isinstance(node.targets[0], ast.Name) and isinstance(node.value.args[0], ast.Constant)
            named[node.targets[0].id] = str(node.value.args[0].value)
        assert imports.keys() == named.keys()
        yield from ((f"{module}:{name}", named[name]) for name, module in imports.items())


def test_looking_for_names_imports_no_api_and_no_http_library() -> None:
    program = (
        "import sys, topclient\n"
        "client = topclient.TopClient\n"
        "dir(topclient), dir(client)\n"
        "print([name for name in sys.modules if name.startswith(('topclient.apis.', 'httpx2', 'aiohttp'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
