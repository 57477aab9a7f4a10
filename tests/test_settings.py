"""Settings of a project: where they are found, that options go before them, and what is said of mistakes."""

from __future__ import annotations

import ast
import shutil
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from topgen.cli import main
from topgen.errors import UsageError
from topgen.package_metadata import PackageMetadata, check_name
from topgen.settings import Settings, find_settings

PAGES = Path(__file__).parents[1] / "specs" / "pages"
MAIL = "mary+shop@example.org"
SETTINGS = '[tool.topgen]\nspecs = "docs"\nout = "bindings"\nonly = ["taobao.fenxiao.*"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PAGES, tmp_path / "docs/pages")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def held(package: Path) -> list[str]:
    return [path.stem for path in package.glob("src/topclient/mock/examples/*.json")]


def test_a_project_says_where_things_are_and_what_the_package_holds(project: Path) -> None:
    assert main(["build"]) == 0
    assert held(project / "bindings") == ["taobao.fenxiao.product.update"]
    assert main(["check"]) == 0


def test_settings_are_found_from_a_folder_inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "docs")
    assert main(["build"]) == 0
    assert held(project / "bindings") == ["taobao.fenxiao.product.update"]


def test_options_go_before_settings(project: Path) -> None:
    assert main(["build", "--out", "other", "--only", "*"]) == 0
    assert len(held(project / "other")) == 5 and not (project / "bindings").exists()


def test_a_project_without_settings_of_ours_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text("[tool.other]\nspecs = 1\n")
    assert main(["build"]) == 2
    assert "specs: there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[tool.topgen]\nspec = "docs"\n', "has an unknown key 'spec' (did you mean specs?)"),
        ("[tool.topgen]\nonly = 3\n", "only is no list of texts"),
        ('[tool.topgen]\nignore = "*.md"\n', "ignore is no list of texts"),
        ("[tool.topgen]\nname = 3\n", "name is no text"),
        ("[tool.topgen]\nversions = '2'\n", "has an unknown key 'versions' (did you mean version?)"),
        ("[tool.topgen\n", "this is no TOML"),
    ],
)
def test_a_mistake_is_told_with_its_file(
    project: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    (project / "pyproject.toml").write_text(text)
    assert main(["check"]) == 2
    error = capsys.readouterr().err
    assert "pyproject.toml: " in error and words in error


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("name", "class", "'class' is a keyword of Python"),
        ("name", "json", "'json' is a module of Python's standard library"),
        ("name", "Json", "'Json' is a module of Python's standard library"),
        ("name", "a-b", "'a-b' is no name that programs can import and installers know (a letter, then letters"),
        ("name", "", "'' is no name that programs can import"),
        ("name", "shop.api", "'shop.api' is no name that programs can import"),
        ("name", "_shop", "'_shop' is no name that programs can import"),
        ("name", "shop\\n", "'shop\\n' is no name that programs can import"),
        ("name", "店", "'\\u5e97' is no name that programs can import"),
        ("name", "httpx2", "'httpx2' is a package that the generated one needs"),
        ("name", "opentelemetry", "'opentelemetry' is a package that the generated one needs"),
        ("name", "tests", "'tests' is a module that stands beside the generated package"),
        ("version", "x", "'x' is no version of a Python package (such as 2.3.4 or 1.0rc1)"),
        ("version", "", "'' is no version of a Python package"),
        ("author", "", "'' names no author (a name, or Name <mail>)"),
        ("author", "<shop@example.org>", "'<shop@example.org>' names no author"),
        ("author", "shop@example.org", "'shop@example.org' names no author"),
        ("author", "Shop <example.org>", "'Shop <example.org>' names no author"),
        ("author", "Shop, Team", "'Shop, Team' names no author"),
        ("author", "Shop\\u202e", "'Shop\\u202e' names no author"),
    ],
)
@pytest.mark.parametrize("verb", ["build", "check"])
def test_a_package_that_cannot_be_called_so_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], verb: str, key: str, value: str, words: str
) -> None:
    (project / "pyproject.toml").write_text(f'{SETTINGS}{key} = "{value}"\n', "utf-8")
    assert main([verb]) == 2
    assert f"pyproject.toml: [tool.topgen] {key}: {words}" in capsys.readouterr().err
    assert not (project / "bindings").exists()


@pytest.mark.parametrize(
    ("settings", "package"),
    [
        ('name = "shopapi"', PackageMetadata("shopapi")),
        ('version = "v1.0-RC.1"', PackageMetadata(version="1.0rc1")),
        ('author = "王小明"', PackageMetadata(author="王小明")),
        ('author = "Mary-Ann O\'Neil <mary+shop@example.org>"', PackageMetadata(author="Mary-Ann O'Neil", mail=MAIL)),
    ],
)
def test_a_project_says_what_the_package_is_called(project: Path, settings: str, package: PackageMetadata) -> None:
    (project / "pyproject.toml").write_text(f"[tool.topgen]\n{settings}\n", "utf-8")
    assert find_settings(project) == Settings(package=package)


def test_a_package_is_not_called_like_what_it_imports() -> None:
    runtime = PAGES.parents[1] / "runtime/topclient"
    nodes = [node for path in runtime.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    project = tomllib.loads((PAGES.parents[1] / "templates/client/pyproject.toml").read_text("utf-8"))["project"]
    extras = (need for extra in project["optional-dependencies"].values() for need in extra)
    needed = all_that_is_needed("pytest", *project["dependencies"], *extras)
    roots = {name.partition(".")[0] for name in imported} - {"topclient"} | needed
    assert {"httpx2", "asyncio", "opentelemetry", "opentelemetry_api"} <= roots
    for name in roots:
        with pytest.raises(UsageError):
            check_name(name)


def all_that_is_needed(*needs: str) -> set[str]:
    """Return what distributions are called, what theirs need, and what all of them let one import."""
    found: set[str] = set()
    names, waiting = set(), [Requirement(need) for need in needs]
    while waiting:
        need = waiting.pop()
        if need.name not in names and (need.marker is None or need.marker.evaluate({"extra": ""})):
            names.add(need.name)
            waiting += map(Requirement, requires(need.name) or ())
            found.add(need.name.replace("-", "_"))
    return found | {module for module, owners in packages_distributions().items() if names.intersection(owners)} - {
        "_pytest"
    }
