"""What is rendered says what its model says, on every machine and whatever the pages say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from black import format_str
from black.mode import Mode, TargetVersion
from packages_by_hand import HOSTILE, NAMES, RUNTIME, TEMPLATES, a_package, an_api
from trees import write_tree
from whole_packages import Package, build_package, render_package

from topgen.errors import NameConflictError, RenderingError
from topgen.package_metadata import TOPCLIENT
from topgen.python_model import NameLock
from topgen.python_model.code import literal
from topgen.render import OutputFile
from topgen.render.api_files import render_api
from topgen.render.environment import Templates
from topgen.render.formatting import format_sources

API_FILE = "src/topclient/apis/taobao/time/get.py"


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


@pytest.mark.slow
def test_no_run_differs_from_another(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; from pathlib import Path\n"
        "from packages_by_hand import RUNTIME, TEMPLATES, a_package\n"
        "from whole_packages import render_package\n"
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
    assert format_sources(["x  = 1\n"], cache) == ("x = 1\n",)
    (entry,) = cache.rglob("*.txt")
    touched = entry.stat().st_mtime_ns
    assert format_sources(["x  = 1\n"], cache) == ("x = 1\n",)
    assert entry.stat().st_mtime_ns == touched


@pytest.mark.slow
def test_many_modules_are_formatted_by_several_processes_alike(cache: Path, tmp_path: Path) -> None:
    names = [f"a.b.c{number}" for number in range(45)]
    many = rendered(a_package(*names), cache)
    one = rendered(a_package(names[7]), tmp_path / "other")
    assert many["src/topclient/apis/a/b/c7.py"] == one["src/topclient/apis/a/b/c7.py"]


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
        Templates(tmp_path).render("x.j2", words=words)


@pytest.mark.parametrize("expression", ["code ~ code", "[code]|join", "code|upper", "code|indent", "code|safe"])
def test_a_template_builds_no_text(expression: str, tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text(f"{{{{ {expression} }}}}", "utf-8")
    with pytest.raises(RenderingError):
        Templates(tmp_path).render("x.j2", code=literal("x"))


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


@pytest.mark.slow
@pytest.mark.parametrize("words", HOSTILE)
def test_black_leaves_alone_what_it_was_not_asked_for(words: str, cache: Path) -> None:
    """The templates lay out as black does wherever no line is too long, whatever the page says."""
    mode = Mode(target_versions={TargetVersion.PY311}, line_length=120)
    for code in a_package("taobao.time.get", words=words).apis:
        for file in render_api(code, TEMPLATES, TOPCLIENT, cache):
            if file.path.endswith(".py"):
                assert format_str(file.data.decode(), mode=mode) == file.data.decode(), file.path


@pytest.mark.slow
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
