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
from topgen.audit import api_words, cell_lines, columns, conservation, heads, marks, open_marks, places, tails, values
from topgen.audit.findings import Finding, as_doubts, refuse_if_distrusted
from topgen.audit.reading import Reading
from topgen.pages import Page

__all__ = ["RULES", "audit_tree"]

RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    marks.find_marks,
    conservation.find_lost_rows,
    conservation.find_lost_heads,
    conservation.find_lost_call,
    conservation.find_unread_rows,
    conservation.find_lost_tables,
    conservation.find_nothing_read,
    conservation.find_empty_tables,
    conservation.find_loose_words,
    api_words.find_odd_api_words,
    api_words.find_other_names,
    api_words.find_odd_codes,
    heads.find_markup_names,
    heads.find_odd_names,
    heads.find_odd_types,
    heads.find_odd_required,
    heads.find_scalars_with_fields,
    columns.find_odd_heads,
    columns.find_second_heads,
    values.find_borders,
    values.find_placeholders,
    values.find_led_descriptions,
    values.find_glued_samples,
    values.find_list_words,
    values.find_swapped_values,
    values.find_required_values,
    places.find_marked_tops,
    places.find_flat_indents,
    places.find_unmarked_nested,
    places.find_empty_objects,
    places.find_repeated_fields,
    places.find_nested_copies,
    places.find_plural_classes,
    places.find_wrapped_items,
    places.find_unshown_samples,
    open_marks.find_open_objects,
    open_marks.find_second_places,
    tails.find_glued_lines,
    tails.find_lost_headings,
    tails.find_described_headings,
    cell_lines.find_moved_cells,
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
