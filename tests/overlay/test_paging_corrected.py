"""Pages after corrections: inferred anew from what is true now, unless a correction says what is inferred."""

from __future__ import annotations

import pytest

from topgen.errors import OverlayMismatchError
from topgen.overlay import apply_overlay, load_overlay
from topgen.spec.inferred import InferredPaging
from topgen.spec.spec_file import dump_api, load_api

PAGE = """\
api: a.b
title: ''
description: ''
category: null
session: unknown
inferred:
  paging:
    page: {at: request.page_no, quote: 页码}
    items: {at: response.data.items, quote: items}
request:
- {name: page_no, type: integer, required: true, description: 页码}
- {name: start, type: string, required: true, description: 起始位置}
- {name: size, type: integer, required: true, description: 每页条数}
response:
- name: data
  type: object
  fields:
  - {name: items, type: 'list[string]'}
  - {name: total, type: string, description: 总数}
errors: []
examples: {}
doubts: []
source: {page: pages/a.txt, sha256: '00', dialect: bullet}
"""
FOUND = (
    "{page: {at: request.page_no, quote: 页码}, size: {at: request.size, quote: 每页条数},"
    " items: {at: response.data.items, quote: items}}"
)
STATED = "{paging: {page: {at: request.page_no, quote: 页码}, items: {at: response.data.items, quote: items}}}"


def paging_after(at: str, key: str, expect: str, new: str) -> InferredPaging | None:
    key_line = f"\n  key: {key}" if key else ""
    change = f"changes:\n- at: {at}{key_line}\n  expect: {expect}\n  set: {new}\n  because: asked\n"
    return apply_overlay(load_api(PAGE, "a.b.yaml"), load_overlay(change, "overlays/a.b.yaml")).inferred.paging


def test_a_moved_list_is_followed() -> None:
    paging = paging_after("response.data.items", "parent", "data", "response")
    assert paging is not None
    assert paging.items.at == "response.items"


def test_a_corrected_type_brings_a_part_or_takes_the_whole() -> None:
    paging = paging_after("response.data.total", "type", "string", "integer")
    assert paging is not None
    assert paging.total is not None
    assert paging_after("request.page_no", "type", "integer", "boolean") is None
    assert paging_after("request.start", "type", "string", "integer") is None


def test_a_person_may_take_pages_away_or_state_others() -> None:
    assert paging_after("inferred", "", STATED, "{}") is None
    stated = STATED.replace("page: {at: request.page_no, quote: 页码}", "page: {at: request.size, quote: x}, first: 0")
    paging = paging_after("inferred", "", STATED, stated)
    assert paging is not None
    assert paging.page is not None
    assert (paging.page.at, paging.first) == ("request.size", 0)


def test_stated_pages_of_nothing_are_refused_at_their_line() -> None:
    with pytest.raises(OverlayMismatchError, match=r"there is no response\.nothing") as caught:
        paging_after("inferred", "", STATED, STATED.replace("response.data.items", "response.nothing"))
    assert (caught.value.file, caught.value.line) == ("overlays/a.b.yaml", 2)


def test_pages_stand_in_the_file_and_come_back() -> None:
    api = load_api(PAGE, "a.b.yaml")
    written = dump_api(api)
    assert "inferred:\n  paging:\n    page:\n      at: request.page_no\n      quote: 页码\n    items:\n" in written
    assert load_api(written, "a.b.yaml") == api
