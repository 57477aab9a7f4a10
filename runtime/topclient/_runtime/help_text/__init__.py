"""What ``help`` shows of a method or a class, made from the source when somebody asks for it.

In:  a class of this package. Out: its docstring, those of its attributes, and a readable signature.
Without the source, as in a frozen program, the docstrings of classes alone remain.
"""

FIELDS, PARAMETERS, ANSWER = "fields", "parameters", "answer"
"""What the attributes of a class are, which it says as ``__help_section__``."""
