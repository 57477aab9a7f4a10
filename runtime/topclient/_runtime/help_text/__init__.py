"""What ``help`` shows of a method or a class, made from the source when somebody asks for it.

In:  a class of this package. Out: its words, those of its attributes, and a readable signature.
Surprise: without the source, as in a frozen program, the docstrings alone remain.
"""

FIELDS, PARAMETERS, ANSWER = "fields", "parameters", "answer"
"""What the attributes of a class are, which it says as ``__told_as__``."""
