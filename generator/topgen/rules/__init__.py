"""What each thing means that a run tells: faults, doubts and problems, each with an example and what to do.

In:  the id that a report prints, as ``unread-layout``, ``parent`` or ``example-type``.
Out: ``Rule``. The words are data, so that a test can hold them against everything that can be told.
"""

from topgen.rules.doubts import DOUBTS
from topgen.rules.faults import FAULTS
from topgen.rules.model import Group, Rule
from topgen.rules.problems import PROBLEMS

RULES = (*FAULTS, *DOUBTS, *PROBLEMS)

__all__ = ["RULES", "Group", "Rule"]
