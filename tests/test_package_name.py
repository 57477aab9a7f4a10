"""A package that gets another name: nothing of the one before is left behind, and nothing of anybody else goes."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from topgen.cli import main

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parents[1] / "specs" / "pages"
ADJUST, UPDATE = "taobao.inventory.shopinv.adjust", "taobao.fenxiao.product.update"
MODULE = "apis/taobao/inventory/shopinv_adjust.py"
STALE = "changes: [{at: request.pid, key: required, expect: conditional, set: false, because: the console says so}]\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two pages and their package, which is called ``firstshop``."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "specs/pages").mkdir(parents=True)
    for name in (ADJUST, UPDATE):
        shutil.copy(PAGES / f"{name}.txt", folder / "specs/pages")
    with contextlib.chdir(folder):
        call("firstshop")
        assert main(["build"]) == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same elsewhere, where one stands."""
    folder = shutil.copytree(built, tmp_path / "project")
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder / "generated/src"


def call(name: str) -> None:
    Path("pyproject.toml").write_text(f'[tool.topgen]\nname = "{name}"\n')


def test_a_build_and_a_check_with_the_same_settings_agree(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "specs and package are up to date\n"
    call("secondshop")
    assert main(["check"]) == 1
    assert "+++ generated/src/secondshop/client.py" in capsys.readouterr().out


def test_the_name_of_before_leaves_nothing_behind(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compiled = project / f"firstshop/{Path(MODULE).parent}/__pycache__/shopinv_adjust.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"")
    call("secondshop")
    assert main(["build"]) == 0
    assert [path.name for path in project.iterdir()] == ["secondshop"]
    assert "removed    generated/src/firstshop/__init__.py" in capsys.readouterr().out
    assert main(["check"]) == 0


def test_what_is_not_ours_stays_where_it_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = {"firstshop/mine.py": "mine = 1\n", f"firstshop/{MODULE}": "edited = 1\n", "other/notes.txt": "buy milk\n"}
    for path, text in mine.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text)
    call("secondshop")
    assert main(["build"]) == 0
    left = {path for name in ("firstshop", "other") for path in (project / name).rglob("*") if path.is_file()}
    assert {path.relative_to(project).as_posix(): path.read_text() for path in left} == mine


def test_without_settings_it_is_topclient_again(project: Path) -> None:
    Path("pyproject.toml").unlink()
    assert main(["build"]) == 0
    assert [path.name for path in project.iterdir()] == ["topclient"]
    assert main(["check"]) == 0


def test_an_api_with_a_fault_stays_in_a_package_of_any_name(project: Path) -> None:
    before = (project / "firstshop/apis/taobao/fenxiao/product_update.py").read_bytes()
    break_spec()
    assert main(["build"]) == 1
    assert (project / "firstshop/apis/taobao/fenxiao/product_update.py").read_bytes() == before
    assert "taobao.fenxiao.product_update" in (project / "firstshop/_index.py").read_text()


def test_a_package_is_not_renamed_around_an_api_with_a_fault(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_spec()
    call("secondshop")
    for verb in ("build", "check"):
        assert main([verb]) == 2
        said = (
            "generated: the package is called firstshop and cannot be called secondshop while APIs of it have a fault"
        )
        assert f"{said}: {UPDATE} (mend these, or" in capsys.readouterr().err
    assert [path.name for path in project.iterdir()] == ["firstshop"]


def test_a_name_that_differs_in_case_alone_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("FirstShop")
    assert main(["build"]) == 2
    assert "generated: the package is called as FirstShop is, but for upper and lower case" in capsys.readouterr().err
    assert main(["build", "--out", "elsewhere"]) == 0


def test_a_package_of_any_name_loses_nothing_by_a_mistake(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = Path("specs/names.lock.yaml")
    text = lock.read_text("utf-8")
    lock.write_text(text.replace("taobao.inventory.shopinv_adjust:", "taobao.inventory.adjust:"), "utf-8")
    assert main(["build"]) == 2
    assert f"the package has {ADJUST} under a name that is not in this file any more" in capsys.readouterr().err
    lock.write_text(text.replace("    SingleResult:", "    AnyResult:"), "utf-8")
    assert main(["build"]) == 2
    assert f"the package has the class SingleResult of {ADJUST}, which" in capsys.readouterr().err
    lock.write_text(text, "utf-8")
    for path in Path("specs").rglob(f"{ADJUST}.*"):
        path.unlink()
    for name in ("firstshop", "secondshop"):
        call(name)
        assert main(["build"]) == 2
        assert "the package would lose 1 of its 2 APIs" in capsys.readouterr().err


def test_the_client_of_a_page_is_shown_as_it_is_in_the_package(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "client", f"specs/pages/{ADJUST}.txt"]) == 0
    assert capsys.readouterr().out == (project / "firstshop" / MODULE).read_text("utf-8")


def break_spec() -> None:
    Path("specs/overlays").mkdir()
    Path(f"specs/overlays/{UPDATE}.yaml").write_text(STALE)
