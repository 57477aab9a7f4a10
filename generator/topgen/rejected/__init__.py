"""Pages that no dialect reads, or two, and pages that topgen fails on: what differs, and the smallest failing part.

In:  a page and its error.
Out: ``Diagnosis`` for the report; ``Case`` values, and files that are ready to become a test case.
"""

from topgen.rejected.diagnose import LOOKS, Diagnosis, Mark, diagnose, resembles_api
from topgen.rejected.folder import FOLDER, Case, case_folder, release, write_case
from topgen.rejected.reducing import reduce_text

__all__ = [
    "FOLDER",
    "LOOKS",
    "Case",
    "Diagnosis",
    "Mark",
    "case_folder",
    "diagnose",
    "reduce_text",
    "release",
    "resembles_api",
    "write_case",
]
