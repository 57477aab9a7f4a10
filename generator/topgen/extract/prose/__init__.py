"""Facts inside descriptions: what a sentence says as plainly as a table would, with the words that say it.

In:  the description of a field with its type, or the texts about an API.
Out: ``Inferred``; empty where no rule matches a whole phrase. A wrong fact is worse than a lost one: prose stays prose.
Note: a fact that a description states twice and differently is not taken at all, and neither is one that holds only
under a condition. Every rule takes time in proportion to the length of the text.
"""

from __future__ import annotations

from functools import lru_cache

from topgen.extract.prose.dates import find_pattern
from topgen.extract.prose.defaults import find_default
from topgen.extract.prose.deprecation import find_api_deprecation, find_deprecation
from topgen.extract.prose.description import read_description
from topgen.extract.prose.enumerations import find_values
from topgen.extract.prose.limits import find_max_items, find_max_length, find_range
from topgen.extract.prose.references import find_references
from topgen.spec.inferred import NOTHING_INFERRED, ApiInferred, Inferred
from topgen.spec.model import TypeRef

LONGEST_DESCRIPTION = 20_000
"""Characters; the platform's longest has about 4,000, and what is longer is no plain sentence."""


@lru_cache(maxsize=4096)
def infer_from_description(text: str, type_ref: TypeRef) -> Inferred:
    """Return the facts that the description of a field states; the same few words describe many fields."""
    if len(text) > LONGEST_DESCRIPTION:
        return NOTHING_INFERRED
    words = read_description(text, type_ref)
    deprecated, references = find_deprecation(words), find_references(text)
    if words.is_structured:
        return Inferred(deprecated=deprecated, references=references)
    values = find_values(words)
    return Inferred(
        deprecated=deprecated,
        values=values,
        default=find_default(words, values),
        max_length=find_max_length(words),
        max_items=find_max_items(words),
        range=find_range(words),
        pattern=find_pattern(words),
        references=references,
    )


def infer_from_api(title: str, description: str, category: str | None) -> ApiInferred:
    """Return the facts that the texts about an API as a whole state; its own name is not one of them."""
    return ApiInferred(
        deprecated=find_api_deprecation((title, description, category or "")),
        references=find_references(description),
    )
