"""The audit of a finished reading: whether what was read of a page fits what stands on it, whatever its layout.

In:  a ``Page`` and the ``ApiTree`` that was made of it.
Out: the same tree with further doubts; or the page is refused.
No rule knows a layout. Each compares the surface of the page with the fields that were read: structure never becomes
text, and no row is lost in silence. Where single rows are at odds with the page, they are doubted; where a table as
such is, nothing of the page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from topgen.alignment import ApiTree
from topgen.audit.api_words import find_odd_api_words, find_odd_codes
from topgen.audit.columns import (
    find_borders,
    find_odd_heads,
    find_placeholders,
    find_required_values,
    find_second_heads,
    find_swapped_columns,
)
from topgen.audit.conservation import (
    find_empty_tables,
    find_loose_words,
    find_lost_call,
    find_lost_heads,
    find_lost_rows,
    find_lost_tables,
    find_unread_rows,
)
from topgen.audit.findings import Finding, as_doubts, refuse_if_distrusted
from topgen.audit.heads import (
    find_heads_in_rows,
    find_markup_names,
    find_odd_names,
    find_odd_required,
    find_odd_types,
    find_scalars_with_fields,
)
from topgen.audit.marks import find_marks
from topgen.audit.places import (
    find_empty_objects,
    find_flat_indents,
    find_marked_tops,
    find_unmarked_nested,
    find_unshown_samples,
)
from topgen.audit.reading import Reading
from topgen.pages import Page

__all__ = ["RULES", "audit_tree"]

RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    find_marks,
    find_lost_rows,
    find_lost_heads,
    find_lost_call,
    find_unread_rows,
    find_lost_tables,
    find_empty_tables,
    find_loose_words,
    find_odd_api_words,
    find_odd_codes,
    find_heads_in_rows,
    find_markup_names,
    find_odd_names,
    find_odd_types,
    find_odd_required,
    find_scalars_with_fields,
    find_odd_heads,
    find_borders,
    find_second_heads,
    find_placeholders,
    find_swapped_columns,
    find_required_values,
    find_marked_tops,
    find_flat_indents,
    find_unmarked_nested,
    find_empty_objects,
    find_unshown_samples,
)
"""What is looked at, one rule a question."""


def audit_tree(page: Page, tree: ApiTree) -> ApiTree:
    """Return the tree with what speaks against it.

    Raises:
        UnknownLayoutError: a table as such is not trusted.
    """
    reading = Reading(page, tree)
    findings = [finding for rule in RULES for finding in rule(reading)]
    if not findings:
        return tree
    refuse_if_distrusted(reading, findings)
    return replace(tree, doubts=(*tree.doubts, *as_doubts(reading, findings)))
