"""Checks of specs: what is wrong, doubtful or odd about input that could be read.

In:  one ``Api``, or all of a run.
Out: ``Problem``s as values, in a fixed order. Rules never repair and never raise.
"""

from topgen.check.across_apis import find_problems_across
from topgen.check.rules import RULES, find_problems
from topgen.spec.problems import Problem, Severity, cap_problems

__all__ = ["RULES", "Problem", "Severity", "cap_problems", "find_problems", "find_problems_across"]
