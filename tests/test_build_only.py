"""``topgen build --only``: a package of some APIs, which stays one of those until other patterns are given."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.cli import main
from topgen.errors import UsageError
from topgen.render.manifest import MANIFEST
from topgen.select import select_apis

PAGES = Path(__file__).parents[1] / "specs" / "pages"
FENXIAO, PAIMAI = "taobao.fenxiao.product.update", "taobao.paimai.auction.edit"
ALL = {path.stem for path in PAGES.glob("*.txt")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Specs, and a package of all of them."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(PAGES, folder / "specs" / "pages")
    assert run(folder, "build") == 0
    return folder


@pytest.fixture
def workplace(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(folder: Path, verb: str, *arguments: str) -> int:
    return main([verb, "--specs", str(folder / "specs"), "--out", str(folder / "generated"), *arguments])


def package(folder: Path) -> dict[str, bytes]:
    root = folder / "generated"
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def held(folder: Path) -> set[str]:
    """The APIs of the package, by their examples."""
    return {path.stem for path in (folder / "generated/src/topclient/mock/examples").glob("*.json")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        (["taobao.fenxiao.*"], {FENXIAO}),
        ([FENXIAO], {FENXIAO}),
        (["taobao.fenxiao.*", "*.edit"], {FENXIAO, PAIMAI}),
        (["taobao.[fp]?*"], {FENXIAO, PAIMAI}),
        (["*fen*", "*"], ALL),
    ],
)
def test_the_package_holds_what_matches_and_the_specs_hold_everything(
    patterns: list[str], chosen: set[str], built: Path, tmp_path: Path
) -> None:
    shutil.copytree(PAGES, tmp_path / "specs" / "pages")
    assert run(tmp_path, "build", *(word for each in patterns for word in ("--only", each))) == 0
    assert held(tmp_path) == chosen
    assert {path.stem for path in (tmp_path / "specs/apis").rglob("*.yaml")} == ALL
    lock = Path("specs/names.lock.yaml")
    assert (tmp_path / lock).read_bytes() == (built / lock).read_bytes()


def test_what_is_left_in_is_byte_for_byte_what_the_whole_package_has(built: Path, workplace: Path) -> None:
    run(workplace, "build", "--only", "taobao.*")
    whole, part = package(built), package(workplace)
    maps = {f"src/topclient/{name}" for name in ("__init__.pyi", "_index.py", "client.py")}
    assert part.keys() < whole.keys()
    assert {name for name in part if part[name] != whole[name]} == maps


def test_a_package_of_some_apis_stays_one_until_all_are_asked_for(
    built: Path, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(workplace, "build", "--only", "*.edit", "--only", "taobao.fen*")
    some = package(workplace)
    shown = "2 of 5 APIs, by --only '*.edit' --only 'taobao.fen*'; --only '*' takes all again"
    assert shown in capsys.readouterr().out
    for verb in ("check", "build", "check"):
        assert run(workplace, verb) == 0
        assert shown in capsys.readouterr().out
    assert package(workplace) == some
    assert run(workplace, "build", "--only", "*") == 0
    assert package(workplace) == package(built)
    assert run(workplace, "check") == 0
    assert "selected" not in capsys.readouterr().out


def test_a_package_without_tests_stays_one_until_they_are_asked_for(
    built: Path, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = package(built)
    run(workplace, "build", "--no-tests")
    shown = "left out   the tests of the examples; --tests renders them again"
    assert shown in capsys.readouterr().out
    without = {name: data for name, data in whole.items() if not name.startswith("tests/")}
    assert "tests/taobao/fenxiao/test_product_update.py" in whole
    for arguments in (["check"], ["build"], ["build", "--only", "*"], ["check"]):
        assert run(workplace, *arguments) == 0
        assert shown in capsys.readouterr().out
        assert package(workplace) == without
    assert run(workplace, "build", "--tests") == 0
    assert package(workplace) == whole
    assert shown not in capsys.readouterr().out


def test_check_finds_a_package_that_is_not_what_it_was_chosen_to_be(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workplace / "generated" / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"only": ["*.edit"]}), "utf-8")
    assert run(workplace, "check") == 1
    assert "product_update.py\n+++ /dev/null" in capsys.readouterr().out
    assert run(workplace, "build") == 0
    assert held(workplace) == {PAIMAI}


def test_a_new_api_outside_the_selection_gets_its_spec_and_its_name(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(workplace, "build", "--only", FENXIAO)
    page = (workplace / f"specs/pages/{PAIMAI}.txt").read_text("utf-8")
    (workplace / "specs/pages/new.txt").write_text(page.replace("paimai", "paimaix"), "utf-8")
    capsys.readouterr()
    assert run(workplace, "build") == 0
    printed = capsys.readouterr().out
    assert "new        taobao.paimaix.auction.edit" in printed and "1 of 6 APIs" in printed
    assert held(workplace) == {FENXIAO}
    assert "taobao.paimaix.auction.edit:" in (workplace / "specs/names.lock.yaml").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("taobao.fenxiao.product.updat", f"did you mean {FENXIAO}"),
        ("Taobao.Fenxiao.*", "did you mean taobao."),
        ("../../*", "--only '*' takes all 5 APIs"),
        ("/etc/passwd", "matches this"),
        ("", "matches this"),
        ("\x1b[31m值\n", r"'\x1b[31m\u503c\n'"),
        ("*a" * 50_000, "matches this"),
        ("a" * 100_000, "matches this"),
    ],
)
def test_a_pattern_that_matches_nothing_is_refused_and_nothing_is_written(
    pattern: str, words: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = package(workplace)
    lock = (workplace / "specs/names.lock.yaml").read_bytes()
    capsys.readouterr()
    start = time.process_time()
    assert run(workplace, "build", "--only", "taobao.*", f"--only={pattern}") == 2
    printed = capsys.readouterr()
    assert words in printed.err and len(printed.err) < 500 and printed.out == ""
    assert time.process_time() - start < 5
    assert package(workplace) == before
    assert (workplace / "specs/names.lock.yaml").read_bytes() == lock


def test_a_selection_that_lost_its_last_api_is_told_instead_of_an_empty_package(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(workplace, "build", "--only", FENXIAO, "--only", PAIMAI)
    for path in (workplace / "specs").rglob(f"{PAIMAI}.*"):
        path.unlink()
    capsys.readouterr()
    for verb in ("build", "check"):
        assert run(workplace, verb) == 2
        assert f"--only '{PAIMAI}': the name of no API matches this" in capsys.readouterr().err
    assert run(workplace, "build", "--only", FENXIAO) == 0


def test_machines_are_told_the_selection(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb, arguments in (("build", ("--only", "*.edit")), ("check", ())):
        capsys.readouterr()
        assert run(workplace, verb, *arguments, "--format", "json") == 0
        shown = json.loads(capsys.readouterr().out)["selection"]
        assert shown == {"only": ["*.edit"], "held": 1, "left_out": 4, "tests": True, "corrected": {}}


NAMES = ("taobao.time.get", "taobao.trade.get", "taobao.trades.sold.get", "tmall.item.get", "alibaba.item.add")
PATTERNS = st.sampled_from((*NAMES, "*", "*.get", "taobao.*", "taobao.trade?.*", "[!t]*", "*.item.*", "nothing"))


@given(st.lists(PATTERNS), st.randoms())
def test_what_is_chosen_is_what_each_pattern_chooses_alone_in_whatever_order(
    patterns: list[str], random: Random
) -> None:
    if "nothing" in patterns and "*" not in patterns:
        with pytest.raises(UsageError):
            select_apis(NAMES, patterns)
        return
    chosen = select_apis(NAMES, patterns)
    assert select_apis(NAMES, random.sample(patterns * 2, len(patterns) * 2)) == chosen
    assert len(chosen.apis) + chosen.left_out == len(NAMES)
    everything = not patterns or "*" in patterns
    alone = [name for name in NAMES if everything or any(name in select_apis(NAMES, [each]).apis for each in patterns)]
    assert chosen.apis == tuple(alone) and (chosen.patterns == ()) == everything
