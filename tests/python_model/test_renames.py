"""Names that people ask for: attributes and classes get them, and the names of before still work and warn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from topgen.cli import main

SPECS = Path(__file__).parents[2] / "specs"
EDIT = "taobao.paimai.auction.edit"
PROGRAM = """
import warnings
warnings.simplefilter("error")
from topclient.apis.taobao.paimai import auction_edit as module
request = module.PaimaiAuctionEditRequest(%s=None)
def told(act):
    try:
        act()
    except DeprecationWarning as warning:
        return str(warning)
for act in (
    lambda: module.UpdateRequest,
    lambda: request.param0,
    lambda: setattr(request, "param0", None),
    lambda: module.PaimaiAuctionEditRequest(param0=None),
):
    print(told(act))
print(request)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one page, whose package is built, in which one stands."""
    (tmp_path / "specs/pages").mkdir(parents=True)
    shutil.copy(SPECS / "pages" / f"{EDIT}.txt", tmp_path / "specs/pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--no-tests"]) == 0
    return tmp_path


def rename(path: str, name: str) -> int:
    return main(["correct", f"{EDIT}.{path}", "python", name, "--because", "it says more"])


def run(place: Path, attribute: str) -> list[str]:
    source = place / "generated/src"
    command = [sys.executable, "-c", PROGRAM % attribute]
    done = subprocess.run(command, env={"PYTHONPATH": str(source)}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_former_names_of_attribute_and_class_still_work_and_warn(place: Path) -> None:
    assert rename("request.param0", "edit:AuctionEdit") == 0
    assert main(["build"]) == 0
    told = "param0 is called edit now"
    assert run(place, "edit") == [
        "UpdateRequest is called AuctionEdit now",
        *(told, told, told),
        "PaimaiAuctionEditRequest()",
    ]
    module = (place / "generated/src/topclient/apis/taobao/paimai/auction_edit.py").read_text("utf-8")
    assert "Corrected (python): it says more" in module and "On the wire: ``param0``." in module
    assert main(["check"]) == 0


def test_a_class_alone_is_renamed_by_a_capital(place: Path) -> None:
    assert rename("request.param0", "AuctionEdit") == 0
    assert main(["build"]) == 0
    assert run(place, "param0")[0] == "UpdateRequest is called AuctionEdit now"


def test_names_go_on_working_when_they_are_changed_again(place: Path) -> None:
    overlay = place / "specs/overlays" / f"{EDIT}.yaml"
    for name in ("edit:AuctionEdit", "change:AuctionChange"):
        overlay.unlink(missing_ok=True)
        assert rename("request.param0", name) == 0
        assert main(["build"]) == 0
    lock = (place / "specs/names.lock.yaml").read_text("utf-8")
    assert "    request.param0:\n    - param0\n    - edit\n" in lock
    assert "    AuctionEdit: AuctionChange\n    UpdateRequest: AuctionChange\n" in lock
    assert run(place, "change")[0] == "UpdateRequest is called AuctionChange now"


def test_a_name_stays_when_the_correction_goes(place: Path) -> None:
    assert rename("request.param0", "edit") == 0
    assert main(["build"]) == 0
    lock = (place / "specs/names.lock.yaml").read_text("utf-8")
    (place / "specs/overlays" / f"{EDIT}.yaml").unlink()
    assert main(["build"]) == 0
    assert (place / "specs/names.lock.yaml").read_text("utf-8") == lock


def test_a_renamed_attribute_gets_its_former_name_back(place: Path) -> None:
    overlay = place / "specs/overlays" / f"{EDIT}.yaml"
    for name in ("edit", "param0"):
        overlay.unlink(missing_ok=True)
        assert rename("request.param0", name) == 0
        assert main(["build"]) == 0
    assert "    request.param0:\n    - edit\n" in (place / "specs/names.lock.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("request.param0.status", "type"),
        ("request.param0", "edit:PaimaiAuctionEditRequest"),
        ("request.param0", "edit:Struct"),
        ("request.param0.status", "class"),
        ("request.param0", "reply_:Api"),
    ],
)
def test_a_name_that_is_taken_costs_the_api_alone(
    place: Path, path: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rename(path, name) == 0
    before = (place / "specs/names.lock.yaml").read_text("utf-8")
    assert main(["build"]) == 1
    assert f"{path} cannot be called" in capsys.readouterr().err
    assert (place / "specs/names.lock.yaml").read_text("utf-8") == before


def test_what_is_no_name_is_refused_when_it_is_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a-b", "1x", "a:b", "a b", "ä", ""):
        assert rename("request.param0", name) == 2
        assert "topgen:" in capsys.readouterr().err
    assert not (place / "specs/overlays").exists()
