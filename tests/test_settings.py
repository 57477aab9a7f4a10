"""Settings of a project: where they are found, that options go before them, and what is said of mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
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
