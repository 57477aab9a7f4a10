"""What holds for the reading of every API in every layout: plain pages are read exactly, and no fault is silent."""

from __future__ import annotations

from facts import CORE
from hypothesis import given
from judging import explain, in_every_layout, in_whole_layouts, judge, sampled
from synthetic_api import SyntheticApi
from synthetic_at_random import plain_apis, uneven_apis


@in_whole_layouts
@sampled
@given(api=plain_apis())
def test_a_plain_page_is_read_exactly_and_without_a_doubt(name: str, api: SyntheticApi) -> None:
    score = judge(api, name)
    assert score.wrong == (), explain(api, name, score)
    assert score.needless == (), explain(api, name, score)
    assert all(right for _, right in score.stated)


@in_every_layout
@sampled
@given(api=uneven_apis())
def test_no_wrong_place_type_or_name_is_silent(name: str, api: SyntheticApi) -> None:
    score = judge(api, name)
    silent = [fault for fault in score.wrong if fault.fact in CORE and not fault.doubted]
    assert silent == [], explain(api, name, score)


@in_every_layout
@sampled
@given(api=uneven_apis())
def test_no_wrong_sample_description_or_limit_is_silent(name: str, api: SyntheticApi) -> None:
    score = judge(api, name)
    silent = [fault for fault in score.wrong if fault.fact not in CORE and not fault.doubted]
    assert silent == [], explain(api, name, score)


@in_every_layout
@sampled
@given(api=uneven_apis())
def test_every_word_of_a_page_is_explained(name: str, api: SyntheticApi) -> None:
    score = judge(api, name)
    assert score.unexplained == 0, explain(api, name, score)
