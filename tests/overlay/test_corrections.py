"""Corrections: each finds what it expects and changes one fact, or says why it cannot."""

from __future__ import annotations

import pytest

from topgen.errors import OverlayMismatchError, SpecFormatError
from topgen.overlay import apply_overlay, load_overlay
from topgen.spec.model import Api
from topgen.spec.spec_file import dump_api, load_api

PAGE = """\
api: a.b
title: 旧
description: ''
category: null
session: unknown
request:
- name: param
  type: object
  struct: P
  required: true
  fields:
  - name: ids
    type: list[integer]
    required: false
    max_items: 20
    maximum: 10.50
  - name: twin
    type: string
    required: true
  - name: twin
    type: string
    required: true
- name: odd
  type: unknown
  documented: Sorte
  required: unknown
  inferred: {deprecated: {quote: 废弃}}
response:
- name: result
  type: object
  fields:
  - name: data
    type: object
    fields:
    - name: fail
      type: list[integer]
      fields:
      - name: inner
        type: string
    - name: good
      type: string
      example: '1'
  - name: tail
    type: string
errors: []
examples: {}
doubts:
- {at: response.result.data.fail, about: parent, taken: result.data, because: no sample, line: 4}
- {at: response.result.data.fail, about: list, taken: 'true', because: no sample, line: 4}
- {at: response.result.data.fail.inner, about: type, taken: string, because: no sample, line: 5}
- {at: request.odd, about: type, taken: unknown, because: unknown words, line: 2}
- {at: request.odd, about: required, taken: unknown, because: no word, line: 2}
- {at: api, about: session, taken: unknown, because: no example, line: 0}
- {at: api, about: name, taken: a.b, because: from the root, line: 0}
source: {page: pages/a.txt, sha256: '00', dialect: bullet}
"""


def corrected(changes: str, accepted: str = "[]") -> str:
    """The spec after corrections, as its file."""
    overlay = load_overlay(f"changes:\n{changes}\naccept_doubts: {accepted}\n", "overlays/a.b.yaml")
    return dump_api(apply_overlay(_page(), overlay))


def _page() -> Api:
    return load_api(PAGE, "a.b.yaml")


def _change(at: str, key: str, expect: str, new: str) -> str:
    key_line = f"\n  key: {key}" if key else ""
    return f"- at: {at}{key_line}\n  expect: {expect}\n  set: {new}\n  because: asked the platform\n"


PARAM, FAIL = "request.param.ids", "response.result.data.fail"


@pytest.mark.parametrize(
    ("at", "key", "expect", "new", "gone", "come"),
    [
        (PARAM, "required", "false", "true", "", "    required: true\n    max_items"),
        (PARAM, "required", "false", "conditional", "", "    required: conditional\n"),
        (PARAM, "type", "list[integer]", "list[string]", "", "    type: list[string]\n"),
        (PARAM, "max_items", "20", "null", "    max_items: 20\n", ""),
        (PARAM, "maximum", "10.5", "10.56", "    maximum: 10.50\n", "    maximum: 10.56\n"),
        (PARAM, "default", "null", "'1'", "", "    default: '1'\n"),
        (PARAM, "description", "''", "商品id", "", "    description: 商品id\n"),
        (PARAM, "values", "[]", "[{value: '1', meaning: 上架}]", "", "    - value: '1'\n      meaning: 上架\n"),
        ("request.odd", "inferred", "{deprecated: {quote: 废弃}}", "null", "  inferred:\n", ""),
        (PARAM, "name", "ids", "goods_ids", "- name: ids\n", "- name: goods_ids\n"),
        (PARAM, "example", "null", "[1, 2]", "", "    example:\n    - 1\n    - 2\n"),
        ("request.param", "struct", "P", "Param", "struct: P\n", "struct: Param\n"),
        ("request.param", "type", "object", "json", "  struct: P\n", "  type: json\n"),
        ("request.odd", "type", "unknown", "string", "  documented: Sorte\n", "  type: string\n"),
        ("title", "", "旧", "新", "title: 旧\n", "title: 新\n"),
        ("session", "", "unknown", "none", "about: session", "session: none\n"),
        ("api", "", "a.b", "taobao.a.b", "about: name", "api: taobao.a.b\n"),
        ("category", "", "null", "用户API", "category: null", "category: 用户API\n"),
    ],
)
def test_a_correction_changes_its_fact(at: str, key: str, expect: str, new: str, gone: str, come: str) -> None:
    before = dump_api(_page())
    after = corrected(_change(at, key, expect, new))
    assert after != before
    assert come in after
    if gone:
        assert gone in before and gone not in after


