"""Pages joined in one file are read as each of them alone, in any order, or the file is refused; never fewer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from judging import EVERY_LAYOUT, draw, sampled
from msgspec import structs
from synthetic_at_random import plain_apis
from synthetic_layouts import SYNTHETIC_LAYOUTS

from topgen.pages import StoredPage, decode_page
from topgen.pages.many import take_apart
from topgen.pipeline import PageAnalysis
from topgen.spec.model import Api, Source

SEPARATORS = ("\n\n", "\n\n---\n\n", "\n\f\n", "\n\n==========\n\n", "\n\nhttps://open.example/doc?id=7\n\n")
TEXTS = tuple(name for name in EVERY_LAYOUT if SYNTHETIC_LAYOUTS[name].suffix == ".txt")
NAMED = tuple(name for name in TEXTS if name not in {"pipes", "bars", "bars closed up"})

apis = st.lists(plain_apis(), min_size=2, max_size=4, unique_by=lambda api: api.name)


def stored_pages(text: str) -> list[StoredPage]:
    return [page for page in take_apart(StoredPage("all.txt", "all.txt", text.encode())) if not page.may_differ]


def spec_of(page: StoredPage) -> Api:
    """Return the API of a page without the page and its lines."""
    api = PageAnalysis(decode_page(page)).api
    doubts = tuple(structs.replace(doubt, line=0) for doubt in api.doubts)
    return structs.replace(api, doubts=doubts, source=Source(page="", sha256="", dialect=""))


@sampled
@given(data=st.data())
def test_pages_in_one_file_give_the_specs_that_they_give_alone(data: st.DataObject) -> None:
    texts = [draw(api, data.draw(st.sampled_from(NAMED), "layout")).strip("\n") for api in data.draw(apis, "APIs")]
    joined = data.draw(st.sampled_from(SEPARATORS), "separator").join(texts)
    alone = [spec_of(StoredPage("all.txt", "all.txt", text.encode())) for text in texts]
    assert [spec_of(page) for page in stored_pages(joined)] == alone, joined


@sampled
@given(data=st.data())
def test_pages_of_all_layouts_in_one_file_are_all_there_or_refused(data: st.DataObject) -> None:
    texts = [draw(api, data.draw(st.sampled_from(TEXTS), "layout")).strip("\n") for api in data.draw(apis, "APIs")]
    joined = data.draw(st.sampled_from(SEPARATORS), "separator").join(texts)
    found = stored_pages(joined)
    assert len(found) == len(texts) or any(page.trouble for page in found), joined
