"""The tests of one API: the example of its page as a call in Python, and what has to come of it.

In:  a ``ModuleContext``. Out: ``ExampleTests``.
"""

from topgen.python_model.example_tests.module import build_example_tests

__all__ = ["build_example_tests"]
