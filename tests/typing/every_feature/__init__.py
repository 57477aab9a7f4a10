"""A program as a user would write it, with every feature of ``topclient``; type checkers judge it, nothing runs it.

``assert_type`` tells what they have to see, so that a result which decays to ``Any`` is found. ``wrong.py`` is what
they have to refuse.
"""
