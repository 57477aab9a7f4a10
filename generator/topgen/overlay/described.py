"""APIs that no page describes: a person does, in the overlay that would correct the page.

In:  an ``Overlay`` with the section ``describes``. Out: the ``Api`` that its other sections add to.
"""

from __future__ import annotations

from pathlib import PurePath

from topgen.overlay.model import Overlay
from topgen.spec.model import Api, Correction, Source
from topgen.spec.names import check_api_name

DESCRIBED = "described"
"""What the note says that such an API carries."""
_DIALECT = "overlay"


def describe(name: str, overlay: Overlay) -> Api | None:
    """Return the API of that name without fields; None where the overlay only corrects a page.

    Raises:
        NameConflictError: an API cannot be called so.
    """
    said = overlay.describes
    if said is None:
        return None
    return Api(
        name=check_api_name(name, said.at.file, said.at.line),
        title=said.title,
        description=said.description,
        session=said.session,
        corrected=(Correction(at="api", what=DESCRIBED, was="", because=said.reason),),
        source=Source(f"overlays/{PurePath(said.at.file).name}", "", _DIALECT),
    )


def has_no_page(api: Api) -> bool:
    """Return whether a person describes the API, and no page."""
    return api.source.dialect == _DIALECT
