"""A folder made ready: nothing is overwritten, and pages build in it at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_an_empty_folder_is_made_ready_and_a_second_time_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    made = files(tmp_path / "new")
    assert set(made) == {".gitignore", ".gitattributes", ".github/workflows/topgen.yml", ".pre-commit-config.yaml"}
    assert (tmp_path / "new/specs/pages").is_dir()
    steps = yaml.safe_load(made[".github/workflows/topgen.yml"])["jobs"]["check"]["steps"]
    assert {"run": "topgen check --format github"} in steps
    assert yaml.safe_load(made[".pre-commit-config.yaml"])["repos"][0]["hooks"][0]["entry"] == "topgen check"
    capsys.readouterr()
    assert main(["init", str(tmp_path / "new")]) == 0
    assert files(tmp_path / "new") == made
    assert "made " not in capsys.readouterr().out


def test_what_a_person_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n.topgen-lock", "utf-8")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")
    assert main(["init", str(tmp_path)]) == 0
    now = files(tmp_path)
    assert now[".pre-commit-config.yaml"] == "repos: []\n"
    assert now[".gitignore"].startswith("mine\n.topgen-lock\n") and now[".gitignore"].count(".topgen-lock") == 1


def test_pages_build_in_a_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    shutil.copy(PAGES / "taobao.fenxiao.product.update.txt", "specs/pages/")
    assert main(["build"]) == 0
    assert main(["check"]) == 0
