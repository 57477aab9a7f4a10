"""What people have corrected of an API, as it is shown beside the facts.

In:  nothing; ``overlay`` fills these values.
Out: ``Correction``.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class Correction(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One fact that a person has corrected, with the reason."""

    at: Annotated[str, Meta(description="Path of the field as it is now, or the fact of the API.")]
    what: Annotated[str, Meta(description="The key that was corrected; added or removed for what came or went.")]
    was: Annotated[str, Meta(description="What the page says, in the words of the spec file.")] = ""
    because: Annotated[str, Meta(description="Why the page is wrong.")]
