"""The words and forms of the platform's pages, each said once: all other rooms ask here what words are.

``parts`` and ``markers`` hold headings and other fixed lines, ``columns`` column heads, ``cells`` names, types,
required flags and limits, ``calls`` what examples of calls and replies name, ``characters`` blanks and decoration.
"""