@pytest.mark.parametrize(
    ("at", "key", "expect", "new", "kind", "others"),
    [
        ("request.odd", "type", "unknown", "string", "type", ["request.odd required"]),
        ("request.odd", "required", "unknown", "true", "required", ["request.odd type"]),
        (FAIL, "type", "list[integer]", "integer", "list", [f"{FAIL} parent"]),
    ],
)
def test_a_set_fact_ends_the_doubt_about_it_and_no_other(
    at: str, key: str, expect: str, new: str, kind: str, others: list[str]
) -> None:
    overlay = load_overlay(f"changes:\n{_change(at, key, expect, new)}", "x")
    doubts = [f"{doubt.at} {doubt.kind}" for doubt in apply_overlay(_page(), overlay).doubts]
    assert f"{at} {kind}" not in doubts
    assert set(others) <= set(doubts)
    assert len(doubts) == len(_page().doubts) - 1


@pytest.mark.parametrize("wanted", ["result", "response.result"])
def test_a_field_moves_with_all_inside_it_behind_the_branch_that_it_came_from(wanted: str) -> None:
    after = apply_overlay(_page(), load_overlay(f"changes:\n{_change(FAIL, 'parent', 'result.data', wanted)}", "x"))
    (result,) = after.response
    assert [field.name for field in result.fields] == ["data", "fail", "tail"]
    assert [field.name for field in result.fields[0].fields] == ["good"]
    assert [field.name for field in result.fields[1].fields] == ["inner"]
    assert [f"{doubt.at} {doubt.kind}" for doubt in after.doubts][:2] == [
        "response.result.fail list",
        "response.result.fail.inner type",
    ]


def test_a_field_moves_to_the_top_and_into_another_branch() -> None:
    after = apply_overlay(_page(), load_overlay(f"changes:\n{_change(FAIL, 'parent', 'result.data', 'response')}", "x"))
    assert [field.name for field in after.response] == ["result", "fail"]
    change = _change("response.result.tail", "parent", "result", "result.data")
    after = apply_overlay(_page(), load_overlay(f"changes:\n{change}", "x"))
    assert [field.name for field in after.response[0].fields[0].fields] == ["fail", "good", "tail"]


def test_paths_are_those_of_the_page_whatever_moves() -> None:
    changes = [
        _change(FAIL, "parent", "result.data", "result"),
        _change(FAIL, "type", "list[integer]", "integer"),
        _change("response.result.data.good", "parent", "result.data", "result"),
    ]
    assert corrected("".join(changes)) == corrected("".join([changes[0], changes[2], changes[1]]))


def test_a_new_object_gets_its_class_in_either_order() -> None:
    changes = [
        _change("request.odd", "struct", "null", "OddDTO"),
        _change("request.odd", "type", "unknown", "object"),
    ]
    assert "  type: object\n  struct: OddDTO\n" in corrected("".join(changes))


def test_applying_leaves_the_old_api_as_it_was() -> None:
    page = _page()
    apply_overlay(page, load_overlay(f"changes:\n{_change(FAIL, 'parent', 'result.data', 'result')}", "x"))
    assert page == _page()


