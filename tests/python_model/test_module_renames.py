"""Modules and the classes of calls get the names that people ask for; the names of before still work and warn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from topgen.cli import main
from topgen.python_model import NameLock, dump_lock, load_lock
from topgen.python_model.lock import extend_lock, rename_module

SPECS = Path(__file__).parents[2] / "specs"
EDIT, ADJUST = "taobao.paimai.auction.edit", "taobao.inventory.shopinv.adjust"
APIS = Path("generated/src/topclient/apis/taobao/paimai")
PROGRAM = """
import importlib, sys, warnings
import topclient
from topclient import TopClient
def told(act):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = act()
    return getattr(found, "__name__", found), [(str(each.message), each.category.__name__) for each in caught]
client = TopClient("1", "s", gateway="http://127.0.0.1:1/")
print(told(lambda: client.taobao.paimai.auction_edit.__name__))
print(told(lambda: client.taobao.paimai.edit.__name__))
print(told(lambda: topclient.PaimaiAuctionEditRequest))
print(told(lambda: topclient.PaimaiEditRequest))
former = importlib.import_module("topclient.apis.taobao.paimai.auction_edit")
print(told(lambda: former.PaimaiEditResponse))
print(told(lambda: former.PaimaiAuctionEditResponse))
print(former.__all__)
"""
MOVED = "topclient.apis.taobao.paimai.auction_edit is called topclient.apis.taobao.paimai.edit now"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "specs/pages").mkdir(parents=True)
    for name in (EDIT, ADJUST):
        shutil.copy(SPECS / "pages" / f"{name}.txt", tmp_path / "specs/pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    return tmp_path


def rename(api: str, name: str) -> int:
    return main(["correct", api, "python", name, "--because", "it says more"])


def test_the_former_names_still_work_and_warn(place: Path) -> None:
    assert rename(EDIT, "edit:PaimaiEdit") == 0
    assert main(["build"]) == 0
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=place / "generated/src", capture_output=True, text=True, check=True
    )
    gone = "PaimaiAuctionEdit%s is called PaimaiEdit%s now"
    warned = "DeprecationWarning"
    assert done.stdout.splitlines() == [
        str(("auction_edit", [("auction_edit is called edit now", warned)])),
        str(("edit", [])),
        str(("PaimaiEditRequest", [(gone % (("Request",) * 2), warned)])),
        str(("PaimaiEditRequest", [])),
        str(("PaimaiEditResponse", [(MOVED, warned)])),
        str(("PaimaiEditResponse", [(gone % (("Response",) * 2), warned), (MOVED, warned)])),
        str(
            [
                *("PaimaiAuctionEditRequest", "PaimaiAuctionEditResponse", "PaimaiEditRequest", "PaimaiEditResponse"),
                "UpdateRequest",
            ]
        ),
    ]
    assert "Corrected (python): it says more" in (APIS / "edit.py").read_text("utf-8")
    assert f"{EDIT}:\n  python: taobao.paimai.edit:PaimaiEdit\n  former:\n  - taobao.paimai.auction_edit:" in (
        Path("specs/names.lock.yaml").read_text("utf-8")
    )
    assert main(["check"]) == 0


def test_type_checkers_and_tests_take_both_names(place: Path) -> None:
    assert rename(EDIT, "edit:PaimaiEdit") == 0
    assert main(["build", "-q"]) == 0
    Path("program.py").write_text(
        "from topclient import PaimaiAuctionEditRequest, PaimaiEditRequest, TopClient\n"
        "from topclient.apis.taobao.paimai.auction_edit import PaimaiEditResponse, UpdateRequest\n"
        "def call(client: TopClient, param0: UpdateRequest) -> PaimaiEditResponse:\n"
        "    client.execute(PaimaiAuctionEditRequest(param0=param0))\n"
        "    client.taobao.paimai.auction_edit(param0=param0)\n"
        "    return client.execute(PaimaiEditRequest(param0=param0))\n"
    )
    environment = {"MYPYPATH": "generated/src", "PATH": ""}
    command = [sys.executable, "-m", "mypy", "--strict", "program.py", "generated/src/topclient/apis"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "generated/tests"]
    done = subprocess.run(tests, env={"PYTHONPATH": "generated/src"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["change", "PaimaiChange", ":PaimaiChange", "change:PaimaiChange"])
def test_one_of_both_alone_is_renamed(name: str, place: Path) -> None:
    assert rename(EDIT, name) == 0
    assert main(["build", "-q"]) == 0
    lock = Path("specs/names.lock.yaml").read_text("utf-8")
    module = "change" if name.startswith("change") else "auction_edit"
    stem = "PaimaiChange" if "Paimai" in name else "PaimaiAuctionEdit"
    assert f"  python: taobao.paimai.{module}:{stem}\n" in lock
    assert (APIS / f"{module}.py").is_file()
    assert (APIS / "auction_edit.py").is_file()
    assert main(["check", "-q"]) == 0


def test_names_go_on_working_when_they_are_changed_again_and_back(place: Path) -> None:
    overlay = Path(f"specs/overlays/{EDIT}.yaml")
    for name in ("edit:PaimaiEdit", "change:PaimaiChange", "auction_edit:PaimaiAuctionEdit"):
        overlay.unlink(missing_ok=True)
        assert rename(EDIT, name) == 0
        assert main(["build", "-q"]) == 0
        assert main(["check", "-q"]) == 0
    assert {path.stem for path in APIS.glob("*.py")} == {"__init__", "auction_edit", "edit", "change"}
    assert "is to be used instead" not in (APIS / "auction_edit.py").read_text("utf-8")
    overlay.unlink()
    assert main(["build", "-q"]) == 0 and main(["check", "-q"]) == 0


def test_no_newcomer_gets_a_name_of_before() -> None:
    (names,) = extend_lock(NameLock(), [EDIT]).entries
    renamed = rename_module(names, "edit:PaimaiEdit", ())
    assert renamed.former == ("taobao.paimai.auction_edit:PaimaiAuctionEdit",)
    lock = extend_lock(NameLock((renamed,)), [EDIT, "taobao.paimai.auction_edit"])
    assert lock.entries[0] == renamed
    newcomer = lock.entries[1]
    assert newcomer.path.casefold() != names.path and newcomer.stem != names.stem
    assert load_lock(dump_lock(lock)) == lock


TAKEN = {
    "the name of another": "inventory:InventoryShopinvAdjust",
    "a keyword": "class",
    "a device": "con",
    "the body of a namespace": "property",
    "two underscores": "__init__",
}


@pytest.mark.parametrize("kind", TAKEN)
def test_a_name_that_cannot_be_is_refused_and_costs_its_api_alone(
    kind: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (APIS / "auction_edit.py").read_bytes()
    if rename(EDIT, TAKEN[kind]) == 0:
        assert main(["build"]) == 1
    printed = capsys.readouterr().err
    assert f"{EDIT} cannot be called" in printed or "python: this is not of the documented form" in printed
    assert (APIS / "auction_edit.py").read_bytes() == before
