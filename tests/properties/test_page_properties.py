"""What does not change a reading: other pages, white space, line ends, encodings; and what a cut does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from judging import draw, in_every_layout, read, sampled
from msgspec.structs import replace
from reading import PageFacts
from synthetic_api import SyntheticApi
from synthetic_at_random import uneven_apis
from synthetic_layouts import SYNTHETIC_LAYOUTS, SyntheticLayout

from topgen.errors import PageError
from topgen.spec.model import Api, DoubtKind

ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


@in_every_layout
@sampled
@given(api=uneven_apis(), other=uneven_apis())
def test_a_page_reads_the_same_whatever_was_read_before(name: str, api: SyntheticApi, other: SyntheticApi) -> None:
    text = draw(api, name)
    first = read(text, name)
    read(draw(other, name), name)
    assert read(text, name) == first


@in_every_layout
@sampled
@given(api=uneven_apis())
def test_line_ends_and_encodings_change_nothing(name: str, api: SyntheticApi) -> None:
    text = draw(api, name)
    plain = _facts(read(text, name))
    assert _facts(read(text.replace("\n", "\r\n"), name)) == plain
    for encoding in ENCODINGS:
        assert _facts(read(text.encode(encoding), name)) == plain, encoding


@in_every_layout
@sampled
@given(api=uneven_apis(), data=st.data())
def test_blank_lines_between_lines_change_nothing(name: str, api: SyntheticApi, data: st.DataObject) -> None:
    text = draw(api, name)
    if SYNTHETIC_LAYOUTS[name].suffix == ".html":
        return
    lines = text.split("\n")
    spread = [line + "\n" * data.draw(st.integers(0, 2)) for line in lines]
    assert _facts(read("\n".join(spread), name)) == _facts(read(text, name)), text


@in_every_layout
@sampled
@given(api=uneven_apis(), data=st.data())
def test_a_cut_page_is_refused_or_says_that_it_is_cut(name: str, api: SyntheticApi, data: st.DataObject) -> None:
    text = draw(api, name)
    lines = text.split("\n")
    kept = data.draw(st.integers(1, _last_line(lines, SYNTHETIC_LAYOUTS[name])))
    try:
        facts = read("\n".join(lines[:kept]), name)
    except PageError:
        return
    assert any(doubt.kind is DoubtKind.TRUNCATED for doubt in facts.doubts), "\n".join(lines[:kept])


def _last_line(lines: list[str], layout: SyntheticLayout) -> int:
    """Return how many lines may be kept so that what ends every page, its error table or reply, is not among them."""
    last = ("错误码", '"errorCodes"') if layout.ends_with_errors else ("响应示例",)
    return next(index for index, line in enumerate(lines) if any(word in line for word in last))


def _facts(facts: PageFacts) -> tuple[object, ...]:
    """Return a reading without the lines that it stands on."""
    return _unlined(facts.api), facts.unexplained


def _unlined(api: Api) -> Api:
    doubts = tuple(sorted((replace(doubt, line=0) for doubt in api.doubts), key=repr))
    return replace(api, doubts=doubts, source=replace(api.source, sha256=""))