def test_an_accepted_doubt_is_gone() -> None:
    after = corrected(" []", f"[{{at: {FAIL}, about: parent, because: called it}}]")
    without = dump_api(_page()).replace(
        f"- at: {FAIL}\n  about: parent\n  taken: result.data\n  because: no sample\n  line: 4\n", ""
    )
    assert load_api(after, "after") == load_api(without, "without")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            _change(PARAM, "required", "true", "conditional"),
            "overlays/a.b.yaml:2: request.param.ids: required: expected true, found false (look at the page again)",
        ),
        (
            _change(PARAM, "type", "integer", "string"),
            'request.param.ids: type: expected "integer", found "list[integer]" (look at the page again)',
        ),
        (
            _change(PARAM, "required", "true", "false"),
            "request.param.ids: required: the page already says false (topgen tidy deletes it)",
        ),
        (_change("title", "", "x", "旧"), 'title: the page already says "旧" (topgen tidy deletes it)'),
        (_change(PARAM, "maximum", "10.6", "10.7"), "maximum: expected 10.6, found 10.50 (look at"),
        (_change(PARAM, "default", "'1'", "'2'"), 'default: expected "1", found null (look at'),
        (
            _change("request.param.goods", "required", "true", "false"),
            "overlays/a.b.yaml:2: there is no request.param.goods (did you mean request.param.ids?)",
        ),
        (
            _change("response.result.fail", "type", "list[integer]", "string"),
            "there is no response.result.fail (did you mean response.result.tail?)",
        ),
        (
            _change("request.param.twin", "type", "string", "integer"),
            "request.param.twin is the path of 2 fields, which a correction cannot tell apart",
        ),
        (
            _change(FAIL, "required", "null", "true"),
            "response.result.data.fail: required: fields of a response have no such key",
        ),
        (
            _change(FAIL, "parent", "result", "response"),
            'response.result.data.fail: parent: expected "result", found "result.data" (look at',
        ),
        (
            _change(FAIL, "parent", "result.data", "response.result.data"),
            'already says "result.data" (topgen tidy deletes',
        ),
        (_change(FAIL, "parent", "result.data", "result.date"), "there is no response.result.date (did you mean"),
        (_change("response.result", "parent", "response", "result.data"), "a field cannot move into itself"),
        (
            _change("response.result.data", "parent", "result", "result.data.fail"),
            "response.result.data: parent: a field cannot move into itself",
        ),
    ],
)
def test_a_correction_that_no_longer_fits_is_an_error(change: str, message: str) -> None:
    with pytest.raises(OverlayMismatchError) as caught:
        corrected(change)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("accepted", "message"),
    [
        (
            f"[{{at: {FAIL}, about: struct, because: x}}]",
            f"overlays/a.b.yaml:3: {FAIL}: the accepted doubt about struct no longer occurs "
            "(what is in doubt there: parent, list)",
        ),
        ("[{at: zzz, about: type, because: x}]", "zzz: the accepted doubt about type no longer occurs (delete this"),
    ],
)
def test_an_accepted_doubt_that_no_longer_occurs_is_an_error(accepted: str, message: str) -> None:
    with pytest.raises(OverlayMismatchError) as caught:
        corrected(" []", accepted)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_change(PARAM, "required", "true", "yes"), "x.yaml:5: expected one of true, false, conditional, unknown"),
        (_change(PARAM, "type", "integer", "integr"), "x.yaml:5: expected one of string, integer"),
        (_change(PARAM, "requierd", "true", "false"), "x.yaml:3: expected one of name, type, struct"),
        (_change(PARAM, "requierd", "true", "false"), "found the text 'requierd' (did you mean required?)"),
        (_change(PARAM, "", "true", "false"), "x.yaml:2: a correction of a field needs a key, and one of a fact of"),
        (_change("title", "name", "true", "false"), "(facts of the API are api, title, description, category, sess"),
        ("- {at: title, expect: a, set: b}", "x.yaml:2: the key because is missing"),
        ("- {at: title, expect: a, set: b, because: ' '}", "x.yaml:2: expected a reason that the next reader under"),
        ("- {at: title, set: b, because: c}", "x.yaml:2: the key expect is missing"),
        ("- {at: title, expect: a, set: b, becuse: c}", "x.yaml:2: unknown key 'becuse' (did you mean because?)"),
        (_change("title", "", "a", "b") * 2, "x.yaml:6: title is corrected twice"),
        (_change("api", "", "a.b", "../x"), "x.yaml:4: '../x' cannot be an API name"),
    ],
)
def test_an_overlay_that_cannot_be_understood_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(Exception) as caught:
        apply_overlay(_page(), load_overlay(f"changes:\n{text}", "x.yaml"))
    assert message in str(caught.value)


def test_a_hostile_value_of_the_page_is_shown_without_its_control_characters() -> None:
    page = load_api(PAGE.replace("title: 旧", 'title: "\\e[2J\\u202E"'), "x")
    with pytest.raises(OverlayMismatchError) as caught:
        apply_overlay(page, load_overlay(f"changes:\n{_change('title', '', 'a', 'b')}", "x"))
    assert str(caught.value).isprintable()


def test_evidence_and_either_half_of_the_file_are_optional() -> None:
    assert load_overlay("{}", "x").changes == ()
    with pytest.raises(SpecFormatError, match="the file is empty"):
        load_overlay("", "x")
    (change,) = load_overlay("changes: [{at: title, expect: a, set: b, because: c, evidence: d}]", "x").changes
    assert (change.reason, change.evidence) == ("c", "d")
