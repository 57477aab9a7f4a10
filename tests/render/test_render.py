"""What is rendered says what its model says, on every machine and whatever the pages say."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages_by_hand import RUNTIME, TEMPLATES, a_package, an_api

from topgen.errors import NameConflictError, RenderingError
from topgen.python_model import NameLock, Package, build_package
from topgen.python_model.code import Code, literal
from topgen.render import OutputFile, render_package, write_tree
from topgen.render.environment import open_templates
from topgen.render.verify import module_statements, verify

NAMES = ("taobao.fenxiao.product.update", "taobao.fenxiao.product.get", "taobao.time.get", "x.y", "taobao.foo")
API_FILE = "src/topclient/apis/taobao/time/get.py"
HOSTILE = [
    '"""',
    '""" + __import__("os").system("touch pwned") + """',
    "'''; import os",
    "\\",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "\0\r\f\v\u202e\u2028\ud800",
    "\\N{BULLET}\\x",
    "# fmt: off\nimport os\n# type: ignore",
    "__class__",
    "class",
    "isv.__init__:Api",
    "a\\" * 1000,
    "很长" * 50_000,
]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def rendered(package: Package, cache: Path) -> dict[str, bytes]:
    return {file.path: file.data for file in render_package(package, TEMPLATES, RUNTIME, cache)}


def test_the_tree_mirrors_the_templates(cache: Path) -> None:
    files = rendered(a_package(*NAMES), cache)
    for path in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "src/topclient/__init__.py",
        "src/topclient/__init__.pyi",
        "src/topclient/_index.py",
        "src/topclient/client.py",
        "src/topclient/py.typed",
        "src/topclient/_runtime/model.py",
        "src/topclient/apis/__init__.py",
        "src/topclient/apis/x/y.py",
        "src/topclient/apis/taobao/foo.py",
        "src/topclient/apis/taobao/fenxiao/product_update.py",
        "src/topclient/mock/examples/taobao.time.get.json",
    ):
        assert path in files
    assert not [path for path in files if "{" in path or path.endswith((".j2", ".pyc"))]


def test_the_first_line_says_where_to_correct(cache: Path) -> None:
    first, *_ = rendered(a_package("taobao.time.get"), cache)[API_FILE].decode().split("\n")
    assert first == "# Generated from specs/apis/taobao/taobao.time.get.yaml; edit the overlay, not this file."


def test_the_order_of_the_apis_leaves_no_trace(cache: Path) -> None:
    apis = [an_api(name) for name in NAMES]
    shuffled = Random(1).sample(apis, len(apis))
    assert rendered(build_package(shuffled, NameLock()), cache) == rendered(build_package(apis, NameLock()), cache)


def test_no_run_differs_from_another(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; from pathlib import Path\n"
        "from packages_by_hand import RUNTIME, TEMPLATES, a_package\n"
        "from topgen.render import render_package\n"
        f"files = render_package(a_package(*{NAMES}), TEMPLATES, RUNTIME, Path(sys.argv[1]))\n"
        "print(hashlib.sha256(repr(files).encode()).hexdigest())\n"
    )
    digests = set()
    for seed in ("0", "1", "77"):
        search = os.pathsep.join((str(Path(__file__).parent), str(TEMPLATES.parents[1])))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": search}
        command = [sys.executable, "-c", script, str(tmp_path / seed)]
        digests.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1


def test_what_was_formatted_once_is_remembered(cache: Path) -> None:
    first = rendered(a_package("taobao.time.get"), cache)
    remembered = {path: path.stat().st_mtime_ns for path in cache.rglob("*.txt")}
    assert rendered(a_package("taobao.time.get"), cache) == first
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*.txt")} == remembered


def test_many_modules_are_formatted_by_several_processes_alike(cache: Path, tmp_path: Path) -> None:
    names = [f"a.b.c{number}" for number in range(45)]
    many = rendered(a_package(*names), cache)
    one = rendered(a_package(names[7]), tmp_path / "other")
    assert many["src/topclient/apis/a/b/c7.py"] == one["src/topclient/apis/a/b/c7.py"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str, cache: Path) -> None:
    assert_words_stay_words(words, cache)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_words_stay_words(cache: Path, words: str) -> None:
    assert_words_stay_words(words, cache)


def assert_words_stay_words(words: str, cache: Path) -> None:
    """The module parses, is proved (or rendering would have failed), and holds declarations only."""
    text = rendered(a_package("taobao.time.get", words=words), cache)[API_FILE].decode()
    for statement in ast.walk(ast.parse(text)):
        if isinstance(statement, ast.Call):
            assert isinstance(statement.func, ast.Name)
            assert statement.func.id in {"dataclass", "Api", "Wire", "Inferred", "Paging", "Decimal"}
        if isinstance(statement, ast.Import | ast.ImportFrom):
            assert not isinstance(statement, ast.Import)
            assert "os" not in {alias.name for alias in statement.names}


