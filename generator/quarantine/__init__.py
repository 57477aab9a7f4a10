"""Pages that no dialect reads, or two, and pages that topgen fails on: what differs, and the smallest failing part.

In:  a page and its error.
Out: ``Diagnosis`` for the report; ``Case`` values, and files that are ready to become a test case.
"""

from generator.quarantine.folder import FOLDER, Case, case_folder, release, write_case
from generator.quarantine.marks import LAYOUTS, Diagnosis, Mark, diagnose, resembles_api
from generator.quarantine.reducing import reduce_text

__all__ = [
    "FOLDER",
    "LAYOUTS",
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
