"""What people correct is seen wherever the fact is, and is told once the page says it itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from topgen.cli import main
from topgen.overlay import apply_overlay, load_overlay, tidy_overlay
from topgen.spec.spec_file import dump_api, load_api

SPECS = Path(__file__).parents[2] / "specs"
UPDATE = "taobao.fenxiao.product.update"
MODULE = "src/topclient/apis/taobao/fenxiao/product_update.py"
OVERLAY = """\
# what we know better
changes:
- {at: request.pid, key: type, expect: integer, set: string, because: ids have letters by now}
- at: request.pid
  key: required
  expect: false
  set: true
  because: the console says so
- {at: idempotent, expect: null, set: true, because: the same values twice change nothing}
errors:
- {code: isv.too-late, message: 太晚了, because: seen in a log}
"""


def _update(specs: Path = SPECS) -> str:
    return (specs / "apis/taobao" / f"{UPDATE}.yaml").read_text("utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the specs of one API, its page and an overlay, in which one stands."""
    for part in ("apis/taobao", "pages", "overlays"):
        (tmp_path / "specs" / part).mkdir(parents=True)
    for part in (f"apis/taobao/{UPDATE}.yaml", f"pages/{UPDATE}.txt"):
        shutil.copy(SPECS / part, tmp_path / "specs" / part)
    (tmp_path / "specs/overlays" / f"{UPDATE}.yaml").write_text(OVERLAY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_correction_stands_in_docstring_report_and_spec(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    printed = capsys.readouterr().out
    module = (place / "generated" / MODULE).read_text("utf-8")
    assert 'Corrected (type; the page says "integer"): ids have letters by now' in module
    assert "errors.isv.too-late: Corrected (added): seen in a log" in module
    assert "idempotent=True" in module and "A call may be repeated" in module
    assert "3 facts corrected" in printed
    assert _update(place / "specs") == _update(), "the spec says what the page says"


def test_what_the_page_says_by_now_is_told_and_costs_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    told = "note[fulfilled-correction]"
    assert f"specs/overlays/{UPDATE}.yaml:4: {told}" in capsys.readouterr().out


def test_tidy_deletes_what_is_fulfilled_and_no_other_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = place / "specs/overlays" / f"{UPDATE}.yaml"
    assert main(["tidy", "--dry-run"]) == 0
    assert overlay.read_text("utf-8") == OVERLAY
    assert main(["tidy"]) == 0
    gone = OVERLAY.splitlines(keepends=True)[3:8]
    assert overlay.read_text("utf-8") == "".join(line for line in OVERLAY.splitlines(keepends=True) if line not in gone)
    assert "-  because: the console says so" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "fulfilled" not in capsys.readouterr().out


def test_an_overlay_that_corrects_nothing_any_more_goes(place: Path) -> None:
    overlay = place / "specs/overlays" / f"{UPDATE}.yaml"
    overlay.write_text("remove:\n- {at: request.zzz, because: it is gone}\n", "utf-8")
    assert main(["tidy"]) == 0
    assert not overlay.exists()


def test_tidy_leaves_an_overlay_alone_that_it_cannot_read(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = place / "specs/overlays" / f"{UPDATE}.yaml"
    overlay.write_text("changes: [oops\n", "utf-8")
    assert main(["tidy"]) == 1
    assert overlay.read_text("utf-8") == "changes: [oops\n"
    assert "this is no YAML" in capsys.readouterr().err


def test_entries_in_any_style_are_told_apart() -> None:
    api = load_api(_update(), "spec")
    same = "{at: request.pid, key: required, expect: false, set: true, because: x}"
    other = "{at: request.pid, key: type, expect: integer, set: string, because: y}"
    for text in (f"changes:\n  - {same}\n\n  # kept\n  - {other}\n", f"changes:\n- {other}\n- {same}\n"):
        left = tidy_overlay(text, "o.yaml", api)
        assert "because: x" not in left and "because: y" in left
        apply_overlay(api, load_overlay(left, "o.yaml"))


def test_notes_about_corrections_follow_what_is_renamed_and_moved() -> None:
    text = "changes:\n- {at: request.pid, key: name, expect: pid, set: product, because: tried}\n"
    api = apply_overlay(load_api(_update(), "spec"), load_overlay(text, "o.yaml"))
    assert [(each.at, each.what, each.was) for each in api.corrected] == [("request.product", "name", '"pid"')]
    assert load_api(dump_api(api), "again") == api
