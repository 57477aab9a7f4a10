"""Forms are those of the standard library."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st
from topclient._runtime.encoding.form import encode_form

texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" +&=%~-_./袜\r\n\0"), max_size=30)


@given(st.dictionaries(texts, texts, max_size=5))
def test_a_form_is_that_of_the_standard_library_and_is_read_back(params: dict[str, str]) -> None:
    form = encode_form(params)
    assert form == urlencode(params).encode()
    assert dict(parse_qsl(form.decode(), keep_blank_values=True, strict_parsing=bool(params))) == params
