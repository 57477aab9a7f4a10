"""One API is one spec, whatever layout its page comes in, but for what a poorer page has lost."""

from __future__ import annotations

from hypothesis import given
from judging import draw, explain, in_every_layout, in_whole_layouts, judge, read, sampled
from msgspec.structs import replace
from synthetic_api import SyntheticApi
from synthetic_at_random import plain_apis
from synthetic_layouts import SYNTHETIC_LAYOUTS, SyntheticLayout

from topgen.spec.model import Api, Examples, Field, Limits, Required, Session

POOREST = "pipes"


@in_whole_layouts
@sampled
@given(api=plain_apis())
def test_the_same_api_in_another_layout_gives_the_same_spec(name: str, api: SyntheticApi) -> None:
    layout = SYNTHETIC_LAYOUTS[name]
    spec, other = (read(draw(api, layout_name), layout_name).api for layout_name in ("bullets", name))
    assert _common(other, layout) == _common(spec, layout), explain(api, name, judge(api, name))


@in_every_layout
@sampled
@given(api=plain_apis())
def test_top_level_rows_are_the_same_in_every_layout(name: str, api: SyntheticApi) -> None:
    spec, other = (read(draw(api, layout_name), layout_name).api for layout_name in (POOREST, name))
    layout = SYNTHETIC_LAYOUTS[name]
    assert _tops(other.request, layout) == _tops(spec.request, layout), draw(api, name)
    assert _tops(other.response, layout) == _tops(spec.response, layout), draw(api, name)


def _common(api: Api, layout: SyntheticLayout) -> Api:
    """Return what both the bulleted page and a page in this layout tell of an API."""
    return replace(
        api,
        request=tuple(_told(field, layout) for field in api.request),
        response=tuple(_told(field, layout) for field in api.response),
        category=api.category if layout.keeps_category else None,
        session=api.session if layout.shows_call else Session.UNKNOWN,
        description=" ".join(api.description.split()),
        examples=Examples(),
        doubts=(),
        source=replace(api.source, page="", sha256="", dialect=""),
    )


def _told(field: Field, layout: SyntheticLayout) -> Field:
    """A document in JSON has two words only for whether a parameter is required."""
    required = field.required
    if layout.reader == "docjson" and required is Required.CONDITIONAL:
        required = Required.FALSE
    return replace(field, required=required, fields=tuple(_told(inner, layout) for inner in field.fields))


def _tops(fields: tuple[Field, ...], layout: SyntheticLayout) -> list[Field]:
    return [replace(_told(field, layout), limits=Limits(), fields=()) for field in fields]
