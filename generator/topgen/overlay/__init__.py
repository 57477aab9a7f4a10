"""Corrections by people, kept beside the specs that machines write, each with what it expects and why.

In:  the text of ``specs/overlays/<api name>.yaml``, and the ``Api`` that was read from the page.
Out: the corrected ``Api``. A correction that no longer fits is an error, one that the page fulfils is told.
"""

from topgen.overlay.apply import apply_overlay, split_fulfilled
from topgen.overlay.described import DESCRIBED, describe, has_no_page
from topgen.overlay.file import load_overlay, overlay_schema
from topgen.overlay.model import AcceptedDoubt, Change, Overlay, Spot
from topgen.overlay.tidying import tidy_overlay
from topgen.overlay.writing import write_acceptance, write_addition, write_correction, write_description, write_removal

__all__ = [
    "DESCRIBED",
    "AcceptedDoubt",
    "Change",
    "Overlay",
    "Spot",
    "apply_overlay",
    "describe",
    "has_no_page",
    "load_overlay",
    "overlay_schema",
    "split_fulfilled",
    "tidy_overlay",
    "write_acceptance",
    "write_addition",
    "write_correction",
    "write_description",
    "write_removal",
]
