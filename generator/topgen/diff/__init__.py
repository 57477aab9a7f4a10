"""What is different between two specs of one API.

In:  the spec as it was and as it is. Out: ``Change`` values, one for each fact; and the facts that a page has only
lost, because it is cut or of a layout that shows less.
"""

from topgen.diff.changes import Change, find_changes
from topgen.diff.losses import Loss, count_facts, find_losses

__all__ = ["Change", "Loss", "count_facts", "find_changes", "find_losses"]
