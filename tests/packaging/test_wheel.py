"""The wheel: the same bytes each time, exactly the generated package, importable where nothing else is installed."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "generated"
OURS = [*json.loads((GENERATED / ".topgen-manifest.json").read_text())["files"], ".topgen-manifest.json"]
SOURCE = "src/topclient/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated project as it is checked out, without what running it leaves behind."""
    return lay_out(tmp_path_factory.mktemp("plain") / "generated")


def lay_out(folder: Path) -> Path:
    for path in OURS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(GENERATED / path, folder / path)
    return folder


def build(project: Path, dist: Path, umask: int = 0o022, **environment: str) -> Path:
    """Build wheel and source archive by the backend that the project names; no network, no fixed date."""
    inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", dist],
        cwd=project,
        env=inherited | environment,
        umask=umask,
        check=True,
        capture_output=True,
    )
    return dist


def wheel(dist: Path) -> Path:
    (path,) = dist.glob("*.whl")
    return path


def archive(dist: Path) -> Path:
    (path,) = dist.glob("*.tar.gz")
    return path


@pytest.fixture(scope="module")
def dist(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(project, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def names(dist: Path) -> list[str]:
    with zipfile.ZipFile(wheel(dist)) as opened:
        return opened.namelist()


@pytest.fixture(scope="module")
def metadata(dist: Path) -> Message:
    with zipfile.ZipFile(wheel(dist)) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(opened.read(name))


@pytest.fixture
def lived_in(tmp_path: Path) -> Iterator[Path]:
    """The same project elsewhere: other dates, other permissions, and all that work leaves in a checkout."""
    mask = os.umask(0o077)
    try:
        project = lay_out(tmp_path / "else where" / "值")
        for path in project.rglob("*.py"):
            os.utime(path, (1, 1))
        for litter in (
            *("__pycache__/a.pyc", ".pytest_cache/v/x", ".mypy_cache/x.json", ".ruff_cache/x", ".hypothesis/x"),
            *(
                ".topgen-lock",
                ".topgen-pending/files/x.py",
                ".topgen-staging-1/x",
                ".DS_Store",
                "._x.py",
                "dist/old.whl",
            ),
            *(f"{SOURCE}__pycache__/a.pyc", f"{SOURCE}stale.pyc", f"{SOURCE}.pytest_cache/x", f"{SOURCE}.x.py.swp"),
        ):
            (project / litter).parent.mkdir(parents=True, exist_ok=True)
            (project / litter).write_text("litter")
        yield project
    finally:
        os.umask(mask)


def test_two_builds_are_the_same_bytes_wherever_and_whenever_they_are_made(
    dist: Path, lived_in: Path, tmp_path: Path
) -> None:
    environment = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "HOME": str(tmp_path)}
    again = build(lived_in, tmp_path / "dist", umask=0o077, **environment)
    assert wheel(again).read_bytes() == wheel(dist).read_bytes()
    assert archive(again).read_bytes() == archive(dist).read_bytes()


def test_the_source_archive_gives_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    with tarfile.open(archive(dist)) as opened:
        opened.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    assert wheel(build(unpacked, tmp_path / "dist")).read_bytes() == wheel(dist).read_bytes()


def test_the_wheel_holds_the_package_as_it_was_generated_and_nothing_else(names: list[str]) -> None:
    package = {path.removeprefix("src/") for path in OURS if path.startswith(SOURCE)}
    assert {name for name in names if ".dist-info/" not in name} == package
    assert {"topclient/py.typed", "topclient/__init__.pyi", "topclient/_index.py"} <= package
    endings = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert {name.partition(".dist-info/")[2] for name in names if ".dist-info/" in name} == endings


def test_the_wheel_holds_no_tests_and_none_of_their_data(names: list[str]) -> None:
    unwanted = ("*/tests/*", "*/test_*", "*_test.py", "*conftest*", "*/fixtures/*", "*.pyc", "*cache*/*", "*/.*")
    assert [name for name in names for pattern in unwanted if fnmatchcase(f"/{name}", pattern)] == []
    # The answers of the mock gateway, which users run, are all the data there is: one small file an API.
    data = [name for name in names if name.startswith("topclient/mock/examples/")]
    assert len(data) == sum(name.startswith("topclient/apis/") and not name.endswith("__init__.py") for name in names)


def test_the_source_archive_holds_what_testing_it_needs(dist: Path) -> None:
    with tarfile.open(archive(dist)) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    ours = {path for path in OURS if not path.startswith(".")}
    assert held == {*ours, "PKG-INFO"}


def test_folders_named_like_those_that_git_ignores_are_packed_all_the_same(project: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "checkout" / "generated"))
    (tmp_path / "checkout" / ".git").mkdir()
    (tmp_path / "checkout" / ".gitignore").write_text("build/\ndist/\nlib/\n")
    for word in ("build", "dist", "lib"):
        module = copy / SOURCE / "apis/taobao" / word / "get.py"
        module.parent.mkdir(parents=True)
        module.write_text("")
    with zipfile.ZipFile(wheel(build(copy, tmp_path / "out"))) as opened:
        assert sum(name.endswith("/get.py") for name in opened.namelist()) == 3


