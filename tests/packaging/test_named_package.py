"""A package of another name, from a page to a call: built, packed, installed alone, and talking to its own gateway."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parents[2] / "specs/pages"
SETTINGS = """\
[tool.topgen]
name = "shopapi"
version = "2.3.4"
author = "王小明 <wang@shop.example>"
"""
PROGRAM = '''\
"""A program as people write it: types are checked, then it runs."""

import sys
from importlib.metadata import version

import shopapi
from shopapi import TopClient
from shopapi.apis.taobao.fenxiao.product_update import FenxiaoProductUpdateResponse
from shopapi.mock import MockGateway

with (
    MockGateway() as gateway,
    TopClient(gateway.app_key, gateway.app_secret, session=gateway.session, gateway=gateway.url) as client,
):
    reply: FenxiaoProductUpdateResponse = client.taobao.fenxiao.product_update(pid=444, name="袜子")
    number: int | None = reply.pid
    called: str | None = gateway.calls[0].api
print(type(reply).__module__, number, called, shopapi.__version__, version("shopapi"), "topclient" in sys.modules)
'''


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of somebody else, in which the command made a package of one page."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "specs/pages").mkdir(parents=True)
    shutil.copy(PAGES / "taobao.fenxiao.product.update.txt", folder / "specs/pages")
    (folder / "pyproject.toml").write_text(SETTINGS, "utf-8")
    run(sys.executable, "-m", "topgen", "build", cwd=folder)
    assert run(sys.executable, "-m", "topgen", "check", cwd=folder) == "specs and package are up to date\n"
    return folder


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dist, cwd=project / "generated")
    (found,) = dist.iterdir()
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that knows the wheel and the libraries which it needs, but no package that is installed from here.

    The libraries come from beside these tests, since there may be no network; a folder that a ``.pth`` names is no site
    folder, so that editable packages in it are not found.
    """
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    interpreter = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = (sys.executable, "-m", "pip", "--python", interpreter, "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--no-index", "--no-deps", "--no-cache-dir", wheel, cwd=environment)
    site = run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=environment).strip()
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return interpreter


def test_the_metadata_say_name_version_and_author(wheel: Path) -> None:
    assert wheel.name == "shopapi-2.3.4-py3-none-any.whl"
    with ZipFile(wheel) as opened:
        told = message_from_string(opened.read("shopapi-2.3.4.dist-info/METADATA").decode())
        roots = {name.partition("/")[0] for name in opened.namelist()}
    said = (told["Name"], told["Version"], told["Author-email"])
    assert said == ("shopapi", "2.3.4", "王小明 <wang@shop.example>")
    assert roots == {"shopapi", "shopapi-2.3.4.dist-info"}


def test_a_program_with_types_calls_the_mock_gateway(python: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    printed = run(python, "-I", "program.py", cwd=tmp_path)
    module = "shopapi.apis.taobao.fenxiao.product_update"
    assert printed.split() == [module, "12313454121", "taobao.fenxiao.product.update", "2.3.4", "2.3.4", "False"]
    strict = ("--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", "--python-executable", str(python))
    assert run(sys.executable, "-m", "mypy", *strict, "program.py", cwd=tmp_path).startswith("Success")


def test_the_tests_of_the_package_pass_where_it_is_installed(project: Path, python: Path) -> None:
    plugin = ("-p", "shopapi.mock.pytest_plugin", "-p", "no:cacheprovider")
    printed = run(
        *(python, "-m", "pytest", "-q", *plugin, "tests"),
        cwd=project / "generated",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert " passed" in printed and "skipped" not in printed
