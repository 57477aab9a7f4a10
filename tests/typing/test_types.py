"""``every_feature`` before two type checkers: strict mypy and strict pyright take it and refuse what is wrong."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
import topclient
from topclient import AsyncOAuth, AsyncSettings, AsyncTopClient, OAuth, Settings, TopClient
from topclient._index import METHODS
from topclient.testing import StubGateway

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).parent / "every_feature"
WRONG = PROGRAM / "wrong.py"
PACKAGE = Path(topclient.__file__).parent
GENERATED = [PACKAGE / "__init__.pyi", PACKAGE / "client.py", *(PACKAGE / "apis").rglob("*.py")]
Node = TypeVar("Node", bound=ast.AST)
MARK = "  # wrong: "
Place = tuple[str, int]
"""Name of the file, line."""


@cache
def refused_by_mypy(cache_dir: Path) -> Mapping[Place, set[str]]:
    """Return what mypy refuses in the program: its reasons by line."""
    # No configuration: strict is all there is. The cache is of this run: other versions of topclient were elsewhere.
    options = ("--strict", "--config-file=", "--output=json", f"--cache-dir={cache_dir / 'mypy'}")
    done = run("mypy", *options, "--python-executable", sys.executable, str(PROGRAM))
    found: dict[Place, set[str]] = defaultdict(set)
    for problem in map(json.loads, done.stdout.splitlines()):
        if problem["severity"] == "error":
            found[Path(problem["file"]).name, problem["line"]].add(problem["code"])
    assert done.returncode == (1 if found else 0), done.stderr
    return found


@cache
def refused_by_pyright(folder: Path) -> Mapping[Place, set[str]]:
    """Return what pyright refuses in the program and in what is generated, but for what follows from another reason."""
    config, files = folder / "pyrightconfig.json", [*PROGRAM.glob("*.py"), *GENERATED]
    config.write_text(json.dumps({"include": list(map(str, files)), "typeCheckingMode": "strict"}), "utf-8")
    done = run("basedpyright", "--project", str(config), "--pythonpath", sys.executable, "--outputjson")
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == len(files)
    found: dict[Place, set[str]] = defaultdict(set)
    for problem in report["generalDiagnostics"]:
        if problem["file"] != str(WRONG) or not problem["rule"].startswith("reportUnknown"):
            found[Path(problem["file"]).name, problem["range"]["start"]["line"] + 1].add(problem["rule"])
    return found


def run(module: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=PROGRAM.parent)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typing")


every_checker = pytest.mark.parametrize("checker", [refused_by_mypy, refused_by_pyright], ids=["mypy", "pyright"])


@every_checker
def test_the_program_is_right_to_the_strictest_checkers(checker: Any, folder: Path) -> None:
    assert {place: found for place, found in checker(folder).items() if place[0] != WRONG.name} == {}


@every_checker
def test_what_is_wrong_is_refused_for_the_right_reason(checker: Any, folder: Path) -> None:
    expected = defaultdict[int, set[str]](set)
    for number, line in enumerate(WRONG.read_text("utf-8").splitlines(), 1):
        reasons = line.partition(MARK)[2].split()
        expected[number] = {word for word in reasons if word.startswith("report") == (checker is refused_by_pyright)}
    found = {line: reasons for (name, line), reasons in checker(folder).items() if name == WRONG.name}
    assert found == {line: reasons for line, reasons in expected.items() if reasons}
    assert len(found) > 30


def nodes(kind: type[Node]) -> Iterator[Node]:
    """Yield all such nodes of the program, the wrong one left out."""
    for file in set(PROGRAM.glob("*.py")) - {WRONG}:
        yield from (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, kind))


def test_the_program_uses_every_public_name_that_belongs_to_no_api() -> None:
    imports = [node for node in nodes(ast.ImportFrom) if node.module == "topclient"]
    used = {one.name for node in imports for one in node.names}
    public = {name for name in dir(topclient) if not name.startswith("_")}
    modules = {name: str(getattr(getattr(topclient, name), "__module__", "")) for name in public}
    assert {name for name in public - used if not modules[name].startswith("topclient.apis.")} == set()


@pytest.mark.parametrize("cls", [TopClient, AsyncTopClient, OAuth, AsyncOAuth, StubGateway])
def test_the_program_uses_every_method_of_what_users_make(cls: type) -> None:
    used = {node.attr for node in nodes(ast.Attribute)}
    prefixes = {path.partition(".")[0] for path in METHODS.values()}
    methods = {name for name in dir(cls) if not name.startswith("_") and callable(getattr(cls, name))}
    assert methods - prefixes - used == set()


def test_the_program_uses_every_setting() -> None:
    used = {node.arg for node in nodes(ast.keyword)}
    assert Settings.__annotations__.keys() - used == set()
    assert AsyncSettings.__annotations__.keys() - used == set()