def test_the_package_imports_and_runs_nothing_of_the_pages(tmp_path: Path, cache: Path) -> None:
    package = a_package(*NAMES, words='""" + open("pwned", "w").name + """\\')
    write_tree(render_package(package, TEMPLATES, RUNTIME, cache), tmp_path / "out")
    script = (
        "import sys, topclient; loaded = set(sys.modules)\n"
        "assert not any(name.startswith('topclient.') for name in loaded), loaded\n"
        "client = topclient.TopClient('key', 'secret', transport=type('Own', (), {'send': print, 'close': print})())\n"
        "request = topclient.TimeGetRequest(items=[])\n"
        "assert 'topclient.apis.x.y' not in sys.modules\n"
        "assert client.taobao.fenxiao.product_update.__name__ == 'product_update'\n"
        "assert callable(client.x.y) and callable(client.taobao.foo)\n"
        "assert {'XYRequest', 'TopError', 'File'} <= set(dir(topclient))\n"
        "assert not hasattr(topclient, 'Nothing')\n"
        "from topclient._index import METHODS, PUBLIC\n"
        "from topclient._runtime.schema import schema_of\n"
        "assert all(schema_of(getattr(topclient, name)) for name in PUBLIC)\n"
        "assert len(METHODS) == 5\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "out/src")}
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=tmp_path, check=True)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("words", ["plain", 'text with "quotes"', True, None, 1.5])
def test_a_template_prints_nothing_but_code(words: object, tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text("{{ words }}", "utf-8")
    with pytest.raises(RenderingError):
        open_templates(tmp_path).get_template("x.j2").render(words=words)


@pytest.mark.parametrize("expression", ["code ~ code", "[code]|join", "code|upper", "code|indent", "code|safe"])
def test_a_template_builds_no_text(expression: str, tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text(f"{{{{ {expression} }}}}", "utf-8")
    with pytest.raises(RenderingError):
        open_templates(tmp_path).get_template("x.j2").render(code=literal("x"))


@pytest.mark.parametrize(
    ("original", "forged"),
    [
        (b"    when: datetime | None = None", b"    when: datetime | None"),
        (b"    when: datetime | None = None", b"    when: str | None = None"),
        (b"class TimeGetResponse(Response):", b"class TimeGetResponse(Struct):"),
        (b"    when: datetime | None = None", b"    when: datetime | None = None\n    more: int = 1"),
        (b"__all__ =", b"import os\n\n__all__ ="),
        (b"@dataclass(kw_only=True, slots=True)", b"@dataclass(kw_only=True)"),
        ("说明".encode(), "说".encode()),
        (b'session="unknown"', b'session="none"'),
        (b"PagedRequest[TimeGetResponse, ", b"PagedRequest[Response, "),
        (b"first=0", b"first=1"),
        (b'page="page"', b'page="size"'),
        (b'items=("items",)', b'items=("item",)'),
        (b"Inferred(max_bytes=60)", b"Inferred(max_bytes=61)"),
        (b"(CallerError):", b"(PlatformError):"),
        (b"__documented__ =", b"documented ="),
        (b"    errors=(", b"    errors=(TimeGetResponse, "),
    ],
)
def test_a_module_that_is_not_its_model_is_refused(original: bytes, forged: bytes, cache: Path) -> None:
    package = a_package("taobao.time.get")
    text = rendered(package, cache)[API_FILE]
    verify(text.decode(), module_statements(package.modules[0]), API_FILE)
    assert original in text
    with pytest.raises(RenderingError):
        verify(text.replace(original, forged, 1).decode(), module_statements(package.modules[0]), API_FILE)


def test_a_piece_that_smuggles_a_statement_in_is_refused_by_the_proof(cache: Path) -> None:
    package = a_package("taobao.time.get")
    forged = Code("int = 1\n    import os\n    x: int")
    (module,) = package.modules
    cls = module.classes[0]
    attribute = replace(cls.attributes[0], annotation=forged)
    bad = replace(module, classes=(replace(cls, attributes=(attribute,)), *module.classes[1:]))
    with pytest.raises(RenderingError):
        render_package(replace(package, modules=(bad,)), TEMPLATES, RUNTIME, cache)


@pytest.mark.parametrize(
    ("template", "loop"),
    [("client.py", "in children"), ("_index.py", "in index.public"), ("__init__.pyi", "in index.exports")],
)
def test_a_template_that_forgets_an_api_is_found(template: str, loop: str, tmp_path: Path, cache: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    path = folder / f"src/topclient/{template}.j2"
    path.write_text(path.read_text("utf-8").replace(f"{loop} %}}", f"{loop}[1:] %}}"), "utf-8")
    with pytest.raises(RenderingError):
        render_package(a_package(*NAMES), folder, RUNTIME, cache)


@pytest.mark.parametrize("names", [(), NAMES, tuple(f"a.{word * 20}.{word * 40}" for word in "bcd")])
def test_black_leaves_every_file_alone(names: tuple[str, ...], cache: Path) -> None:
    for path, data in rendered(a_package(*names), cache).items():
        if path.endswith((".py", ".pyi")) and "/_runtime/" not in path and "/mock/" not in path:
            mode = Mode(target_versions={TargetVersion.PY311}, line_length=120, is_pyi=path.endswith("i"))
            assert format_str(data.decode(), mode=mode) == data.decode(), path


def test_two_apis_that_differ_in_case_only_are_refused(cache: Path) -> None:
    with pytest.raises(NameConflictError):
        render_package(a_package("a.b.c", "a.b.C"), TEMPLATES, RUNTIME, cache)


def test_templates_lay_out_and_no_more() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        text = path.read_text("utf-8")
        own_lines = [
            line for line in text.splitlines() if not re.match(r' {4}"\w+",$|from [\w.]+ import \w+ as ', line)
        ]
        assert len(own_lines) <= 60, path  # names that a package gives to others are no layout
        assert not any(word in text for word in ("{% set", "{% macro", "~", "|", "{% call"))


def test_nothing_that_tools_leave_beside_the_templates_is_copied(tmp_path: Path, cache: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    for name in ("src/topclient/__pycache__/x.pyc", ".mypy_cache/x.json", "tests/.keep"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    assert render_package(a_package("x.y"), folder, RUNTIME, cache) == render_package(
        a_package("x.y"), TEMPLATES, RUNTIME, cache
    )


def test_output_files_are_sorted(cache: Path) -> None:
    files = render_package(a_package(*NAMES), TEMPLATES, RUNTIME, cache)
    assert list(files) == sorted(files)
    assert isinstance(files[0], OutputFile)
