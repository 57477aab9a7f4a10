"""A mistyped word takes nothing away: what is refused, with the words that say what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from topgen.cli import main

PAGES = Path(__file__).parents[1] / "specs" / "pages"
ADJUST, UPDATE = "taobao.inventory.shopinv.adjust", "taobao.fenxiao.product.update"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """A folder with the pages of the seeds and their package, where people stand."""
    shutil.copytree(PAGES, tmp_path / "specs/pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    capsys.readouterr()
    yield tmp_path


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".topgen_" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.name != ".topgen-lock"}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    before = files(Path())
    assert main([*arguments]) == 2
    assert files(Path()) == before
    return capsys.readouterr().err


def test_a_mistyped_specs_folder_takes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "spec: there is no such folder (did you mean specs?)" in refused(capsys, "build", "--specs", "spec")
    assert "there is no such folder" in refused(capsys, "check", "--specs", "spec")
    page = f"specs/pages/{ADJUST}.txt"
    error = refused(capsys, "build", page, "--specs", "elsewhere")
    assert "elsewhere/names.lock.yaml: the names of the package are kept in this file, and it is not there" in error


def test_a_package_does_not_lose_most_of_its_apis(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (ADJUST, UPDATE):
        for path in (project / "specs").rglob(f"{name}.*"):
            path.unlink()
    error = refused(capsys, "build")
    assert f"the package would lose 2 of its 5 APIs, of which there is no spec any more: {UPDATE}, {ADJUST}" in error
    assert "--allow-removal" in error
    assert main(["build", "--allow-removal"]) == 0
    assert not (project / "generated/src/topclient/apis/taobao/inventory").exists()


def test_one_api_in_five_may_go(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (project / "specs").rglob(f"{ADJUST}.*"):
        path.unlink()
    assert main(["build"]) == 0
    assert "removed    generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py" in capsys.readouterr().out


@pytest.mark.parametrize("out", [".", "mine"])
def test_a_folder_with_other_files_becomes_no_package(
    project: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    (project / "mine").mkdir()
    (project / "mine/notes.txt").write_text("buy milk")
    error = refused(capsys, "build", "--out", out)
    assert "this folder holds other files" in error and "name another with --out" in error


def test_a_new_folder_of_git_may_become_a_package(project: Path) -> None:
    (project / "new/.git").mkdir(parents=True)
    assert main(["build", "--out", "new"]) == 0


@pytest.mark.parametrize("name", [f"{ADJUST}.yml", f"taobao/{ADJUST}.yaml", "notes.txt"])
def test_a_correction_that_is_not_read_is_told(project: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    place = project / "specs/overlays" / name
    place.parent.mkdir(parents=True)
    place.write_text("changes: []\n")
    assert main(["build"]) == 1
    error = capsys.readouterr().err
    assert f"specs/overlays/{name}: this is not read (corrections are specs/overlays/<API name>.yaml" in error


def test_a_spec_that_was_edited_is_not_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = project / f"specs/apis/taobao/{ADJUST}.yaml"
    text = spec.read_text("utf-8")
    assert f"corrections belong into specs/overlays/{ADJUST}.yaml" in text.splitlines()[1]
    spec.write_text(text.replace("title: 编辑闪购门店库存", "title: 改库存"), "utf-8")
    package = files(project / "generated")
    for verb in ("build", "check"):
        assert main([verb]) == 1
        printed = capsys.readouterr()
        assert f"{ADJUST}.yaml: this spec was edited by hand" in printed.err and "--discard-edits" in printed.err
        assert "up to date" not in printed.out
    assert "title: 改库存" in spec.read_text("utf-8")
    assert files(project / "generated") == package
    assert main(["build", "--discard-edits"]) == 0
    assert spec.read_text("utf-8") == text


def test_a_lost_or_edited_lock_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = project / "specs/names.lock.yaml"
    text = lock.read_text("utf-8")
    lock.unlink()
    assert "it is not there (restore it from version control" in refused(capsys, "build")
    assert "it is not there (restore it from version control" in refused(capsys, "check")
    lock.write_text(text.replace("taobao.inventory.shopinv_adjust:", "taobao.inventory.adjust:"), "utf-8")
    assert f"the package has {ADJUST} under a name that is not in this file any more" in refused(capsys, "build")
    lock.write_text(text.replace("    SingleResult:", "    AnyResult:"), "utf-8")
    assert main(["check"]) == 1
    assert "specs/names.lock.yaml" in capsys.readouterr().out
    assert f"the package has the class SingleResult of {ADJUST}, which is not in this file" in refused(capsys, "build")
    lock.write_text(f"<<<<<<< ours\n{text}", "utf-8")
    assert "names.lock.yaml:" in refused(capsys, "build")


@pytest.mark.parametrize("edited", ["    request.wind.from: origin\n", "    request.wind.other: from_\n"])
def test_an_attribute_that_was_edited_in_the_lock_is_told(
    edited: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parent / "cases/calls/taobao.kite.lane.get/page.md"
    shutil.copy(page, project / "specs/pages/lane.md")
    assert main(["build"]) == 0
    capsys.readouterr()
    lock = project / "specs/names.lock.yaml"
    text = lock.read_text("utf-8")
    line = "    request.wind.from: from_\n"
    assert line in text
    lock.write_text(text.replace(line, edited), "utf-8")
    said = "the package has from_ for the field 'from' of taobao.kite.lane.get, which is not in this file any more"
    assert said in refused(capsys, "build")


def test_a_mistyped_folder_of_somebody_else_gets_no_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "letters").mkdir()
    (project / "letters/letter.txt").write_text("dear", "utf-8")
    assert "neither a page nor a spec" in refused(capsys, "build", "--specs", "letters")
    assert "this folder holds other files" in refused(capsys, "build", "--out", "letters")
    assert [path.name for path in (project / "letters").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["pages", "apis", "kept", "overlays", "schema"])
def test_a_file_where_a_folder_belongs_is_told(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = project / "specs" / name
    if place.is_dir():
        place.rename(project / "moved")
    place.write_text("oops", "utf-8")
    for verb in ("build", "check"):
        assert f"specs/{name}: this is no folder, and has to be one (move it out of the way)" in refused(capsys, verb)


def test_a_check_that_nobody_reads_to_its_end_fails_all_the_same(project: Path) -> None:
    module = project / "generated/src/topclient/apis/taobao/inventory/shopinv_adjust.py"
    module.write_text("x = 1\n" * 20_000)
    command = f"{sys.executable} -m topgen check | head -1; exit ${{PIPESTATUS[0]}}"
    environment = os.environ | {"PYTHONPATH": str(PAGES.parents[1] / "generator")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=project, env=environment)
    assert (done.returncode, done.stderr) == (1, "")


def test_notes_among_the_pages_can_be_ignored(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "specs/pages/drafts").mkdir()
    (project / "specs/pages/drafts/todo.md").write_text("buy milk\n")
    (project / "specs/pages/NOTES.txt").write_text("buy milk\n")
    assert main(["build"]) == 1
    (project / "specs/pages/.topgenignore").write_text("# no pages\nNOTES.*\n")
    (project / "pyproject.toml").write_text('[tool.topgen]\nignore = ["drafts/*"]\n')
    capsys.readouterr()
    said = "ignored    2 files among the pages, by .topgenignore or ignore of [tool.topgen]"
    for verb in ("build", "check"):
        assert main([verb]) == 0
        assert said in capsys.readouterr().out
        assert main([verb, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["ignored"] == 2
    assert main(["build", "--format", "markdown"]) == 0
    assert "### Ignored\n\n- 2 files" in capsys.readouterr().out


def test_a_page_that_is_named_is_read_whatever_is_ignored(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pyproject.toml").write_text('[tool.topgen]\nignore = ["*.md"]\n')
    (project / "specs/pages/todo.md").write_text("buy milk\n")
    assert main(["build", "specs/pages/todo.md"]) == 1
    output = capsys.readouterr()
    assert "todo.md" in output.err and "ignored" not in output.out


@pytest.mark.parametrize("out", ["specs", "specs/generated", "specs/pages/out", "specs/apis/new"])
def test_a_package_does_not_stand_inside_the_specs(project: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
    error = refused(capsys, "build", "--out", out)
    assert f"{out}: the package would stand inside the specs folder specs (name a folder beside it" in error


@pytest.mark.parametrize("verb", ["build", "parse"])
@pytest.mark.parametrize("page", ["generated", "generated/src/topclient/"])
def test_the_package_is_no_page(project: Path, capsys: pytest.CaptureFixture[str], verb: str, page: str) -> None:
    assert "this belongs to a generated package and is no page" in refused(capsys, verb, page)


@pytest.mark.parametrize("text", ["{}", "", "<<<<<<< ours\n{}"])
def test_a_manifest_that_says_nothing_is_told(project: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (project / "generated/.topgen-manifest.json").write_text(text)
    for verb in ("build", "check"):
        error = refused(capsys, verb)
        assert ".topgen-manifest.json: this names no file of the package" in error and "version control" in error


def test_a_lost_manifest_takes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "generated/.topgen-manifest.json").unlink()
    assert "this folder holds other files (LICENSE, README.md" in refused(capsys, "build")


@pytest.mark.parametrize(
    "place", [f"{UPDATE}.yaml", f"alibaba/{UPDATE}.yaml", f"taobao/{UPDATE}.yml", f"taobao/old/{UPDATE}.yaml"]
)
def test_a_spec_in_another_place_is_told(project: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    spec = project / "specs/apis" / place
    spec.parent.mkdir(exist_ok=True)
    (project / f"specs/apis/taobao/{UPDATE}.yaml").rename(spec)
    package = files(project / "generated")
    assert main(["build"]) == 1
    error = capsys.readouterr().err
    assert f"specs/apis/{place}: this is no place of a spec (specs are specs/apis/<prefix>/<API name>.yaml" in error
    assert files(project / "generated") == package


def test_swapped_folders_take_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is neither a page nor a spec" in refused(capsys, "build", "--specs", "generated", "--out", "specs")


def test_a_pattern_that_matches_nothing_takes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "the name of no API matches this" in refused(capsys, "build", "--only", "zzz.*")


def test_an_empty_pages_folder_takes_nothing(project: Path) -> None:
    before = files(project / "generated")
    shutil.rmtree(project / "specs/pages")
    assert main(["build"]) == 0
    assert files(project / "generated") == before


def test_a_package_behind_a_link_stays_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "generated").rename(project / "real")
    (project / "generated").symlink_to("real")
    assert "generated: this is a link, and nothing is written through links" in refused(capsys, "build")
    assert main(["build", "--out", "real"]) == 0
    assert (project / "generated").is_symlink()


def test_a_dry_run_tells_what_would_be_done_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / f"specs/apis/taobao/{ADJUST}.yaml").unlink()
    (project / "generated/README.md").unlink()
    (project / "specs/pages/broken.txt").write_text("buy milk")
    before = files(project)
    for verb in (["build"], ["parse", "specs/pages"]):
        assert main([*verb, "--dry-run"]) == 1
        printed = capsys.readouterr().out
        assert "dry run    nothing is written" in printed and f"new        {ADJUST}" in printed
        assert ("1 files would be written to generated" in printed) == (verb == ["build"])
    assert files(project) == before
    assert not (project / "specs/.topgen_rejected").exists()


def test_a_run_that_waits_for_another_says_so(project: Path) -> None:
    with FileLock(project / "specs/.topgen-lock"):
        command = [sys.executable, "-m", "topgen.cli", "build", "-q"]
        waiting = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == f"waiting for another run that has hold of {project / 'specs'}\n"
    assert waiting.wait(60) == 0
    waiting.stderr.close()