def test_the_metadata_say_what_an_index_and_an_installer_ask(metadata: Message) -> None:
    told = {name: metadata[name] for name in ("Name", "Requires-Python", "License-Expression", "License-File")}
    assert told == {
        "Name": "topclient",
        "Requires-Python": ">=3.11",
        "License-Expression": "MIT",
        "License-File": "LICENSE",
    }
    assert metadata["Summary"] and metadata["Keywords"] and "# topclient" in str(metadata.get_payload())
    classifiers = metadata.get_all("Classifier", [])
    assert "Typing :: Typed" in classifiers
    minors = [minor for minor in range(20) if f"Programming Language :: Python :: 3.{minor}" in classifiers]
    assert minors == [11, 12, 13, 14]


def test_the_client_alone_needs_one_library_and_its_engine(metadata: Message) -> None:
    needs = metadata.get_all("Requires-Dist", [])
    assert [need for need in needs if "extra ==" not in need] == ["httpcore2>=2.16", "httpx2>=2.16"]
    assert set(metadata.get_all("Provides-Extra", [])) == {"aiohttp", "mock", "otel"}


def test_entry_points_lead_to_modules_of_the_wheel(dist: Path, names: list[str]) -> None:
    with zipfile.ZipFile(wheel(dist)) as opened:
        (path,) = (name for name in names if name.endswith("/entry_points.txt"))
        lines = io.TextIOWrapper(opened.open(path)).read().splitlines()
    modules = [line.partition(" = ")[2] for line in lines if "=" in line]
    assert modules
    for module in modules:
        assert f"{module.replace('.', '/')}.py" in names or f"{module.replace('.', '/')}/__init__.py" in names


@pytest.fixture(scope="module")
def python(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter of an environment that holds the wheel and nothing else, not even what the wheel needs."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    interpreter = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "--disable-pip-version-check"]
    install = ["install", "--quiet", "--no-index", "--no-deps", "--no-cache-dir", str(wheel(dist))]
    subprocess.run([*pip, *install], check=True)
    return interpreter


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-I", *arguments], capture_output=True, text=True, encoding="utf-8", cwd="/")


def test_a_fresh_environment_imports_the_wheel_and_makes_a_request(python: Path) -> None:
    program = (
        "import sys, topclient\n"
        "assert 'site-packages' in topclient.__file__\n"
        "request = topclient.FenxiaoProductUpdateRequest(pid=444)\n"
        "print(request, len(topclient.TopError.__mro__), 'httpx2' in sys.modules)\n"
    )
    done = run(python, "-c", program)
    assert (done.stderr, done.stdout.split()[0]) == ("", "FenxiaoProductUpdateRequest(pid=444)")
    assert done.stdout.split()[-1] == "False"


def test_the_mock_s_command_tells_which_extra_is_missing(python: Path) -> None:
    helped = run(python, "-m", "topclient.mock", "--help")
    assert (helped.returncode, helped.stderr) == (0, "") and "--port" in helped.stdout
    done = run(python, "-m", "topclient.mock", "--port", "0")
    assert done.returncode == 2
    assert 'pip install "topclient[mock]"' in done.stderr and "Traceback" not in done.stderr
