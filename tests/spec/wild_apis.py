"""APIs such as no page would give: every text, every combination that the values allow."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from topgen.spec.inferred import (
    ApiInferred,
    Deprecation,
    Inferred,
    InferredCount,
    InferredLength,
    InferredPaging,
    InferredPlace,
    InferredRange,
    InferredText,
    InferredValues,
    LengthUnit,
    Reference,
)
from topgen.spec.model import (
    Api,
    Doubt,
    DoubtKind,
    EnumValue,
    ErrorCode,
    Examples,
    Field,
    Kind,
    Limits,
    Required,
    Session,
    Source,
    TypeRef,
)

NASTY = (
    *("", " ", "~", "null", "yes", "no", "on", "True", "1", "-1", "1.0", "1e3", "0x1F", "007", "1_000", "1:30"),
    *("2015-01-01", "2015-01-01 12:00:00", "=", "<<", "---", "...", "- a", "a: b", "a:", "a #b", "#", "&a", "*a"),
    *("!t", "|", ">", "%", "@", "`", "'", '"', "it's", "{a}", "[a]", "a\\b", "中文：说明", "😀", "a\u2028b", "a\x85b"),
    *("a\r\nb", "\t", "a\tb", "a\nb", "a\nb\n", "a\n\n", "\n", "\n\n a", "  a\nb", "a\n\n  b \n", "a  ", "\0", "\x7f"),
    *("\u202eabc", "\ufeff", "\ufffe", "a" * 2500, "k: " * 500, "<a href='x'>&quot;</a>", "\n# a\n--- b\n"),
)

texts = st.one_of(
    st.integers(0, len(NASTY) - 1).map(lambda index: NASTY[index]),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(" \t\n\r-a:#|>'\"[]{}?&*!%@`,~.+=\\\0\x85\u2028\u200f中0159ex_", max_size=12),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.sampled_from(
    [Decimal("10.56"), Decimal("-0"), Decimal("1E+3"), Decimal("1E-90")]
)
counts = st.none() | st.integers()
limits = st.builds(
    Limits,
    default=st.none() | texts,
    max_length=counts,
    max_items=counts,
    minimum=st.none() | numbers,
    maximum=st.none() | numbers,
)
types = st.builds(TypeRef, st.sampled_from(Kind), st.booleans(), st.none() | texts, st.none() | texts)
enum_values = st.lists(st.builds(EnumValue, texts, texts), max_size=2).map(tuple)

inferred_texts = st.none() | st.builds(InferredText, texts, texts)
deprecations = st.none() | st.builds(Deprecation, texts)
references = st.lists(st.builds(Reference, texts, texts), max_size=2).map(tuple)
inferred = st.just(Inferred()) | st.builds(
    Inferred,
    deprecated=deprecations,
    values=st.none() | st.builds(InferredValues, enum_values, texts),
    default=inferred_texts,
    max_length=st.none() | st.builds(InferredLength, st.integers(), st.sampled_from(LengthUnit), texts),
    max_items=st.none() | st.builds(InferredCount, st.integers(), texts),
    range=st.none()
    | st.builds(InferredRange, minimum=st.none() | numbers, maximum=st.none() | numbers, unit=texts, quote=texts),
    pattern=inferred_texts,
    references=references,
)
places = st.builds(InferredPlace, texts, texts)
pagings = st.builds(
    InferredPaging,
    page=st.none() | places,
    first=st.integers(),
    by_offset=st.booleans(),
    cursor=st.none() | places,
    next=st.none() | places,
    size=st.none() | places,
    items=places,
    total=st.none() | places,
    more=st.none() | places,
)
inferred_of_apis = st.builds(
    ApiInferred, name=inferred_texts, deprecated=deprecations, references=references, paging=st.none() | pagings
)


def _fields(required: st.SearchStrategy[Required | None]) -> st.SearchStrategy[Field]:
    def build(inner: st.SearchStrategy[tuple[Field, ...]]) -> st.SearchStrategy[Field]:
        return st.builds(
            Field,
            name=texts,
            type=types,
            required=required,
            description=texts,
            example=plain,
            limits=limits,
            values=enum_values,
            inferred=inferred,
            fields=inner,
        )

    return st.recursive(build(st.just(())), lambda inner: build(st.lists(inner, max_size=2).map(tuple)), max_leaves=3)


names = st.from_regex(r"[a-z0-9_]{4,8}(\.[A-Za-z0-9_-]{4,8}){1,3}", fullmatch=True)
apis = st.builds(
    Api,
    name=names,
    title=texts,
    description=texts,
    category=st.none() | texts,
    session=st.sampled_from(Session),
    inferred=inferred_of_apis,
    request=st.lists(_fields(st.sampled_from(Required)), max_size=2).map(tuple),
    response=st.lists(_fields(st.none()), max_size=2).map(tuple),
    errors=st.lists(st.builds(ErrorCode, texts, texts, texts), max_size=2).map(tuple),
    examples=st.builds(
        Examples,
        request=st.none() | st.dictionaries(texts, plain, max_size=3),
        response=st.none() | st.dictionaries(texts, plain, max_size=3),
        error=st.none() | st.dictionaries(texts, plain, max_size=3),
    ),
    doubts=st.lists(
        st.builds(
            Doubt, at=texts, kind=st.sampled_from(DoubtKind), chosen=texts, reason=texts, line=st.integers(0, 10**6)
        ),
        max_size=2,
    ).map(tuple),
    source=st.builds(Source, texts, texts, texts),
)
