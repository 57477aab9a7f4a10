"""Judging specs: what is wrong, doubtful or odd about input that could be read.

In:  one ``Api``, or all of a catalogue.
Out: ``Problem``s as values, in a fixed order. Rules never repair and never raise.
"""

from generator.check.catalogue import find_catalogue_problems
from generator.check.problem import Problem, Severity
from generator.check.rules import RULES, find_problems

__all__ = ["RULES", "Problem", "Severity", "find_catalogue_problems", "find_problems"]
