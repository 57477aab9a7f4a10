"""Corrections written by command, and what they do: fields and errors that come and go, doubts that are accepted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topgen.cli import main
from topgen.errors import OverlayMismatchError, SpecFormatError, UsageError
from topgen.overlay import apply_overlay, load_overlay, write_correction
from topgen.spec.model import Api
from topgen.spec.paths import walk_api
from topgen.spec.spec_file import dump_api, load_api

SPECS = Path(__file__).parents[2] / "specs"
UPDATE, PUSH = "taobao.fenxiao.product.update", "alibaba.idle.cycleshop.store.goodspush"


def spec_of(name: str) -> Api:
    path = SPECS / "apis" / name.partition(".")[0] / f"{name}.yaml"
    return load_api(path.read_text("utf-8"), str(path))


def corrected(name: str, text: str) -> Api:
    return apply_overlay(spec_of(name), load_overlay(text, "o.yaml"))


def test_a_parameter_is_added_and_another_one_is_removed() -> None:
    text = """\
add:
- at: request
  parameter: {name: memo, type: string, required: false, description: 备注}
  because: the console has it
- at: response
  field: {name: extra, type: object, fields: [{name: id, type: integer}]}
  because: replies have it
remove:
- at: request.image
  because: uploads end in an error
"""
    paths = {path for path, _ in walk_api(corrected(UPDATE, text))}
    assert {"request.memo", "response.extra", "response.extra.id"} <= paths and "request.image" not in paths


def test_errors_are_added_and_removed() -> None:
    code = spec_of(UPDATE).errors[0].code
    text = f"""\
errors:
- {{code: isv.too-late, message: 太晚了, because: seen in a log}}
remove:
- at: errors.{code}
  because: never seen
"""
    assert [error.code for error in corrected(UPDATE, text).errors] == ["isv.too-late"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "remove:\n- {at: request.imag, because: x}\n",
            "o.yaml:2: there is no request.imag (did you mean request.image?)",
        ),
        (
            "remove:\n- {at: errors.isv.no, because: x}\n",
            "o.yaml:2: errors.isv.no: it is gone (topgen tidy deletes it)",
        ),
        (
            "add:\n- {at: request, parameter: {name: pid, type: integer, required: true}, because: x}\n",
            "o.yaml:2: request.pid: the page has it by now (topgen tidy deletes it)",
        ),
        (
            "add:\n- {at: request.no, parameter: {name: p, type: map, required: true}, because: x}\n",
            "there is no request.no",
        ),
    ],
)
def test_a_correction_that_does_not_fit_says_so(text: str, message: str) -> None:
    with pytest.raises(OverlayMismatchError) as caught:
        corrected(UPDATE, text)
    assert message in str(caught.value)


def test_what_stands_on_the_wrong_side_adds_nothing() -> None:
    with pytest.raises(SpecFormatError, match="this adds nothing"):
        load_overlay("add:\n- {at: request, field: {name: p, type: map}, because: x}\n", "o.yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    shutil.copytree(SPECS / "pages", tmp_path / "specs/pages")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--no-tests"]) == 0
    capsys.readouterr()
    yield tmp_path


def test_a_correction_is_written_shown_and_undone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = project / "generated/src/topclient/apis/taobao/fenxiao/product_update.py"
    before = module.read_text("utf-8")
    assert main(["correct", f"{UPDATE}.request.pid", "required", "false", "--because", "the console says so"]) == 0
    assert "+  expect: true" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert module.read_text("utf-8") != before
    capsys.readouterr()
    assert main(["explain", f"{UPDATE}.request.pid"]) == 0
    shown = capsys.readouterr().out
    assert "corrected: required: False" in shown and f"{UPDATE}.yaml:3: the console says so" in shown
    (project / f"specs/overlays/{UPDATE}.yaml").unlink()
    assert main(["build"]) == 0
    assert module.read_text("utf-8") == before


def test_a_doubt_is_accepted_in_the_words_of_the_report(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = f"{PUSH} response.result.data.success_goodids"
    assert main(["accept", at, "parent", "--because", "a reply showed it"]) == 0
    assert main(["build"]) == 0
    module = project / "generated/src/topclient/apis/alibaba/idle/cycleshop_store_goodspush.py"
    assert module.read_text("utf-8").count("Doubt (parent") == 1
    capsys.readouterr()
    assert main(["accept", at, "parents", "--because", "x"]) == 2
    assert "no doubt is about 'parents' (did you mean parent?)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((f"{UPDATE}.request.pidd", "required", "false"), "there is no request.pidd (did you mean request.pid?)"),
        ((f"{UPDATE}.request.pid", "requird", "false"), "a field has no key 'requird' (did you mean required?)"),
        ((f"{UPDATE}.request.pid", "required", "maybe"), "expected one of"),
        ((UPDATE, "titel", "x"), "an API has no fact 'titel' (did you mean title?)"),
        (("taobao.fenxiao.product.updat", "title", "x"), f"did you mean {UPDATE}?"),
        ((f"{UPDATE}.request.pid", "required", "true"), "the page already says true"),
    ],
)
def test_a_mistake_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert main(["correct", *arguments, "--because", "x"]) == 2
    assert words in capsys.readouterr().err
    assert not (project / "specs/overlays").exists()


SPEC = """\
api: a.b
title: ''
description: ''
category: null
session: unknown
request:
- {name: tid, type: integer, required: false}
response:
- {name: total, type: string}
- {name: old, type: string}
- {name: ids, type: 'list[string]'}
errors: []
examples: {}
doubts:
- {at: response.ids, about: parent, taken: response, because: no example, line: 1}
source: {page: pages/a.txt, sha256: '00', dialect: markdown}
"""


def test_the_overlay_of_the_readme_is_a_whole_one() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    overlay = load_overlay(readme.partition("```yaml\n")[2].partition("```")[0], "README.md")
    after = apply_overlay(load_api(SPEC, "a.b.yaml"), overlay)
    assert [path for path, _ in walk_api(after)] == [
        *("request.tid", "request.memo", "response.total", "response.ids", "response.item", "response.item.id")
    ]
    assert (after.doubts, after.session.value, after.errors[0].code) == ((), "required", "isv.too-late")


words = st.text(min_size=1).filter(str.strip)


@given(
    st.lists(
        st.tuples(st.sampled_from(["title", "description"]), words),
        min_size=1,
        max_size=2,
        unique_by=lambda each: each[0],
    )
)
def test_any_words_are_written_and_read_back(facts: list[tuple[str, str]]) -> None:
    api, text = spec_of(UPDATE), "# mine\n"
    for fact, value in facts:
        try:
            text = write_correction(text, "o.yaml", api, "", fact, value, "because")
        except UsageError as error:
            assert value in ("", api.title, api.description), error
            return
    assert text.startswith("# mine\n")
    after = apply_overlay(api, load_overlay(text, "o.yaml"))
    assert dump_api(after) == dump_api(load_api(dump_api(after), "x"))
